#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <set>

#include "base/encode.hpp"
#include "base/error.hpp"
#include "checks/registry.hpp"
#include "cli/command.hpp"
#include "collect/collector.hpp"

namespace cli {
namespace {

using checks::Check;
using nlohmann::json;

// The permissions that a check's datasets need, those of the datasets behind them included.
void add_permissions(std::string_view dataset, std::set<std::string>& permissions) {
  const collect::Collector& collector = collect::find(dataset);
  for (const aws::Operation* operation : collector.operations) permissions.insert(aws::action(*operation));
  for (const auto need : collector.needs) add_permissions(need, permissions);
}

std::set<std::string> permissions_of(const Check& check) {
  std::set<std::string> permissions;
  for (const auto& need : check.needs) add_permissions(need.dataset, permissions);
  return permissions;
}

json to_json(const Check& check) {
  json needs = json::array();
  for (const auto& need : check.needs) needs.push_back(need.dataset);
  return {{"id", check.id},
          {"component", check.component},
          {"title", check.title},
          {"pillar", model::name(check.pillar)},
          {"severity", model::name(check.severity)},
          {"why", check.why},
          {"remedy", check.remedy},
          {"links", check.links},
          {"datasets", needs},
          {"permissions", permissions_of(check)}};
}

int list(const Session& session) {
  if (session.arguments.json) {
    json all = json::array();
    for (const Check* check : checks::all()) all.push_back(to_json(*check));
    print(all.dump());
    return exit_done;
  }
  for (const Check* check : checks::all()) {
    print(fmt::format("{:<28} {:<11} {:<23} {:<14} {}", check->id, check->component, model::title(check->pillar),
                      model::title(check->severity), check->title));
  }
  return exit_done;
}

int show(const Session& session) {
  const std::string& id = session.arguments.words[0];
  const Check* check = checks::find(id);
  if (check == nullptr) {
    throw base::Error(
        base::ErrorKind::usage,
        fmt::format("there is no check '{}'; `connect-ops-review checks list` lists them", base::printable(id, 60)));
  }
  if (session.arguments.json) {
    print(to_json(*check).dump());
    return exit_done;
  }
  print(fmt::format("{} ({})", check->title, check->id));
  print(fmt::format(
      "component   {}\npillar      {}\nseverity    {}\n\nWhy\n  {}\n\nWhat to do\n  {}\n\nNeeds the permissions",
      check->component, model::title(check->pillar), model::title(check->severity), check->why, check->remedy));
  for (const auto& permission : permissions_of(*check)) print("  " + permission);
  if (!check->links.empty()) print("\nMore");
  for (const auto link : check->links) print("  " + std::string(link));
  return exit_done;
}

}  // namespace

const Command checks_list_command = {"checks list",
                                     "List every check",
                                     {},
                                     {},
                                     {"json"},
                                     "  connect-ops-review checks list\n"
                                     "  connect-ops-review checks list --json",
                                     list};

const Command checks_show_command = {"checks show", "What one check looks at, why, and what it needs", {"CHECK"}, {},
                                     {"json"},      "  connect-ops-review checks show flow_logging",   show};

}  // namespace cli
