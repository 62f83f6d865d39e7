#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <fmt/format.h>

#include "base/encode.hpp"
#include "base/error.hpp"
#include "base/log.hpp"
#include "cli/command.hpp"

namespace cli {
namespace {

using base::ErrorKind;

constexpr const char* about =
    "Reviews an Amazon Connect contact centre: quotas, metrics, phone numbers, flows, API throttling and flow logs.";
constexpr const char* closing =
    "Exit codes: 0 done, 1 it could not be done, 2 wrong usage or configuration,\n"
    "3 findings at or above --fail-on, 4 something could not be assessed and --strict was given.\n\n"
    "Example: connect-ops-review run --recording samples/harbour";

const app::Option& option_of(std::string_view key) {
  const auto& all = app::options();
  return *std::find_if(all.begin(), all.end(), [&](const app::Option& option) { return option.key == key; });
}

void add_configured(CLI::App& sub, std::string_view key, Arguments& arguments) {
  const app::Option& option = option_of(key);
  std::string help(option.help);
  if (!option.fallback.empty()) help += fmt::format(" [{}]", option.fallback);
  if (!option.environment.empty()) {
    help += fmt::format(" (${})", option.environment.substr(0, option.environment.find(',')));
  }
  const std::string name(option.key);
  if (option.fallback == "false") {
    sub.add_flag_callback(std::string(option.flag), [&arguments, name] { arguments.flags[name] = "true"; }, help);
    return;
  }
  if (option.repeatable) {
    sub.add_option_function<std::vector<std::string>>(
           std::string(option.flag),
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
         std::string(option.flag), [&arguments, name](const std::string& text) { arguments.flags[name] = text; }, help)
      ->type_name("");
}

void add_switch(CLI::App& sub, std::string_view name, Arguments& arguments) {
  if (name == "json") sub.add_flag("--json", arguments.json, "Print one JSON object");
  if (name == "format") {
    sub.add_option("--format", arguments.format, "text or json [text]")->type_name("");
  }
  if (name == "instance")
    sub.add_option("--instance", arguments.instance, "Only reviews of this instance ARN")->type_name("");
  if (name == "limit") {
    sub.add_option("--limit", arguments.limit, "How many to list, 1 to 1000 [20]")
        ->type_name("")
        ->check(CLI::Range(1, 1000));
  }
  if (name == "page") sub.add_option("--page", arguments.page, "Go on where the last list ended")->type_name("");
}

void add_common(CLI::App& sub, Arguments& arguments) {
  sub.add_option_function<std::string>(
         "--config", [&](const std::string& file) { arguments.config_file = file; }, "Configuration file (TOML)")
      ->type_name("");
  sub.add_flag("--show-config", arguments.show_config, "Print each value and where it came from, and do nothing else");
  sub.add_flag("-q,--quiet", arguments.quiet, "No progress and no messages below errors");
  sub.add_flag("-v,--verbose", arguments.verbose, "More messages");
  sub.add_flag("--no-color", arguments.no_color, "No colours (also $NO_COLOR)");
  for (const auto key : {"log_level", "log_file"}) add_configured(sub, key, arguments);
}

// A positional argument; "[COMPONENT]" may be left out.
void add_word(CLI::App& sub, std::string word, Arguments& arguments) {
  static const std::map<std::string, std::string> meanings = {
      {"REVIEW", "Id of a stored review (YYYYMMDD-HHMMSS), or latest"},
      {"DIRECTORY", "Directory to save in; it is made, or it is empty"},
      {"COMPONENT", "One of its components, or STATUS"},
      {"CHECK", "Id of a check, as `checks list` shows it"}};
  const bool optional = word.starts_with('[');
  if (optional) word = word.substr(1, word.size() - 2);
  sub.add_option_function<std::string>(
         word, [&arguments](const std::string& text) { arguments.words.push_back(text); }, meanings.at(word))
      ->option_text(" ")
      ->required(!optional);
}

void add_command(CLI::App& parent, std::string_view name, const Command& command, Arguments& arguments,
                 const Command*& chosen) {
  CLI::App* sub = parent.add_subcommand(std::string(name), std::string(command.summary));
  for (const auto key : command.options) add_configured(*sub, key, arguments);
  for (const auto one : command.switches) add_switch(*sub, one, arguments);
  for (const auto word : command.words) add_word(*sub, std::string(word), arguments);
  add_common(*sub, arguments);
  if (!command.examples.empty()) sub->footer("Examples:\n" + std::string(command.examples));
  sub->callback([&chosen, &command] { chosen = &command; });
}

// "storage info" goes below a subcommand "storage" that has no work of its own.
void add_commands(CLI::App& app, Arguments& arguments, const Command*& chosen) {
  static const std::map<std::string_view, std::string> groups = {{"checks", "The checks that a review makes"},
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
  for (const app::Option& option : app::options()) {
    const app::Value& value = config.value(option.key);
    lines += fmt::format("{}{:<16} = {:<30} # {}", lines.empty() ? "" : "\n", option.key, "\"" + value.text + "\"",
                         value.source);
  }
  print(lines);
}

std::string log_level(const Arguments& arguments, const app::Config& config) {
  if (arguments.quiet) return "error";
  return arguments.verbose ? "debug" : config.text("log_level");
}

// "storage" is one because of "storage info".
bool is_command(std::string_view word) {
  const auto& all = commands();
  return std::any_of(all.begin(), all.end(), [&](const Command& command) {
    return command.name == word || command.name.starts_with(std::string(word) + " ");
  });
}

int run_chosen(const Command& command, const Arguments& arguments, const base::Environment& environment,
               base::Clock& clock) {
  const app::Config config(arguments.flags, arguments.config_file, environment);
  if (arguments.show_config) {
    print_configuration(config);
    return exit_done;
  }
  base::log::start(log_level(arguments, config), config.text("log_file"));
  return command.run({arguments, config, environment, clock});
}

}  // namespace

const std::vector<Command>& commands() {
  static const std::vector<Command> all = {
      run_command,         reviews_command,           show_command,         report_command, checks_list_command,
      checks_show_command, checks_operations_command, storage_info_command, record_command, iam_policy_command,
      doctor_command};
  return all;
}

int main(int argc, const char* const* argv, const base::Environment& environment, base::Clock& clock) {
  CLI::App app(about, program);
  Arguments arguments;
  const Command* chosen = nullptr;
  app.set_version_flag("--version", std::string(program) + " " + VERSION);
  app.require_subcommand(1);
  app.footer(closing);
  add_commands(app, arguments, chosen);
  if (argc > 1 && argv[1][0] != '-' && !is_command(argv[1])) {
    complain(fmt::format("there is no command '{}'; see {} --help", base::printable(argv[1], 60), program));
    return exit_usage;
  }
  try {
    app.parse(argc, argv);
    return run_chosen(*chosen, arguments, environment, clock);
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
