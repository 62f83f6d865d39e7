// What every backend does alike with a document: which names it takes, the text that a body is kept as, and the three
// members of the envelope that a store reads besides its key. Pure functions.
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "store/store.hpp"

namespace store {

// The component under which a review's own state is kept.
inline constexpr std::string_view status_component = "STATUS";

// The lock of an instance is the document LOCK under its own name in place of a review's id.
inline constexpr std::string_view lock_component = "LOCK";
inline constexpr std::string_view lock_prefix = "lock-";
bool is_lock(std::string_view review_id, std::string_view component);

// The member that has the SHA-256 of the canonical form of all others.
inline constexpr const char* seal_member = "sha256";

// 1 to 200 characters of A-Z a-z 0-9 . _ -, no dot in front: fit for a file name, an object's key and a table's key.
bool is_name(std::string_view text);

// Whether a review may have it: a name that is a review's id, with a date that there is.
bool is_review_id(std::string_view text);

// Throws base::Error(usage) that calls the thing `what` when `text` is not such a name.
void require_name(std::string_view what, std::string_view text);

// Canonical JSON: members ordered by name, all digits of every number, UTF-8 as it is, invalid UTF-8 replaced by
// U+FFFD. Throws base::Error(usage) for names that is_name refuses and base::Error(internal) for a body that no reader
// would take.
std::string to_text(const Item& item);

// A stored body as it was read. `why` says what is wrong with it; empty: nothing.
struct Body {
  nlohmann::json json;
  std::string why;
};
Body parse_body(std::string_view text);

// The body of the document under this key, held against its `sha256`. Documents of earlier versions and of others have
// none, and are as good as they look.
Body intact(std::string_view review_id, std::string_view component, Body body);

// Adds a stored document to the items or, when it cannot be read, to the broken ones.
void add(Items& items, std::string review_id, std::string component, std::string_view text);

// Adds a review to the page; `status_text` is its STATUS document, if it has one.
void add(ReviewPage& page, std::string review_id, const std::optional<std::string>& status_text);

// The document for the caller of get(); throws base::Error(corrupt) when it cannot be read.
Item readable_item(std::string_view review_id, std::string_view component, std::string_view text);

// Empty when the document does not say.
std::string instance_arn(const nlohmann::json& body);

// Epoch seconds from which on no reader shows it. The reference writes integers, DynamoDB's tools floats; documents
// without a number never expire.
std::optional<std::int64_t> ttl(const nlohmann::json& body);

// Whether Filter::from and ::to let this review through. What is no review's id never passes.
bool in_range(std::string_view review_id, const Filter& filter);

// Throws base::Error(usage) for a page that could hold nothing.
void require_limit(const Filter& filter);

}  // namespace store
