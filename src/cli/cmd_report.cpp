#include <algorithm>
#include <cerrno>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include "app/history/past.hpp"
#include "app/stored.hpp"
#include "base/error.hpp"
#include "cli/command.hpp"

namespace cli {
namespace {

// What desktops have for it: https://www.freedesktop.org/wiki/Software/xdg-utils, and macOS's own.
constexpr const char* openers[] = {"xdg-open", "open"};

// The page, where there is one.
const app::WrittenReport& one_to_open(const std::vector<app::WrittenReport>& reports) {
  const auto page = std::ranges::find(reports, "html", &app::WrittenReport::format);
  return page == reports.end() ? reports.front() : *page;
}

// False when there is no such program.
bool opened_with(const char* opener, std::string link) {
  std::string name = opener;
  char* arguments[] = {name.data(), link.data(), nullptr};
  pid_t child = 0;
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, STDERR_FILENO, STDOUT_FILENO);  // standard output has links alone
  const int failure = ::posix_spawnp(&child, opener, &actions, nullptr, arguments, environ);
  posix_spawn_file_actions_destroy(&actions);
  if (failure == ENOENT) return false;
  int status = 0;
  if (failure != 0 || ::waitpid(child, &status, 0) != child || status != 0) {
    throw base::Error(base::ErrorKind::unavailable, fmt::format("{} could not open {}", opener, link));
  }
  return true;
}

void open_for_person(const std::string& link) {
  for (const char* opener : openers) {
    if (opened_with(opener, link)) return;
  }
  throw base::Error(base::ErrorKind::unavailable,
                    fmt::format("there is no program here to open reports with (tried {}); open {} yourself",
                                fmt::join(openers, " and "), link));
}

int run(const Session& session) {
  const app::ReportOptions options = app::report_options(session.config);
  for (const auto& format : options.formats) formats::writer(format);  // a wrong one is said before anything is read
  const auto store = open_store(session, false);
  const base::Time now = session.world.clock.now();
  const std::string review_id = app::resolve_review_id(*store, session.arguments.words[0], now);
  model::Review review = app::load_review(*store, review_id, now);
  std::vector<app::WrittenReport> reports;
  app::write_reports(*store, review, app::pasts_of(*store, review), options, [&](const app::WrittenReport& report) {
    print(report.link);
    reports.push_back(report);
  });
  if (session.arguments.open && !reports.empty()) open_for_person(one_to_open(reports).link);
  return exit_done;
}

}  // namespace

const Command report_command = {
    "report",
    "Write the report of a stored review again",
    {"REVIEW"},
    with_store({options::output_formats, options::output_dir, options::link_hours}),
    {"open"},
    "  connect-ops-review report latest --open\n"
    "  connect-ops-review report 20260213-090000 --output-formats html,json --output-dir out",
    run};

}  // namespace cli
