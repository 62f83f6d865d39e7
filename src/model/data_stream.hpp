// The datasets data_streams and stream_lags: the Kinesis data streams and Firehose streams that Amazon Connect writes
// contact records, agent events and the like to. Plain data.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "model/dataset.hpp"

namespace model {

// https://docs.aws.amazon.com/kinesis/latest/APIReference/API_StreamDescriptionSummary.html
// https://docs.aws.amazon.com/firehose/latest/APIReference/API_DeliveryStreamDescription.html
struct DataStream {
  bool exists = true;
  std::string status;      // ACTIVE, UPDATING, DELETING, CREATING_FAILED, …
  std::string encryption;  // of a data stream KMS or NONE; of Firehose ENABLED, DISABLED, ENABLING, …
  std::string key_id;      // empty: AWS's own, or none
  std::string failure;     // AWS's sentence, where something failed
  std::optional<std::int64_t> retention_hours;  // of a data stream
  std::optional<std::int64_t> consumers;        // of a data stream, that are registered
  std::string source;                           // of Firehose: the data stream that it takes from, if it does
  bool delivers_to_s3 = false;                  // of Firehose
  std::optional<Gap> gap;
};

// By ARN. Beside those that the instance writes to, those that a Firehose stream of it takes from.
using DataStreams = std::map<std::string, DataStream>;

bool is_firehose(std::string_view arn);

// The stream's own part of its ARN.
std::string_view stream_name(std::string_view arn);

// What reads a data stream, or how old the oldest record is that Firehose has not delivered, over a day.
struct StreamLag {
  std::optional<double> worst_seconds;  // nothing: nobody read, or nothing came
  std::optional<Gap> gap;
};

// By ARN.
using StreamLags = std::map<std::string, StreamLag>;

}  // namespace model
