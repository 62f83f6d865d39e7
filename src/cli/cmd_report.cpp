#include <algorithm>
#include <string>
#include <vector>

#include "app/history/past.hpp"
#include "app/narrowed.hpp"
#include "app/stored.hpp"
#include "base/error.hpp"
#include "cli/command.hpp"
#include "cli/desktop.hpp"

namespace cli {
namespace {

// The page, where there is one.
const app::WrittenReport& one_to_open(const std::vector<app::WrittenReport>& reports) {
  const auto page = std::ranges::find(reports, "html", &app::WrittenReport::format);
  return page == reports.end() ? reports.front() : *page;
}

void open_for_person(const std::string& link) {
  if (const auto why_not = open_on_desktop(link)) throw base::Error(base::ErrorKind::unavailable, *why_not);
}

// The report beside a stored review is for everybody, and whole.
void require_a_place_of_its_own(model::Review& review, const app::ReportOptions& options) {
  if (review.narrowed.empty()) return;
  if (options.directory.empty()) {
    throw base::Error(base::ErrorKind::usage,
                      "--status and --severity leave findings out, and the stored report is to be whole: give "
                      "--output-dir for another");
  }
  review.status.reports_due.clear();  // it is not the report that is due
}

int run_report(const Session& session) {
  const app::ReportOptions options = app::report_options(session.config);
  for (const auto& format : options.formats) formats::writer(format);  // a wrong one is said before anything is read
  const auto store = open_store(session, false);
  const base::Time now = session.world.clock.now();
  const std::string review_id = app::resolve_review_id(*store, session.arguments.words[0], now);
  model::Review review = app::narrowed(app::load_review(*store, review_id, now), session.config);
  require_a_place_of_its_own(review, options);
  const auto besides = review.narrowed.empty() ? app::with_past(*store, review) : formats::Besides{};
  std::vector<app::WrittenReport> reports;
  app::write_reports(*store, review, besides, options, [&](const app::WrittenReport& report) {
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
    with_store({options::output_formats, options::output_dir, options::link_hours, options::severity, options::status}),
    {"open"},
    "  connect-ops-review report latest --open\n"
    "  connect-ops-review report 20260213-090000 --output-formats html,json --output-dir out",
    run_report};

}  // namespace cli
