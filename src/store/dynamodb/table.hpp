// One DynamoDB table: asking it, making it, describing it. Knows the keys and the index, nothing of documents. Errors
// that a person can do something about name the table and say what. Any thread.
#pragma once

#include <functional>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "aws/operation.hpp"
#include "base/usage.hpp"
#include "store/property.hpp"
#include "store/remote.hpp"

namespace store {

// Lists and history without a Scan: by component, then by review. It holds whole items, so that neither asks the table
// again: storage and writes cost twice, which for ten documents a day is cents a month.
inline constexpr std::string_view index_name = "componentType-reviewId-index";

// Whether a table has the keys that documents are found by. Its value says what is wrong when it has others.
Property keys(const std::string& table, const nlohmann::json& description);

nlohmann::json dynamodb_key(std::string_view review_id, std::string_view component);

class DynamodbTable {
 public:
  DynamodbTable(std::string name, const Remote& remote) : name_(std::move(name)), remote_(remote) {}

  const std::string& name() const { return name_; }

  // One call about this table; its name is added to the input. `usage` counts attempts. A table that is being made is
  // waited for.
  nlohmann::json call(const aws::Operation& operation, nlohmann::json input, base::Usage& usage) const;
  nlohmann::json call(const aws::Operation& operation, nlohmann::json input) const;

  // One item, as it is now.
  std::optional<nlohmann::json> find(std::string_view review_id, std::string_view component) const;

  // Every item of a Query or Scan until `take` answers false.
  void each_item(const aws::Operation& operation, nlohmann::json input,
                 const std::function<bool(const nlohmann::json& item)>& take) const;

  // Deletes the items with these keys, again those that DynamoDB did not get to.
  void delete_items(const std::vector<nlohmann::json>& keys) const;

  // What DescribeTable says. Throws not_found when there is no such table.
  nlohmann::json describe() const;

  // Makes the table when it is missing: on demand, with the index, TTL and point-in-time recovery, encrypted with
  // `kms_key` or, when that is empty, DynamoDB's own. Returns when it can be used. Throws config when a table of that
  // name has other keys.
  void create(const std::string& kms_key) const;

  // What DynamoDB says of the table, and whether that is as `create` would have it.
  std::vector<Property> properties(const nlohmann::json& description) const;

  base::Random& random() const { return remote_.patience.random; }
  aws::Meter& meter() const { return remote_.meter; }

 private:
  // Whether DynamoDB knows the table, which it says of no other request before the table is ready. Throws not_found
  // where that may not be asked.
  bool is_being_made() const;
  nlohmann::json send(const aws::Operation& operation, nlohmann::json input, base::Usage& usage) const;
  std::vector<nlohmann::json> delete_batch(const std::vector<nlohmann::json>& requests) const;
  void wait_before(int attempt, const base::Error& error) const;
  std::optional<nlohmann::json> describe_if_there() const;
  nlohmann::json wait_until_active() const;
  bool wait_a_step() const;
  void protect() const;
  void switch_on(const aws::Operation& operation, const nlohmann::json& setting) const;
  Property ttl_state() const;
  Property backup_state() const;

  const std::string name_;
  const Remote remote_;
};

}  // namespace store
