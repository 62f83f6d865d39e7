#include <fmt/format.h>

#include "app/fix/fix_alarms.hpp"
#include "app/fix/fix_text.hpp"
#include "base/quoted.hpp"

namespace app {
namespace {

using base::hcl_quoted;

constexpr std::string_view topic_variable = R"(
variable "topic_arn" {
  description = "ARN of the SNS topic that the alarms tell. Those who are on call subscribe to it."
  type        = string

  validation {
    condition     = can(regex("^arn:aws[a-z-]*:sns:[a-z0-9-]+:[0-9]{12}:[A-Za-z0-9_-]{1,256}$", var.topic_arn))
    error_message = "The ARN of an SNS topic is needed."
  }
}
)";

std::string alarm_block(const FixAlarm& alarm) {
  std::string text = fmt::format(
      "\nresource \"aws_cloudwatch_metric_alarm\" \"{}\" {{\n  alarm_name          = {}\n"
      "  alarm_description   = {}\n  alarm_actions       = [var.topic_arn]\n  namespace           = \"{}\"\n"
      "  metric_name         = {}\n",
      alarm.id, hcl_quoted(alarm.name), hcl_quoted(alarm.description), alarm.metric_namespace,
      hcl_quoted(alarm.metric));
  text += "  dimensions = {\n";
  for (const auto& [name, value] : alarm.dimensions) {
    text += fmt::format("    {} = {}\n", hcl_quoted(name), hcl_quoted(value));
  }
  return text + fmt::format(
                    "  }}\n  statistic           = \"{}\"\n  period              = {}\n  evaluation_periods  = 1\n"
                    "  datapoints_to_alarm = 1\n  comparison_operator = \"{}\"\n  threshold           = {}\n"
                    "  treat_missing_data  = \"notBreaching\"\n}}\n",
                    alarm.statistic, alarm.period, alarm.comparison, number_in_template(alarm.threshold));
}

std::string composite_block(const FixComposite& alarm) {
  return fmt::format(
      "\nresource \"aws_cloudwatch_composite_alarm\" \"{}\" {{\n  alarm_name        = {}\n"
      "  alarm_description = {}\n  alarm_actions     = [var.topic_arn]\n  alarm_rule        = {}\n}}\n",
      alarm.id, hcl_quoted(alarm.name), hcl_quoted(alarm.description), hcl_quoted(alarm.rule));
}

}  // namespace

FixFile alarms_in_terraform(const model::Review& review, const FixAlarms& alarms) {
  FixFile file{.name = "alarms.tf", .text = {}, .closes = {}};
  std::string blocks;
  for (const FixAlarm& alarm : alarms.alarms) {
    blocks += alarm_block(alarm);
    add_closed(file.closes, alarm.closes);
  }
  for (const FixComposite& alarm : alarms.composites) {
    blocks += composite_block(alarm);
    add_closed(file.closes, alarm.closes);
  }
  file.text =
      heading("alarms.tf: the alarms of alarms.yaml for Terraform. Deploy one of the two.", review,
              {fmt::format("The provider's region has to be {}.", model::instance_of(review).region)}, file.closes) +
      std::string(topic_variable) + blocks;
  return file;
}

}  // namespace app
