#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "app/move/location.hpp"
#include "base/environment.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "cli/command.hpp"
#include "words/ascii.hpp"
#include "words/names.hpp"
#include "words/width.hpp"

namespace cli {
namespace {

// The first that is set says which characters the terminal shows; where none is, as for a timer, what reads it decides.
// https://pubs.opengroup.org/onlinepubs/9699919799/basedefs/V1_chap08.html#tag_08_02
bool shows_ascii_alone() {
  const base::ProcessEnvironment environment;  // of standard output and standard error, which are the process's too
  for (const char* name : {"LC_ALL", "LC_CTYPE", "LANG"}) {
    const auto set = environment.get(name);
    if (!set) continue;
    const std::string locale = base::lower(*set);
    return locale.find("utf-8") == std::string::npos && locale.find("utf8") == std::string::npos;
  }
  return false;
}

}  // namespace

std::string shown(std::string_view text) {
  return shows_ascii_alone() ? words::ascii(text) : std::string(text);
}

// https://no-color.org
bool Session::colour() const {
  return !arguments.no_color && !world.environment.get("NO_COLOR") &&
         world.environment.get("TERM").value_or("") != "dumb" && ::isatty(STDOUT_FILENO) == 1;
}

std::size_t Session::width() const {
  return output_width();
}

bool Session::progress() const {
  return !arguments.quiet && ::isatty(STDERR_FILENO) == 1;
}

std::size_t output_width() {
  winsize size{};
  if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col < 40) return 100;
  return size.ws_col;
}

std::unique_ptr<store::Store> open_store(const Session& session, bool writing) {
  const store::Location place = app::configured_location(session.config, session.world.environment);
  return open_location(session, place, writing ? store::mode_for_reviews(place) : store::OpenMode::existing);
}

std::unique_ptr<store::Store> open_location(const Session& session, const store::Location& place,
                                            store::OpenMode mode) {
  return store::open(place, mode, session.world.clock, [&] { return session.cloud().remote(); });
}

std::vector<app::OptionId> with_store(std::vector<app::OptionId> options) {
  for (const app::OptionId option :
       {app::OptionId::storage, app::OptionId::database, app::OptionId::bucket, app::OptionId::table,
        app::OptionId::region, app::OptionId::profile, app::OptionId::role_arn, app::OptionId::external_id,
        app::OptionId::endpoint_url, app::OptionId::sse, app::OptionId::kms_key, app::OptionId::bucket_owner}) {
    if (std::ranges::find(options, option) == options.end()) options.push_back(option);
  }
  return options;
}

void say(std::string_view text) {
  std::fputs(shown(text).c_str(), stderr);
}

void advise(std::string_view command_line) {
  std::fputs(fmt::format("{}\n", command_line).c_str(), stderr);
}

void complain(std::string_view message) {
  std::string line(message);
  std::ranges::replace(line, '\n', ' ');
  while (line.ends_with(' ')) line.pop_back();
  say(fmt::format("{}: {}\n", program, line));
}

void print(std::string_view text) {
  print_data(shown(text));
}

void print_wrapped(std::string_view text, std::size_t width, std::string_view indent) {
  std::string lines = words::wrapped(words::one_line(text), width, indent);
  if (lines.ends_with('\n')) lines.pop_back();
  print(lines);
}

void print_data(std::string_view data) {
  write(fmt::format("{}\n", data));
}

void write(std::string_view bytes) {
  const bool whole = std::fwrite(bytes.data(), 1, bytes.size(), stdout) == bytes.size() && std::fflush(stdout) == 0;
  // EPIPE: enough was read, as behind `| head`, and nothing has failed.
  if (!whole && errno != EPIPE) throw base::Error(base::ErrorKind::unavailable, "standard output cannot be written");
}

}  // namespace cli
