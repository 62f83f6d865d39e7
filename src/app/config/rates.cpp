#include "app/config/rates.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <optional>
#include <string_view>

#include "aws/operations/all.hpp"
#include "base/encode.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "words/nearest.hpp"

namespace app {
namespace {

using base::ErrorKind;

std::optional<double> positive(std::string_view text) {
  const auto number = base::number_in<double>(text);
  return number && std::isfinite(*number) && *number > 0 && *number <= 10'000 ? number : std::nullopt;
}

std::vector<std::string> actions() {
  std::vector<std::string> actions;
  for (const auto* operation : aws::operations()) actions.push_back(aws::action(*operation));
  return actions;
}

std::string what_was_meant(std::string_view name) {
  const auto all = actions();
  const std::vector<std::string_view> known(all.begin(), all.end());
  return words::did_you_mean(name, known);
}

bool is_action(std::string_view name) {
  return std::ranges::count(actions(), name) > 0;
}

}  // namespace

std::map<std::string, aws::Rate> parse_rates(const std::vector<std::string>& entries) {
  std::map<std::string, aws::Rate> rates;
  for (const std::string& entry : entries) {
    const auto equals = entry.find('=');
    const std::string name = entry.substr(0, equals);
    const std::string_view numbers =
        equals == std::string::npos ? std::string_view() : std::string_view(entry).substr(equals + 1);
    const auto slash = numbers.find('/');
    const auto rate = positive(numbers.substr(0, slash));
    const auto burst = slash == std::string_view::npos ? rate : positive(numbers.substr(slash + 1));
    if (!is_action(name) || !rate || !burst) {
      throw base::Error(
          ErrorKind::usage,
          fmt::format("rates must be a list like connect:ListUsers=4/10 (calls a second / at once; `checks "
                      "operations` lists the names), not '{}'{}",
                      base::printable(entry, 60), what_was_meant(name)));
    }
    rates[name] = {*rate, int(std::ceil(*burst))};
  }
  return rates;
}

}  // namespace app
