#include <fmt/format.h>

#include "app/fix/fix_alarms.hpp"
#include "app/fix/fix_text.hpp"
#include "base/digest.hpp"
#include "base/quoted.hpp"

namespace app {
namespace {

using base::yaml_quoted;

// Bytes of a template that CreateStack takes without a bucket are 51,200, and resources 500.
constexpr std::size_t most_of_template = 50'000, most_resources = 450;

constexpr std::string_view topic_parameter = R"(Parameters:
  TopicArn:
    Type: String
    Description: "ARN of the SNS topic that the alarms tell. Those who are on call subscribe to it."
    AllowedPattern: "^arn:aws[a-z-]*:sns:[a-z0-9-]+:[0-9]{12}:[A-Za-z0-9_-]{1,256}$"
)";

std::string alarm_resource(const FixAlarm& alarm) {
  std::string text = fmt::format(
      "  {}:\n    Type: AWS::CloudWatch::Alarm\n    Properties:\n      AlarmName: {}\n      AlarmDescription: {}\n"
      "      AlarmActions:\n        - Ref: TopicArn\n      Namespace: {}\n      MetricName: {}\n"
      "      Dimensions:\n",
      alarm.id, yaml_quoted(alarm.name), yaml_quoted(alarm.description), alarm.metric_namespace,
      yaml_quoted(alarm.metric));
  for (const auto& [name, value] : alarm.dimensions) {
    text += fmt::format("        - Name: {}\n          Value: {}\n", yaml_quoted(name), yaml_quoted(value));
  }
  return text + fmt::format(
                    "      Statistic: {}\n      Period: {}\n      EvaluationPeriods: 1\n      DatapointsToAlarm: 1\n"
                    "      ComparisonOperator: {}\n      Threshold: {}\n      TreatMissingData: notBreaching\n",
                    alarm.statistic, alarm.period, alarm.comparison, number_in_template(alarm.threshold));
}

std::string composite_resource(const FixComposite& alarm) {
  return fmt::format(
      "  {}:\n    Type: AWS::CloudWatch::CompositeAlarm\n    Properties:\n      AlarmName: {}\n"
      "      AlarmDescription: {}\n      AlarmActions:\n        - Ref: TopicArn\n      AlarmRule: {}\n",
      alarm.id, yaml_quoted(alarm.name), yaml_quoted(alarm.description), yaml_quoted(alarm.rule));
}

// Files that are filled one after the other.
class Templates {
 public:
  explicit Templates(const model::Review& review) : review_(review) {}

  void add(const std::string& resource, const std::vector<ClosedFinding>& closes) {
    std::vector<ClosedFinding> all = closes_;
    add_closed(all, closes);
    const std::size_t size = resources_.size() + resource.size() + head_of(all).size();
    if (count_ > 0 && (size > most_of_template || count_ == most_resources)) {
      finish();
      all = closes;
    }
    resources_ += resource;
    closes_ = std::move(all);
    ++count_;
  }

  std::vector<FixFile> take() {
    if (count_ > 0) finish();
    return std::move(files_);
  }

 private:
  std::string stem() const { return files_.empty() ? "alarms" : fmt::format("alarms-{}", files_.size() + 1); }

  std::string head_of(const std::vector<ClosedFinding>& closes) const {
    const std::string name = plain_instance_name(review_);
    // A stack of its own: what another pack's template has and this one has not, an update would delete.
    std::string all;
    for (const ClosedFinding& one : closes) all += one.id;
    const std::string stack =
        fmt::format("connect-{}-{}-{}-{}", stem(), name, review_.status.review_id, base::sha256_hex(all).substr(0, 6));
    return heading(fmt::format("{}.yaml: CloudWatch alarms, as a CloudFormation template.", stem()), review_,
                   {"Deploy it, with the ARN of your topic in the place of TOPIC_ARN:",
                    fmt::format("aws cloudformation deploy --template-file {}.yaml --stack-name {} "
                                "--parameter-overrides TopicArn=TOPIC_ARN --region {}",
                                stem(), stack, model::instance_of(review_).region)},
                   closes) +
           fmt::format(
               "AWSTemplateFormatVersion: \"2010-09-09\"\nDescription: {}\n{}Resources:\n",
               yaml_quoted(fmt::format("Alarms of the Amazon Connect instance {}, by connect-ops-review", name)),
               topic_parameter);
  }

  void finish() {
    files_.push_back({.name = stem() + ".yaml", .text = head_of(closes_) + resources_, .closes = closes_});
    resources_.clear();
    closes_.clear();
    count_ = 0;
  }

  const model::Review& review_;
  std::vector<FixFile> files_;
  std::string resources_;  // of the file that is being filled
  std::vector<ClosedFinding> closes_;
  std::size_t count_ = 0;
};

}  // namespace

std::vector<FixFile> alarm_templates(const model::Review& review, const FixAlarms& alarms) {
  Templates templates(review);
  for (const FixAlarm& alarm : alarms.alarms) templates.add(alarm_resource(alarm), alarm.closes);
  for (const FixComposite& alarm : alarms.composites) templates.add(composite_resource(alarm), alarm.closes);
  return templates.take();
}

}  // namespace app
