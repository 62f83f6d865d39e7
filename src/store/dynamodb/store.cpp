#include "store/dynamodb/store.hpp"

#include <algorithm>
#include <atomic>
#include <fmt/format.h>
#include <mutex>
#include <set>
#include <utility>

#include "aws/error.hpp"
#include "aws/operations/dynamodb.hpp"
#include "base/digest.hpp"
#include "base/encode.hpp"
#include "base/error.hpp"
#include "base/json/read.hpp"
#include "base/log.hpp"
#include "base/parallel.hpp"
#include "base/text.hpp"
#include "base/timestamp.hpp"
#include "store/document.hpp"
#include "store/dynamodb/item.hpp"
#include "store/dynamodb/lists.hpp"
#include "store/dynamodb/table.hpp"
#include "store/s3/keys.hpp"
#include "store/s3/store.hpp"

namespace store {
namespace {

using base::ErrorKind;
using nlohmann::json;
namespace dynamodb = aws::dynamodb;

constexpr std::size_t overflow_threads = 8;

// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html
void require_table_name(const std::string& table) {
  if (table.empty()) {
    throw base::Error(ErrorKind::config, "no table is named: give one with --table or set RESULTS_TABLE");
  }
  const auto is_allowed = [](char c) { return base::is_alphanumeric(c) || c == '_' || c == '-' || c == '.'; };
  if (table.size() >= 3 && table.size() <= 255 && std::ranges::all_of(table, is_allowed)) return;
  throw base::Error(ErrorKind::config, fmt::format("'{}' cannot be the name of a table: 3 to 255 letters, digits, '_', "
                                                   "'-' and '.' can; name another with --table",
                                                   base::printable(table, 60)));
}

// Opens the report bucket when it is needed first, and once.
class OpenedWhenNeeded {
 public:
  explicit OpenedWhenNeeded(ReportBucket bucket) : bucket_(std::move(bucket)) {}

  bool exists() const { return !bucket_.name.empty(); }
  const std::string& name() const { return bucket_.name; }

  Store& store(std::string_view what) {
    if (!exists()) {
      throw base::Error(ErrorKind::config,
                        fmt::format("{} kept in S3, and no bucket is named: give one with --bucket or "
                                    "set S3_REPORTING_BUCKET",
                                    what));
    }
    const std::lock_guard lock(mutex_);
    if (!store_) store_ = bucket_.open();
    return *store_;
  }

 private:
  const ReportBucket bucket_;
  std::mutex mutex_;  // guards store_
  std::shared_ptr<Store> store_;
};

class DynamodbStore final : public Store {
 public:
  DynamodbStore(const std::string& table, base::Clock& clock, const Remote& remote, ReportBucket bucket)
      : table_(table, remote), clock_(clock), lists_(table_, clock), bucket_(std::move(bucket)) {}

  bool claim(const Item& status) override;
  bool replace(const Item& before, const Item& item) override;
  void put(const Item& item) override;
  std::optional<Item> get(std::string_view review_id, std::string_view component) override;
  Items load(std::string_view review_id) override;
  ReviewPage reviews(const Filter& filter) override;
  Items history(std::string_view component, const Filter& filter) override;
  bool remove(std::string_view review_id) override;
  void put_file(std::string_view review_id, std::string_view file_name, std::string_view bytes,
                std::string_view media_type) override;
  std::optional<std::string> get_file(std::string_view review_id, std::string_view file_name) override;
  void remove_file(std::string_view review_id, std::string_view file_name) override;
  std::string link(std::string_view review_id, std::string_view file_name, std::chrono::seconds life) override;
  Info info() override;
  std::vector<Property> condition() override;
  std::string try_writing() override;
  Survey survey() override;

 private:
  std::int64_t now() const { return base::to_epoch_seconds(clock_.earliest()); }
  void try_bucket(std::string_view review_id);
  void require_keys();
  json move_to_bucket(const Item& item);
  void announce(const Item& item);
  Body document_of(const json& item);
  void drop_replaced(std::string_view review_id, const json& before, const json& after);
  Body read_overflow(const Head& head, const Overflow& overflow);
  Items documents_of(const std::vector<json>& found);
  void remove_from_bucket(std::string_view review_id);
  void survey_bucket(const std::set<std::string>& overflows, Survey& survey);
  Property report_bucket() const;
  std::vector<Property> properties(const json& description) const;
  std::vector<Property> bucket_condition();

