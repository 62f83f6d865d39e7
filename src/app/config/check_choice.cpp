#include "app/config/check_choice.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "base/encode.hpp"
#include "base/error.hpp"
#include "base/glob.hpp"
#include "checks/registry.hpp"
#include "words/nearest.hpp"

namespace app {
namespace {

using base::ErrorKind;

// "flwo_*" is held against what all ids begin with, up to its first wildcard.
std::string what_was_meant(std::string_view pattern) {
  const auto wildcard = std::min(pattern.find_first_of("*?"), pattern.size());
  std::vector<std::string_view> beginnings;
  for (const checks::Check* check : checks::all()) {
    const std::string_view id = check->about.id;
    beginnings.push_back(wildcard < pattern.size() ? id.substr(0, wildcard) : id);
  }
  const auto meant = words::nearest(pattern.substr(0, wildcard), beginnings);
  if (!meant) return "; `connect-ops-review checks list` lists them";
  return fmt::format("; did you mean {}{}?", *meant, pattern.substr(wildcard));
}

CheckIds fitting(const std::string& pattern) {
  CheckIds ids;
  for (const checks::Check* check : checks::all()) {
    if (base::fits(pattern, check->about.id)) ids.emplace(check->about.id);
  }
  if (ids.empty()) {
    throw base::Error(ErrorKind::usage,
                      fmt::format("there is no check '{}'{}", base::printable(pattern, 60), what_was_meant(pattern)));
  }
  return ids;
}

}  // namespace

CheckIds chosen_checks(const std::vector<std::string>& patterns) {
  CheckIds chosen;
  for (const auto& pattern : patterns) chosen.merge(fitting(pattern));
  return chosen;
}

CheckIds left_out_checks(const std::vector<std::string>& only, const std::vector<std::string>& skip) {
  const CheckIds chosen = chosen_checks(only.empty() ? std::vector<std::string>{"*"} : only);
  const CheckIds skipped = chosen_checks(skip);
  CheckIds left_out;
  for (const checks::Check* check : checks::all()) {
    if (!chosen.contains(check->about.id) || skipped.contains(check->about.id)) left_out.emplace(check->about.id);
  }
  if (left_out.size() == checks::all().size()) {
    throw base::Error(ErrorKind::usage, "--checks and --skip-checks leave no check to make");
  }
  return left_out;
}

}  // namespace app
