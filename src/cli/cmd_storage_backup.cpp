#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "app/move/location.hpp"
#include "base/error.hpp"
#include "base/json/canonical.hpp"
#include "cli/command.hpp"
#include "store/sqlite/backup.hpp"
#include "words/numbers.hpp"

namespace cli {
namespace {

int run_storage_backup(const Session& session) {
  const store::Location place = app::configured_location(session.config, session.world.environment);
  if (place.backend != "sqlite") {
    throw base::Error(base::ErrorKind::usage,
                      fmt::format("the {} storage has no file to back up: `storage copy --from {} --to sqlite:FILE` "
                                  "copies it into one",
                                  place.backend, app::location_name(place)));
  }
  const std::string& file = session.arguments.words.front();
  const std::int64_t bytes = store::back_up_sqlite(place, file);
  if (session.arguments.json) {
    print_data(base::canonical({{"database", place.database}, {"backup", file}, {"bytes", bytes}}));
  } else {
    print(fmt::format("{} → {} ({})", place.database, file, words::bytes(bytes)));
  }
  return exit_done;
}

}  // namespace

const Command storage_backup_command = {
    "storage backup",
    "Copy the database to another file while it is in use",
    {"FILE"},
    with_store({}),
    {"json"},
    "  connect-ops-review storage backup reviews-2026-11-28.db\n"
    "  connect-ops-review storage backup --database reviews.db /backup/reviews.db --json\n"
    "\nThe copy is whole as of one moment, whoever writes meanwhile, and can be used as a --database. Reports are\n"
    "not in it: `report ID` makes them again.",
    run_storage_backup};

}  // namespace cli
