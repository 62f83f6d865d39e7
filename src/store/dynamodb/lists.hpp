// Lists of a table's reviews and of one component's documents: from the index or, where a table has none that can be
// used, from the whole table, which is said once. Hands out items; reads no documents. Any thread.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.hpp"
#include "store/dynamodb/item.hpp"
#include "store/dynamodb/table.hpp"
#include "store/store.hpp"

namespace store {

// For items of which only the head is wanted, and overflow_of: the input with its projection.
nlohmann::json heads_only(nlohmann::json input);

// One review: all its items, by component, as they are now.
nlohmann::json query_of_review(std::string_view review_id);

class DynamodbLists {
 public:
  DynamodbLists(const DynamodbTable& table, base::Clock& clock) : table_(table), clock_(clock) {}

  bool is_live(const Head& head) const;
  bool is_document(const Head& head) const { return is_live(head) && !head.announces; }

  // Reviews that have a document, newest first, each with its STATUS, until `take` answers false.
  using TakeReview = std::function<bool(const std::string& review_id, const std::optional<nlohmann::json>& status)>;
  void each_review(const Filter& filter, const TakeReview& take);

  // One component's documents, newest first. Filter::limit and ::page do not apply.
  void each_document(std::string_view component, const Filter& filter,
                     const std::function<void(const nlohmann::json& item)>& take);

 private:
  using TakeItem = std::function<bool(const nlohmann::json& item)>;

  bool each_indexed(std::string_view component, const Filter& filter, std::size_t limit, const TakeItem& take);
  void miss_index();
  bool is_wanted(const Head& head, const Filter& filter) const;
  bool is_listed(const Head& status, const Filter& filter) const;
  bool has_document(const std::string& review_id, const Filter& filter) const;
  void scan_reviews(const Filter& filter, const TakeReview& take) const;
  void scan_documents(std::string_view component, const Filter& filter,
                      const std::function<void(const nlohmann::json& item)>& take) const;

  const DynamodbTable& table_;
  base::Clock& clock_;
  std::atomic<bool> has_index_ = true;  // until DynamoDB says otherwise
};

}  // namespace store
