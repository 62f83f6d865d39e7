// What every command of the command line shares. One command a file; cli/options.cpp lists them.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/cloud.hpp"
#include "app/config/config.hpp"
#include "app/world.hpp"
#include "store/open.hpp"

namespace cli {

namespace options = app::options;

inline constexpr const char* program = "connect-ops-review";

enum ExitCode {
  exit_done = 0,
  exit_failed = 1,         // it could not be done
  exit_usage = 2,          // the command line or the configuration is wrong
  exit_findings = 3,       // findings at or above --fail-on
  exit_not_assessed = 4,   // --strict, and something could not be assessed
  exit_interrupted = 130,  // by Ctrl-C or SIGTERM, as a shell would have it
};

// What was typed, apart from the options that can be configured.
struct Arguments {
  std::string program = cli::program;  // as it was called
  app::Flags flags;
  std::optional<std::filesystem::path> config_file;
  std::vector<std::string> words;  // positional: a review, a component, a check
  std::string format = "text";     // --format, where a review is printed
  bool is_format_given = false;    // as --format or --json
  std::string instance;            // --instance, of commands that look at stored reviews
  std::size_t limit = 20;          // --limit
  std::string page;                // --page
  std::string since, until;        // days or moments that reviews are chosen by
  std::string before;              // --before
  std::string from_place;          // --from and --to of storage copy and verify
  std::string to_place;
  std::string component;              // --component
  std::size_t last_days = 0;          // --days of `trend`; 0: all
  std::size_t growth = 20;            // --growth of `capacity`
  std::size_t reviews_per_month = 0;  // --reviews-per-month; 0: not given
  std::size_t bytes_per_review = 0;   // --bytes-per-review; 0: not given
  bool across_instances = false;
  std::string fail_on_change = "never";  // --fail-on of `diff`
  std::size_t port = 3001;               // --port and its companions of `lambda --local`
  std::size_t timeout = 900;
  std::size_t concurrency = 2;
  std::string reason, owner, expires;   // of `mute add`
  std::vector<std::string> entries;     // --entry of `flows check`
  std::string output_file;              // --output of `flows map`
  std::vector<std::string> fix_checks;  // --only, --flows and --output-dir of `fix`
  std::vector<std::string> fix_flows;
  std::string fix_directory;
  bool local = false;
  bool list = false;
  bool create = false;
  bool dry_run = false;
  bool overwrite = false;
  bool yes = false;
  bool open = false;  // --open of `report`
  bool wait = false;  // --wait and --force of `run`, when a review of the instance runs
  bool force = false;
  bool json = false;  // --format json
  bool quiet = false;
  bool verbose = false;
  bool no_color = false;
  bool show_config = false;
};

struct Session {
  const Arguments& arguments;
  const app::Config& config;
  const app::World& world;
  std::function<app::Cloud&()> cloud;                      // made when it is asked for first
  std::function<const std::vector<model::Mute>&()> mutes;  // read when they are asked for first

  bool colour() const;        // of standard output
  std::size_t width() const;  // of standard output in columns
  bool progress() const;      // standard error is a terminal that someone watches
};

// What a command's configuration is read from.
enum class Settings : std::uint8_t {
  all,      // flags, the environment and the configuration file
  unfiled,  // flags and the environment: it writes a file
  none,     // the person's are of another contact centre
};

struct Command {
  std::string_view name;  // "checks list" is a command of its own
  std::string_view summary;
  std::vector<std::string_view> words;     // its positional arguments: REVIEW, [COMPONENT], [ID...]
  std::vector<app::OptionId> options;      // that can be configured
  std::vector<std::string_view> switches;  // its own options, by their names in cli/options.cpp: json, limit, page
  std::string_view examples;
  int (*run)(const Session&);
  // Throws base::Error for options that do not go together, before anything is done; none: they all do.
  void (*require)(const Session&) = nullptr;
  Settings settings = Settings::all;
};

// Every command, in the order in which help lists them.
const std::vector<Command>& commands();

extern const Command run_command, reviews_command, show_command, report_command, checks_list_command,
    checks_show_command, checks_operations_command, diff_command, trend_command, capacity_command, storage_info_command,
    storage_copy_command, storage_verify_command, storage_remove_command, storage_estimate_command,
    storage_backup_command, storage_check_command, storage_erase_command, iam_policy_command, doctor_command,
    record_command, lambda_command, completion_command, man_command, config_init_command, mute_add_command,
    mute_list_command, mute_remove_command, demo_command, init_command, fix_command, flows_check_command,
    flows_list_command, flows_map_command, flows_show_command;

// Opens the store that the configuration names; the database of the sqlite storage is made when it is missing and is to
// be written to. A bucket or a table is made by `storage info --create` only: a name that is mistyped must not become
// one.
std::unique_ptr<store::Store> open_store(const Session& session, bool writing);

// The same for any place.
std::unique_ptr<store::Store> open_location(const Session& session, const store::Location& place, store::OpenMode mode);

// The options of a command and those that say where reviews are kept.
std::vector<app::OptionId> with_store(std::vector<app::OptionId> options);

// Of standard output, in columns; 100 where it is no terminal.
std::size_t output_width();

// As the terminal shows it: ASCII in a locale that has no more.
std::string shown(std::string_view text);

// One line to standard error that begins with the program's name.
void complain(std::string_view message);

// To standard error, for people: questions, progress.
void say(std::string_view text);

// A command line for the person, as a line of its own: byte for byte, so that it can be typed again.
void advise(std::string_view command_line);

// One text of any length in lines of at most `width` columns, each behind `indent`; of the others as `print`.
void print_wrapped(std::string_view text, std::size_t width, std::string_view indent);

// To standard output, with a line feed; `write` adds none. Throw base::Error(unavailable) when it cannot be written.
// What is for people is ASCII where the terminal shows no more; JSON and other data are UTF-8 everywhere.
void print(std::string_view text);
void print_data(std::string_view data);
void write(std::string_view bytes);

// The whole program: parses, configures, runs. Everything that goes wrong ends here, as one line on standard error.
int main(int argc, const char* const* argv, const app::World& world);

}  // namespace cli
