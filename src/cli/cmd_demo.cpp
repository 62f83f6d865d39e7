#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <fmt/format.h>
#include <optional>
#include <string>
#include <system_error>
#include <unistd.h>
#include <vector>

#include "base/encode.hpp"
#include "base/error.hpp"
#include "cli/command.hpp"
#include "cli/desktop.hpp"
#include "cli/no_environment.hpp"
#include "recording/sample.hpp"

namespace cli {
namespace {

using base::ErrorKind;
namespace fs = std::filesystem;

// Where the sample goes: a directory that was made for it, or one that was empty.
struct Place {
  fs::path directory;
  bool is_new = true;
};

base::Error cannot_be_made(const fs::path& directory, int code) {
  return {ErrorKind::unavailable, fmt::format("the directory '{}' cannot be made: {}", directory.string(),
                                              std::generic_category().message(code))};
}

Place named_place(const fs::path& directory) {
  std::error_code failure;
  const bool is_new = fs::create_directories(directory, failure);
  if (failure) throw cannot_be_made(directory, failure.value());
  if (!fs::is_empty(directory, failure) || failure) {
    throw base::Error(ErrorKind::usage, fmt::format("there is something in '{}' already; name a new directory for the "
                                                    "sample",
                                                    directory.string()));
  }
  return {fs::absolute(directory), is_new};
}

// https://pubs.opengroup.org/onlinepubs/9699919799/basedefs/V1_chap08.html#tag_08_03
Place temporary_place(const base::Environment& environment) {
  std::error_code failure;
  const fs::path parent = environment.get("TMPDIR").value_or("/tmp");
  if (!fs::is_directory(parent, failure)) {
    throw base::Error(ErrorKind::unavailable, "there is no directory for temporary files here; name a DIRECTORY");
  }
  std::string name = fs::absolute(parent) / "connect-ops-review-demo-XXXXXX";
  if (::mkdtemp(name.data()) == nullptr) throw cannot_be_made(name, errno);
  return {name};
}

app::Flags flags_for(const fs::path& directory) {
  return {{"recording", directory / "harbour"},
          {"storage", "sqlite"},
          {"database", directory / "reviews.db"},
          {"output_dir", directory}};
}

int review_sample(const Session& session, const fs::path& directory) {
  recording::write_sample(directory / "harbour");
  Arguments arguments = session.arguments;
  arguments.flags = flags_for(directory);
  const app::Config config(arguments.flags, fs::path(), NoEnvironment());
  const std::vector<model::Mute> none;
  const Session sample{arguments, config, session.world, session.cloud,
                       [&none]() -> const std::vector<model::Mute>& { return none; }};
  return run_command.run(sample);
}

void clear(const Place& place) {
  std::error_code failure;  // what cannot be taken away stays
  for (const auto& entry : fs::directory_iterator(place.directory, failure)) fs::remove_all(entry.path(), failure);
  if (place.is_new) fs::remove(place.directory, failure);
}

// Half a sample would look like a whole one. What lacks a report alone stays: it is said how to write that.
int fill(const Session& session, const Place& place) {
  try {
    return review_sample(session, place.directory);
  } catch (...) {
    clear(place);
    throw;
  }
}

// Nothing when it was not written. Its page of maps stands beside it.
fs::path report_in(const fs::path& directory) {
  for (const auto& entry : fs::directory_iterator(directory)) {
    const fs::path& path = entry.path();
    if (path.extension() == ".html" && !path.stem().string().ends_with("-maps")) return path;
  }
  return {};
}

void show(const Session& session, const fs::path& report) {
  if (report.empty() || ::isatty(STDOUT_FILENO) == 0) return;
  const auto why_not = has_desktop(session.world.environment)
                           ? open_on_desktop(report)
                           : fmt::format("there is no desktop here; open {} in a browser", report.string());
  if (why_not && !session.arguments.quiet) complain(*why_not);
}

int run_demo(const Session& session) {
  const auto& words = session.arguments.words;
  const Place place = words.empty() ? temporary_place(session.world.environment) : named_place(words.front());
  const int code = fill(session, place);
  show(session, report_in(place.directory));
  if (session.arguments.quiet || code == exit_failed) return code;
  say(fmt::format(
      "\nIn {}: what AWS was recorded to answer (harbour), the review (reviews.db) and its report. Delete it "
      "when you are done.\nYour own contact centre: {} init\n",
      place.directory.string(), base::shell_quote(session.arguments.program)));
  return code;
}

}  // namespace

const Command demo_command = {
    "demo",
    "Review the sample, a contact centre that does not exist, and open its report",
    {"[DIRECTORY]"},
    {},
    {"json"},
    "  connect-ops-review demo\n"
    "  connect-ops-review demo try && connect-ops-review show latest --database try/reviews.db\n"
    "\nIt needs no AWS account and asks nobody anything: the recording is in the program. Everything that it writes goes\n"
    "to DIRECTORY, or a new directory for temporary files, and it says which. No configuration and no variable of the\n"
    "environment changes what is reviewed. The report is opened where a person is at a terminal on a desktop.",
    run_demo,
    nullptr,
    Settings::none};

}  // namespace cli
