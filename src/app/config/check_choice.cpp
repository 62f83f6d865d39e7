#include "app/config/check_choice.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/encode.hpp"
#include "base/error.hpp"
#include "base/glob.hpp"
#include "checks/registry.hpp"

namespace app {
namespace {

using base::ErrorKind;

CheckIds fitting(const std::string& pattern) {
  CheckIds ids, all;
  for (const checks::Check* check : checks::all()) {
    all.emplace(check->about.id);
    if (base::fits(pattern, check->about.id)) ids.emplace(check->about.id);
  }
  if (!ids.empty()) return ids;
  throw base::Error(ErrorKind::usage, fmt::format("there is no check '{}'; there are {}", base::printable(pattern, 60),
                                                  fmt::join(all, ", ")));
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
