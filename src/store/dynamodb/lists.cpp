#include "store/dynamodb/lists.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <set>
#include <utility>

#include "aws/error.hpp"
#include "aws/operations/dynamodb.hpp"
#include "base/log.hpp"
#include "base/timestamp.hpp"
#include "store/document.hpp"

namespace store {
namespace {

using nlohmann::json;
namespace dynamodb = aws::dynamodb;

// The id of a review at this time, in the years that ids can say.
std::string id_at(base::Time time) {
  constexpr base::Time first{std::chrono::seconds(0)}, last{std::chrono::seconds(253'402'300'799)};  // 1970, 9999
  return base::to_review_id(std::clamp(time, first, last));
}

bool is_refused_index(const aws::AwsError& error) {
  return error.code() == "ValidationException" && error.message().find("index") != std::string::npos;
}

}  // namespace

// `ttl` and `encoding` are reserved words.
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ReservedWords.html
json heads_only(json input) {
  input["ProjectionExpression"] =
      "reviewId, componentType, instanceArn, #ttl, #encoding.#announces, #encoding.#bucket, #encoding.#key";
  input["ExpressionAttributeNames"] = {{"#ttl", "ttl"},
                                       {"#encoding", "encoding"},
                                       {"#announces", "announces"},
                                       {"#bucket", "s3Bucket"},
                                       {"#key", "s3Key"}};
  return input;
}

json query_of_review(std::string_view review_id) {
  return {{"KeyConditionExpression", "reviewId = :id"},
          {"ExpressionAttributeValues", {{":id", {{"S", review_id}}}}},
          {"ConsistentRead", true}};
}

bool DynamodbLists::is_live(const Head& head) const {
  return !head.ttl || *head.ttl > base::to_epoch_seconds(clock_.earliest());
}

// A document that belongs on the list, by its own head.
bool DynamodbLists::is_wanted(const Head& head, const Filter& filter) const {
  return is_document(head) && in_range(head.review_id, filter) &&
         (filter.instance_arn.empty() || head.instance_arn == filter.instance_arn);
}

// The items of one component in the index, newest first; false when there is no index to ask. `limit` is of one page, 0
// for the largest.
bool DynamodbLists::each_indexed(std::string_view component, const Filter& filter, std::size_t limit,
                                 const TakeItem& take) {
  constexpr const char *before_all = " ", *after_all = "~";
  if (!has_index_) return false;
  const std::string from = filter.from ? id_at(*filter.from) : before_all;
  std::string to = filter.to ? id_at(*filter.to) : after_all;
  if (!filter.page.empty()) to = std::min(to, filter.page);
  if (to < from) return true;
  json input = {{"IndexName", index_name},
                {"KeyConditionExpression", "componentType = :component AND reviewId BETWEEN :from AND :to"},
                {"ExpressionAttributeValues",
                 {{":component", {{"S", component}}}, {":from", {{"S", from}}}, {":to", {{"S", to}}}}},
                {"Select", "ALL_ATTRIBUTES"},  // refused for an index that does not hold them all
                {"ScanIndexForward", false}};
  if (limit > 0) input["Limit"] = limit;
  try {
    table_.each_item(dynamodb::query, std::move(input), take);
    return true;
  } catch (const aws::AwsError& error) {
    if (!is_refused_index(error)) throw;
  }
  miss_index();
  return false;
}

void DynamodbLists::miss_index() {
  if (!has_index_.exchange(false)) return;
  base::log::warning(
      fmt::format("the table '{}' has no index {} that can be used (`storage info` says why): each list reads the "
                  "whole table, which takes longer and costs more",
                  table_.name(), index_name));
}

void DynamodbLists::each_review(const Filter& filter, const TakeReview& take) {
  constexpr std::size_t most = 1000;  // STATUS documents have some 1 KB, a page of DynamoDB 1 MB
  const bool all_match = filter.instance_arn.empty() && filter.limit < most;
  const bool indexed = each_indexed(status_component, filter, all_match ? filter.limit + 1 : 0, [&](const json& item) {
    const Head head = head_of(item);
    if (!filter.page.empty() && head.review_id >= filter.page) return true;
    if (!in_range(head.review_id, filter) || !is_listed(head, filter)) return true;
    return take(head.review_id, is_document(head) ? std::optional(item) : std::nullopt);
  });
  if (!indexed) scan_reviews(filter, take);
}

// A STATUS that has expired, or does not say whose it is, says nothing of the review's other documents.
bool DynamodbLists::is_listed(const Head& status, const Filter& filter) const {
  if (!is_live(status)) return has_document(status.review_id, filter);
  if (filter.instance_arn.empty() || status.instance_arn == filter.instance_arn) return true;
  return status.instance_arn.empty() && has_document(status.review_id, filter);
}

bool DynamodbLists::has_document(const std::string& review_id, const Filter& filter) const {
  bool found = false;
  table_.each_item(dynamodb::query, heads_only(query_of_review(review_id)), [&](const json& item) {
    found = is_wanted(head_of(item), filter);
    return !found;
  });
  return found;
}

void DynamodbLists::scan_reviews(const Filter& filter, const TakeReview& take) const {
  std::set<std::string, std::greater<>> ids;
  table_.each_item(dynamodb::scan, heads_only({{"ConsistentRead", true}}), [&](const json& item) {
    const Head head = head_of(item);
    const bool on_page = filter.page.empty() || head.review_id < filter.page;
    if (on_page && is_wanted(head, filter)) ids.insert(head.review_id);
    return true;
  });
  for (const std::string& id : ids) {
    auto status = table_.find(id, status_component);
    if (status && !is_document(head_of(*status))) status.reset();
    if (!take(id, status)) return;
  }
}

void DynamodbLists::each_document(std::string_view component, const Filter& filter,
                                  const std::function<void(const json& item)>& take) {
  Filter unpaged = filter;
  unpaged.page.clear();
  const bool indexed = each_indexed(component, unpaged, 0, [&](const json& item) {
    if (is_wanted(head_of(item), filter)) take(item);
    return true;
  });
  if (!indexed) scan_documents(component, filter, take);
}

void DynamodbLists::scan_documents(std::string_view component, const Filter& filter,
                                   const std::function<void(const json& item)>& take) const {
  std::map<std::string, json, std::greater<>> found;
  table_.each_item(dynamodb::scan,
                   {{"ConsistentRead", true},
                    {"FilterExpression", "componentType = :component"},
                    {"ExpressionAttributeValues", {{":component", {{"S", component}}}}}},
                   [&](const json& item) {
                     const Head head = head_of(item);
                     if (is_wanted(head, filter)) found.emplace(head.review_id, item);
                     return true;
                   });
  for (const auto& [review_id, item] : found) take(item);
}

}  // namespace store
