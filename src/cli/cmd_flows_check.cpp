#include <fmt/format.h>
#include <iostream>
#include <nlohmann/json.hpp>

#include "app/flows/check_flows.hpp"
#include "base/json/canonical.hpp"
#include "base/log.hpp"
#include "cli/command.hpp"
#include "words/numbers.hpp"

namespace cli {
namespace {

using formats::FlowCheck;
using model::Status;

app::CheckIds left_out(const app::Config& config) {
  return app::left_out_checks(config.get(options::checks), config.get(options::skip_checks));
}

void print_check(const Session& session, const FlowCheck& check) {
  static constexpr std::pair<std::string_view, void (*)(const FlowCheck&, const formats::Sink&)> documents[] = {
      {"csv", formats::csv}, {"md", formats::md}, {"junit", formats::junit}, {"sarif", formats::sarif}};
  for (const auto& [format, print_document] : documents) {
    if (session.arguments.format == format) return print_document(check, write);
  }
  if (session.arguments.json) return print_data(base::canonical(to_json(check)));
  write(shown(formats::text(check, session.colour())));
}

// A file that holds no flow goes before all that was found in the others.
int exit_code(const app::Config& config, const FlowCheck& check) {
  if (count_unread(check) > 0) return exit_usage;
  const app::FailOn fail_on = config.get(options::fail_on);
  const int fails = count(check, Status::fail), warnings = count(check, Status::warn);
  if (fail_on != app::FailOn::never && fails > 0) return exit_findings;
  if (fail_on == app::FailOn::warn && warnings > 0) return exit_findings;
  return config.get(options::strict) && count(check, Status::not_assessed) > 0 ? exit_not_assessed : exit_done;
}

int run_flows_check(const Session& session) {
  app::FlowFiles files = app::read_flow_files(session.arguments.words, std::cin);
  const app::FilesAsInstance instance(std::move(files.read), session.arguments.entries);
  const auto today = std::chrono::floor<std::chrono::days>(session.world.clock.now());
  FlowCheck check = app::check_flows(instance, files.unread, left_out(session.config), {session.mutes(), today});
  for (const std::string& note : check.mute_notes) base::log::warning(note);
  check.version = VERSION;
  check.time = session.world.clock.now();
  check.are_entries_assumed = session.arguments.entries.empty();
  print_check(session, check);
  if (const auto unread = count_unread(check); unread > 0) {
    complain(fmt::format("{} of {} {} no flow that can be read: see flow_files_are_read", words::count(unread),
                         words::counted(std::int64_t(check.flows.size()), "file"), unread == 1 ? "holds" : "hold"));
  }
  return exit_code(session.config, check);
}

// What is wrong with a choice of checks or a mute is said before a file is read.
void require_choice(const Session& session) {
  left_out(session.config);
  session.mutes();
}

}  // namespace

const Command flows_check_command = {
    "flows check",
    "Check exported flow files without an account, such as before a deployment",
    {"FILE..."},
    {options::checks, options::skip_checks, options::mutes, options::allow_open_mutes, options::fail_on,
     options::strict},
    {"entry", "flow_format"},
    "  connect-ops-review flows check main.json survey.json --fail-on warn\n"
    "  connect-ops-review flows check flows/ --entry 'Main menu' --format sarif > flows.sarif\n"
    "  aws connect describe-contact-flow --instance-id ID --contact-flow-id ID | connect-ops-review flows check -\n"
    "\nA file that holds no flow is named, and the others are checked; the exit code is 2 then, whatever is found.",
    run_flows_check,
    require_choice};

}  // namespace cli
