#include <fmt/format.h>
#include <set>

#include "aws/operations/firehose.hpp"
#include "aws/operations/kinesis.hpp"
#include "base/arn.hpp"
#include "base/encode.hpp"
#include "base/json/read.hpp"
#include "collect/collector.hpp"
#include "collect/flow/named_in_flows.hpp"
#include "model/storage_place.hpp"

namespace collect {
namespace {

using model::DataStream;
using model::DataStreams;
using model::Gap;
using nlohmann::json;
namespace read = base::read;

void describe_stream(Source& source, const std::string& arn, DataStream& stream) {
  const auto& operation = aws::kinesis::describe_stream_summary;
  const json answer = source.client.call(operation, {{"StreamARN", arn}});
  const json& summary = read::object(answer, "StreamDescriptionSummary");
  stream.status = needed(summary, "StreamStatus", operation);
  stream.encryption = read::text(summary, "EncryptionType");
  stream.key_id = read::text(summary, "KeyId");
  stream.retention_hours = read::integer(summary, "RetentionPeriodHours");
  stream.consumers = read::integer(summary, "ConsumerCount");
}

void describe_firehose(Source& source, const std::string& arn, DataStream& stream) {
  const auto& operation = aws::firehose::describe_delivery_stream;
  const json answer = source.client.call(operation, {{"DeliveryStreamName", model::stream_name(arn)}});
  const json& description = read::object(answer, "DeliveryStreamDescription");
  const json& encryption = read::object(description, "DeliveryStreamEncryptionConfiguration");
  const json& destinations = read::array(description, "Destinations");
  stream.status = needed(description, "DeliveryStreamStatus", operation);
  stream.failure = label(read::object(description, "FailureDescription"), "Details");
  stream.encryption = read::text(encryption, "Status");
  stream.key_id = read::text(encryption, "KeyARN");
  stream.source = read::text(read::object(read::object(description, "Source"), "KinesisStreamSourceDescription"),
                             "KinesisStreamARN");
  stream.delivers_to_s3 =
      !destinations.empty() && !read::object(destinations.front(), "ExtendedS3DestinationDescription").empty();
}

// Firehose knows streams by their names, which say nothing of the account.
std::optional<Gap> gap_of_place(std::string_view arn, const model::InstanceRef& instance) {
  const std::string_view account = base::arn_field(arn, base::arn_account);
  if (!model::is_firehose(arn) || account == instance.account_id) return gap_of_region(arn, instance.region);
  return Gap{model::GapKind::not_supported,
             fmt::format("it is in the account '{}', which this review does not read", base::printable(account, 20)),
             ""};
}

void read_stream(Source& source, const std::string& arn, DataStream& stream, ItemGaps& gaps) {
  stream.gap = gap_of_place(arn, source.given.instance_ref);
  if (stream.gap) return;
  const auto describe = model::is_firehose(arn) ? describe_firehose : describe_stream;
  stream.gap = gaps.of([&] { describe(source, arn, stream); });
  stream.exists = !stream.gap || stream.gap->kind != model::GapKind::not_found;
  if (!stream.exists) stream.gap.reset();
}

// Firehose streams come first: what they take from is read as well.
Dataset<DataStreams> fetch_data_streams(Source& source, const Dataset<model::StorageResources>& storage) {
  if (!storage.known()) return Dataset<DataStreams>::missing(needs_other("list of data storage settings", storage.gap));
  DataStreams streams;
  for (const auto& arn : model::destinations(*storage.value, model::is_of_stream)) streams.try_emplace(arn);
  // A permission each; streams of other accounts are denied by themselves.
  ItemGaps of_firehose(ItemGaps::Permission::its_own), of_streams(ItemGaps::Permission::its_own);
  std::set<std::string> sources;
  for (auto& [arn, stream] : streams) {
    if (!model::is_firehose(arn)) continue;
    read_stream(source, arn, stream, of_firehose);
    if (!stream.source.empty()) sources.insert(stream.source);
  }
  for (const auto& arn : sources) streams.try_emplace(arn);
  for (auto& [arn, stream] : streams) {
    if (!model::is_firehose(arn)) read_stream(source, arn, stream, of_streams);
  }
  auto gap = gap_of_items(streams, "streams");
  return {std::move(streams), std::move(gap)};
}

}  // namespace

const Collector collectors::data_streams = collector<&Inventory::data_streams, fetch_data_streams, &Inventory::storage>(
    "storage", {&aws::kinesis::describe_stream_summary, &aws::firehose::describe_delivery_stream}, Asks::each_item);

}  // namespace collect
