#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <vector>

#include "app/store_erase.hpp"
#include "base/encode.hpp"
#include "base/json/canonical.hpp"
#include "base/random.hpp"
#include "cli/moving.hpp"
#include "words/numbers.hpp"

namespace cli {
namespace {

// A mark of its own for each: findings about two numbers stay two.
std::vector<app::Erasure> erasures(const Session& session) {
  std::vector<app::Erasure> all;
  for (const std::string& text : session.arguments.words) {
    const auto chance = std::uint32_t(session.world.random.fraction() * 0x1p32);
    all.emplace_back(text, fmt::format("[erased {:08x}]", chance));
  }
  return all;
}

// What no verb of the store reaches.
std::string_view beyond(std::string_view backend) {
  if (backend == "s3")
    return "Earlier versions of objects stay in a bucket with versioning until its rules delete them.";
  if (backend == "dynamodb") {
    return "The table's point-in-time recovery and backups, and earlier versions of objects, go back to before.";
  }
  return "Backups and copies of the database are files of their own.";
}

void print_text(const Session& session, const app::Erased& erased) {
  const bool would = session.arguments.dry_run;
  if (erased.whole() && erased.mentions == 0 && erased.reports.empty()) {
    return print(
        fmt::format("{} looked into: no mention found, and nothing erased", words::counted(erased.reviews, "review")));
  }
  print(fmt::format("{} looked into: {} in {} {}, {} {}", words::counted(erased.reviews, "review"),
                    words::counted(erased.mentions, "mention"),
                    words::counted(std::int64_t(erased.documents.size()), "document"),
                    would ? "would be erased" : "erased", words::counted(std::int64_t(erased.reports.size()), "file"),
                    would ? "would be made again or removed" : "made again or removed"));
  print_remarks("Documents", erased.documents);
  print_remarks("Files", erased.reports);
  print_remarks("Not erased", erased.left);
  if (!would)
    print(
        fmt::format("{} Reports in other directories are not reached.", beyond(session.config.get(options::storage))));
}

int run_storage_erase(const Session& session) {
  const auto what = erasures(session);
  const auto store = open_store(session, false);
  const std::string place = session.config.get(options::storage);
  if (!session.arguments.dry_run &&
      !is_confirmed(session, "this is to be erased",
                    fmt::format("Erase {} from every review in the {} store, for good?",
                                words::counted(std::int64_t(what.size()), "text"), place))) {
    complain("nothing was erased");
    return exit_failed;
  }
  const app::Erased erased = app::erase(*store, what, session.arguments.dry_run, session.world.clock.now(),
                                        app::reviews_at_a_time, progress_of_moving(session, "looked into"));
  if (session.arguments.json) {
    print_data(base::canonical(app::to_json(erased, session.arguments.dry_run)));
  } else {
    print_text(session, erased);
  }
  return erased.whole() ? exit_done : exit_failed;
}

}  // namespace

const Command storage_erase_command = {
    "storage erase",
    "Erase a number, a user or any text from all reviews, after asking",
    {"TEXT..."},
    with_store({}),
    {"dry_run", "yes", "json"},
    "  connect-ops-review storage erase '+493023125000' --dry-run\n"
    "  connect-ops-review storage erase jane.doe jane.doe@example.com 5f0c2a8e-3b7d-4c52-9a61-0d7be2f4a913 --yes\n"
    "\nA number of seven digits and more is found however it is grouped, other texts as whole words in any case. Each\n"
    "becomes [erased …]; documents get a new SHA-256, reports are made again. Exits with 1 when something could not be\n"
    "looked into. What is still in Amazon Connect comes back with the next review.",
    run_storage_erase};

}  // namespace cli
