#include <fmt/format.h>

#include "app/stored.hpp"
#include "cli/command.hpp"

namespace cli {
namespace {

int run(const Session& session) {
  const app::ReportOptions options = app::report_options(session.config);
  std::vector<const formats::Writer*> writers;
  for (const auto& format : options.formats) writers.push_back(&formats::writer(format));
  const auto store = open_store(session, false);
  const std::string review_id = app::resolve_review_id(*store, session.arguments.words[0], session.world.clock.now());
  const model::Review review = app::load_review(*store, review_id);
  for (const formats::Writer* writer : writers) print(app::write_report(*store, review, *writer, options).link);
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
