#include <fmt/format.h>

#include "checks/check.hpp"
#include "checks/reasons.hpp"
#include "words/names.hpp"
#include "words/numbers.hpp"

namespace checks {
namespace {

// One that shows the instance is enough, whatever could not be read.
Judgements judge(const Scene& scene, const Dataset<model::Dashboards>& dashboards) {
  if (!dashboards.known())
    return {not_assessed(the_instance(scene), why_unknown(model::DatasetId::dashboards, dashboards.gap))};
  std::vector<std::string> showing;
  for (const auto& [name, dashboard] : *dashboards.value) {
    if (dashboard.shows_instance) showing.push_back(words::in_quotes(name));
  }
  Judgement judgement;
  judgement.resource = the_instance(scene);
  judgement.limit = "A dashboard shows metrics of the instance";
  judgement.evidence = "cloudwatch:ListDashboards, cloudwatch:GetDashboard";
  if (!showing.empty()) {
    judgement.status = Status::pass;
    judgement.observed =
        fmt::format("{} of the instance: {}.",
                    words::counted(double(showing.size()), "dashboard shows metrics", "dashboards show metrics"),
                    words::list(showing));
  } else if (dashboards.gap) {
    leave_open(judgement, *dashboards.gap);
  } else {
    judgement.status = Status::info;
    judgement.observed = fmt::format("None of {} shows a metric of the instance.",
                                     words::counted(std::int64_t(dashboards.value->size()), "dashboard"));
    if (dashboards.value->empty()) judgement.observed = "The account has no CloudWatch dashboard.";
  }
  return {judgement};
}

}  // namespace

// Who watches alarms, or the dashboards of Amazon Connect itself, has nothing to do.
const Check instance_dashboards = on<judge, &Inventory::dashboards>({
    .id = "instance_dashboards",
    .component = "observability",
    .title = "CloudWatch dashboards of the instance",
    .pillar = Pillar::observability,
    .severity = Severity::low,
    .why = "When callers complain, a dashboard shows at one look whether calls were throttled, refused or missed, and "
           "since when.",
    .remedy = "Put the instance's metrics on a CloudWatch dashboard: concurrent contacts, throttled and missed calls, "
              "errors in flows, and the longest wait of its queues.",
    .action = "Decide whether a dashboard helps",
    .links = {"https://docs.aws.amazon.com/connect/latest/adminguide/monitoring-cloudwatch.html",
              "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Dashboards.html"},
});

}  // namespace checks
