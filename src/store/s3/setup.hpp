// The bucket's own settings: made as the deployment's template makes them, changed only where nothing else is lost, and
// told to people. Any thread.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "store/property.hpp"
#include "store/s3/bucket.hpp"

namespace store {

// Makes the bucket when there is none, closed to the public, and sees to it that reviews and reports go when
// the bucket's retention is over.
void prepare(Bucket& bucket);

// What the bucket is set to, and whether that is as `prepare` would have it. What may not be read says which permission
// is missing. `now` tells which dates of rules have passed.
std::vector<Property> properties(Bucket& bucket, base::Time now);

// After how many days a rule of the lifecycle deletes what begins with the prefix: the first to come of all rules that
// hold for every object there. Nothing when none does.
struct Expiry {
  std::int64_t days = 0;
  std::string rule;  // its id, as S3 has it
};
std::optional<Expiry> expiry(const nlohmann::json& rules, std::string_view prefix);

// The first rule to delete everything that begins with the prefix on a date, and whatever is written after it.
struct DatedExpiry {
  base::Time date;
  std::string rule;
};
std::optional<DatedExpiry> dated_expiry(const nlohmann::json& rules, std::string_view prefix);

// The rules with those added that are missing for reviews and reports to go after so many days at the latest. All
// others say what they said, in their order; when any is added those of old, with their <Prefix> beside the filter's
// place, get a <Filter>: S3 does not take both kinds in one configuration.
nlohmann::json with_retention(nlohmann::json rules, int days);

}  // namespace store
