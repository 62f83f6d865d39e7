#include <algorithm>
#include <filesystem>
#include <fmt/format.h>

#include "app/move/location.hpp"
#include "app/mute/mutes.hpp"
#include "base/error.hpp"
#include "base/log.hpp"
#include "cli/command.hpp"
#include "cli/help.hpp"
#include "cli/live.hpp"
#include "cli/no_environment.hpp"
#include "cli/parse.hpp"
#include "lambda/function.hpp"

namespace cli {
namespace {

using base::ErrorKind;

int exit_code_of(ErrorKind kind) {
  return kind == ErrorKind::usage || kind == ErrorKind::config ? exit_usage : exit_failed;
}

void print_configuration(const app::Config& config) {
  std::string lines;
  for (const app::Option& option : app::option_table()) {
    const app::Value& value = config.value(option.id);
    lines +=
        fmt::format("{}{:<18} = {:<30} # {}", lines.empty() ? "" : "\n", option.key,
                    fmt::format("\"{}\"", option.is_secret && !value.text.empty() ? "***" : value.text), value.source);
  }
  print(lines);
}

std::string log_level(const Arguments& arguments, const app::Config& config) {
  if (arguments.quiet) return "error";
  return arguments.verbose ? "debug" : config.get(options::log_level);
}

app::Config config_of(const Command& command, const Arguments& arguments, const app::World& world) {
  const bool is_function = command.name == lambda_command.name && !arguments.local;
  if (is_function) return lambda::configured(world, arguments.flags, arguments.config_file);
  switch (command.settings) {
    case Settings::all: break;
    case Settings::unfiled: return {arguments.flags, std::filesystem::path(), world.environment};
    case Settings::none: return {arguments.flags, std::filesystem::path(), NoEnvironment()};
  }
  return {arguments.flags, arguments.config_file, world.environment};
}

// Others name their stores themselves, or need none.
bool is_at_the_configured_store(const Command& command) {
  return std::ranges::find(command.options, app::OptionId::storage) != command.options.end() &&
         std::ranges::find(command.switches, "from_place") == command.switches.end();
}

int run_chosen(const Command& command, const Arguments& arguments, const app::World& world) {
  const app::Config config = config_of(command, arguments, world);
  if (!arguments.show_config) base::log::start(log_level(arguments, config), config.get(options::log_file), shown);
  // A function has nobody to ask.
  const app::AskMfa ask_mfa = command.name == lambda_command.name ? app::AskMfa() : mfa_prompt();
  std::optional<app::Cloud> cloud;
  const auto the_cloud = [&]() -> app::Cloud& {
    if (!cloud) {
      const auto own = app::configured_account(world, config, ask_mfa);
      cloud.emplace(world, config, own, app::reviewed_account(world, config, own));
    }
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

int run_parsed(const Parsed& parsed, const Arguments& arguments, const app::World& world) {
  if (parsed.wanted == Wanted::run) return run_chosen(*parsed.command, arguments, world);
  if (parsed.wanted == Wanted::version) {
    print(fmt::format("{} {}", program, VERSION));
  } else if (parsed.command == nullptr) {
    print(help_of_group(parsed.group, output_width()));
  } else {
    print(help_of(*parsed.command, parsed.wanted == Wanted::help_all, output_width()));
  }
  return exit_done;
}

}  // namespace

int main(int argc, const char* const* argv, const app::World& world) {
  Arguments arguments;
  if (argc > 0 && std::string_view(argv[0]).find('/') != std::string_view::npos) arguments.program = argv[0];
  try {
    return run_parsed(parse(argc, argv, arguments), arguments, world);
  } catch (const base::Error& error) {
    complain(error.what());
    return exit_code_of(error.kind());
  } catch (const std::exception& error) {
    complain(fmt::format("an error that should not happen: {}; please report it", error.what()));
    return exit_failed;
  }
}

}  // namespace cli
