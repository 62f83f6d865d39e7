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

inline constexpr std::string_view table_arns[] = {
    "arn:{partition}:dynamodb:{region}:{account}:table/{table}",
    "arn:{partition}:dynamodb:{region}:{account}:table/{table}/index/{index}"};
inline constexpr Resources the_table = {ResourceScope::store, "StoreTable", table_arns};

inline constexpr std::string_view pricing = "https://aws.amazon.com/dynamodb/pricing/on-demand/";
inline constexpr Price write_unit_price = {0.625 / 1e6, "write request unit (1 KB), on demand", pricing, "2026-11-22"};
inline constexpr Price read_unit_price = {0.125 / 1e6, "read request unit (4 KB), on demand", pricing, "2026-11-22"};
inline constexpr Price gb_month_price = {
    0.25, "GB kept for a month in a table (the first 25 GB of an account are free)", pricing, "2026-11-22"};

inline constexpr Charge by_write_unit = {&write_unit_price, ChargedBy::capacity};
inline constexpr Charge by_read_unit = {&read_unit_price, ChargedBy::capacity};

constexpr Operation of_table(std::string_view name, Charge charge = {}) {
  return {.service = service, .name = name, .resources = the_table, .charge = charge};
}

// Page tokens are keys: objects, not text. A page ends at 1 MB, whatever the limit.
constexpr Operation pages(std::string_view name) {
  return {.service = service,
          .name = name,
          .paging = {"ExclusiveStartKey", "LastEvaluatedKey", "Items", "", 0},
          .resources = the_table,
          .charge = by_read_unit};
}

#define OPERATION(service, id, ...) inline constexpr Operation id = __VA_ARGS__;
#include "aws/operations/dynamodb.def"
#undef OPERATION

}  // namespace aws::dynamodb
