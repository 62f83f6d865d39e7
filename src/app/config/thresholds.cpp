#include "app/config/thresholds.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <optional>
#include <string_view>
#include <vector>

#include "app/config/option.hpp"
#include "base/encode.hpp"
#include "base/error.hpp"
#include "checks/registry.hpp"
#include "words/nearest.hpp"

namespace app {
namespace {

using checks::Check;
using checks::Threshold;

class Reading {
 public:
  Reading(const toml::table& checks, const std::string& file) : checks_(checks), file_(file) {}

  std::map<std::string, double> take() {
    for (const auto& [key, node] : checks_) {
      const Check& check = check_of(key.str(), node);
      const auto* members = node.as_table();
      if (members == nullptr) throw wrong(node, fmt::format("[checks.{}] has to be a table", check.about.id));
      for (const auto& [id, value] : *members) read(check, id.str(), value);
      require_order(check, node);
    }
    return std::move(values_);
  }

 private:
  base::Error wrong(const toml::node& node, std::string_view what) const {
    return {base::ErrorKind::config,
            fmt::format("the configuration file {}, line {}: {}", file_, node.source().begin.line, what)};
  }

  const Check& check_of(std::string_view id, const toml::node& node) const {
    if (const Check* check = checks::find(id)) return *check;
    std::vector<std::string_view> known;
    for (const Check* check : checks::all()) {
      if (!check->about.thresholds.empty()) known.push_back(check->about.id);
    }
    const std::string meant = words::did_you_mean(id, known);
    throw wrong(node, fmt::format("there is no check '{}'{}", base::printable(id, 60),
                                  meant.empty() ? fmt::format("; those with thresholds are {}", fmt::join(known, ", "))
                                                : meant));
  }

  const Threshold& threshold_of(const Check& check, std::string_view id, const toml::node& node) const {
    const auto& thresholds = check.about.thresholds;
    const auto found = std::ranges::find(thresholds, id, &Threshold::id);
    if (found == thresholds.end()) {
      std::vector<std::string_view> ids;
      for (const Threshold& one : thresholds) ids.push_back(one.id);
      throw wrong(node, fmt::format("the check {} has no threshold '{}'{}", check.about.id, base::printable(id, 60),
                                    ids.empty() ? "; it has none" : words::what_there_is(id, ids)));
    }
    if (find_option(id) == nullptr) return *found;
    throw wrong(node, fmt::format("{} holds for several checks: set it at the top of the file", id));
  }

  void read(const Check& check, std::string_view id, const toml::node& node) {
    const Threshold& threshold = threshold_of(check, id, node);
    const auto value = node.value<double>();
    if (node.is_number() && value && std::isfinite(*value) && *value >= threshold.least && *value <= threshold.most) {
      values_[threshold.key()] = *value;
      return;
    }
    throw wrong(node, fmt::format("{} has to be a number from {} to {} ({})", threshold.key(), threshold.least,
                                  threshold.most, threshold.unit));
  }

  double value_of(const Threshold& threshold) const {
    const auto found = values_.find(threshold.key());
    return found == values_.end() ? threshold.value : found->second;
  }

  // They stand in the order in which they get worse.
  void require_order(const Check& check, const toml::node& node) const {
    const auto& all = check.about.thresholds;
    for (std::size_t i = 1; i < all.size(); ++i) {
      if (value_of(all[i - 1]) <= value_of(all[i])) continue;
      throw wrong(node, fmt::format("{} is {}, which has to be no more than {} with {}", all[i - 1].key(),
                                    value_of(all[i - 1]), all[i].key(), value_of(all[i])));
    }
  }

  const toml::table& checks_;
  const std::string& file_;
  std::map<std::string, double> values_;
};

}  // namespace

std::map<std::string, double> read_thresholds(const toml::table& checks, const std::string& file) {
  return Reading(checks, file).take();
}

}  // namespace app
