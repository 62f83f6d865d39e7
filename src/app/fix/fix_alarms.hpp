// The alarms of a fix pack, as data: missing ones, right ones in the place of wrong ones, and those over alarms that
// tell nobody. The templates of both languages are made of these. Pure functions.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/fix/fix_pack.hpp"
#include "model/published_metric.hpp"

namespace app {

struct FixAlarm {
  std::string id;    // of the template's resource: letters and digits
  std::string name;  // in CloudWatch
  std::string description;
  std::string metric_namespace;
  std::string metric;
  model::MetricDimensions dimensions{};  // exactly those under which the metric is published
  std::string_view statistic;
  std::string_view comparison;
  double threshold = 0;
  int period = 300;                     // seconds
  std::vector<std::string> replaces{};  // names of wrong alarms that are not needed once it is there
  std::vector<ClosedFinding> closes{};
};

// A composite alarm that tells somebody when one of these fires, which tell nobody themselves.
struct FixComposite {
  std::string id, name, description;
  std::string rule;  // ALARM("one") OR ALARM("other")
  std::vector<ClosedFinding> closes{};
};

struct FixAlarms {
  std::vector<FixAlarm> alarms;
  std::vector<FixComposite> composites;

  bool empty() const { return alarms.empty() && composites.empty(); }
};

// Adds to `notes` what no alarm can be made for.
FixAlarms fix_alarms(const model::Review& review, const std::vector<model::Finding>& findings,
                     std::vector<std::string>& notes);

// As many files as it takes for each to be deployed without a bucket. `FILE` of the deployment's command is its name.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html
std::vector<FixFile> alarm_templates(const model::Review& review, const FixAlarms& alarms);

FixFile alarms_in_terraform(const model::Review& review, const FixAlarms& alarms);

// Deletes each wrong alarm whose successor is there; no text: there is none.
FixFile replaced_alarms_script(const model::Review& review, const FixAlarms& alarms);

// "0.8", "80": a number as both languages take it.
std::string number_in_template(double number);

}  // namespace app
