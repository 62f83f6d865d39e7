#include <algorithm>
#include <cstdio>
#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "app/move/location.hpp"
#include "base/error.hpp"
#include "cli/command.hpp"

namespace cli {

// https://no-color.org
bool Session::colour() const {
  return !arguments.no_color && !world.environment.get("NO_COLOR") &&
         world.environment.get("TERM").value_or("") != "dumb" && ::isatty(STDOUT_FILENO) == 1;
}

std::size_t Session::width() const {
  winsize size{};
  if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col < 40) return 100;
  return size.ws_col;
}

bool Session::progress() const {
  return !arguments.quiet && ::isatty(STDERR_FILENO) == 1;
}

std::unique_ptr<store::Store> open_store(const Session& session, bool writing) {
  const store::Location place = app::configured_location(session.config, session.world.environment);
  const bool makes = writing && place.backend == "sqlite";
  return open_location(session, place, makes ? store::OpenMode::create : store::OpenMode::existing);
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

void complain(std::string_view message) {
  std::string line(message);
  std::ranges::replace(line, '\n', ' ');
  while (line.ends_with(' ')) line.pop_back();
  std::fputs(fmt::format("{}: {}\n", program, line).c_str(), stderr);
}

void write(std::string_view bytes) {
  const bool whole = std::fwrite(bytes.data(), 1, bytes.size(), stdout) == bytes.size() && std::fflush(stdout) == 0;
  if (!whole) throw base::Error(base::ErrorKind::unavailable, "standard output cannot be written");
}

void print(std::string_view text) {
  write(fmt::format("{}\n", text));
}

}  // namespace cli
