#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "app/check_catalogue.hpp"
#include "base/encode.hpp"
#include "base/error.hpp"
#include "checks/registry.hpp"
#include "cli/command.hpp"
#include "words/nearest.hpp"

namespace cli {
namespace {

using checks::Check;

int list_checks(const Session& session) {
  if (session.arguments.json) {
    print_data(app::to_json(checks::all()).dump());
    return exit_done;
  }
  constexpr const char* row = "{:<28} {:<11} {:<23} {:<14} {}";
  print(fmt::format(row, "CHECK", "COMPONENT", "PILLAR", "SEVERITY", "TITLE"));
  for (const Check* check : checks::all()) {
    print(fmt::format(row, check->about.id, check->about.component, model::title(check->about.pillar),
                      model::title(check->about.severity), check->about.title));
  }
  return exit_done;
}

std::vector<std::string_view> ids() {
  std::vector<std::string_view> ids;
  for (const Check* check : checks::all()) ids.push_back(check->about.id);
  return ids;
}

void print_paragraph(const Session& session, std::string_view heading, std::string_view text) {
  print(fmt::format("\n{}", heading));
  print_wrapped(text, session.width(), "  ");
}

void print_thresholds(const app::Config& config, const Check& check) {
  if (check.about.thresholds.empty()) return;
  print("\nThresholds");
  for (const checks::Threshold& threshold : check.about.thresholds) {
    const app::Value value = config.threshold(threshold);
    print(fmt::format("  {} = {} {}  ({})\n      {}", threshold.id, value.text, threshold.unit, value.source,
                      threshold.what));
  }
}

int show(const Session& session) {
  const std::string& id = session.arguments.words[0];
  const Check* check = checks::find(id);
  if (check == nullptr) {
    const std::string meant = words::did_you_mean(id, ids());
    throw base::Error(base::ErrorKind::usage,
                      fmt::format("there is no check '{}'{}", base::printable(id, 60),
                                  meant.empty() ? "; `connect-ops-review checks list` lists them" : meant));
  }
  if (session.arguments.json) {
    print_data(app::to_json(*check, session.config).dump());
    return exit_done;
  }
  print(fmt::format("{} ({})", check->about.title, check->about.id));
  print(fmt::format("component   {}\npillar      {}\nseverity    {}", check->about.component,
                    model::title(check->about.pillar), model::title(check->about.severity)));
  print_paragraph(session, "Why", check->about.why);
  print_paragraph(session, "What to do", check->about.remedy);
  print("\nPermissions that it needs");
  for (const auto& permission : app::permissions_of(*check)) print(fmt::format("  {}", permission));
  print_thresholds(session.config, *check);
  const std::vector<std::string> controls = checks::controls_of(*check);
  if (!controls.empty()) print_paragraph(session, "Asked for by", fmt::format("{}", fmt::join(controls, ", ")));
  if (!check->about.links.empty()) print("\nMore");
  for (const auto link : check->about.links) print(fmt::format("  {}", link));
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
                                     list_checks};

const Command checks_show_command = {"checks show", "Show what a check looks at, why, and what it needs", {"CHECK"}, {},
                                     {"json"},      "  connect-ops-review checks show flow_logging",      show};

}  // namespace cli
