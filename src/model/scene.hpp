// Which instance is looked at, over which time, against which limits. Plain data.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "base/clock.hpp"
#include "model/dataset.hpp"
#include "model/word.hpp"

namespace model {

// An Amazon Connect instance, by its ARN: arn:PARTITION:connect:REGION:ACCOUNT:instance/ID.
struct InstanceRef {
  std::string arn;
  std::string partition;
  std::string region;
  std::string account_id;
  std::string instance_id;
};

// Throws base::Error(usage) with what is expected when `arn` is anything else.
InstanceRef parse_instance_arn(std::string_view arn);

// The time a review looks back over: [start, end).
struct Window {
  base::Time start;
  base::Time end;

  // The days up to a moment.
  static Window before(base::Time end, int days) { return {end - std::chrono::days(days), end}; }
  double days() const { return std::chrono::duration<double, std::ratio<86400>>(end - start).count(); }
};

// Of the lines of the flow log that a review keeps as examples: none, with what callers said or typed masked, or as
// they are.
enum class LogSamples { none, masked, full };
std::string_view name(LogSamples samples);
constexpr auto values_of(LogSamples) {
  return enumerators<LogSamples::full>();
}

// How much of an instance is asked for: lists alone, each of their items as well, or CloudTrail's last event too.
enum class Depth { quick, standard, full };
std::string_view name(Depth depth);
constexpr auto values_of(Depth) {
  return enumerators<Depth::full>();
}

// How far back each source is read, and how much of what is fine. All of it can be configured.
struct Settings {
  Depth depth = Depth::standard;
  double warn_percentage = 80;  // of a quota
  double fail_percentage = 98;
  bool carrier_lookup = true;     // PhoneNumberValidate is paid per number
  double carrier_budget_usd = 1;  // that a review may pay for it; 0: no number is looked up
  std::string log_group;          // empty: /aws/connect/<instance alias>
  LogSamples log_samples = LogSamples::masked;
  // For CloudTrail's events, newest first: AWS hands out 100 a second at best. Zero: until all are read.
  std::chrono::seconds event_budget{120};
  std::set<std::string, std::less<>> left_out;  // ids of checks that are not made
  std::map<std::string, double> thresholds;     // that are not the checks' own: missed_calls.warn
};

// Why no carrier is looked up, when the configuration has it so.
std::optional<Gap> no_carrier_lookup(const Settings& settings);

// What every check knows, and its findings name: which instance is looked at, when and against which limits.
struct Scene {
  InstanceRef instance;
  Window window;
  Settings settings;
  std::string name;        // the instance's alias, or its id while the alias is not known
  std::string access_url;  // of the instance's own site; empty while it is not known
};

inline constexpr int default_days = 14;
inline constexpr int max_days = 90;        // CloudTrail's event history
inline constexpr int metrics_days = 14;    // how long Connect says its metrics are kept
inline constexpr int retention_days = 90;  // of stored documents and reports

}  // namespace model
