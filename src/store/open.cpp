#include "store/open.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/encode.hpp"
#include "base/error.hpp"
#include "store/dynamodb/store.hpp"
#include "store/remote.hpp"
#include "store/s3/bucket.hpp"
#include "store/s3/store.hpp"
#include "store/sqlite/store.hpp"

namespace store {
namespace {

// Either here or in AWS.
struct Backend {
  std::string_view name;
  void (*require)(const Location&);
  std::unique_ptr<Store> (*open)(const Location&, OpenMode, base::Clock&);
  std::unique_ptr<Store> (*open_remote)(const Location&, OpenMode, base::Clock&, const Remote&);
};

constexpr std::array table = {
    Backend{"sqlite", require_database, open_sqlite, nullptr},
    Backend{"s3", require_bucket, nullptr, open_s3},
    Backend{"dynamodb", require_table, nullptr, open_dynamodb},
};

const Backend& backend_of(const Location& location) {
  require_backend(location.backend);
  return *std::ranges::find(table, std::string_view(location.backend), &Backend::name);
}

}  // namespace

OpenMode mode_for_reviews(const Location& location) {
  return location.backend == "sqlite" ? OpenMode::create : OpenMode::existing;
}

std::unique_ptr<Store> open(const Location& location, OpenMode mode, base::Clock& clock,
                            const std::function<Remote()>& remote) {
  const Backend& backend = backend_of(location);
  if (backend.open != nullptr) return backend.open(location, mode, clock);
  if (!remote) throw base::Error(base::ErrorKind::internal, "a store in AWS was opened without AWS");
  return backend.open_remote(location, mode, clock, remote());
}

void require_backend(std::string_view name) {
  if (std::ranges::find(table, name, &Backend::name) != table.end()) return;
  throw base::Error(base::ErrorKind::usage, fmt::format("'{}' is not a storage backend; known: {}",
                                                        base::printable(name, 40), fmt::join(backends(), ", ")));
}

void require_location(const Location& location) {
  backend_of(location).require(location);
}

std::vector<std::string_view> backends() {
  std::vector<std::string_view> names;
  names.reserve(table.size());
  for (const Backend& backend : table) names.push_back(backend.name);
  return names;
}

std::string default_database(const base::Environment& environment) {
  constexpr std::string_view file = "connect-ops-review/reviews.db";
  // The specification has relative paths ignored.
  const auto absolute = [&](const char* name) {
    auto value = environment.get(name);
    return value && value->starts_with('/') ? value : std::nullopt;
  };
  if (const auto data = absolute("XDG_DATA_HOME")) return fmt::format("{}/{}", *data, file);
  if (const auto home = absolute("HOME")) return fmt::format("{}/.local/share/{}", *home, file);
  throw base::Error(base::ErrorKind::config,
                    "neither HOME nor XDG_DATA_HOME is set to an absolute path: name the database with --database");
}

}  // namespace store
