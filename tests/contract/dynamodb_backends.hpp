// DynamoDB for the contract suite: in memory with and without the index, on dynalite, and on moto with a bucket there.
// Elsewhere what belongs into a bucket is kept in memory.
#pragma once

#include <atomic>
#include <fmt/format.h>
#include <functional>
#include <memory>
#include <string>
#include <unistd.h>

#include "aws/operations/dynamodb.hpp"
#include "base/encode.hpp"
#include "base/random.hpp"
#include "contract/aws_server.hpp"
#include "contract/backend.hpp"
#include "fakes/dynamodb.hpp"
#include "store/dynamodb/store.hpp"
#include "store/memory.hpp"
#include "store/s3/store.hpp"

namespace contract {

class DynamodbBackend : public Backend {
 public:
  store::Store& first() override { return *first_; }
  store::Store& second() override { return *second_; }

  // A text that is not UTF-8 can be there only as bytes.
  void plant(const std::string& review_id, const std::string& component, const std::string& text) override {
    using nlohmann::json;
    const json quoted = text;
    const bool is_utf8 = json::parse(quoted.dump(-1, ' ', false, json::error_handler_t::replace)) == quoted;
    const json value = is_utf8 ? json{{"S", text}} : json{{"B", base::to_base64(text)}};
    send_(aws::dynamodb::put_item, {{"TableName", table_},
                                    {"Item",
                                     {{"reviewId", {{"S", review_id}}},
                                      {"componentType", {{"S", component}}},
                                      {"encoding", {{"M", {{"text", value}}}}}}}});
  }

 protected:
  using Send = std::function<void(const aws::Operation&, const nlohmann::json&)>;

  void open(const store::Remote& real, store::OpenMode mode, const std::string& bucket, Send send) {
    static std::atomic<int> count = 0;
    const store::Remote remote = faults.around(real);
    table_ = fmt::format("contract-{}-{}", ::getpid(), ++count);
    send_ = std::move(send);
    store::Location location;
    location.table = table_;
    location.bucket = bucket;
    const store::ReportBucket beside{"beside", [this] { return bucket_; }};
    const auto opened = [&](store::OpenMode how) {
      return bucket.empty() ? store::open_dynamodb(location, how, clock, remote, beside)
                            : store::open_dynamodb(location, how, clock, remote);
    };
    first_ = opened(mode);
    second_ = opened(store::OpenMode::existing);
  }

 private:
  std::shared_ptr<store::MemoryStore> bucket_ = std::make_shared<store::MemoryStore>(clock);
  std::string table_;
  Send send_;
  std::unique_ptr<store::Store> first_, second_;
};

class DynamodbInMemory : public DynamodbBackend {
 public:
  explicit DynamodbInMemory(bool has_index = true) {
    dynamodb_.has_index = has_index;
    dynamodb_.page_size = has_index ? 100 : 1000;  // smaller than DynamoDB's, but a list of many scans takes long
    const auto transport = [this](const std::string&) -> aws::Transport& { return dynamodb_; };
    open({patience_, meter_, transport, "us-east-1", {}}, store::OpenMode::existing, "",
         [this](const aws::Operation& operation, const nlohmann::json& input) { dynamodb_.send(operation, input); });
  }

 private:
  fakes::Dynamodb dynamodb_;
  base::SystemRandom random_;  // claims are told apart by it
  aws::RetryBudget budget_;
  aws::Patience patience_{clock, random_, budget_};
  aws::Meter meter_;
};

class DynamodbWithoutIndex final : public DynamodbInMemory {
 public:
  DynamodbWithoutIndex() : DynamodbInMemory(false) {}
  int many() const override { return 3000; }  // each list reads the whole table, three pages of it
};

class DynamodbOnServer : public DynamodbBackend {
 public:
  // The store itself makes the table.
  DynamodbOnServer(const std::string& variable, bool with_bucket) : server_(variable) {
    open(server_.remote(), store::OpenMode::create, with_bucket ? new_bucket() : "",
         [this](const aws::Operation& operation, const nlohmann::json& input) { server_.call(operation, input); });
  }

 private:
  std::string new_bucket() {
    static std::atomic<int> count = 0;
    store::Location location;
    location.bucket = fmt::format("contract-beside-{}-{}", ::getpid(), ++count);
    location.retention_days = 90;
    store::open_s3(location, store::OpenMode::create, clock, server_.remote());
    return location.bucket;
  }

  AwsServer server_;
};

inline constexpr const char* dynalite_variable = "CONTRACT_DYNAMODB_DYNALITE_URL";
inline constexpr const char* dynamodb_moto_variable = "CONTRACT_DYNAMODB_MOTO_URL";

class DynamodbOnDynalite final : public DynamodbOnServer {
 public:
  DynamodbOnDynalite() : DynamodbOnServer(dynalite_variable, false) {}
};

class DynamodbOnMoto final : public DynamodbOnServer {
 public:
  DynamodbOnMoto() : DynamodbOnServer(dynamodb_moto_variable, true) {}
  int many() const override { return 1500; }
};

}  // namespace contract
