#include "app/deliver/metrics.hpp"

#include <nlohmann/json.hpp>

#include "app/deliver/rows.hpp"
#include "base/json/canonical.hpp"
#include "base/timestamp.hpp"
#include "model/document.hpp"

namespace app {
namespace {

using model::ReviewStatus;
using nlohmann::json;

struct Counted {
  model::Status status;
  const char* metric;
};

constexpr Counted counted[] = {{model::Status::fail, "FindingsFail"},
                               {model::Status::warn, "FindingsWarn"},
                               {model::Status::pass, "FindingsPass"},
                               {model::Status::info, "FindingsInfo"},
                               {model::Status::not_applicable, "FindingsNotApplicable"},
                               {model::Status::not_assessed, "FindingsNotAssessed"}};

class Line {
 public:
  void property(const char* name, json value) { body_[name] = std::move(value); }
  void metric(const char* name, const char* unit, json value) {
    metrics_.push_back({{"Name", name}, {"Unit", unit}});
    body_[name] = std::move(value);
  }
  std::string text(json dimensions, base::Time now) {
    body_["_aws"] = {
        {"Timestamp", base::to_epoch_milliseconds(now)},
        {"CloudWatchMetrics",
         {{{"Namespace", metric_namespace}, {"Dimensions", std::move(dimensions)}, {"Metrics", metrics_}}}}};
    return base::canonical(body_);
  }

 private:
  json body_ = json::object();
  json metrics_ = json::array();
};

}  // namespace

std::string function_name(const std::string& function_arn) {
  static constexpr std::string_view mark = ":function:";
  const auto at = function_arn.find(mark);
  if (at == std::string::npos) return "";
  const auto begin = at + mark.size();
  return function_arn.substr(begin, function_arn.find(':', begin) - begin);
}

std::string metric_line(const ReviewOutcome& outcome, const model::InstanceRef& instance, const std::string& function,
                        base::Time now) {
  const bool failed = outcome.status == ReviewStatus::failed;
  Line line;
  line.property("FunctionName", function);
  line.property("InstanceId", instance.instance_id);
  line.property("reviewId", outcome.review_id);
  line.property("status", model::name(outcome.status));
  line.metric("ReviewCompleted", "Count", failed ? 0 : 1);
  line.metric("ReviewFailed", "Count", failed ? 1 : 0);
  line.metric("DurationMs", "Milliseconds", outcome.duration.count());
  line.metric("ApiCalls", "Count", outcome.usage.calls);
  line.metric("Throttles", "Count", outcome.usage.throttles);
  line.metric("Retries", "Count", outcome.usage.retries);
  line.metric("CostUsd", "None", base::fields::write(outcome.usage).at("costUsd"));
  for (const auto& [status, metric] : counted) {
    line.metric(metric, "Count", outcome.findings.of(status));
  }
  return line.text({{"FunctionName"}, {"FunctionName", "InstanceId"}}, now);
}

void deliver_metrics(Performed& performed, const Means& means) {
  if (!means.metrics || performed.again) return;
  means.metrics->print(metric_line(performed.outcome, model::parse_instance_arn(performed.kept.instance_arn),
                                   function_name(means.metrics->function_arn), means.clock.now()));
}

}  // namespace app
