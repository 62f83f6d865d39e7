// What breaks first when traffic grows, as a stored review and those before it tell: peaks and counts held against
// their limits. Any thread that may use the store.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "model/review.hpp"
#include "store/store.hpp"

namespace app {

// Contacts at the same time and API calls grow as traffic does. Users, queues and flows do not: they grow as people add
// them, which the stored reviews tell.
enum class Grows { with_traffic, by_hand };

struct CapacityRow {
  std::string key;   // of the quota, or the API's operation
  std::string name;  // "Concurrent active calls per instance", "GetMetricDataV2 calls a second"
  Grows grows = Grows::by_hand;
  std::optional<double> now;  // a peak or a count; where CloudWatch tells a share alone, nothing
  std::optional<double> limit;
  double share = 0;                   // in percent
  double share_then = 0;              // with that growth
  bool is_full = false;               // now; not of the instances that AWS gives to every account
  std::optional<double> growth_left;  // of traffic, in percent, until the limit is reached
  std::optional<double> weeks_left;   // until the limit, by the stored reviews
  std::string note;                   // why it may be more

  bool breaks() const { return !is_full && grows == Grows::with_traffic && share_then > 100; }
};

struct UnknownCapacity {
  std::string name;
  std::string why;
};

struct Capacity {
  std::string review_id;
  std::string instance_arn, instance_alias;
  double growth = 0;              // in percent
  std::vector<CapacityRow> rows;  // what breaks first comes first
  std::vector<UnknownCapacity> unknown;
  std::string calls_not_known;    // why the rates of API calls are not known, or not all
  std::string history_not_known;  // why nothing is said of the weeks that are left
};

// Throws base::Error(not_found) when the review holds no quotas.
Capacity capacity(store::Store& store, const model::Review& review, double growth);

// As `capacity --json` prints it: what is not known is null.
nlohmann::json to_json(const Capacity& capacity);

}  // namespace app
