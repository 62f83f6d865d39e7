// The stores that the contract suite runs against. A new backend is one class and one line in rows().
#pragma once

#include <functional>
#include <gtest/gtest.h>
#include <memory>
#include <ostream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "base/digest.hpp"
#include "base/json/canonical.hpp"
#include "base/timestamp.hpp"
#include "contract/backend.hpp"
#include "contract/dynamodb_backends.hpp"
#include "contract/s3_backends.hpp"
#include "fakes/raw_database.hpp"
#include "fakes/temporary_directory.hpp"
#include "store/memory.hpp"
#include "store/open.hpp"
#include "store/sqlite/store.hpp"

namespace contract {

using nlohmann::json;

class MemoryBackend final : public Backend {
 public:
  store::Store& first() override { return store_; }
  store::Store& second() override { return store_; }
  void plant(const std::string& review_id, const std::string& component, const std::string& text) override {
    store_.put_text(review_id, component, text);
  }

 private:
  store::MemoryStore store_{clock};
};

class SqliteBackend final : public Backend {
 public:
  SqliteBackend() {
    location_.database = directory_ / "reviews.db";
    first_ = store::open(location_, store::OpenMode::create, clock);
    second_ = store::open(location_, store::OpenMode::existing, clock);
  }
  store::Store& first() override { return *first_; }
  store::Store& second() override { return *second_; }
  void plant(const std::string& review_id, const std::string& component, const std::string& text) override {
    // None of the planted texts holds a single quote.
    fakes::RawDatabase(location_.database)
        .run("INSERT INTO documents (review_id, component, instance_arn, body) VALUES ('" + review_id + "', '" +
             component + "', '', '" + text + "')");
  }

 private:
  fakes::TemporaryDirectory directory_;
  store::Location location_;
  std::unique_ptr<store::Store> first_, second_;
};

struct Row {
  std::string_view name;
  std::string_view backend;  // as Info::backend has it
  const char* variable;      // has the URL of the server that it needs; null: it needs none
  std::unique_ptr<Backend> (*make)();
};

template <typename B>
std::unique_ptr<Backend> make_backend() {
  return std::make_unique<B>();
}

inline std::vector<Row> rows() {
  return {{"memory", "memory", nullptr, make_backend<MemoryBackend>},
          {"sqlite", "sqlite", nullptr, make_backend<SqliteBackend>},
          {"s3", "s3", nullptr, make_backend<S3InMemory>},
          {"s3_ceph", "s3", ceph_variable, make_backend<S3OnCeph>},
          {"s3_moto", "s3", moto_variable, make_backend<S3OnMoto>},
          {"dynamodb", "dynamodb", nullptr, make_backend<DynamodbInMemory>},
          {"dynamodb_without_index", "dynamodb", nullptr, make_backend<DynamodbWithoutIndex>},
          {"dynamodb_dynalite", "dynamodb", dynalite_variable, make_backend<DynamodbOnDynalite>},
          {"dynamodb_moto", "dynamodb", dynamodb_moto_variable, make_backend<DynamodbOnMoto>}};
}

// Those that need no server, and those whose server is up.
inline std::vector<Row> backends() {
  std::vector<Row> all = rows();
  std::erase_if(all, [](const Row& row) { return row.variable != nullptr && !server_url(row.variable); });
  return all;
}

inline std::string row_name(const testing::TestParamInfo<Row>& info) {
  return std::string(info.param.name);
}

// What GoogleTest shows of a row.
inline std::ostream& operator<<(std::ostream& out, const Row& row) {
  return out << row.name;
}

class StoreTest : public testing::TestWithParam<Row> {
 protected:
  store::Store& store() { return backend_->first(); }
  store::Store& other() { return backend_->second(); }
  Backend& backend() { return *backend_; }
  std::int64_t now() { return base::to_epoch_seconds(backend_->clock.now()); }

 private:
  std::unique_ptr<Backend> backend_ = GetParam().make();
};

inline const std::string arn =
    "arn:aws:connect:eu-central-1:123456789012:instance/aaaaaaaa-1111-2222-3333-bbbbbbbbbbbb";
inline const std::string other_arn =
    "arn:aws:connect:eu-central-1:123456789012:instance/cccccccc-1111-2222-3333-dddddddddddd";

inline std::string canonical(const json& value) {
  return value.dump(-1, ' ', false, json::error_handler_t::replace);
}

inline store::Item document(const std::string& review_id, const std::string& component, const json& data = {},
                            const std::string& instance = arn) {
  return {review_id,
          component,
          {{"schemaVersion", 1},
           {"reviewId", review_id},
           {"componentType", component},
           {"instanceArn", instance},
           {"data", data}}};
}

// With the sha256 of all else, as this program writes documents.
inline store::Item with_seal(store::Item item) {
  item.body["sha256"] = base::sha256_hex(base::canonical(item.body));
  return item;
}

inline store::Item status(const std::string& review_id, const std::string& instance = arn) {
  store::Item item = document(review_id, "STATUS", {}, instance);
  item.body["status"] = "in_progress";
  return item;
}

inline store::Item expiring(store::Item item, const json& ttl) {
  item.body["ttl"] = ttl;
  return item;
}

// A document that has to be there.
inline json body_of(store::Store& store, const std::string& review_id, const std::string& component) {
  const auto item = store.get(review_id, component);
  if (!item) throw std::runtime_error("there is no " + review_id + "/" + component);
  return item->body;
}

inline store::Filter pages_of(std::size_t limit, const std::string& page = "") {
  store::Filter filter;
  filter.limit = limit;
  filter.page = page;
  return filter;
}

inline store::Filter of_instance(const std::string& instance, std::size_t limit = 50) {
  store::Filter filter = pages_of(limit);
  filter.instance_arn = instance;
  return filter;
}

inline store::Filter between(std::optional<base::Time> from, std::optional<base::Time> to, std::size_t limit = 50) {
  store::Filter filter = pages_of(limit);
  filter.from = from;
  filter.to = to;
  return filter;
}

inline std::vector<std::string> ids(const std::vector<store::Summary>& reviews) {
  std::vector<std::string> all;
  all.reserve(reviews.size());
  for (const auto& review : reviews) all.push_back(review.review_id);
  return all;
}

}  // namespace contract
