// Pieces for the checks of CloudWatch metrics. CloudWatch publishes only metrics that have data: nothing there is not
// zero, and no function here makes it one. Pure functions.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "checks/check.hpp"

namespace checks {

// A metric added up over the window.
struct Total {
  std::optional<double> value;              // nothing: there is no data, or CloudWatch did not answer
  std::optional<model::MetricPoint> worst;  // the period with most
  std::optional<Gap> gap;                   // CloudWatch did not answer, or only in part

  bool complete() const { return value && !gap; }
};

Total total_of(const model::Metrics& metrics, std::string_view metric, std::string_view dimension = "");

// A metric of the whole instance that should stay at zero.
struct Counter {
  std::string_view metric;
  std::string_view one;  // "missed call"
  std::string_view many;
  std::string_view limit;
};

struct Verdict {
  Status status = Status::pass;
  std::optional<Severity> severity{};
};

// Asks `judge` about the total; without data, or when part of it is missing and what is there is fine, the judgement
// is not_assessed.
Judgement judge_counter(const Scene& scene, const model::Metrics& metrics, Resource resource, const Counter& counter,
                        Verdict (*judge)(const Total&));

// pass at zero, fail above.
Verdict none_allowed(const Total& total);

// Queues or flows of which the metrics say nothing, to be told in one judgement a group.
struct Unmeasured {
  std::vector<std::string> without_data;
  std::vector<std::string> unpublished;  // names that CloudWatch does not take
  std::optional<Gap> gap;                // the first that CloudWatch gave for not answering

  void add_without_data(const std::string& name, const std::optional<Gap>& why);
};

// Appends the judgements with the keys "no_data" and "unpublished". `type` is "queues" or "flows".
void add_unmeasured(Judgements& judgements, const Unmeasured& unmeasured, const std::string& type,
                    std::string_view metrics);

// "CloudWatch AWS/Connect MissedCalls, sum per hour, 2026-…".
std::string metric_evidence(const model::Metrics& metrics, std::string_view metric);

}  // namespace checks
