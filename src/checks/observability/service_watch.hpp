// Which alarms watch what other services run for the instance: streams, functions, bots. One finding of them all, in
// the shape that the checks of each share. Pure functions.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "checks/check.hpp"

namespace checks {

// What should be watched of one of them.
struct WantedSign {
  std::string_view what;                      // "errors"
  std::vector<std::string_view> metrics;      // patterns: an alarm on any of these tells of it
  std::string_view best{};                    // the metric to make an alarm on; empty: its dimensions are not all known
  std::vector<std::string_view> elsewhere{};  // metrics of what reads or calls it: an alarm on one may tell of it
  std::optional<Gap> unknown{};               // why it is not known whether there is anything to watch
};

struct ServiceThing {
  std::string_view metric_namespace;       // AWS/Lambda
  std::string_view dimension;              // that names it
  std::string name;                        // the dimension's value
  std::string shown;                       // to people
  model::MetricDimensions narrower{};      // that may stand beside it: of another value, a metric is of something else
  std::string_view part{};                 // the dimension of a part of it: a shard, a version
  bool is_published_for_all = false;       // without any dimension too, for all of its kind together
  std::optional<Gap> unknown{};            // why it is not known whether it is there, and what it is like
  const std::vector<WantedSign>* signs{};  // outlives it
};

struct ServiceWatch {
  std::set<std::string> alarms;  // names of those that can fire and start an action
  std::set<std::string> silent;  // of those that can fire, and nothing happens
  bool cannot_tell = false;      // there is one that may watch it
};

ServiceWatch service_watch(const model::Alarms& alarms, const ServiceThing& thing, const WantedSign& sign);

// All of one kind.
struct ServiceThings {
  std::string_view noun;   // "function"
  std::string_view which;  // "called by flows"
  std::string_view none;   // said where there are none
  std::vector<ServiceThing> things;
  std::optional<Gap> gap;  // why there may be more, or why alarms on some are not known
};

// One judgement of the instance. Where no contacts came, nothing has to be watched.
Judgements judge_service_watch(const Scene& scene, const ServiceThings& all, Known<model::Alarms> alarms,
                               const Dataset<model::Metrics>& metrics);

// Why alarms on what the ARN names are not among those that were read: it is of another account or Region.
std::optional<Gap> gap_of_alarms_on(const Scene& scene, std::string_view arn);

}  // namespace checks
