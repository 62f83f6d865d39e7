// A document as an item of the table and back. The members of the envelope are attributes of the same name, so that
// the item reads as it would anywhere: reviewId, componentType, data, ttl. What attributes cannot say is in one more,
// `encoding`, a map that only some items have:
//
//   doubles, texts  values that do not look like what they are (Notes)
//   text            the whole document as JSON, where its own members cannot be attributes
//   s3Bucket, s3Key, sha256   where a document over 400 KB is; the item keeps its key, its instance and its ttl
//   claim           who has claimed the review
//   announces       true: no document, it only makes the index list a review that has no STATUS
//
// Pure functions.
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "store/document.hpp"
#include "store/store.hpp"

namespace store {

// The table's keys are members of the envelope.
inline constexpr const char* review_id_key = "reviewId";
inline constexpr const char* component_key = "componentType";

// A document's place in a bucket, as the item tells it.
struct Overflow {
  std::string bucket;
  std::string key;
  std::string sha256;  // of the document's canonical text
};

// The document as DynamoDB's attributes, whatever its size. Throws as to_text does.
nlohmann::json to_item(const Item& document);

// Whether DynamoDB takes it.
bool fits(const nlohmann::json& item);

// What stays in the table of a document that does not fit.
nlohmann::json to_overflow_item(const Item& document, const Overflow& overflow);

// What makes the index list the review of this document.
nlohmann::json to_announcement(const Item& document);

void set_claim(nlohmann::json& item, const std::string& token);

// An item's place in lists, known without its document.
struct Head {
  std::string review_id;
  std::string component;
  std::string instance_arn;         // empty when it does not say
  std::optional<std::int64_t> ttl;  // epoch seconds
  bool announces = false;
};

Head head_of(const nlohmann::json& item);
std::optional<Overflow> overflow_of(const nlohmann::json& item);
std::string claim_of(const nlohmann::json& item);

// The document of an item that has it in itself. `why` says what is wrong with it, if anything.
Body body_of(const nlohmann::json& item);

}  // namespace store
