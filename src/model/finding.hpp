// What a check has to say about one resource. Plain data; the JSON form is part of the stored document.
#pragma once

#include <functional>
#include <map>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/word.hpp"

namespace model {

enum class Status { pass, warn, fail, info, not_applicable, not_assessed };
enum class Severity { critical, high, medium, low, informational };  // most severe first
enum class Pillar { security, resilience, operational_excellence, capacity, observability, cost };

std::string_view name(Status status);      // "not_assessed"
std::string_view name(Severity severity);  // "informational"
std::string_view name(Pillar pillar);      // "operational_excellence"
std::string_view title(Status status);     // "Not assessed"
std::string_view title(Severity severity);
std::string_view title(Pillar pillar);
std::optional<Status> parse_status(std::string_view text);
std::optional<Severity> parse_severity(std::string_view text);
std::optional<Pillar> parse_pillar(std::string_view text);
constexpr auto values_of(Status) {
  return enumerators<Status::not_assessed>();
}
constexpr auto values_of(Severity) {
  return enumerators<Severity::informational>();
}
constexpr auto values_of(Pillar) {
  return enumerators<Pillar::cost>();
}

inline constexpr Status all_statuses[] = {Status::fail, Status::warn, Status::not_assessed,
                                          Status::pass, Status::info, Status::not_applicable};
inline constexpr Pillar all_pillars[] = {Pillar::security, Pillar::resilience,    Pillar::operational_excellence,
                                         Pillar::capacity, Pillar::observability, Pillar::cost};

// What a finding is about. `key` identifies it in the stable id and must not change with a rename when AWS gives an id.
struct Resource {
  std::string
      type;  // instance, quota, queue, flow, flow_module, phone_number, country, api, log_group, storage_config …
  std::string key;
  std::string name;  // for people; may be any text
};

// What a finding rests on as a number, so that two reviews can be compared by it and not by their sentences.
struct Measured {
  double value = 0;
  std::string unit;               // "percent" of the limit's 100, "calls", "seconds", "quick connects" …
  std::optional<double> limit{};  // in the same unit, when there is one
  bool lower_is_worse = false;
};

// An alarm that a finding asks for, as data: what templates of alarms are made of (app/fix).
struct WantedAlarm {
  std::string metric;
  std::string of{};                   // the queue, flow, stream or function by its name; empty: the instance
  std::optional<double> threshold{};  // in the metric's unit; nothing: what is usual for the metric
  std::string metric_namespace{};     // empty: AWS/Connect
};

// That a finding is known and accepted: somebody said so in a mute, with why, who stands for it, and until when.
struct Muted {
  std::string reason;
  std::string owner;
  std::string expires;  // the last day of it, 2027-03-31; empty: it has none
};

// The words of a check, which all its findings share: a document stores them once.
struct Rule {
  std::string title;   // a short statement of what is looked at
  std::string why;     // what goes wrong for callers and agents when it is not right
  std::string remedy;  // what to do
  std::string action;  // the remedy in a few words: "Ask AWS for a higher quota"
  Pillar pillar = Pillar::operational_excellence;
  std::vector<std::string> links;       // AWS documentation
  std::vector<std::string> controls{};  // of AWS's own frameworks, which ask for the same: "Security Hub Connect.2"
};

using Rules = std::map<std::string, Rule, std::less<>>;  // by id of the check

struct Finding {
  std::string id;  // see finding_id
  std::string check_id;
  std::string component;
  std::string title;  // the check's
  std::string why;    // the check's
  Status status = Status::not_assessed;
  Severity severity = Severity::informational;
  Pillar pillar = Pillar::operational_excellence;
  Resource resource;
  std::string headline;  // of a fail or warn: the problem, with its number and its resource's name
  std::string observed;  // what was seen, with numbers and units
  std::optional<Measured> measured;
  std::string limit;     // what it is held against; empty when there is nothing
  std::string evidence;  // how it is known: AWS calls, metric, window
  std::string remedy;    // what to do; empty on a pass
  std::string action;    // the same in a few words
  std::string command;   // an AWS CLI command line that does or shows it; may be empty
  std::string console_url;
  std::vector<std::string> links;     // AWS documentation
  std::vector<std::string> controls;  // the check's
  std::string reason;                 // why it was not assessed
  std::string permission;             // the IAM action that is missing
  std::optional<Muted> muted;         // kept, shown apart, and counted as nothing else
  std::vector<WantedAlarm> alarms{};  // that are missing, or wrong and to be like this
};

// 16 hexadecimal digits that stay the same for the same account, region, instance, check and resource.
std::string finding_id(std::string_view instance_arn, std::string_view check_id, const Resource& resource);

// A fail or a warn, muted or not.
bool is_problem(const Finding& finding);

// True when somebody has to do something: a problem that nobody muted.
bool needs_action(const Finding& finding);

// Not assessed, and not muted.
bool is_unassessed(const Finding& finding);

// Those that need action first, the most severe of them first; then what was not assessed, then the rest, and what is
// muted at the very end. Ties by check and resource, so that the order never depends on threads.
bool comes_before(const Finding& a, const Finding& b);

nlohmann::json to_json(const Rule& rule);

// With all that its rule says, for readers that have no rules.
nlohmann::json to_json(const Finding& finding);
// Without what is the same in its rule.
nlohmann::json to_json(const Finding& finding, const Rules& rules);
// Leaves out what it does not know, and takes from the rules what is not there. Throws base::Error(corrupt) when `json`
// is not an object or its status is unknown.
Finding finding_from_json(const nlohmann::json& json, const Rules& rules = {});

}  // namespace model
