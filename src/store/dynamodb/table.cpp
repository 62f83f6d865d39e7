#include "store/dynamodb/table.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <fmt/format.h>

#include "aws/error.hpp"
#include "aws/operations/dynamodb.hpp"
#include "base/encode.hpp"
#include "base/error.hpp"
#include "base/json/read.hpp"
#include "base/log.hpp"
#include "base/usage.hpp"
#include "store/dynamodb/item.hpp"

namespace store {
namespace {

using base::ErrorKind;
using nlohmann::json;
namespace read = base::read;
namespace dynamodb = aws::dynamodb;

// For people.
std::string shown(const json& object, const char* name) {
  return base::printable(read::text(object, name), 200);
}

std::string number_at(const json& object, const char* name) {
  const json& value = read::member(object, name);
  return value.is_number() ? value.dump() : "0";
}

json key_schema(const char* hash, const char* range) {
  return {{{"AttributeName", hash}, {"KeyType", "HASH"}}, {{"AttributeName", range}, {"KeyType", "RANGE"}}};
}

json key_types() {
  return {{{"AttributeName", review_id_key}, {"AttributeType", "S"}},
          {{"AttributeName", component_key}, {"AttributeType", "S"}}};
}

// Whether the list has each of these entries.
bool has_all(const json& list, const json& entries) {
  return std::ranges::all_of(entries, [&](const json& one) { return std::ranges::find(list, one) != list.end(); });
}

bool has_our_keys(const json& description) {
  return has_all(description.value("KeySchema", json()), key_schema(review_id_key, component_key)) &&
         has_all(description.value("AttributeDefinitions", json()), key_types());
}

base::Error other_keys(const std::string& table) {
  return {ErrorKind::config, fmt::format("the table '{}' has other keys than {} (text, partition) and {} (text, sort): "
                                         "name another with --table",
                                         table, review_id_key, component_key)};
}

// DynamoDB says only in words what is wrong with a request.
bool is_about_keys(const aws::AwsError& error) {
  constexpr std::array parts = {"Missing the key", "Type mismatch for key", "key element does not match",
                                "missed key schema"};
  return error.code() == "ValidationException" &&
         std::ranges::any_of(parts, [&](const char* part) { return error.message().find(part) != std::string::npos; });
}

bool consumes_capacity(const aws::Operation& operation) {
  constexpr std::array all = {&dynamodb::put_item, &dynamodb::get_item, &dynamodb::batch_write_item, &dynamodb::query,
                              &dynamodb::scan};
  return std::ranges::any_of(all, [&](const auto* one) { return one->name == operation.name; });
}

std::string encryption(const json& description) {
  const json& sse = read::object(description, "SSEDescription");
  const std::string key = shown(sse, "KMSMasterKeyArn");
  return shown(sse, "Status") == "ENABLED" ? fmt::format("KMS key {}", key) : "DynamoDB's own key";
}

Property table_state(const json& description) {
  const std::string status = shown(description, "TableStatus");
  if (status == "ACTIVE" || status == "UPDATING") return {"table", status};
  if (status == "CREATING") return {"table", status, Level::warning, "it can be used in a minute"};
  return {"table", status.empty() ? "no state" : status, Level::failed,
          "DynamoDB does not answer for it: see what it says of the table in its console"};
}

Property billing(const json& description) {
  if (shown(read::object(description, "BillingModeSummary"), "BillingMode") == "PAY_PER_REQUEST") {
    return {"billing", "on demand"};
  }
  const json& capacity = read::object(description, "ProvisionedThroughput");
  return {"billing",
          fmt::format("provisioned: {} read and {} write units", number_at(capacity, "ReadCapacityUnits"),
                      number_at(capacity, "WriteCapacityUnits")),
          Level::warning,
          "a review writes all at once, which is throttled beyond that, and the rest of the week is paid for: change "
          "it to on demand"};
}

Property index_state(const json& description) {
  const auto index_property = [](std::string value, Level level, std::string advice = "") {
    return Property{"index", std::move(value), level, std::move(advice)};
  };
  for (const json& index : description.value("GlobalSecondaryIndexes", json::array())) {
    if (shown(index, "IndexName") != index_name) continue;
    const std::string projection = shown(read::object(index, "Projection"), "ProjectionType");
    if (projection != "ALL") {
      return index_property(fmt::format("{} holds {} instead of ALL: lists read the table", index_name, projection),
                            Level::warning, "make it again with all attributes");
    }
    const std::string status = shown(index, "IndexStatus");
    const bool is_ready = status == "ACTIVE" || status == "UPDATING";
    return index_property(fmt::format("{} ({})", index_name, status), is_ready ? Level::ok : Level::warning,
                          "lists need it: wait until it is ACTIVE");
  }
  return index_property(fmt::format("none: lists read the whole table; add {} ({}, {}, all attributes)", index_name,
                                    component_key, review_id_key),
                        Level::warning);
}

}  // namespace

json dynamodb_key(std::string_view review_id, std::string_view component) {
  return {{review_id_key, {{"S", review_id}}}, {component_key, {{"S", component}}}};
}

json DynamodbTable::send(const aws::Operation& operation, json input, base::Usage& usage) const {
  if (consumes_capacity(operation)) input["ReturnConsumedCapacity"] = "TOTAL";  // it is what AWS charges for
  aws::RetryingClient client(remote_.transport(remote_.region), remote_.patience, usage);
  try {
    return client.call(operation, input);
  } catch (const aws::AwsError& error) {
    if (error.kind() == ErrorKind::not_found) {
      throw base::Error(ErrorKind::not_found,
                        fmt::format("there is no table '{}' in {}: name another with --table or its --region, or make "
                                    "it with `storage info --create`",
                                    name_, remote_.region));
    }
    if (error.kind() == ErrorKind::denied) {
      throw base::Error(ErrorKind::denied, fmt::format("{}: allow it on the table '{}' and its indexes (`iam-policy` "
                                                       "prints what is needed)",
                                                       error.what(), name_));
    }
    if (is_about_keys(error)) throw other_keys(name_);
    throw;
  }
}

json DynamodbTable::call(const aws::Operation& operation, json input, base::Usage& usage) const {
  input["TableName"] = name_;
  try {
    return send(operation, input, usage);
  } catch (const base::Error& error) {
    const bool describes = operation.name == dynamodb::describe_table.name;
    if (error.kind() != ErrorKind::not_found || describes || !is_being_made()) throw;
  }
  base::log::warning(fmt::format("the table '{}' is being made: it is waited for", name_));
  wait_until_active();
  return send(operation, std::move(input), usage);
}

json DynamodbTable::call(const aws::Operation& operation, json input) const {
  aws::Meter::Share share(remote_.meter);
  return call(operation, std::move(input), share.usage);
}

std::optional<json> DynamodbTable::find(std::string_view review_id, std::string_view component) const {
  const json output = call(dynamodb::get_item, {{"Key", dynamodb_key(review_id, component)}, {"ConsistentRead", true}});
  const json& item = read::object(output, "Item");
  return item.empty() ? std::nullopt : std::optional(item);
}

void DynamodbTable::each_item(const aws::Operation& operation, json input,
                              const std::function<bool(const json& item)>& take) const {
  class Client final : public aws::Client {
   public:
    explicit Client(const DynamodbTable& table) : table_(table) {}
    json call(const aws::Operation& row, const json& page) override { return table_.call(row, page); }

   private:
    const DynamodbTable& table_;
  };
  Client client(*this);
  aws::for_each_page(client, operation, std::move(input), [&](const json& page) {
    const json& items = aws::items_of(page, operation);
    return std::ranges::all_of(items, take);
  });
}

void DynamodbTable::wait_before(int attempt, const base::Error& error) const {
  aws::Patience& patience = remote_.patience;
  const auto wait = aws::retry_wait(attempt, error, patience.random);
  if (!patience.deadline.allows(patience.clock, wait)) throw error;
  patience.clock.sleep_for(wait);
}

std::vector<json> DynamodbTable::delete_batch(const std::vector<json>& requests) const {
  aws::Meter::Share share(remote_.meter);
  const json output = send(dynamodb::batch_write_item, {{"RequestItems", {{name_, requests}}}}, share.usage);
  const json& tables = read::object(output, "UnprocessedItems");
  const auto rest = tables.find(name_);
  if (rest == tables.end() || !rest->is_array()) return {};
  return {rest->begin(), rest->end()};
}

void DynamodbTable::delete_items(const std::vector<json>& keys) const {
  constexpr int max_attempts = 8;
  for (std::size_t begin = 0; begin < keys.size(); begin += dynamodb::max_batch_items) {
    std::vector<json> requests;
    for (std::size_t i = begin; i < std::min(keys.size(), begin + dynamodb::max_batch_items); ++i) {
      requests.push_back({{"DeleteRequest", {{"Key", keys[i]}}}});
    }
    for (int attempt = 1;; ++attempt) {
      requests = delete_batch(requests);
      if (requests.empty()) break;
      const base::Error error(
          ErrorKind::throttled,
          fmt::format("the table '{}' is too busy to delete {} items; try again", name_, requests.size()));
      if (attempt == max_attempts) throw base::Error(error);
      wait_before(attempt, error);
    }
  }
}

json DynamodbTable::describe() const {
  return read::object(call(dynamodb::describe_table, json::object()), "Table");
}

std::optional<json> DynamodbTable::describe_if_there() const {
  try {
    return describe();
  } catch (const base::Error& error) {
    if (error.kind() != ErrorKind::not_found) throw;
    return std::nullopt;
  }
}

bool DynamodbTable::is_being_made() const {
  try {
    return shown(describe_if_there().value_or(json::object()), "TableStatus") == "CREATING";
  } catch (const base::Error& error) {
    if (error.kind() != ErrorKind::denied) throw;
    throw base::Error(
        ErrorKind::not_found,
        fmt::format("there is no table '{}' in {}, or it is still being made, which may not be asked "
                    "(dynamodb:DescribeTable): name another with --table or its --region, or try again in "
                    "a minute",
                    name_, remote_.region));
  }
}

json DynamodbTable::wait_until_active() const {
  constexpr int most_steps = 400;  // AWS takes some ten seconds
  for (int i = 0; i < most_steps; ++i) {
    const json description = describe_if_there().value_or(json::object());  // a new one is not known everywhere at once
    const std::string status = shown(description, "TableStatus");
    if (status == "ACTIVE" || status == "UPDATING") return description;
    if (!wait_a_step()) break;
  }
  throw base::Error(ErrorKind::unavailable, fmt::format("the table '{}' is not ready yet; try again later", name_));
}

// False when there is no time for it.
bool DynamodbTable::wait_a_step() const {
  constexpr std::chrono::milliseconds step{500};
  aws::Patience& patience = remote_.patience;
  if (!patience.deadline.allows(patience.clock, step)) return false;
  patience.clock.sleep_for(step);
  return true;
}

void DynamodbTable::create(const std::string& kms_key) const {
  if (!describe_if_there()) {
    json input = {{"BillingMode", "PAY_PER_REQUEST"},
                  {"AttributeDefinitions", key_types()},
                  {"KeySchema", key_schema(review_id_key, component_key)},
                  {"GlobalSecondaryIndexes",
                   {{{"IndexName", index_name},
                     {"KeySchema", key_schema(component_key, review_id_key)},
                     {"Projection", {{"ProjectionType", "ALL"}}}}}}};
    if (!kms_key.empty()) {
      input["SSESpecification"] = {{"Enabled", true}, {"SSEType", "KMS"}, {"KMSMasterKeyId", kms_key}};
    }
    try {
      call(dynamodb::create_table, std::move(input));
    } catch (const aws::AwsError& error) {
      // Somebody else was faster, or an attempt of ours whose answer was lost.
      if (error.code() != "ResourceInUseException") throw;
    }
    wait_until_active();
    protect();
  }
  if (!has_our_keys(wait_until_active())) throw other_keys(name_);
}

// Expired documents go, and the table can be put back to any second of the last 35 days and exported. The store works
// without: readers leave out what has expired.
void DynamodbTable::protect() const {
  switch_on(dynamodb::update_time_to_live,
            {{"TimeToLiveSpecification", {{"Enabled", true}, {"AttributeName", "ttl"}}}});
  switch_on(dynamodb::update_continuous_backups,
            {{"PointInTimeRecoverySpecification", {{"PointInTimeRecoveryEnabled", true}}}});
}

void DynamodbTable::switch_on(const aws::Operation& operation, const json& setting) const {
  constexpr int most_steps = 60;
  for (int i = 0;; ++i) {
    try {
      call(operation, setting);
      return;
    } catch (const base::Error& error) {
      // A new table has no backups for the first seconds.
      const auto* answer = dynamic_cast<const aws::AwsError*>(&error);
      const bool is_early = answer != nullptr && answer->code() == "ContinuousBackupsUnavailableException";
      if (is_early && i < most_steps && wait_a_step()) continue;
      base::log::warning(fmt::format("the table '{}' was made, but this is still to be done: {}", name_, error.what()));
      return;
    }
  }
}

Property DynamodbTable::ttl_state() const {
  const json output = call(dynamodb::describe_time_to_live, json::object());
  const json& ttl = read::object(output, "TimeToLiveDescription");
  const std::string status = shown(ttl, "TimeToLiveStatus");
  constexpr const char* advice = "switch it on for the attribute ttl";
  if (status != "ENABLED" && status != "ENABLING") {
    return {"", "off: expired documents are not shown, but not deleted either", Level::warning, advice};
  }
  const std::string attribute = shown(ttl, "AttributeName");
  if (attribute == "ttl") return {"", "on"};
  return {"", fmt::format("by the attribute {}, which documents do not have", attribute), Level::warning, advice};
}

Property DynamodbTable::backup_state() const {
  const json output = call(dynamodb::describe_continuous_backups, json::object());
  const json& recovery =
      read::object(read::object(output, "ContinuousBackupsDescription"), "PointInTimeRecoveryDescription");
  if (shown(recovery, "PointInTimeRecoveryStatus") == "ENABLED") return {"", "on"};
  return {"", "off", Level::warning, "what is deleted by mistake is gone: switch it on"};
}

std::vector<Property> DynamodbTable::properties(const json& description) const {
  return {{"region", remote_.region},
          table_state(description),
          billing(description),
          {"encryption", encryption(description)},
          index_state(description),
          look_at("TTL", [&] { return ttl_state(); }),
          look_at("point-in-time recovery", [&] { return backup_state(); })};
}

Property keys(const std::string& table, const json& description) {
  if (has_our_keys(description)) return {"keys", fmt::format("{}, {}", review_id_key, component_key)};
  return {"keys", other_keys(table).what(), Level::failed};
}

}  // namespace store
