#include <cstdlib>
#include <filesystem>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <optional>
#include <string>
#include <vector>

#include "app/config/template.hpp"
#include "app/instances.hpp"
#include "base/encode.hpp"
#include "base/error.hpp"
#include "base/stop_signals.hpp"
#include "cli/config_file.hpp"
#include "cli/interview.hpp"
#include "cli/least_privilege.hpp"
#include "cli/live.hpp"

namespace cli {
namespace {

using base::ErrorKind;
namespace fs = std::filesystem;

[[noreturn]] void leave() {
  say("\n");  // below the question
  complain("interrupted; nothing was written");
  std::_Exit(exit_interrupted);
}

// Asked before all other questions, so that none is answered in vain. The result is whether the file is there.
bool may_be_replaced(const Session& session, const fs::path& file) {
  if (!fs::exists(file)) return false;
  const Arguments& arguments = session.arguments;
  const bool is_wanted =
      arguments.overwrite ||
      (somebody_is_there() && !arguments.yes &&
       agrees(fmt::format("'{}' is there already. Replace it, and all that it sets?", file.string())));
  if (is_wanted) return true;
  throw base::Error(ErrorKind::usage,
                    fmt::format("'{}' is there already, and stays as it is; name another FILE, or give "
                                "--overwrite",
                                file.string()));
}

// Looked up once, now; later reviews need no permission for it.
std::vector<model::InstanceRef> look_up(Interview& interview) {
  app::Cloud cloud = interview.cloud();
  std::vector<model::InstanceRef> instances;
  std::vector<std::string> arns;
  for (const auto& found : app::look_up_instances(cloud, false, interview.config().get(options::instance))) {
    instances.push_back(found.instance());
    arns.push_back(instances.back().arn);
  }
  interview.answer(app::OptionId::instance, fmt::format("{}", fmt::join(arns, ",")));
  return instances;
}

void answer(const Session& session, Interview& interview) {
  const base::StopSignals signals({.stop = leave, .end = leave});
  interview.ask_all();
  const auto instances = look_up(interview);
  if (!session.arguments.quiet) {
    say(fmt::format(
        "\nThe policy that allows this and nothing else, for the role or user of {}:\n",
        interview.config().get(options::profile).empty()
            ? "these credentials"
            : fmt::format("the profile '{}'", base::printable(interview.config().get(options::profile), 60))));
  }
  print_least_privilege(interview.config(), interview.environment(), instances);
}

// As later commands read the file: without the flags of this one.
int examine(const Session& session, Interview& interview, const fs::path& file) {
  Arguments arguments = session.arguments;
  arguments.flags.clear();
  arguments.config_file = file;
  const app::Config config({}, file, session.world.environment);
  app::Cloud cloud(session.world, config, interview.account());
  const Session later{arguments, config, session.world, [&cloud]() -> app::Cloud& { return cloud; }, session.mutes};
  return doctor_command.run(later);
}

void require_no_other_file(const Session& session) {
  if (!session.arguments.config_file) return;
  throw base::Error(ErrorKind::usage, "init reads no configuration: name the file that it writes without --config");
}

int run_init(const Session& session) {
  const fs::path file = config_file_to_write(session);
  const bool replaces = may_be_replaced(session, file);
  Interview interview(session);
  answer(session, interview);
  write_config_file(file, app::config_template(interview.chosen()), replaces);
  print(fmt::format("\n{} written", file.string()));
  const int code = examine(session, interview, file);
  if (session.arguments.quiet) return code;
  const bool is_read_unasked = app::default_config_file(session.world.environment) == file;
  say(fmt::format("\nTo review it: {} run{}\n", base::shell_quote(session.arguments.program),
                  is_read_unasked ? "" : fmt::format(" --config {}", base::shell_quote(file.string()))));
  return code;
}

}  // namespace

const Command init_command = {
    "init",
    "Ask what a review of your contact centre needs, write the configuration and check that everything is in place",
    {"[FILE]"},
    with_store({options::instance, options::region, options::profile, options::role_arn, options::external_id,
                options::endpoint_url, options::only, options::skip, options::log_group, options::carrier_budget_usd}),
    {"yes", "overwrite_file"},
    "  connect-ops-review init\n"
    "  connect-ops-review init --profile ops --storage sqlite\n"
    "  connect-ops-review init connect.toml --yes --instance ARN --storage s3 --bucket my-bucket\n"
    "\nIt asks which profile, Region and instance, where to keep reviews, and what looking up carriers may cost: a number\n"
    "or a name answers, Enter takes what stands in brackets. What a flag says is not asked. It prints the least policy\n"
    "for just that, writes FILE (without it the one that is read without --config, as `config init` does), and ends as\n"
    "`doctor` does, with its exit code. Ctrl-C at a question leaves nothing behind.",
    run_init,
    require_no_other_file,
    Settings::unfiled};

}  // namespace cli
