#include <algorithm>
#include <fmt/format.h>

#include "checks/storage/kept.hpp"
#include "words/names.hpp"
#include "words/numbers.hpp"

namespace checks {
namespace {

using model::DataStream;
using model::DataStreams;
using model::StreamLag;
using model::StreamLags;

constexpr Threshold lag_warns = {
    "stream_health", "warn", 25, "percent of the time that data is kept", "More behind is a warning.", 1, 100};
constexpr Threshold lag_fails = {
    "stream_health", "fail", 90, "percent of the time that data is kept", "More behind is a failure.", 1, 100};

// Firehose tries for so long to deliver to S3. https://docs.aws.amazon.com/firehose/latest/dev/retry.html
constexpr std::int64_t firehose_hours = 24;
constexpr double seconds_an_hour = 3600;

bool is_gone(std::string_view status) {
  static constexpr std::string_view words[] = {"DELETING", "DELETING_FAILED", "CREATING_FAILED"};
  return std::ranges::find(words, status) != std::end(words);
}

bool is_working(std::string_view status) {
  return status == "ACTIVE" || status == "UPDATING";
}

void judge_gone(Judgement& judgement, std::string_view after, std::string said) {
  judgement.status = Status::fail;
  judgement.severity = Severity::high;
  judgement.headline = headline("Stream ", judgement.resource, after);
  judgement.observed += fmt::format(" {} What Amazon Connect writes to it is lost.", said);
  judgement.remedy =
      "Create the stream again, or choose another one in the instance's settings under data streaming. Amazon Connect "
      "does not send again what it could not write.";
  judgement.action = "Create the stream, or choose another one";
}

struct Behind {
  double seconds = 0, percent = 0;  // of the time that data is kept
  std::int64_t kept_hours = 0;
};

std::optional<Behind> behind(const std::string& arn, const DataStream& stream, const StreamLag& lag) {
  const std::optional<std::int64_t> hours = model::is_firehose(arn) ? firehose_hours : stream.retention_hours;
  if (!hours || *hours <= 0 || !lag.worst_seconds) return std::nullopt;
  return Behind{*lag.worst_seconds, *lag.worst_seconds * 100 / (double(*hours) * seconds_an_hour), *hours};
}

void judge_behind(const Scene& scene, const Behind& lag, bool is_firehose, Judgement& judgement) {
  const double warn = lag_warns.in(scene), fail = lag_fails.in(scene);
  judgement.measured = {.value = lag.percent, .unit = "percent of the time that data is kept", .limit = warn};
  judgement.limit =
      fmt::format("{} % of the {} that data is kept", words::number(warn), words::counted(lag.kept_hours, "hour"));
  judgement.observed += fmt::format(" At worst {} {} behind in the last day, of {} that data is kept.",
                                    is_firehose ? "delivery to S3 was" : "what reads the stream was",
                                    words::seconds(lag.seconds), words::counted(lag.kept_hours, "hour"));
  if (lag.percent < warn) {
    judgement.status = Status::pass;
    return;
  }
  judgement.status = lag.percent < fail ? Status::warn : Status::fail;
  if (judgement.status == Status::fail) judgement.severity = Severity::high;
  judgement.headline = headline("Stream ", judgement.resource,
                                fmt::format(" is read {} late, and kept for {}", words::seconds(lag.seconds),
                                            words::counted(lag.kept_hours, "hour")));
}

// Registered consumers are pushed to, and have metrics of their own, by their names.
void judge_unread(const DataStream& stream, bool is_firehose, Judgement& judgement) {
  judgement.status = Status::info;
  if (is_firehose) {
    judgement.observed += " Nothing was delivered to S3 in the last day.";
  } else if (stream.consumers.value_or(0) > 0) {
    judgement.observed += fmt::format(
        " It has {} with enhanced fan-out; how far behind they are, this review does not "
        "read.",
        words::counted(*stream.consumers, "registered consumer"));
  } else {
    judgement.observed += " Nothing read the stream in the last day, and no consumer is registered.";
  }
}

void judge_working(const Scene& scene, const std::string& arn, const DataStream& stream,
                   const Dataset<StreamLags>& lags, Judgement& judgement) {
  const bool is_firehose = model::is_firehose(arn);
  judgement.evidence += ", cloudwatch:GetMetricData";
  judgement.observed += fmt::format(" The stream is {}.", words::spelled_out(stream.status));
  if (is_firehose && !stream.delivers_to_s3) {
    judgement.status = Status::info;
    judgement.observed += " It delivers elsewhere than to S3, where this review reads no delay.";
    return;
  }
  const auto found = lags.known() ? lags.value->find(arn) : StreamLags::const_iterator();
  if (!lags.known() || found == lags.value->end()) {
    leave_open(judgement, lags.gap.value_or(Gap{model::GapKind::unavailable, "CloudWatch was not asked for it", ""}));
  } else if (found->second.gap) {
    leave_open(judgement, *found->second.gap);
  } else if (const auto lag = behind(arn, stream, found->second)) {
    judge_behind(scene, *lag, is_firehose, judgement);
    if (judgement.status == Status::pass && !is_firehose && stream.consumers.value_or(0) > 0)
      judge_unread(stream, is_firehose, judgement);  // how far behind these are is not read
  } else if (found->second.worst_seconds) {
    judgement.reason = "AWS did not say how long the stream keeps data.";
  } else {
    judge_unread(stream, is_firehose, judgement);
  }
}

Judgement judge_stream(const Scene& scene, const Kept& kept, const DataStreams& streams,
                       const Dataset<StreamLags>& lags) {
  Judgement judgement = about_stream(scene, kept);
  judgement.limit = "Active, and read in time";
  const auto found = streams.find(kept.place);
  if (found == streams.end()) {
    judgement.reason = "The stream was not read.";
  } else if (const DataStream& stream = found->second; stream.gap) {
    leave_open(judgement, *stream.gap);
  } else if (!stream.exists) {
    judge_gone(judgement, " does not exist", "The stream does not exist.");
    judgement.command.clear();
  } else if (is_gone(stream.status)) {
    judge_gone(
        judgement, fmt::format(" is in the state {}", words::in_quotes(words::spelled_out(stream.status))),
        fmt::format("Its state is {}{}.", words::spelled_out(stream.status), words::in_brackets(stream.failure)));
  } else if (is_working(stream.status)) {
    judge_working(scene, kept.place, stream, lags, judgement);
  } else if (stream.status == "CREATING") {
    judgement.status = Status::info;
    judgement.observed += " The stream is being created.";
  } else {
    judgement.reason = fmt::format("The state {} is not one that this review knows.", words::in_quotes(stream.status));
  }
  return judgement;
}

Judgements judge(const Scene& scene, const model::StorageResources& storage, const DataStreams& streams,
                 const Dataset<StreamLags>& lags) {
  Judgements judgements;
  for (const auto& kept : kept_in_streams(storage)) judgements.push_back(judge_stream(scene, kept, streams, lags));
  if (judgements.empty()) {
    judgements.push_back(
        not_applicable(the_instance(scene), "The instance writes to no Kinesis data stream and no Firehose stream."));
  }
  return judgements;
}

}  // namespace

const Check stream_health = on<judge, &Inventory::storage, &Inventory::data_streams, &Inventory::stream_lags>({
    .id = "stream_health",
    .component = "storage",
    .title = "State and delay of data streams",
    .pillar = Pillar::resilience,
    .severity = Severity::medium,
    .why = "Contact records and agent events that a stream does not take, or that nobody reads in time, are lost: "
           "reports and integrations have gaps that cannot be filled.",
    .remedy =
        "Let what reads the stream catch up: give it more capacity, or mend what makes it fail. A longer retention "
        "of a data stream gives more time.",
    .action = "Let the stream's readers catch up",
    .links = {"https://docs.aws.amazon.com/streams/latest/dev/troubleshooting-consumers.html",
              "https://docs.aws.amazon.com/firehose/latest/dev/monitoring-with-cloudwatch-metrics.html",
              "https://docs.aws.amazon.com/connect/latest/adminguide/data-streaming.html"},
    .thresholds = {lag_warns, lag_fails},
});

}  // namespace checks
