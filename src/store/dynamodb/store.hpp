// The store in a DynamoDB table: one item a document, as item.hpp lays it out. Reports, and documents over
// 400 KB, are in a bucket beside it: DynamoDB has no place for them.
//
// A document is there for get and load as soon as put returns: both read consistently. Lists and history read the
// index, which follows the table, mostly within a second. A table without the index is scanned instead, with a notice.
// What has expired DynamoDB deletes some days later; until then nobody sees it. Any thread, any process.
#pragma once

#include <array>
#include <functional>
#include <memory>
#include <string>

#include "aws/operations/dynamodb.hpp"
#include "base/clock.hpp"
#include "store/open.hpp"
#include "store/remote.hpp"
#include "store/store.hpp"

namespace store {

// What a review asks of the table: claim, put, get, load, lists and history. A table without the index is scanned, and
// removing, creating and `info` take more.
inline constexpr std::array dynamodb_review_operations = {&aws::dynamodb::put_item, &aws::dynamodb::get_item,
                                                          &aws::dynamodb::query};

// The bucket of reports and of documents over 400 KB, opened when it is needed first: what is in the table can be read
// whatever the bucket says.
struct ReportBucket {
  std::string name;  // empty: there is none
  std::function<std::shared_ptr<Store>()> open{};
};

// Throws base::Error(config) for a name that cannot be a table's.
void require_table(const Location& location);

// Location::table is the table; reports and documents over 400 KB are kept in Location::bucket. OpenMode::create makes
// the table and, where one is named, the bucket when they are missing. Throws base::Error: config (no table is named,
// other keys), denied, unavailable.
std::unique_ptr<Store> open_dynamodb(const Location& location, OpenMode mode, base::Clock& clock, const Remote& remote);

// The same with a bucket that is not S3's.
std::unique_ptr<Store> open_dynamodb(const Location& location, OpenMode mode, base::Clock& clock, const Remote& remote,
                                     ReportBucket bucket);

}  // namespace store
