// Where things lie in a bucket: reviews/ID/COMPONENT.json, and at its root connect-ops-review-ID.html (or another
// extension), with reports of any other name in connect-ops-review-ID/. Pure functions of names that is_name takes.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace store {

inline constexpr std::string_view documents_prefix = "reviews/";
inline constexpr std::string_view reports_prefix = "connect-ops-review-";
// What the doctor tries the bucket with: no review's, deleted by the lifecycle at the latest, and with the extension
// that a review's own permissions let be deleted.
inline constexpr std::string_view trial_key = "connect-ops-review-doctor.carry";

std::string document_key(std::string_view review_id, std::string_view component);
std::string file_key(std::string_view review_id, std::string_view file_name);

// Review and component; nothing for a key that is not a document's.
std::optional<std::pair<std::string, std::string>> document_of(std::string_view key);

// The review of reviews/ID/; nothing for what is not one.
std::optional<std::string> review_of(std::string_view prefix);

// Review and name of a review's file; nothing for a key that file_key() does not give.
std::optional<std::pair<std::string, std::string>> file_of(std::string_view key);

// Whether file_key() can give this key for the review.
bool is_file_of(std::string_view review_id, std::string_view key);

}  // namespace store
