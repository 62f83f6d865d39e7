#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <optional>

#include "app/history/listing.hpp"
#include "base/error.hpp"
#include "base/json/canonical.hpp"
#include "cli/moving.hpp"
#include "store/memory.hpp"
#include "words/numbers.hpp"

namespace cli {
namespace {

// A file is made. A bucket or a table is not: a name that is mistyped must not become one. A dry run makes nothing:
// where there is no file, it is as if it were empty.
std::unique_ptr<store::Store> open_destination(const Session& session, const store::Location& place) {
  const bool is_file = place.backend == "sqlite";
  if (is_file && !session.arguments.dry_run) return open_location(session, place, store::OpenMode::create);
  try {
    return open_location(session, place, store::OpenMode::existing);
  } catch (const base::Error& error) {
    if (!is_file || error.kind() != base::ErrorKind::not_found) throw;
    return std::make_unique<store::MemoryStore>(session.world.clock);
  }
}

void print_text(const Route& route, const app::Copied& copied, const std::optional<app::Verified>& verified) {
  print(fmt::format("{} → {}", app::location_name(route.from), app::location_name(route.to)));
  print(fmt::format("{}: {} and {} {} ({}), {} are there already", words::counted(copied.reviews, "review"),
                    words::counted(copied.documents, "document"), words::counted(copied.reports, "report"),
                    verified ? "copied" : "would be copied", words::bytes(copied.bytes), copied.same));
  if (copied.updated > 0) {
    print(fmt::format("{} had been copied while still running, and brought up to date",
                      words::counted(copied.updated, "review")));
  }
  if (copied.overwritten > 0) print(fmt::format("{} replaced what was there", copied.overwritten));
  print_remarks("Left alone", copied.conflicts);
  print_remarks("Still being made", copied.running);
  print_remarks("Cannot be read", copied.broken);
  if (!verified) print_remarks("Missing in the source", copied.missing);  // else it is among what is not verified
  print_remarks("Of a newer version", copied.newer);
  print_remarks("Failed; copy again to go on from there", copied.failed);
  if (verified) print_verified(*verified, copied.running.size());
}

int run_storage_copy(const Session& session) {
  const Route two = route(session);
  store::Filter filter = chosen_reviews(session);
  const auto from = open_location(session, two.from, store::OpenMode::existing);
  filter.instance_arn = app::stored_instance(*from, session.arguments.instance, session.world.clock.now());
  const auto to = open_destination(session, two.to);
  const app::CopyOptions options{
      .dry_run = session.arguments.dry_run, .overwrite = session.arguments.overwrite, .now = session.world.clock.now()};
  const app::Copied copied = app::copy(*from, *to, filter, options, progress_of_moving(session, "copied"));
  std::optional<app::Verified> verified;
  if (!options.dry_run) {
    verified =
        app::verify(*from, *to, copied.ended, options.now, options.threads, progress_of_moving(session, "verified"));
  }
  if (session.arguments.json) {
    print_data(base::canonical(app::to_json(two.from, two.to, copied, verified)));
  } else {
    print_text(two, copied, verified);
  }
  return copied.whole() && (!verified || verified->same()) ? exit_done : exit_failed;
}

}  // namespace

const Command storage_copy_command = {
    "storage copy",
    "Copy reviews with their reports into another store, and verify the copy",
    {},
    with_store({}),
    {"from_place", "to_place", "since", "until", "instance", "dry_run", "overwrite", "json"},
    "  connect-ops-review storage copy --from sqlite:reviews.db --to s3:my-bucket --dry-run\n"
    "  connect-ops-review storage copy --from s3:my-bucket --to dynamodb:amazon-connect-ops-review-results\n"
    "  connect-ops-review storage copy --from s3:my-bucket --to sqlite:old.db --until 2026-06-30",
    run_storage_copy};

}  // namespace cli
