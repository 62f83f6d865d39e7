// What came of copying, comparing and removing, as JSON.
#include <nlohmann/json.hpp>

#include "app/move/location.hpp"
#include "app/move/move.hpp"

namespace app {
namespace {

using nlohmann::json;

json to_json(const Verified& verified) {
  return {{"same", verified.same()},
          {"reviews", verified.reviews},
          {"documents", verified.documents},
          {"reports", verified.reports},
          {"missing", to_json(verified.missing)},
          {"different", to_json(verified.different)},
          {"broken", to_json(verified.broken)},
          {"newer", to_json(verified.newer)},
          {"failed", to_json(verified.failed)},
          {"running", to_json(verified.running)},
          {"sourceSha256", verified.source_sha256},
          {"destinationSha256", verified.destination_sha256}};
}

}  // namespace

json to_json(const store::Location& from, const store::Location& to, const Copied& copied,
             const std::optional<Verified>& verified) {
  return {{"from", location_name(from)},
          {"to", location_name(to)},
          {"dryRun", !verified},
          {"reviews", copied.reviews},
          {"documents", copied.documents},
          {"reports", copied.reports},
          {"updated", copied.updated},
          {"overwritten", copied.overwritten},
          {"same", copied.same},
          {"bytes", copied.bytes},
          {"conflicts", to_json(copied.conflicts)},
          {"broken", to_json(copied.broken)},
          {"missing", to_json(copied.missing)},
          {"newer", to_json(copied.newer)},
          {"running", to_json(copied.running)},
          {"failed", to_json(copied.failed)},
          {"verified", verified ? to_json(*verified) : json()}};
}

json to_json(const store::Location& from, const store::Location& to, const Verified& verified) {
  json out = to_json(verified);
  out["from"] = location_name(from);
  out["to"] = location_name(to);
  return out;
}

json to_json(const Removed& removed) {
  return {{"removed", removed.reviews}, {"missing", to_json(removed.missing)}, {"failed", to_json(removed.failed)}};
}

json removal_json(const std::vector<std::string>& review_ids) {
  return {{"wouldRemove", review_ids}};
}

}  // namespace app
