#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "app/store_check.hpp"
#include "base/json/canonical.hpp"
#include "cli/moving.hpp"
#include "words/numbers.hpp"

namespace cli {
namespace {

void print_text(const app::Checked& checked) {
  print(fmt::format("{} with {} and {} read", words::counted(checked.reviews, "review"),
                    words::counted(checked.documents, "document"), words::counted(checked.reports, "report")));
  print_remarks("Damaged", checked.damaged);
  print_remarks("Of a newer version", checked.newer);
  print_remarks("Missing", checked.missing);
  print_remarks("Unfinished", checked.unfinished);
  print_remarks("Impossible dates", checked.dates);
  print_remarks("Foreign or left behind", checked.foreign);
  if (checked.whole()) print("Nothing is wrong.");
}

int run_storage_check(const Session& session) {
  const auto store = open_store(session, false);
  const app::Checked checked =
      app::check(*store, session.world.clock.now(), app::reviews_at_a_time, progress_of_moving(session, "checked"));
  session.arguments.json ? print_data(base::canonical(app::to_json(checked))) : print_text(checked);
  return checked.whole() ? exit_done : exit_failed;
}

}  // namespace

const Command storage_check_command = {
    "storage check",
    "Check that every document and report in a store is what was written",
    {},
    with_store({}),
    {"json"},
    "  connect-ops-review storage check\n"
    "  connect-ops-review storage check --storage s3 --bucket my-bucket --json\n"
    "\nReads every document and report against its SHA-256, the dates of documents, and names what lies there that is\n"
    "no review's. Exits with 1 when anything is wrong. Nothing is changed.",
    run_storage_check};

}  // namespace cli
