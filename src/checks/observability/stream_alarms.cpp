#include "checks/observability/service_watch.hpp"
#include "checks/storage/kept.hpp"
#include "model/entry.hpp"

namespace checks {
namespace {

using model::DataStreams;
using model::StreamLags;

const WantedSign refused_writes = {
    .what = "refused writes",
    .metrics = {"WriteProvisionedThroughputExceeded", "PutRecord.Success", "PutRecords.Success",
                "PutRecords.ThrottledRecords", "PutRecords.FailedRecords"},
    .best = "WriteProvisionedThroughputExceeded"};
const WantedSign late_readers = {
    .what = "late readers",
    .metrics = {"GetRecords.IteratorAgeMilliseconds", "SubscribeToShardEvent.MillisBehindLatest"},
    .best = "GetRecords.IteratorAgeMilliseconds",
    .elsewhere = {"IteratorAge", "KinesisMillisBehindLatest"}};
const std::vector<WantedSign> signs_of_firehose = {
    {.what = "late delivery",
     .metrics = {"DeliveryTo*.DataFreshness", "DeliveryTo*.Success"},
     .best = "DeliveryToS3.DataFreshness"},
    {.what = "refused writes", .metrics = {"ThrottledRecords"}, .best = "ThrottledRecords"}};
// What it delivers elsewhere has metrics of other names, and Firehose that takes from a data stream is not written to.
const std::vector<WantedSign> signs_of_other_firehose = {
    {.what = "late delivery", .metrics = {"DeliveryTo*.DataFreshness", "DeliveryTo*.Success"}}};

// A stream that nobody reads has no late readers.
std::vector<WantedSign> signs_of_stream(const std::string& arn, const Dataset<StreamLags>& lags) {
  const auto* lag = model::entry_of(lags, arn);
  const bool is_known = lag != nullptr && !lag->gap;
  if (is_known && !lag->worst_seconds) return {refused_writes};
  WantedSign late = late_readers;
  if (!is_known) {
    late.unknown = lag != nullptr ? lag->gap : lags.gap;
    if (!late.unknown) late.unknown = Gap{model::GapKind::unavailable, "whether the stream is read is not known", ""};
  }
  return {refused_writes, std::move(late)};
}

// As far as it was read: with a gap where it was not.
model::DataStream described(const Dataset<DataStreams>& streams, const std::string& arn) {
  if (const auto* stream = model::entry_of(streams, arn)) return *stream;
  model::DataStream unread;
  unread.gap = streams.gap.value_or(Gap{model::GapKind::unavailable, "the stream was not read", ""});
  return unread;
}

class Streams {
 public:
  Streams(const Scene& scene, const Dataset<DataStreams>& streams, const Dataset<StreamLags>& lags)
      : scene_(scene), streams_(streams), lags_(lags) {}

  void add(const Kept& kept) {
    const model::DataStream stream = described(streams_, kept.place);
    if (!stream.exists) return;  // nothing is left to be watched
    if (auto gap = gap_of_alarms_on(scene_, kept.place)) {
      if (!all_.gap) all_.gap = std::move(gap);
      return;
    }
    const bool is_firehose = model::is_firehose(kept.place);
    const std::string name(model::stream_name(kept.place));
    signs_.push_back(is_firehose ? of_firehose(stream) : signs_of_stream(kept.place, lags_));
    all_.things.push_back({.metric_namespace = is_firehose ? "AWS/Firehose" : "AWS/Kinesis",
                           .dimension = is_firehose ? "DeliveryStreamName" : "StreamName",
                           .name = name,
                           .shown = about_stream(scene_, kept).resource.name,
                           .part = "ShardId",
                           .unknown = stream.gap});
  }

  Judgements judged(Known<model::Alarms> alarms, const Dataset<model::Metrics>& metrics) {
    for (std::size_t i = 0; i < signs_.size(); ++i) all_.things[i].signs = &signs_[i];
    return judge_service_watch(scene_, all_, alarms, metrics);
  }

 private:
  static std::vector<WantedSign> of_firehose(const model::DataStream& stream) {
    const bool is_usual = stream.gap || (stream.delivers_to_s3 && stream.source.empty());
    return is_usual ? signs_of_firehose : signs_of_other_firehose;
  }

  const Scene& scene_;
  const Dataset<DataStreams>& streams_;
  const Dataset<StreamLags>& lags_;
  ServiceThings all_ = {.noun = "stream",
                        .which = "of contact data",
                        .none = "The instance writes to no Kinesis data stream and no Firehose stream.",
                        .things = {},
                        .gap = {}};
  std::vector<std::vector<WantedSign>> signs_;
};

Judgements judge(const Scene& scene, const model::StorageResources& storage, Known<model::Alarms> alarms,
                 const Dataset<DataStreams>& data_streams, const Dataset<StreamLags>& lags,
                 const Dataset<model::Metrics>& metrics) {
  Streams streams(scene, data_streams, lags);
  for (const Kept& kept : kept_in_streams(storage)) streams.add(kept);
  return streams.judged(alarms, metrics);
}

}  // namespace

const Check stream_alarms = on<judge, &Inventory::storage, &Inventory::alarms, &Inventory::data_streams,
                               &Inventory::stream_lags, &Inventory::metrics>({
    .id = "stream_alarms",
    .component = "observability",
    .title = "Alarms on streams of contact data",
    .pillar = Pillar::observability,
    .severity = Severity::low,
    .why = "A stream keeps data for a limited time: what nobody reads or delivers until then is lost, and so is what "
           "the stream refused. An alarm tells while there is time.",
    .remedy =
        "Create CloudWatch alarms on the age of what was not read or delivered yet, and on refused writes, and let "
        "them tell those who are on call.",
    .action = "Create alarms on the streams",
    .links = {"https://docs.aws.amazon.com/streams/latest/dev/monitoring-with-cloudwatch.html",
              "https://docs.aws.amazon.com/firehose/latest/dev/monitoring-with-cloudwatch-metrics.html"},
});

}  // namespace checks
