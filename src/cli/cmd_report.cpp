#include <fmt/format.h>

#include "app/stored.hpp"
#include "cli/command.hpp"

namespace cli {
namespace {

int run(const Session& session) {
  const auto formats = session.config.list("output_formats");
  for (const auto& format : formats) report::writer(format);
  const auto store = open_store(session, false);
  const std::string review_id = app::resolve_review_id(*store, session.arguments.words[0]);
  const report::Review review = app::load_review(*store, review_id);
  for (const auto& written : app::write_reports(*store, review, formats, session.config.text("output_dir"))) {
    print(written.link);
  }
  return exit_done;
}

}  // namespace

const Command report_command = {
    "report",
    "Write the report of a stored review again",
    {"REVIEW"},
    {"output_formats", "output_dir", "storage", "database"},
    {},
    "  connect-ops-review report latest\n"
    "  connect-ops-review report 20260213-090000 --output-formats html,json --output-dir out",
    run};

}  // namespace cli
