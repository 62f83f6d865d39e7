#include "cli/desktop.hpp"

#include <cerrno>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

namespace cli {
namespace {

// What desktops have for it: https://www.freedesktop.org/wiki/Software/xdg-utils, and macOS's own.
constexpr const char* openers[] = {"xdg-open", "open"};

enum class Outcome { opened, failed, no_such_program };

Outcome open_with(const char* opener, std::string link) {
  std::string name = opener;
  char* arguments[] = {name.data(), link.data(), nullptr};
  pid_t child = 0;
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, STDERR_FILENO, STDOUT_FILENO);  // standard output has links alone
  const int failure = ::posix_spawnp(&child, opener, &actions, nullptr, arguments, environ);
  posix_spawn_file_actions_destroy(&actions);
  if (failure == ENOENT) return Outcome::no_such_program;
  int status = 0;
  const bool is_done = failure == 0 && ::waitpid(child, &status, 0) == child && status == 0;
  return is_done ? Outcome::opened : Outcome::failed;
}

}  // namespace

bool has_desktop(const base::Environment& environment) {
  return environment.get("DISPLAY") || environment.get("WAYLAND_DISPLAY");
}

std::optional<std::string> open_on_desktop(const std::string& link) {
  for (const char* opener : openers) {
    switch (open_with(opener, link)) {
      case Outcome::opened: return std::nullopt;
      case Outcome::failed: return fmt::format("{} could not open {}", opener, link);
      case Outcome::no_such_program: break;
    }
  }
  return fmt::format("there is no program here to open reports with (tried {}); open {} yourself",
                     fmt::join(openers, " and "), link);
}

}  // namespace cli
