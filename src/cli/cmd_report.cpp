#include <fmt/format.h>

#include "app/history/past.hpp"
#include "app/stored.hpp"
#include "cli/command.hpp"

namespace cli {
namespace {

int run(const Session& session) {
  const app::ReportOptions options = app::report_options(session.config);
  for (const auto& format : options.formats) formats::writer(format);  // a wrong one is said before anything is read
  const auto store = open_store(session, false);
  const base::Time now = session.world.clock.now();
  const std::string review_id = app::resolve_review_id(*store, session.arguments.words[0], now);
  model::Review review = app::load_review(*store, review_id, now);
  app::write_reports(*store, review, app::pasts_of(*store, review), options,
                     [](const app::WrittenReport& report) { print(report.link); });
  return exit_done;
}

}  // namespace

const Command report_command = {
    "report",
    "Write the report of a stored review again",
    {"REVIEW"},
    with_store({options::output_formats, options::output_dir, options::link_hours}),
    {},
    "  connect-ops-review report latest\n"
    "  connect-ops-review report 20260213-090000 --output-formats html,json --output-dir out",
    run};

}  // namespace cli
