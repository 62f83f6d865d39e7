#include <fmt/format.h>

#include "app/history/past.hpp"
#include "app/narrowed.hpp"
#include "app/stored.hpp"
#include "base/error.hpp"
#include "cli/command.hpp"

namespace cli {
namespace {

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

int run(const Session& session) {
  const app::ReportOptions options = app::report_options(session.config);
  for (const auto& format : options.formats) formats::writer(format);  // a wrong one is said before anything is read
  const auto store = open_store(session, false);
  const base::Time now = session.world.clock.now();
  const std::string review_id = app::resolve_review_id(*store, session.arguments.words[0], now);
  model::Review review = app::narrowed(app::load_review(*store, review_id, now), session.config);
  require_a_place_of_its_own(review, options);
  const auto pasts = review.narrowed.empty() ? app::pasts_of(*store, review) : formats::Pasts{};
  app::write_reports(*store, review, pasts, options, [](const app::WrittenReport& report) { print(report.link); });
  return exit_done;
}

}  // namespace

const Command report_command = {
    "report",
    "Write the report of a stored review again",
    {"REVIEW"},
    with_store({options::output_formats, options::output_dir, options::link_hours, options::severity, options::status}),
    {},
    "  connect-ops-review report latest\n"
    "  connect-ops-review report 20260213-090000 --output-formats html,json --output-dir out",
    run};

}  // namespace cli
