// A DynamoDB table in memory, as far as the store asks it: conditions, queries of table and index, scans, projections,
// pages. Refuses what DynamoDB refuses of an item, and forgets what it forgets of a number. Any thread.
#pragma once

#include <algorithm>
#include <cmath>
#include <map>
#include <mutex>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "aws/error.hpp"
#include "aws/operations/dynamodb.hpp"
#include "aws/transport.hpp"
#include "base/json/exact.hpp"
#include "store/dynamodb/attribute_value.hpp"

namespace fakes {

class Dynamodb final : public aws::Transport {
 public:
  using json = nlohmann::json;

  bool has_index = true;
  std::size_t page_size = 100;  // items that a page looks at

  aws::Answer send(const aws::Operation& operation, const json& input) override {
    const std::lock_guard lock(mutex_);
    return {answer(operation, input), 7};
  }

 private:
  using Key = std::pair<std::string, std::string>;  // review, component
  using Entries = std::vector<const std::pair<const Key, json>*>;

  json answer(const aws::Operation& operation, const json& input) {
    if (operation.name == "PutItem") return put(operation, input);
    if (operation.name == "GetItem") return get(input);
    if (operation.name == "Query") return query(operation, input);
    if (operation.name == "Scan") return page_of(after_start(input), input);
    if (operation.name == "BatchWriteItem") return remove(input);
    if (operation.name == "DescribeTable") return {{"Table", {{"TableStatus", "ACTIVE"}}}};
    throw aws::AwsError(operation, "UnknownOperationException", 400, "");
  }

  static Key key_of(const json& item) { return {item.at("reviewId").at("S"), item.at("componentType").at("S")}; }

  json put(const aws::Operation& operation, const json& input) {
    json item = kept(operation, input.at("Item"), 0);
    if (store::item_bytes(item) > aws::dynamodb::max_item_bytes)
      refuse(operation, "Item size has exceeded the maximum");
    const Key key = key_of(item);
    const auto there = items_.find(key);
    if (there == items_.end() && input.value("ConditionExpression", "") == "attribute_exists(reviewId)") {
      throw aws::AwsError(operation, "ConditionalCheckFailedException", 400, "The conditional request failed");
    }
    if (input.contains("ConditionExpression") && there != items_.end() && !may_replace(there->second, input)) {
      throw aws::AwsError(operation, "ConditionalCheckFailedException", 400, "The conditional request failed");
    }
    const bool answers = there != items_.end() && input.value("ReturnValues", "NONE") == "ALL_OLD";
    json answer = answers ? json{{"Attributes", there->second}} : json::object();
    items_[key] = std::move(item);
    return answer;
  }

  static bool may_replace(const json& item, const json& input) {
    const std::string condition = input.at("ConditionExpression");
    if (condition == "attribute_not_exists(reviewId)") return false;
    if (condition != "attribute_not_exists(reviewId) OR #ttl < :after OR attribute_exists(#encoding.#announces)") {
      throw std::logic_error("a condition that this table does not know: " + condition);
    }
    const json ttl = item.value(json::json_pointer("/ttl/N"), json());
    const double after = std::stod(input.at("ExpressionAttributeValues").at(":after").at("N").get<std::string>());
    return (ttl.is_string() && std::stod(ttl.get<std::string>()) < after) ||
           item.contains(json::json_pointer("/encoding/M/announces"));
  }

  json get(const json& input) const {
    const auto found = items_.find(key_of(input.at("Key")));
    return found == items_.end() ? json::object() : json{{"Item", found->second}};
  }

  json query(const aws::Operation& operation, const json& input) const {
    const std::string condition = input.at("KeyConditionExpression");
    const auto value = [&](const char* name) -> std::string {
      return input.at("ExpressionAttributeValues").at(name).at("S");
    };
    Entries all = after_start(input);
    if (condition == "reviewId = :id") {
      std::erase_if(all, [id = value(":id")](const auto* entry) { return entry->first.first != id; });
    } else if (condition == "componentType = :component AND reviewId BETWEEN :from AND :to") {
      if (!has_index) refuse(operation, "The table does not have the specified index: the one that was asked for");
      const std::string component = value(":component"), from = value(":from"), to = value(":to");
      if (to < from)
        refuse(operation, "The BETWEEN operator requires upper bound to be greater than or equal to lower");
      std::erase_if(all, [&](const auto* entry) {
        return entry->first.second != component || entry->first.first < from || entry->first.first > to;
      });
    } else {
      throw std::logic_error("a query that this table does not know: " + condition);
    }
    return page_of(all, input);
  }

