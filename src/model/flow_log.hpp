// The flow-log dataset: lines of the instance's log group that say a block failed, and the log group itself. Plain data
// and the rule that says what is a failure. Parameters of a line may hold what a customer said and are not kept.
// https://docs.aws.amazon.com/connect/latest/adminguide/about-contact-flow-logs.html
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "model/scene.hpp"
#include "model/word.hpp"

namespace model {

struct LogGroup {
  std::string name;
  std::string arn;
  std::optional<std::int64_t> retention_days;  // nothing: kept for ever
  std::optional<std::int64_t> stored_bytes;
  std::string kms_key_id;
  std::optional<base::Time> created{};
};

// The earliest moment of which the log group can hold lines, at that time.
base::Time reaches_back_to(const LogGroup& group, base::Time at);

// Nothing: the log group does not exist.
using LogGroupLookup = std::optional<LogGroup>;

// What sends lines of the log group on as they come in.
// https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_SubscriptionFilter.html
struct LogSubscription {
  std::string name;
  std::string destination;  // ARN: of a function, a data stream, a Firehose stream, or a destination of another account
  bool takes_all = false;   // nothing chooses among the lines
};
using LogSubscriptions = std::vector<LogSubscription>;  // none where there is no log group

enum class FailureKind {
  lambda_error,        // the function answered an error
  lambda_concurrency,  // the instance's or account's Lambda limit
  timeout,
  access_denied,
  not_found,
  invalid,  // invalid or unsupported input or prompt
  queue_full,
  transfer_failed,
  other,
};
std::string_view name(FailureKind kind);
constexpr auto values_of(FailureKind) {
  return enumerators<FailureKind::other>();
}
std::string_view title(FailureKind kind);

// What a result holds that tells of a failure, as it stands: the log is asked for lines with one of these, and such a
// line is a failure, if only another one, unless its block answers with data.
std::span<const std::string_view> failure_marks();

// Nothing when the line is no failure. Judged by module type and result together: a time-out at an input block says
// that the caller kept silent, and an intent's name may hold any word.
std::optional<FailureKind> classify_failure(std::string_view module_type, std::string_view result);

struct FlowLogKey {
  std::string flow_arn;
  std::string module_type;
  FailureKind kind = FailureKind::other;
  base::Time hour;

  auto operator<=>(const FlowLogKey&) const = default;
};

struct FlowLogSample {
  base::Time at;
  std::string flow_arn;
  std::string flow_name;
  std::string module_type;
  std::string block;  // Identifier
  std::string result;
  FailureKind kind = FailureKind::other;
  std::string calling_flow{};  // ARN of the flow that a module ran in; empty for a flow's own line
};

// A module's lines bear the module's ARN where others bear the flow's.
bool is_module_arn(std::string_view flow_arn);

inline constexpr std::size_t max_flow_log_samples = 25;
inline constexpr std::size_t max_flow_log_result = 200;  // characters: what a failure is told by, and all a sample has

struct FlowLog {
  std::string log_group;
  Window window;
  std::int64_t lines_read = 0;       // that the filter let through
  std::int64_t lines_malformed = 0;  // no flow-log object
  std::int64_t duplicates = 0;       // delivered more than once
  std::map<FlowLogKey, std::int64_t> failures;
  std::map<std::string, std::string> flow_names;  // by ARN, as the log has them
  // Failures of a module by the flow that it ran in, both by ARN.
  std::map<std::string, std::map<std::string, std::int64_t>> callers;
  std::vector<FlowLogSample> samples;  // newest first
};

}  // namespace model
