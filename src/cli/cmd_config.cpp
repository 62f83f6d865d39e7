#include <filesystem>
#include <fmt/format.h>

#include "app/config/template.hpp"
#include "cli/config_file.hpp"
#include "cli/interview.hpp"
#include "cli/live.hpp"

namespace cli {
namespace {

int init(const Session& session) {
  const std::filesystem::path file = config_file_to_write(session);
  std::map<app::OptionId, std::string> chosen;
  if (somebody_is_there() && !session.arguments.yes && !std::filesystem::exists(file)) {
    chosen[options::carrier_budget_usd] = ask_for_carrier_budget(app::option_of(options::carrier_budget_usd).fallback);
  }
  write_config_file(file, app::config_template(chosen), false);
  print(fmt::format("{} written", file.string()));
  return exit_done;
}

}  // namespace

const Command config_init_command = {
    "config init",
    "Write a configuration file with every option explained",
    {"[FILE]"},
    {},
    {"yes"},
    "  connect-ops-review config init\n"
    "  connect-ops-review config init connect.toml && connect-ops-review run --config connect.toml\n"
    "\nWithout FILE it is the file that is read without --config: ~/.config/connect-ops-review/config.toml, or below\n"
    "$XDG_CONFIG_HOME. On a terminal it asks what carriers may cost; --yes takes the default. `init` asks for the rest\n"
    "as well, and writes the same file.",
    init};

}  // namespace cli
