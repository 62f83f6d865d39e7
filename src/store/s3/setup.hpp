// The bucket's own settings: made as the deployment's template makes them, changed only where nothing else is lost, and
// told to people. Any thread.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "store/property.hpp"
#include "store/s3/bucket.hpp"

namespace store {

// Makes the bucket when there is none, closed to the public, and sees to it that reviews and reports go when
// the bucket's retention is over.
void prepare(Bucket& bucket);

// What the bucket is set to, and whether that is as `prepare` would have it. What may not be read says which permission
// is missing.
std::vector<Property> properties(Bucket& bucket);

// After how many days a rule of the lifecycle deletes what begins with the prefix: the first to come of all rules that
// hold for every object there. Nothing when none does.
struct Expiry {
  std::int64_t days = 0;
  std::string rule;  // its id, as S3 has it
};
std::optional<Expiry> expiry(const nlohmann::json& rules, std::string_view prefix);

// The rules with those added that are missing for reviews and reports to go after so many days at the latest. All
// others stay as they are, in their order.
nlohmann::json with_retention(nlohmann::json rules, int days);

}  // namespace store