  const DynamodbTable table_;
  base::Clock& clock_;
  DynamodbLists lists_;
  OpenedWhenNeeded bucket_;             // of reports and of documents that are too large
  std::atomic<bool> has_keys_ = false;  // the table's were found to be those of documents
  std::mutex mutex_;                    // guards listed_
  std::set<std::string> listed_;        // reviews that this store knows to be in the index under STATUS
};

// --- One document ---

// A bucket that cannot take the reports is better found before a review than after it.
void DynamodbStore::try_bucket(std::string_view review_id) {
  if (bucket_.exists()) bucket_.store("reports are").get_file(review_id, "report");
}

// A table with the partition key alone would keep the last document of each review, and refuse none. It does refuse to
// be asked for an item by two keys.
void DynamodbStore::require_keys() {
  if (has_keys_) return;
  table_.find("keys", "keys");
  has_keys_ = true;
}

bool DynamodbStore::claim(const Item& status) {
  require_keys();
  try_bucket(status.review_id);
  const std::string token = fmt::format("{}-{}", table_.random().fraction(), table_.random().fraction());
  json item = to_item(status);
  set_claim(item, token);
  aws::Meter::Share share(table_.meter());
  bool claimed = true;
  try {
    // A ttl may have a fraction, which the other readers drop.
    table_.call(
        dynamodb::put_item,
        {{"Item", item},
         {"ConditionExpression",
          "attribute_not_exists(reviewId) OR #ttl < :after OR attribute_exists(#encoding.#announces)"},
         {"ExpressionAttributeNames", {{"#ttl", "ttl"}, {"#encoding", "encoding"}, {"#announces", "announces"}}},
         {"ExpressionAttributeValues", {{":after", {{"N", std::to_string(now() + 1)}}}}}},
        share.usage);
  } catch (const aws::AwsError& error) {
    if (error.code() != "ConditionalCheckFailedException") throw;
    // It may be an attempt of this very call that was carried out, and only its answer was lost.
    const auto found = share.usage.retries > 0 ? table_.find(status.review_id, status.component) : std::nullopt;
    claimed = found && claim_of(*found) == token;
  }
  const std::lock_guard lock(mutex_);
  listed_.insert(status.review_id);
  return claimed;
}

bool DynamodbStore::replace(const Item& before, const Item& item) {
  const json was = to_item(before), now = to_item(item);
  aws::Meter::Share share(table_.meter());
  try {
    table_.call(dynamodb::put_item,
                {{"Item", now},
                 {"ConditionExpression", "#seal = :was"},
                 {"ExpressionAttributeNames", {{"#seal", seal_member}}},
                 {"ExpressionAttributeValues", {{":was", was.at(seal_member)}}}},
                share.usage);
    return true;
  } catch (const aws::AwsError& error) {
    if (error.code() != "ConditionalCheckFailedException") throw;
  }
  // As in claim(): an attempt of this call may have been carried out.
  const auto found = share.usage.retries > 0 ? table_.find(item.review_id, item.component) : std::nullopt;
  return found && found->value(seal_member, json()) == now.at(seal_member);
}

// Its name is its content's: the one that the item still points at is not touched.
std::string overflow_name(const std::string& sha256) {
  return fmt::format("document-{}.json", sha256);
}

void DynamodbStore::put(const Item& item) {
  require_keys();
  json attributes = to_item(item);
  if (!fits(attributes)) attributes = move_to_bucket(item);
  const json answer = table_.call(dynamodb::put_item, {{"Item", attributes}, {"ReturnValues", "ALL_OLD"}});
  announce(item);
  drop_replaced(item.review_id, base::read::object(answer, "Attributes"), attributes);
}

// What the item before pointed at in the bucket: nothing does any more.
void DynamodbStore::drop_replaced(std::string_view review_id, const json& before, const json& after) {
  const auto old = overflow_of(before), kept = overflow_of(after);
  if (!old || old->bucket != bucket_.name() || (kept && kept->sha256 == old->sha256)) return;
  const std::string name = overflow_name(old->sha256);
  try {
    bucket_.store("it was").remove_file(review_id, name);
  } catch (const base::Error& error) {
    if (error.kind() != ErrorKind::denied) throw;  // who reviews need not be allowed to delete
    base::log::warning(fmt::format("{} stays, and nothing points at it: {}", file_key(review_id, name), error.what()));
  }
}

// First to the bucket: an item never points at what is not there.
json DynamodbStore::move_to_bucket(const Item& item) {
  const std::string text = to_text(item), sha256 = base::sha256_hex(text), name = overflow_name(sha256);
  bucket_
      .store(fmt::format("the document {}/{} is over DynamoDB's 400 KB; such documents are", item.review_id,
                         item.component))
      .put_file(item.review_id, name, text, "application/json");
  return to_overflow_item(item, {bucket_.name(), file_key(item.review_id, name), sha256});
}

// The index lists reviews by their STATUS. One that has none yet gets an item in its place that readers do not see.
void DynamodbStore::announce(const Item& item) {
  {
    const std::lock_guard lock(mutex_);
    if (listed_.contains(item.review_id)) return;
  }
  if (item.component != status_component) {
    try {
      table_.call(dynamodb::put_item,
                  {{"Item", to_announcement(item)}, {"ConditionExpression", "attribute_not_exists(reviewId)"}});
    } catch (const aws::AwsError& error) {
      if (error.code() != "ConditionalCheckFailedException") throw;  // it has one
    }
  }
  const std::lock_guard lock(mutex_);
  listed_.insert(item.review_id);
}

std::optional<Item> DynamodbStore::get(std::string_view review_id, std::string_view component) {
  if (!is_name(review_id) || !is_name(component)) return std::nullopt;
  const auto item = table_.find(review_id, component);
  if (!item || !lists_.is_document(head_of(*item))) return std::nullopt;
  Body body = document_of(*item);
  if (!body.why.empty()) {
    throw base::Error(ErrorKind::corrupt,
                      fmt::format("the stored document {}/{} cannot be read: {}", review_id, component, body.why));
  }
  return Item{std::string(review_id), std::string(component), std::move(body.json)};
}

Body DynamodbStore::document_of(const json& item) {
  const auto overflow = overflow_of(item);
  const Head head = head_of(item);
  return intact(head.review_id, head.component, overflow ? read_overflow(head, *overflow) : body_of(item));
}

Body DynamodbStore::read_overflow(const Head& head, const Overflow& overflow) {
  if (overflow.bucket != bucket_.name()) {
    return {nullptr, fmt::format("it is in the bucket '{}': name that one", base::printable(overflow.bucket, 80))};
  }
  try {
    const auto found = bucket_.store("it is").get_file(head.review_id, overflow_name(overflow.sha256));
    if (!found) return {nullptr, "it is not in the bucket any more"};
    if (base::sha256_hex(*found) != overflow.sha256) {
      return {nullptr, "what is in the bucket is not what was put there: its SHA-256 is another"};
    }
    return parse_body(*found);
  } catch (const base::Error& error) {
    if (error.retryable() || error.kind() == ErrorKind::deadline) throw;
    return {nullptr, error.what()};  // hides no other document
  }
}

// --- One review ---

// Those in the bucket are fetched at the same time.
Items DynamodbStore::documents_of(const std::vector<json>& found) {
  auto bodies =
      base::parallel_map(found.size(), overflow_threads, [&](std::size_t i) { return document_of(found[i]); });
  Items items;
  for (std::size_t i = 0; i < found.size(); ++i) {
    Head head = head_of(found[i]);
    if (bodies[i].why.empty()) {
      items.items.push_back({std::move(head.review_id), std::move(head.component), std::move(bodies[i].json)});
    } else {
      items.broken.push_back({std::move(head.review_id), std::move(head.component), std::move(bodies[i].why)});
    }
  }
  return items;
}

Items DynamodbStore::load(std::string_view review_id) {
  std::vector<json> found;
  if (!is_name(review_id)) return {};
  table_.each_item(dynamodb::query, query_of_review(review_id), [&](const json& item) {
    if (lists_.is_document(head_of(item))) found.push_back(item);
    return true;
  });
  return documents_of(found);
}

bool DynamodbStore::remove(std::string_view review_id) {
  if (!is_name(review_id)) return false;
  bool removed = false;
  std::vector<json> keys;
  table_.each_item(dynamodb::query, heads_only(query_of_review(review_id)), [&](const json& item) {
    const Head head = head_of(item);
    removed = removed || lists_.is_document(head);
    keys.push_back(dynamodb_key(head.review_id, head.component));
    return true;
  });
  if (keys.empty()) return false;
  // The bucket first: when this is interrupted the review is still there, and can be removed again.
  remove_from_bucket(review_id);
  table_.delete_items(keys);
  const std::lock_guard lock(mutex_);
  listed_.erase(std::string(review_id));
  return removed;
}

// A bucket with documents of the review holds it in its own right, with its reports: it was copied from there, or to
// there.
void DynamodbStore::remove_from_bucket(std::string_view review_id) {
  if (!bucket_.exists()) return;
  Store& store = bucket_.store("reports are");
  const Items there = store.load(review_id);
  if (there.items.empty() && there.broken.empty()) store.remove(review_id);
}

// --- Lists ---

ReviewPage DynamodbStore::reviews(const Filter& filter) {
  require_limit(filter);
  ReviewPage page;
  lists_.each_review(filter, [&](const std::string& review_id, const std::optional<json>& status) {
    if (page.reviews.size() == filter.limit) {
      page.next = page.reviews.back().review_id;
      return false;
    }
    Body body = status ? document_of(*status) : Body{};
    if (!body.why.empty()) page.broken.push_back({review_id, std::string(status_component), std::move(body.why)});
    page.reviews.push_back({review_id, std::move(body.json)});
    return true;
  });
  return page;
}

Items DynamodbStore::history(std::string_view component, const Filter& filter) {
  std::vector<json> found;
  if (!is_name(component)) return {};
  lists_.each_document(component, filter, [&](const json& item) { found.push_back(item); });
  return documents_of(found);
}

// --- Reports and the whole ---

void DynamodbStore::put_file(std::string_view review_id, std::string_view file_name, std::string_view bytes,
                             std::string_view media_type) {
  bucket_.store("reports are").put_file(review_id, file_name, bytes, media_type);
}

std::optional<std::string> DynamodbStore::get_file(std::string_view review_id, std::string_view file_name) {
  if (!bucket_.exists()) return std::nullopt;
  return bucket_.store("reports are").get_file(review_id, file_name);
}

void DynamodbStore::remove_file(std::string_view review_id, std::string_view file_name) {
  if (bucket_.exists()) bucket_.store("reports are").remove_file(review_id, file_name);
}

std::string DynamodbStore::link(std::string_view review_id, std::string_view file_name, std::chrono::seconds life) {
  return bucket_.store("reports are").link(review_id, file_name, life);
}

Info DynamodbStore::info() {
  Info info;
  info.backend = "dynamodb";
  info.location = table_.name();
  const json description = table_.describe();
  std::set<std::string> ids;
  table_.each_item(dynamodb::scan, heads_only(json::object()), [&](const json& item) {
    const Head head = head_of(item);
    if (head.announces || !is_review_id(head.review_id)) return true;
    ++(lists_.is_live(head) ? info.documents : info.expired_documents);
    if (lists_.is_live(head)) ids.insert(head.review_id);
    return true;
  });
  info.reviews = std::int64_t(ids.size());
  if (!ids.empty()) {
    info.oldest_review = *ids.begin();
    info.newest_review = *ids.rbegin();
  }
  const auto bytes = description.find("TableSizeBytes");  // some six hours old
  if (bytes != description.end() && bytes->is_number_integer()) info.bytes = bytes->get<std::int64_t>();
  info.properties = names_and_values(properties(description));
  return info;
}

Property DynamodbStore::report_bucket() const {
  constexpr const char* name = "reports and documents over 400 KB";
  if (bucket_.exists()) return {name, fmt::format("in the bucket {}", bucket_.name())};
  return {name, "no bucket is named: --bucket or S3_REPORTING_BUCKET names one", Level::warning};
}

std::vector<Property> DynamodbStore::properties(const json& description) const {
  std::vector<Property> all = table_.properties(description);
  all.push_back(report_bucket());
  return all;
}

std::vector<Property> DynamodbStore::condition() {
  std::vector<Property> all;
  try {
    const json description = table_.describe();
    all = properties(description);
    all.insert(all.begin() + 1, keys(table_.name(), description));
  } catch (const base::Error& error) {
    if (error.kind() != ErrorKind::denied) throw;
    // Reviews are kept without the permission to describe the table.
    all = {{"table", fmt::format("not known: {}", error.what()), Level::unknown}, report_bucket()};
  }
  if (bucket_.exists()) std::ranges::move(bucket_condition(), std::back_inserter(all));
  return all;
}

// Documents over 400 KB that no item points at are left by a put that was interrupted, or followed by another one. A
// bucket that holds a review in its own right has its files too.
void DynamodbStore::survey_bucket(const std::set<std::string>& overflows, Survey& survey) {
  Survey bucket = bucket_.store("reports are").survey();
  for (auto& stray : bucket.strays) survey.strays.push_back(std::move(stray));
  for (auto& file : bucket.files) {
    const bool is_document = file.name.starts_with("document-");
    if (is_document && !overflows.contains(file.name)) {
      survey.strays.push_back({file_key(file.review_id, file.name), "no item of the table points at it"});
    } else if (!is_document && (std::ranges::binary_search(survey.reviews, file.review_id) ||
                                !std::ranges::binary_search(bucket.reviews, file.review_id))) {
      survey.files.push_back(std::move(file));
    }
  }
}

Survey DynamodbStore::survey() {
  Survey survey;
  std::set<std::string> reviews, overflows;
  table_.each_item(dynamodb::scan, heads_only(json::object()), [&](const json& item) {
    const Head head = head_of(item);
    if (is_lock(head.review_id, head.component)) return true;
    if (!is_review_id(head.review_id) || !is_name(head.component)) {
      survey.strays.push_back({fmt::format("{} {}/{}", table_.name(), base::printable(head.review_id, 80),
                                           base::printable(head.component, 80)),
                               "no review has such an id, or no component such a name"});
    } else if (!head.announces) {
      reviews.insert(head.review_id);
    }
    if (const auto overflow = overflow_of(item)) overflows.insert(overflow->key.substr(overflow->key.rfind('/') + 1));
    return true;
  });
  survey.reviews.assign(reviews.begin(), reviews.end());
  if (bucket_.exists()) survey_bucket(overflows, survey);
  return survey;
}

// A write whose condition never holds: DynamoDB looks at permissions and keys first.
std::string DynamodbStore::try_writing() {
  require_keys();
  try {
    table_.call(dynamodb::put_item,
                {{"Item", dynamodb_key("doctor", "doctor")}, {"ConditionExpression", "attribute_exists(reviewId)"}});
  } catch (const aws::AwsError& error) {
    if (error.code() != "ConditionalCheckFailedException") throw;
  }
  const std::string table = "a document would be taken";
  return bucket_.exists() ? fmt::format("{}; in the bucket {}", table, bucket_.store("reports are").try_writing())
                          : table;
}

// Reports cannot be kept where there is no bucket, or none that may be used.
std::vector<Property> DynamodbStore::bucket_condition() {
  try {
    std::vector<Property> all = bucket_.store("reports are").condition();
    for (Property& one : all) one.name = fmt::format("bucket {}", one.name);
    return all;
  } catch (const base::Error& error) {
    const bool passes = error.retryable() || error.kind() == ErrorKind::deadline;
    return {{"bucket", error.what(), passes ? Level::unknown : Level::failed}};
  }
}

}  // namespace

void require_table(const Location& location) {
  require_table_name(location.table);
}

std::unique_ptr<Store> open_dynamodb(const Location& location, OpenMode mode, base::Clock& clock, const Remote& remote,
                                     ReportBucket bucket) {
  require_table_name(location.table);
  if (mode == OpenMode::create) DynamodbTable(location.table, remote).create(location.kms_key);
  return std::make_unique<DynamodbStore>(location.table, clock, remote, std::move(bucket));
}

std::unique_ptr<Store> open_dynamodb(const Location& location, OpenMode mode, base::Clock& clock,
                                     const Remote& remote) {
  const auto open_bucket = [location, &clock, remote]() -> std::shared_ptr<Store> {
    return open_s3(location, OpenMode::existing, clock, remote);
  };
  if (mode == OpenMode::create && !location.bucket.empty()) open_s3(location, mode, clock, remote);
  return open_dynamodb(location, mode, clock, remote, ReportBucket{location.bucket, open_bucket});
}

}  // namespace store
