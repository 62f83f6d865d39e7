// What every command of the command line shares. One command a file; cli/options.cpp lists them.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/config.hpp"
#include "base/clock.hpp"
#include "base/environment.hpp"
#include "store/store.hpp"

namespace cli {

enum ExitCode {
  exit_done = 0,
  exit_failed = 1,        // it could not be done
  exit_usage = 2,         // the command line or the configuration is wrong
  exit_findings = 3,      // findings at or above --fail-on
  exit_not_assessed = 4,  // --strict, and something could not be assessed
};

// What was typed, apart from the options that can be configured.
struct Arguments {
  std::map<std::string, std::string, std::less<>> flags;  // by key of app::Option
  std::optional<std::filesystem::path> config_file;
  std::vector<std::string> words;  // positional: a review, a component, a check
  std::string format = "text";     // --format
  std::string instance;            // --instance, of `reviews`
  std::size_t limit = 20;          // --limit
  std::string page;                // --page
  bool json = false;
  bool quiet = false;
  bool verbose = false;
  bool no_color = false;
  bool show_config = false;
};

struct Session {
  const Arguments& arguments;
  const app::Config& config;
  const base::Environment& environment;
  base::Clock& clock;

  bool colour() const;        // of standard output
  std::size_t width() const;  // of standard output in columns
  bool progress() const;      // standard error is a terminal that someone watches
};

struct Command {
  std::string_view name;  // "checks list" is a command of its own
  std::string_view summary;
  std::vector<std::string_view> words;     // its positional arguments: REVIEW, [COMPONENT]
  std::vector<std::string_view> options;   // keys of app::Option
  std::vector<std::string_view> switches;  // of Arguments: json, format, limit, page, instance
  std::string_view examples;
  int (*run)(const Session&);
};

// Every command, in the order in which help lists them.
const std::vector<Command>& commands();

extern const Command run_command, reviews_command, show_command, report_command, checks_list_command,
    checks_show_command, checks_operations_command, storage_info_command, iam_policy_command, doctor_command,
    record_command;

// Opens the store that the configuration names, for reading or, creating what is missing, for writing.
std::unique_ptr<store::Store> open_store(const Session& session, bool writing);

inline constexpr const char* program = "connect-ops-review";

// One line to standard error that begins with the program's name.
void complain(std::string_view message);

// To standard output, with a line feed. Throws base::Error(unavailable) when it cannot be written.
void print(std::string_view text);

// The whole program: parses, configures, runs. Everything that goes wrong ends here, as one line on standard error.
int main(int argc, const char* const* argv, const base::Environment& environment, base::Clock& clock);

}  // namespace cli