  // In order, after ExclusiveStartKey, which need not be there any more.
  Entries after_start(const json& input) const {
    const bool backwards = !input.value("ScanIndexForward", true);
    const bool begun = input.contains("ExclusiveStartKey");
    const Key start = begun ? key_of(input["ExclusiveStartKey"]) : Key();
    Entries all;
    for (const auto& entry : items_) {
      if (!begun || (backwards ? entry.first < start : entry.first > start)) all.push_back(&entry);
    }
    if (backwards) std::ranges::reverse(all);
    return all;
  }

  // The filter comes after the page is cut, so that pages may be empty.
  json page_of(const Entries& all, const json& input) const {
    const std::size_t size = std::min(all.size(), std::min(page_size, input.value("Limit", page_size)));
    const auto paths = paths_of(input);
    json page = {{"Items", json::array()}};
    for (std::size_t i = 0; i < size; ++i) {
      const json& item = all[i]->second;
      const bool is_filtered = input.contains("FilterExpression") &&
                               item.at("componentType") != input.at("ExpressionAttributeValues").at(":component");
      if (!is_filtered) page["Items"].push_back(projected(item, paths));
    }
    if (size < all.size()) {
      const json& last = all[size - 1]->second;
      page["LastEvaluatedKey"] = {{"reviewId", last["reviewId"]}, {"componentType", last["componentType"]}};
    }
    return page;
  }

  // The attributes that are asked for, each with the member of its map or none.
  static std::vector<std::pair<std::string, std::string>> paths_of(const json& input) {
    std::vector<std::pair<std::string, std::string>> paths;
    std::string rest = input.value("ProjectionExpression", "");
    while (!rest.empty()) {
      const auto end = std::min(rest.find(", "), rest.size());
      const std::string path = rest.substr(0, end);
      const auto dot = std::min(path.find('.'), path.size());
      const std::string inner = dot == path.size() ? "" : resolved(path.substr(dot + 1), input);
      paths.emplace_back(resolved(path.substr(0, dot), input), inner);
      rest.erase(0, end + 2);
    }
    return paths;
  }

  static json projected(const json& item, const std::vector<std::pair<std::string, std::string>>& paths) {
    if (paths.empty()) return item;
    json some = json::object();
    for (const auto& [name, inner] : paths) {
      const auto attribute = item.find(name);
      if (attribute == item.end()) continue;
      if (inner.empty()) {
        some[name] = *attribute;
      } else if (attribute->contains("M") && attribute->at("M").contains(inner)) {
        some[name]["M"][inner] = attribute->at("M").at(inner);
      }
    }
    return some;
  }

  static std::string resolved(const std::string& name, const json& input) {
    return name.starts_with('#') ? input.at("ExpressionAttributeNames").at(name).get<std::string>() : name;
  }

  json remove(const json& input) {
    for (const json& request : input.at("RequestItems").begin().value()) {
      items_.erase(key_of(request.at("DeleteRequest").at("Key")));
    }
    return {{"UnprocessedItems", json::object()}};
  }

  // Attributes as DynamoDB has them afterwards.
  static json kept(const aws::Operation& operation, const json& attributes, int depth) {
    if (depth > 32) refuse(operation, "Nesting Levels have exceeded supported limits");
    json all = attributes;
    for (const auto& [name, attribute] : all.items()) {
      if (name.empty()) refuse(operation, "Attribute name must not be empty");
      attribute = kept_value(operation, attribute, depth);
    }
    return all;
  }

  static json kept_value(const aws::Operation& operation, const json& attribute, int depth) {
    if (attribute.size() != 1) refuse(operation, "An AttributeValue must contain exactly one type");
    if (attribute.contains("M")) return {{"M", kept(operation, attribute["M"], depth + 1)}};
    if (attribute.contains("L")) {
      json list = json::array();
      for (const json& one : attribute["L"]) list.push_back(kept_value(operation, one, depth + 1));
      return {{"L", std::move(list)}};
    }
    if (attribute.contains("N")) {
      const std::string text = attribute["N"];
      const auto number = store::read_number(text);
      if (!number || std::abs(base::plain(*number).get<double>()) >= 1e126) refuse(operation, "Number overflow");
      if (base::parse_decimal(text)->digits.size() > 38) refuse(operation, "more than 38 significant digits");
      return {{"N", number->is_number_integer() ? number->dump() : text}};
    }
    return attribute;
  }

  [[noreturn]] static void refuse(const aws::Operation& operation, const std::string& why) {
    throw aws::AwsError(operation, "ValidationException", 400, why);
  }

  std::mutex mutex_;  // guards items_
  std::map<Key, json> items_;
};

}  // namespace fakes
