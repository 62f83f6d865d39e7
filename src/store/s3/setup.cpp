#include "store/s3/setup.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>

#include "aws/operations/s3.hpp"
#include "base/encode.hpp"
#include "base/json/read.hpp"
#include "base/timestamp.hpp"
#include "store/s3/keys.hpp"

namespace store {
namespace {

namespace s3 = aws::s3;
using nlohmann::json;
namespace read = base::read;

struct Kept {
  std::string_view rule, prefix, what;
};
constexpr std::array kept = {Kept{"connect-ops-review-results", documents_prefix, "reviews"},
                             Kept{"connect-ops-review-reports", reports_prefix, "reports"}};

bool is_text(const json& value, std::string_view text) {
  return value.is_string() && value.get_ref<const std::string&>() == text;
}

// What every key begins with that the rule holds for; nothing when it asks for more than that (tags, sizes).
std::optional<std::string> prefix_of(const json& rule) {
  const json& filter = read::member(rule, "Filter");
  const json& several = read::member(filter, "And");
  const json& conditions = several.is_object() ? several : filter;
  // Rules of old have their prefix beside the filter's place.
  const json& prefix = read::member(filter.is_object() ? conditions : rule, "Prefix");
  if (filter.is_object() && conditions.size() > (prefix.is_null() ? 0U : 1U)) return std::nullopt;
  return prefix.is_string() ? prefix.get<std::string>() : std::string();
}

// Whether it is in force for every object that begins with the prefix.
bool holds_for(const json& rule, std::string_view prefix) {
  if (!is_text(read::member(rule, "Status"), "Enabled")) return false;
  const auto held = prefix_of(rule);
  return held && prefix.starts_with(*held);
}

// The same rule as S3 takes it beside one with a filter.
json with_filter(json rule) {
  if (!rule.is_object() || read::member(rule, "Filter").is_object()) return rule;
  rule["Filter"] = {{"Prefix", read::text(rule, "Prefix")}};
  rule.erase("Prefix");
  return rule;
}

json retention_rule(const Kept& one, int days) {
  return {{"ID", one.rule},
          {"Status", "Enabled"},
          {"Filter", {{"Prefix", one.prefix}}},
          {"Expiration", {{"Days", days}}},
          {"NoncurrentVersionExpiration", {{"NoncurrentDays", 1}}}};
}

json rules_of(const std::optional<json>& lifecycle) {
  if (!lifecycle) return json::array();
  const json& rules = read::member(*lifecycle, "Rules");
  return rules.is_array() ? rules : json::array();
}

// Between reading and writing another's change would be lost: S3 has no condition for it.
void see_to_retention(Bucket& bucket) {
  const auto lifecycle = bucket.ask_for(s3::get_bucket_lifecycle_configuration);
  const json rules = rules_of(lifecycle);
  json wanted = with_retention(rules, bucket.retention_days());
  if (wanted == rules) return;
  json input{{"LifecycleConfiguration", {{"Rules", std::move(wanted)}}}};
  if (lifecycle) {
    input["TransitionDefaultMinimumObjectSize"] = read::member(*lifecycle, "TransitionDefaultMinimumObjectSize");
  }
  bucket.ask(s3::put_bucket_lifecycle_configuration, std::move(input));
}

Property region(const Bucket& bucket) {
  const std::string where = bucket.region();
  if (where == bucket.callers_region()) return {"", where};
  return {"", where, Level::warning,
          fmt::format("it is not {}, the caller's: every request goes there, and AWS charges for what crosses regions; "
                      "use a bucket in {} when reviews are made there",
                      bucket.callers_region(), bucket.callers_region())};
}

Property dated_retention(const DatedExpiry& found, base::Time now) {
  const std::string rule = base::printable(found.rule, 80), date = base::to_date(found.date);
  if (found.date > now) {
    return {"", fmt::format("all of them are deleted on {} by the rule {}", date, rule), Level::warning,
            "give the rule days instead of a date"};
  }
  return {"", fmt::format("deleted within a day of being written: the date of the rule {} has passed ({})", rule, date),
          Level::warning, "give the rule days instead of a date, or remove it"};
}

Property retention(Bucket& bucket, const Kept& one, base::Time now) {
  const int retention_days = bucket.retention_days();
  const json rules = rules_of(bucket.ask_for(s3::get_bucket_lifecycle_configuration));
  if (const auto dated = dated_expiry(rules, one.prefix)) return dated_retention(*dated, now);
  const auto found = expiry(rules, one.prefix);
  if (!found) {
    return {"",
            fmt::format("kept for ever: 'storage info --create' adds a rule that deletes them after {} days",
                        retention_days),
            Level::warning};
  }
  const std::string rule = base::printable(found->rule, 80);
  if (found->days < retention_days) {
    return {"",
            fmt::format("deleted after {} days already by the rule {}: change it for {}", found->days, rule,
                        retention_days),
            Level::warning};
  }
  return {"", fmt::format("deleted after {} days by the rule {}", found->days, rule),
          found->days == retention_days ? Level::ok : Level::warning,
          fmt::format("results are not read any more after {} days: change the rule for {}, unless they are kept on "
                      "purpose",
                      retention_days, retention_days)};
}

std::string encryption_text(const std::string& algorithm, const std::string& key) {
  if (algorithm.empty()) return "none";
  return base::printable(key.empty() ? algorithm : fmt::format("{} with {}", algorithm, key), 200);
}

Property encryption(Bucket& bucket) {
  const DefaultEncryption by_default = bucket.default_encryption();
  const std::string default_text = encryption_text(by_default.algorithm, by_default.key);
  const json written = bucket.encryption();
  const std::string algorithm = read::text(written, "ServerSideEncryption");
  if (algorithm.empty()) return {"", fmt::format("{}, the bucket's default", default_text)};
  Property found{"", fmt::format("{} for what is written, {} by default",
                                 encryption_text(algorithm, read::text(written, "SSEKMSKeyId")), default_text)};
  if (by_default.algorithm.empty()) {
    found.level = Level::warning;
    found.advice = "what others put into the bucket is not encrypted: set its default encryption";
  } else if (by_default.is_kms() && algorithm == "AES256") {
    found.level = Level::warning;
    found.advice = "what is written does not get the bucket's key: without --sse aes256 it does";
  }
  return found;
}

Property versioning(Bucket& bucket) {
  const json found = bucket.ask(s3::get_bucket_versioning);
  if (is_text(read::member(found, "Status"), "Enabled")) return {"", "on"};
  return {"", is_text(read::member(found, "Status"), "Suspended") ? "suspended" : "off"};
}

// A warning and no failure: the account may block what the bucket does not, and a policy has to open it first.
Property public_access(Bucket& bucket) {
  constexpr const char* advice = "block all public access in the bucket's permissions";
  const auto found = bucket.ask_for(s3::get_public_access_block);
  if (!found) return {"", "not blocked by the bucket", Level::warning, advice};
  const json& block = read::member(*found, "PublicAccessBlockConfiguration");
  const bool all = std::ranges::all_of(
      std::array{"BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets"},
      [&](const char* name) { return read::member(block, name) == json(true); });
  if (all) return {"", "blocked"};
  return {"", "not blocked in every way", Level::warning, advice};
}

}  // namespace

std::optional<Expiry> expiry(const json& rules, std::string_view prefix) {
  std::optional<Expiry> first;
  for (const json& rule : rules) {
    const json& days = read::member(read::member(rule, "Expiration"), "Days");
    if (!days.is_number_integer() || !holds_for(rule, prefix)) continue;
    if (!first || days.get<std::int64_t>() < first->days) first = {days.get<std::int64_t>(), read::text(rule, "ID")};
  }
  return first;
}

std::optional<DatedExpiry> dated_expiry(const json& rules, std::string_view prefix) {
  std::optional<DatedExpiry> first;
  for (const json& rule : rules) {
    const auto date = base::from_iso8601(read::text(read::member(rule, "Expiration"), "Date"));
    if (!date || !holds_for(rule, prefix)) continue;
    if (!first || *date < first->date) first = {*date, read::text(rule, "ID")};
  }
  return first;
}

json with_retention(json rules, int days) {
  const json before = rules;
  for (const Kept& one : kept) {
    const auto found = expiry(rules, one.prefix);
    if (found && found->days <= days) continue;
    const auto ours =
        std::ranges::find_if(rules, [&](const json& rule) { return is_text(read::member(rule, "ID"), one.rule); });
    if (ours == rules.end()) {
      rules.push_back(retention_rule(one, days));
    } else {
      *ours = retention_rule(one, days);
    }
  }
  if (rules != before) std::ranges::transform(rules, rules.begin(), with_filter);
  return rules;
}

void prepare(Bucket& bucket) {
  if (!bucket.exists()) {
    bucket.make();
    bucket.ask(s3::put_public_access_block, {{"PublicAccessBlockConfiguration",
                                              {{"BlockPublicAcls", true},
                                               {"IgnorePublicAcls", true},
                                               {"BlockPublicPolicy", true},
                                               {"RestrictPublicBuckets", true}}}});
  }
  see_to_retention(bucket);
}

std::vector<Property> properties(Bucket& bucket, base::Time now) {
  // The region comes last in time: only what was asked says where the bucket is.
  std::vector<Property> all = {look_at("encryption", [&] { return encryption(bucket); }),
                               look_at("versioning", [&] { return versioning(bucket); }),
                               look_at("public access", [&] { return public_access(bucket); })};
  for (const Kept& one : kept) {
    all.push_back(look_at(one.what, [&] { return retention(bucket, one, now); }));
  }
  all.insert(all.begin(), look_at("region", [&] { return region(bucket); }));
  return all;
}

}  // namespace store
