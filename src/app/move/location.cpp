#include "app/move/location.hpp"

#include <algorithm>
#include <filesystem>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>
#include <string>
#include <system_error>

#include "base/encode.hpp"
#include "base/error.hpp"
#include "words/nearest.hpp"

namespace app {
namespace {

using base::ErrorKind;
using nlohmann::json;

// Which member of a location names the place of a backend, and how a person calls it.
struct Naming {
  std::string_view backend;
  std::string store::Location::* name;
  std::string_view word;
};

constexpr Naming namings[] = {
    {"sqlite", &store::Location::database, "FILE"},
    {"s3", &store::Location::bucket, "BUCKET"},
    {"dynamodb", &store::Location::table, "TABLE"},
};

const Naming& naming_of(std::string_view backend) {
  const auto known = store::backends();
  const auto* found = std::ranges::find(namings, backend, &Naming::backend);
  if (found == std::end(namings) || std::ranges::find(known, backend) == known.end()) {
    throw base::Error(ErrorKind::usage,
                      fmt::format("'{}' names no store: give sqlite:FILE, s3:BUCKET or dynamodb:TABLE{}",
                                  base::printable(backend, 40), words::did_you_mean(backend, known)));
  }
  return *found;
}

}  // namespace

store::Location parse_location(std::string_view text, const store::Location& configured) {
  const auto colon = std::min(text.find(':'), text.size());
  const Naming& naming = naming_of(text.substr(0, colon));
  store::Location location = configured;
  location.backend = naming.backend;
  if (colon < text.size()) location.*naming.name = text.substr(colon + 1);
  if ((location.*naming.name).empty()) {
    throw base::Error(ErrorKind::usage, fmt::format("'{}' does not say where: give {}:{}", base::printable(text, 120),
                                                    naming.backend, naming.word));
  }
  return location;
}

store::Location configured_location(const Config& config, const base::Environment& environment) {
  store::Location location;
  location.backend = config.get(options::storage);
  location.database = config.get(options::database);
  if (location.database.empty() && location.backend == "sqlite") {
    location.database = store::default_database(environment);
  }
  location.bucket = config.get(options::bucket);
  location.table = config.get(options::table);
  location.sse = config.get(options::sse);
  location.kms_key = config.get(options::kms_key);
  location.expected_bucket_owner = config.get(options::bucket_owner);
  location.retention_days = config.get(options::retention_days);
  return location;
}

std::string location_name(const store::Location& location) {
  return fmt::format("{}:{}", location.backend, location.*naming_of(location.backend).name);
}

void require_room_for_reports(std::string_view backend, std::string_view bucket) {
  if (backend != "dynamodb" || !bucket.empty()) return;
  throw base::Error(ErrorKind::config,
                    "the dynamodb storage keeps reports in S3, and no bucket is named: give --bucket or set "
                    "S3_REPORTING_BUCKET");
}

bool is_same_location(const store::Location& a, const store::Location& b) {
  if (a.backend != b.backend) return false;
  const auto name = naming_of(a.backend).name;
  if (a.*name == b.*name) return true;
  std::error_code missing;  // then the two files are not the same
  return a.backend == "sqlite" && std::filesystem::equivalent(a.*name, b.*name, missing);
}

json to_json(const store::Info& info, std::string_view chosen_by) {
  json out{{"backend", info.backend},
           {"activeBecause", chosen_by},
           {"location", info.location},
           {"reviews", info.reviews},
           {"documents", info.documents},
           {"expiredDocuments", info.expired_documents},
           {"oldestReview", info.oldest_review},
           {"newestReview", info.newest_review},
           {"properties", json::object()}};
  out["bytes"] = info.bytes ? json(*info.bytes) : json();
  for (const auto& [name, value] : info.properties) out["properties"][name] = value;
  return out;
}

}  // namespace app
