#include <fmt/format.h>

#include "base/encode.hpp"
#include "checks/storage/kept.hpp"
#include "words/names.hpp"

namespace checks {
namespace {

using model::DataStream;
using model::DataStreams;

void judge_plain(Judgement& judgement, std::string_view which) {
  judgement.status = Status::warn;
  judgement.headline = headline("Stream ", judgement.resource, " is not encrypted at rest");
  judgement.observed += fmt::format(" {} is not encrypted at rest.", which);
}

void judge_encrypted(Judgement& judgement, std::string_view which, const DataStream& stream) {
  judgement.status = Status::pass;
  judgement.observed += stream.key_id.empty() ? fmt::format(" {} is encrypted at rest.", which)
                                              : fmt::format(" {} is encrypted at rest with the KMS key {}.", which,
                                                            base::printable(stream.key_id, 200));
}

void judge_data_stream(Judgement& judgement, std::string_view which, const DataStream& stream) {
  if (stream.encryption == "KMS") {
    judge_encrypted(judgement, which, stream);
  } else if (stream.encryption == "NONE") {
    judge_plain(judgement, which);
  } else {
    judgement.reason =
        fmt::format("The encryption {} is not one that this review knows.", words::in_quotes(stream.encryption));
  }
}

// What Firehose takes from a data stream lies in that one alone.
void judge_source(const std::string& arn, const DataStreams& streams, Judgement& judgement) {
  const std::string which =
      fmt::format("The data stream {} that Firehose takes from", words::in_quotes(model::stream_name(arn)));
  const auto found = streams.find(arn);
  if (found == streams.end()) {
    judgement.reason = "The data stream that Firehose takes from was not read.";
  } else if (found->second.gap) {
    leave_open(judgement, *found->second.gap);
  } else if (!found->second.exists) {
    judgement.status = Status::not_applicable;
    judgement.observed += fmt::format(" {} does not exist.", which);
  } else {
    judge_data_stream(judgement, which, found->second);
  }
}

void judge_firehose(const DataStream& stream, const DataStreams& streams, Judgement& judgement) {
  if (!stream.source.empty()) return judge_source(stream.source, streams, judgement);
  if (stream.encryption == "ENABLED" || stream.encryption == "ENABLING") {
    judge_encrypted(judgement, "The stream", stream);
  } else if (stream.encryption.empty() || stream.encryption == "DISABLED" || stream.encryption == "DISABLING") {
    judge_plain(judgement, "The stream");
  } else if (stream.encryption == "ENABLING_FAILED") {
    judge_plain(judgement, "To encrypt it failed, and the stream");
  } else {
    judgement.reason = fmt::format("The state {} of the encryption is not one that this review knows.",
                                   words::in_quotes(stream.encryption));
  }
}

Judgement judge_stream(const Scene& scene, const Kept& kept, const DataStreams& streams) {
  Judgement judgement = about_stream(scene, kept);
  judgement.limit = "Encrypted at rest";
  const auto found = streams.find(kept.place);
  if (found == streams.end()) {
    judgement.reason = "The stream was not read.";
  } else if (const DataStream& stream = found->second; stream.gap) {
    leave_open(judgement, *stream.gap);
  } else if (!stream.exists) {
    judgement.status = Status::not_applicable;
    judgement.observed += " The stream does not exist.";
  } else if (model::is_firehose(kept.place)) {
    judge_firehose(stream, streams, judgement);
  } else {
    judge_data_stream(judgement, "The stream", stream);
  }
  return judgement;
}

Judgements judge(const Scene& scene, const model::StorageResources& storage, const DataStreams& streams) {
  Judgements judgements;
  for (const auto& kept : kept_in_streams(storage)) judgements.push_back(judge_stream(scene, kept, streams));
  if (judgements.empty()) {
    judgements.push_back(
        not_applicable(the_instance(scene), "The instance writes to no Kinesis data stream and no Firehose stream."));
  }
  return judgements;
}

}  // namespace

const Check stream_encryption = on<judge, &Inventory::storage, &Inventory::data_streams>({
    .id = "stream_encryption",
    .component = "storage",
    .title = "Encryption of data streams",
    .pillar = Pillar::security,
    .severity = Severity::medium,
    .why =
        "Contact records and agent events name customers, numbers and agents. Without encryption at rest no key guards "
        "what waits in the stream.",
    .remedy =
        "Encrypt the stream with a KMS key that you manage. Allow Amazon Connect's service-linked role and what reads the "
        "stream to use that key first: without it records are lost.",
    .action = "Encrypt the stream with a KMS key",
    .links = {"https://docs.aws.amazon.com/connect/latest/adminguide/data-streaming.html",
              "https://docs.aws.amazon.com/streams/latest/dev/server-side-encryption.html",
              "https://docs.aws.amazon.com/firehose/latest/dev/encryption.html"},
});

}  // namespace checks
