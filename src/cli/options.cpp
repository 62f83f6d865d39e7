#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <fmt/format.h>

#include "app/move/location.hpp"
#include "app/mute/mutes.hpp"
#include "base/encode.hpp"
#include "base/error.hpp"
#include "base/log.hpp"
#include "cli/command.hpp"
#include "cli/live.hpp"
#include "formats/table.hpp"
#include "lambda/handler.hpp"
#include "lambda/lambda.hpp"

namespace cli {
namespace {

using base::ErrorKind;

constexpr const char* about =
    "Reviews an Amazon Connect contact centre: quotas, metrics, phone numbers, flows, API throttling and flow logs.";
constexpr const char* closing =
    "Exit codes: 0 done, 1 it could not be done, 2 wrong usage or configuration,\n"
    "3 findings at or above --fail-on, 4 something could not be assessed and --strict was given,\n"
    "130 interrupted.\n\n"
    "Example: connect-ops-review run --recording samples/harbour";

void add_configured(CLI::App& sub, app::OptionId id, Arguments& arguments) {
  const app::Option& option = app::option_of(id);
  std::string help(option.help);
  if (!option.fallback.empty()) help += fmt::format(" [{}]", option.fallback);
  if (!option.environment.empty()) {
    help += fmt::format(" (${})", option.environment.substr(0, option.environment.find(',')));
  }
  const std::string name(option.key);
  if (option.is_switch()) {
    sub.add_flag_callback(option.flag(), [&arguments, name] { arguments.flags[name] = "true"; }, help);
    return;
  }
  if (option.can_be_repeated) {
    sub.add_option_function<std::vector<std::string>>(
           option.flag(),
           [&arguments, name](const std::vector<std::string>& texts) {
             arguments.flags[name] = fmt::format("{}", fmt::join(texts, ","));
           },
           help)
        ->type_name("")
        ->expected(1)
        ->take_all();
    return;
  }
  sub.add_option_function<std::string>(
         option.flag(), [&arguments, name](const std::string& text) { arguments.flags[name] = text; }, help)
      ->type_name("");
}

struct TextSwitch {
  std::string_view name;
  const char* flag;
  std::string Arguments::* member;
  const char* help;
};

constexpr TextSwitch text_switches[] = {
    {"instance", "--instance", &Arguments::instance, "Only reviews of this instance ARN"},
    {"page", "--page", &Arguments::page, "Go on where the last list ended"},
    {"from", "--from", &Arguments::since, "From this day on (2026-02-13, or 2026-02-13T09:00:00Z)"},
    {"to", "--to", &Arguments::until, "Up to this day, the day included"},
    {"since", "--since", &Arguments::since, "Only reviews from this day on (2026-02-13, or 2026-02-13T09:00:00Z)"},
    {"until", "--until", &Arguments::until, "Only reviews up to this day, the day included"},
    {"before", "--before", &Arguments::before, "Reviews from before this day (2026-02-13, or 2026-02-13T09:00:00Z)"},
    {"from_place", "--from", &Arguments::from_place, "Store to read: sqlite:FILE, s3:BUCKET or dynamodb:TABLE"},
    {"to_place", "--to", &Arguments::to_place, "The other store, written the same way"},
    {"reason", "--reason", &Arguments::reason, "Why what is muted is accepted"},
    {"owner", "--owner", &Arguments::owner, "Who stands for that"},
    {"expires", "--expires", &Arguments::expires, "Last day of it: 2027-03-31, or 90d from today"},
    {"component", "--component", &Arguments::component, "Only the measures of this component"},
    {"fail_on_change", "--fail-on", &Arguments::fail_on_change,
     "new: exit with 3 when a finding is new or worse [never]"},
};

struct NumberSwitch {
  std::string_view name;
  const char* flag;
  std::size_t Arguments::* member;
  std::size_t least, most;
  const char* help;
};

constexpr NumberSwitch number_switches[] = {
    {"limit", "--limit", &Arguments::limit, 1, 1000, "How many to list, 1 to 1000 [20]"},
    {"last_days", "--days", &Arguments::last_days, 1, 3650, "Only reviews of the last so many days"},
    {"reviews_per_month", "--reviews-per-month", &Arguments::reviews_per_month, 1, 1'000'000,
     "How many reviews there will be"},
    {"port", "--port", &Arguments::port, 0, 65'535, "Port of --local; 0: any that is free [3001]"},
    {"timeout", "--timeout", &Arguments::timeout, 61, 900, "Seconds that an invocation may take [900]"},
    {"concurrency", "--concurrency", &Arguments::concurrency, 1, 100, "Invocations at a time [2]"},
    {"bytes_per_review", "--bytes-per-review", &Arguments::bytes_per_review, 1, 10'000'000'000,
     "What each keeps, instead of what stored reviews do"},
};

struct FlagSwitch {
  std::string_view name;
  const char* flag;
  bool Arguments::* member;
  const char* help;
};

constexpr FlagSwitch flag_switches[] = {
    {"across_instances", "--across-instances", &Arguments::across_instances,
     "Compare two instances, by the names of their resources"},
    {"local", "--local", &Arguments::local, "Serve the function on this machine, for a try without an account"},
    {"list", "--list", &Arguments::list, "List what can be followed"},
    {"create", "--create", &Arguments::create, "Make the file, bucket or table when it is missing, and its settings"},
    {"dry_run", "--dry-run", &Arguments::dry_run, "Only say what would be done"},
    {"overwrite", "--overwrite", &Arguments::overwrite, "Replace documents that are there and differ"},
    {"yes", "-y,--yes", &Arguments::yes, "Do not ask"},
    {"wait", "--wait", &Arguments::wait, "When a review of the instance is running, wait for it and show its result"},
    {"force", "--force", &Arguments::force, "Start a review beside one that is running"},
};

// --format is the one spelling for all that prints, and --json is short for one of its values. "json" is what prints
// text or JSON, "format" what prints a review, in any format that a terminal shows.
void add_format(CLI::App& sub, std::string_view name, Arguments& arguments) {
  const auto take = [&arguments](const std::string& format) {
    arguments.format = format;
    arguments.json = format == "json";
  };
  const bool is_review = name == "format";
  std::vector<std::string> known = {"text", "json"};
  for (const auto& writer : formats::writers()) {
    const std::string format(writer.format);
    if (is_review && format != "html" && !std::ranges::count(known, format)) known.push_back(format);
  }
  CLI::Option* const option =
      sub.add_option_function<std::string>("--format", take, fmt::format("{} [text]", fmt::join(known, ", ")))
          ->type_name("");
  if (!is_review) option->check(CLI::IsMember(known));  // the formats of a review say themselves what there is
  sub.add_flag_callback("--json", [take] { take("json"); }, "Short for --format json");
}

void add_switch(CLI::App& sub, std::string_view name, Arguments& arguments) {
  if (name == "json" || name == "format") add_format(sub, name, arguments);
  for (const auto& text : text_switches) {
    if (text.name == name) sub.add_option(text.flag, arguments.*text.member, text.help)->type_name("");
  }
  for (const auto& number : number_switches) {
    if (number.name != name) continue;
    sub.add_option(number.flag, arguments.*number.member, number.help)
        ->type_name("")
        ->check(CLI::Range(number.least, number.most));
  }
  for (const auto& flag : flag_switches) {
    if (flag.name == name) sub.add_flag(flag.flag, arguments.*flag.member, flag.help);
  }
}

void add_common(CLI::App& sub, Arguments& arguments) {
  sub.add_option_function<std::string>(
         "--config", [&](const std::string& file) { arguments.config_file = file; }, "Configuration file (TOML)")
      ->type_name("");
  sub.add_flag("--show-config", arguments.show_config, "Print each value and where it came from, and do nothing else");
  sub.add_flag("-q,--quiet", arguments.quiet, "No progress and no messages below errors");
  sub.add_flag("-v,--verbose", arguments.verbose, "More messages");
  sub.add_flag("--no-color", arguments.no_color, "No colours (also $NO_COLOR)");
  for (const app::OptionId id : {app::OptionId::log_level, app::OptionId::log_file}) add_configured(sub, id, arguments);
}

// A positional argument; "[COMPONENT]" may be left out, "[ID...]" may be given several times.
void add_word(CLI::App& sub, std::string word, Arguments& arguments) {
  static const std::map<std::string, std::string> meanings = {
      {"REVIEW", "Id of a stored review (YYYYMMDD-HHMMSS), or latest"},
      {"FILE", "New file to write"},
      {"TEXT...", "A number, a user's name or id, an address: whatever names somebody"},
      {"ID...", "Ids of stored reviews (YYYYMMDD-HHMMSS)"},
      {"OLD", "The older review: its id, or previous [previous]"},
      {"NEW", "The newer review: its id, or latest [latest]"},
      {"MEASURE", "What to follow, as `trend --list` has it; without one, all that are stored"},
      {"DIRECTORY", "Directory to save in; it is made, or it is empty"},
      {"COMPONENT", "One of its components, or STATUS"},
      {"WHAT...", "Id of a finding, or check=PATTERN with resource=, account=, region=, instance= or tag="},
      {"MUTE", "Its number, as `mute list` shows it, or the id of its finding"},
      {"CHECK", "Id of a check, as `checks list` shows it"}};
  const bool optional = word.starts_with('[');
  if (optional) word = word.substr(1, word.size() - 2);
  if (word.ends_with("...")) {
    sub.add_option(word.substr(0, word.size() - 3), arguments.words, meanings.at(word))
        ->option_text(" ")
        ->required(!optional);
    return;
  }
  sub.add_option_function<std::string>(
         word, [&arguments](const std::string& text) { arguments.words.push_back(text); }, meanings.at(word))
      ->option_text(" ")
      ->required(!optional);
}

void add_command(CLI::App& parent, std::string_view name, const Command& command, Arguments& arguments,
                 const Command*& chosen) {
  CLI::App* sub = parent.add_subcommand(std::string(name), std::string(command.summary));
  for (const auto id : command.options) add_configured(*sub, id, arguments);
  for (const auto one : command.switches) add_switch(*sub, one, arguments);
  for (const auto word : command.words) add_word(*sub, std::string(word), arguments);
  add_common(*sub, arguments);
  if (!command.examples.empty()) sub->footer(fmt::format("Examples:\n{}", command.examples));
  sub->callback([&chosen, &command] { chosen = &command; });
}

// "storage info" goes below a subcommand "storage" that has no work of its own.
void add_commands(CLI::App& app, Arguments& arguments, const Command*& chosen) {
  static const std::map<std::string_view, std::string> groups = {{"checks", "The checks that a review makes"},
                                                                 {"mute", "Findings that are known and accepted"},
                                                                 {"storage", "The store that reviews are kept in"}};
  std::map<std::string_view, CLI::App*> made;
  for (const Command& command : commands()) {
    const auto space = command.name.find(' ');
    if (space == std::string_view::npos) {
      add_command(app, command.name, command, arguments, chosen);
      continue;
    }
    const std::string_view group = command.name.substr(0, space);
    CLI::App*& parent = made[group];
    if (parent == nullptr) {
      parent = app.add_subcommand(std::string(group), groups.at(group));
      parent->require_subcommand(1);
    }
    add_command(*parent, command.name.substr(space + 1), command, arguments, chosen);
  }
}

int exit_code_of(ErrorKind kind) {
  return kind == ErrorKind::usage || kind == ErrorKind::config ? exit_usage : exit_failed;
}

void print_configuration(const app::Config& config) {
  std::string lines;
  for (const app::Option& option : app::option_table()) {
    const app::Value& value = config.value(option.id);
    lines +=
        fmt::format("{}{:<16} = {:<30} # {}", lines.empty() ? "" : "\n", option.key,
                    fmt::format("\"{}\"", option.is_secret && !value.text.empty() ? "***" : value.text), value.source);
  }
  print(lines);
}

std::string log_level(const Arguments& arguments, const app::Config& config) {
  if (arguments.quiet) return "error";
  return arguments.verbose ? "debug" : config.get(options::log_level);
}

// "storage" is one because of "storage info".
bool is_command(std::string_view word) {
  const auto& all = commands();
  return std::ranges::any_of(all, [&](const Command& command) {
    return command.name == word || command.name.starts_with(fmt::format("{} ", word));
  });
}

// What is wrong with it, Lambda has to know too.
app::Config function_config(const Arguments& arguments, const app::World& world) {
  try {
    return app::Config(arguments.flags, arguments.config_file, world.environment, lambda::defaults());
  } catch (const base::Error& error) {
    lambda::report_init_error(world, error);
    throw;
  }
}

// Others name their stores themselves, or need none.
bool is_at_the_configured_store(const Command& command) {
  return std::ranges::find(command.options, app::OptionId::storage) != command.options.end() &&
         std::ranges::find(command.switches, "from_place") == command.switches.end();
}

int run_chosen(const Command& command, const Arguments& arguments, const app::World& world) {
  const bool is_function = command.name == lambda_command.name && !arguments.local;
  const app::Config config = is_function ? function_config(arguments, world)
                                         : app::Config(arguments.flags, arguments.config_file, world.environment);
  if (!arguments.show_config) base::log::start(log_level(arguments, config), config.get(options::log_file));
  // A function has nobody to ask.
  const app::AskMfa ask_mfa = command.name == lambda_command.name ? app::AskMfa() : mfa_prompt();
  std::optional<app::Cloud> cloud;
  const auto the_cloud = [&]() -> app::Cloud& {
    if (!cloud) cloud.emplace(world, config, app::configured_account(world, config, ask_mfa));
    return *cloud;
  };
  std::optional<std::vector<model::Mute>> mutes;
  const Session session{arguments, config, world, the_cloud, [&]() -> const std::vector<model::Mute>& {
                          if (!mutes) mutes = app::load_mutes(config, the_cloud);
                          return *mutes;
                        }};
  if (command.require != nullptr) command.require(session);
  if (!arguments.show_config) return command.run(session);
  if (is_at_the_configured_store(command)) {
    store::require_location(app::configured_location(config, world.environment));
  }
  print_configuration(config);
  return exit_done;
}

}  // namespace

const std::vector<Command>& commands() {
  static const std::vector<Command> all = {run_command,
                                           reviews_command,
                                           show_command,
                                           report_command,
                                           diff_command,
                                           trend_command,
                                           storage_info_command,
                                           storage_copy_command,
                                           storage_verify_command,
                                           storage_remove_command,
                                           storage_erase_command,
                                           storage_check_command,
                                           storage_backup_command,
                                           storage_estimate_command,
                                           checks_list_command,
                                           checks_show_command,
                                           checks_operations_command,
                                           mute_add_command,
                                           mute_list_command,
                                           mute_remove_command,
                                           record_command,
                                           iam_policy_command,
                                           doctor_command,
                                           lambda_command};
  return all;
}

int main(int argc, const char* const* argv, const app::World& world) {
  CLI::App app(about, program);
  Arguments arguments;
  if (argc > 0 && std::string_view(argv[0]).find('/') != std::string_view::npos) arguments.program = argv[0];
  const Command* chosen = nullptr;
  app.set_version_flag("--version", fmt::format("{} {}", program, VERSION));
  app.require_subcommand(1);
  app.footer(closing);
  add_commands(app, arguments, chosen);
  if (argc > 1 && argv[1][0] != '-' && !is_command(argv[1])) {
    complain(fmt::format("there is no command '{}'; see {} --help", base::printable(argv[1], 60), program));
    return exit_usage;
  }
  try {
    app.parse(argc, argv);
    return run_chosen(*chosen, arguments, world);
  } catch (const CLI::Success& help) {
    return app.exit(help);
  } catch (const CLI::ParseError& error) {
    complain(fmt::format("{}; see {} --help", error.what(), program));
    return exit_usage;
  } catch (const base::Error& error) {
    complain(error.what());
    return exit_code_of(error.kind());
  } catch (const std::exception& error) {
    complain(fmt::format("an error that should not happen: {}; please report it", error.what()));
    return exit_failed;
  }
}

}  // namespace cli
