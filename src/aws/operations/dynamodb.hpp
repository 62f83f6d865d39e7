// DynamoDB, where results may be kept. Throughput is the table's own, so no rate is set here.
// https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Operations_Amazon_DynamoDB.html
#pragma once

#include "aws/operation.hpp"

namespace aws::dynamodb {

inline constexpr Service service = {.name = "dynamodb",
                                    .signing_name = "dynamodb",
                                    .host = "dynamodb",
                                    .iam_prefix = "dynamodb",
                                    .api_version = "2012-08-10",
                                    .protocol = Protocol::json_1_0,
                                    .target_prefix = "DynamoDB_20120810"};

inline constexpr std::size_t max_batch_items = 25;                      // in one BatchWriteItem request
inline constexpr std::size_t max_item_bytes = std::size_t{400} * 1024;  // names and values

constexpr Operation of_table(std::string_view name) {
  return {.service = service, .name = name, .scope = Scope::store};
}

// Page tokens are keys: objects, not text. A page ends at 1 MB, whatever the limit.
constexpr Operation pages(std::string_view name) {
  return {.service = service,
          .name = name,
          .paging = {"ExclusiveStartKey", "LastEvaluatedKey", "Items", "", 0},
          .scope = Scope::store};
}

// A conditional write whose answer was lost is refused when it is sent again: whoever sets a condition has to look who
// wrote the item.
inline constexpr Operation put_item = of_table("PutItem");
inline constexpr Operation get_item = of_table("GetItem");
inline constexpr Operation delete_item = of_table("DeleteItem");
inline constexpr Operation batch_write_item = of_table("BatchWriteItem");
inline constexpr Operation query = pages("Query");
inline constexpr Operation scan = pages("Scan");
// It may count.
inline constexpr Operation update_item = {
    .service = service, .name = "UpdateItem", .scope = Scope::store, .idempotent = false};

inline constexpr Operation describe_table = of_table("DescribeTable");
inline constexpr Operation create_table = of_table("CreateTable");
inline constexpr Operation describe_time_to_live = of_table("DescribeTimeToLive");
inline constexpr Operation update_time_to_live = of_table("UpdateTimeToLive");
inline constexpr Operation describe_continuous_backups = of_table("DescribeContinuousBackups");
inline constexpr Operation update_continuous_backups = of_table("UpdateContinuousBackups");

}  // namespace aws::dynamodb
