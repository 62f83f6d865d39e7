#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "app/history/listing.hpp"
#include "base/json/canonical.hpp"
#include "cli/moving.hpp"

namespace cli {
namespace {

int run_storage_verify(const Session& session) {
  const Route two = route(session);
  store::Filter filter = chosen_reviews(session);
  const auto from = open_location(session, two.from, store::OpenMode::existing);
  filter.instance_arn = app::stored_instance(*from, session.arguments.instance, session.world.clock.now());
  const auto to = open_location(session, two.to, store::OpenMode::existing);
  const app::Verified verified = app::verify(*from, *to, app::review_ids(*from, filter), session.world.clock.now(),
                                             app::reviews_at_a_time, progress_of_moving(session, "verified"));
  if (session.arguments.json) {
    print_data(base::canonical(app::to_json(two.from, two.to, verified)));
  } else {
    print(fmt::format("{} → {}", app::location_name(two.from), app::location_name(two.to)));
    print_remarks("Still being made", verified.running);
    print_remarks("Cannot be read in the source", verified.broken);
    print_remarks("Of a newer version", verified.newer);
    print_verified(verified, verified.running.size());
  }
  return verified.same() ? exit_done : exit_failed;
}

}  // namespace

const Command storage_verify_command = {
    "storage verify",
    "Compare every review in one store with another store, and change nothing",
    {},
    with_store({}),
    {"from_place", "to_place", "since", "until", "instance", "json"},
    "  connect-ops-review storage verify --from sqlite:reviews.db --to s3:my-bucket\n"
    "  connect-ops-review storage verify --from s3:my-bucket --to dynamodb:my-table --since 2026-06-01 --json",
    run_storage_verify};

}  // namespace cli
