// Pieces for the checks of CloudWatch metrics. CloudWatch publishes only metrics that have data: nothing there is zero
// only where a sibling metric shows that there was something to count. Pure functions, for any thread.
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
  std::optional<model::MetricPoint> last;   // the last period with any
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
  std::string_view sibling;   // of the contacts that it would be counted among: "ConcurrentCalls"
  std::string_view contacts;  // what that counts: "calls"
};

struct Verdict {
  Status status = Status::pass;
  std::optional<Severity> severity{};
};

// Asks `judge` about the total. Without data the sibling decides: with contacts it is a total of zero, without any the
// question does not arise. While the sibling is not known either, or when part of the data is missing and what is there
// is fine, the judgement is not_assessed. The headline of a fail or warn is "47 throttled calls, last on 10 Nov 10:00".
Judgement judge_counter(const Scene& scene, const model::Metrics& metrics, Resource resource, const Counter& counter,
                        Verdict (*judge)(const Scene&, const Total&));

// pass at zero, fail above.
Verdict none_allowed(const Scene& scene, const Total& total);

// Queues or flows of which the metrics say nothing, to be told in one judgement a group.
struct Unmeasured {
  std::vector<std::string> without_data;
  std::vector<std::string> unpublished;  // names that CloudWatch does not take
  std::vector<std::string> idle;         // CloudWatch answered in full, and there was nothing to measure
  std::optional<Gap> gap;                // the first that CloudWatch gave for not answering

  void add_without_data(const std::string& name, const std::optional<Gap>& why);
};

// Appends the judgements with the keys "no_data" and "unpublished". `noun` is "queue" or "flow".
void add_unmeasured(Judgements& judgements, const Unmeasured& unmeasured, std::string_view noun,
                    std::string_view metrics);
// The judgement with the key "idle".
void add_idle_queues(Judgements& judgements, const Unmeasured& unmeasured, std::string_view metric);

// "3 queues: Sales, Support, Night"; `noun` is one of them.
std::string listed(const std::vector<std::string>& names, std::string_view noun);

// "CloudWatch AWS/Connect MissedCalls, sum per hour, 2026-…".
std::string metric_evidence(const model::Metrics& metrics, std::string_view metric);

}  // namespace checks
