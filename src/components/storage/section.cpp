#include "components/storage/section.hpp"

#include <fmt/format.h>

#include "page/blocks.hpp"
#include "words/names.hpp"
#include "words/numbers.hpp"

namespace components {
namespace {

using page::folded_table_block;
using page::name_cell;
using page::note_block;
using page::plain;
using page::Table;
using page::Views;

std::string kept_text(const std::vector<std::string>& kinds) {
  std::vector<std::string> names;
  for (const auto& kind : kinds) names.push_back(words::spelled_out(kind));
  return words::capitalized(words::list(names));
}

std::string code_text(const std::string& code) {
  return code.empty() ? std::string(words::not_known) : words::spelled_out(code);
}

std::string bucket_state(const BucketFact& bucket) {
  if (bucket.exists == false) return "does not exist";
  const std::string blocked = words::or_not_known(bucket.public_access_blocked);
  return fmt::format("public access blocked: {}, versioning: {}", blocked, code_text(bucket.versioning));
}

std::string stream_state(const StreamFact& stream) {
  std::string text = code_text(stream.status);
  if (stream.retention_hours) text += fmt::format(", kept for {}", words::counted(*stream.retention_hours, "hour"));
  if (stream.lag_seconds) text += fmt::format(", at worst {} behind", words::seconds(*stream.lag_seconds));
  return text;
}

std::string places_text(const StorageFacts& facts) {
  if (!facts.buckets_named || !facts.streams_named) return "Where the instance keeps its data is not known.";
  return fmt::format("The instance writes to {} and {}.{}", words::counted(*facts.buckets_named, "bucket"),
                     words::counted(*facts.streams_named, "data stream"),
                     facts.complete ? "" : " Not all could be read of them.");
}

}  // namespace

Views storage_section(const StorageFacts& facts, const model::Review&, page::Anchors&) {
  Views blocks = {note_block(places_text(facts))};
  Table table("Buckets and streams");
  table.column("Bucket or stream").column("Keeps").column("Encryption").column("State");
  for (const auto& bucket : facts.buckets) {
    table.row({name_cell(bucket.name), plain(kept_text(bucket.keeps)),
               name_cell(bucket.encryption.empty() ? words::not_known : bucket.encryption),
               plain(bucket_state(bucket))});
  }
  for (const auto& stream : facts.streams) {
    table.row({name_cell(stream.name), plain(kept_text(stream.keeps)), plain(code_text(stream.encryption)),
               plain(stream_state(stream))});
  }
  if (!table.empty()) blocks.push_back(folded_table_block(table));
  return blocks;
}

}  // namespace components
