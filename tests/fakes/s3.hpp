// S3 as a store needs it, in memory and without a network: one bucket in one region, with conditions, pages, settings
// and redirects, that can be told to fail. Held to the same contract as real servers. Any thread.
#pragma once

#include <algorithm>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "aws/error.hpp"
#include "aws/operations/s3.hpp"
#include "aws/transport.hpp"
#include "base/digest.hpp"
#include "fakes/patient.hpp"
#include "store/remote.hpp"

namespace fakes {

class S3 {
 public:
  using json = nlohmann::json;
  struct Stored {
    std::string bytes;
    json input;             // of the PutObject that wrote it, without the bytes
    std::string refused{};  // the error that every GetObject of it answers; empty: none
  };

  static constexpr const char* bucket = "connect-reports";
  std::string region = "eu-central-1";  // of the bucket
  std::string owner = "111122223333";
  bool exists = true;
  bool is_locked = false;  // by Object Lock, which asks for a checksum
  std::size_t page_size = 1000;
  std::map<std::string, Stored> objects;
  std::map<std::string, json> settings;  // by the operation that reads it
  aws::Meter meter;

  // Called for every request, numbered from 1 since forget(): before it is carried out, and after. What they throw is
  // the answer.
  std::function<void(std::size_t number, const aws::Operation&)> before, after;

  store::Remote remote(aws::Patience& patience, const std::string& from = "eu-central-1") {
    return {
        patience, meter, [this](const std::string& where) -> aws::Transport& { return in(where); }, from,
        [](const aws::Operation& operation, const json& input, const std::string& where, std::chrono::seconds life) {
          return "https://s3." + where + "/" + input["Bucket"].get<std::string>() + "/" +
                 input["Key"].get<std::string>() + "?" + std::string(operation.name) + "&" +
                 std::to_string(life.count());
        }};
  }

  // Operation and input of every request, in order.
  std::vector<std::pair<std::string, json>> asked() const {
    const std::lock_guard lock(mutex_);
    return asked_;
  }
  std::size_t count(const aws::Operation& operation) const {
    const auto all = asked();
    return std::size_t(std::ranges::count(all, std::string(operation.name), &std::pair<std::string, json>::first));
  }
  void forget() {
    const std::lock_guard lock(mutex_);
    asked_.clear();
    number_ = 0;
  }
  // Under the lock, for tests with threads.
  void plant(const std::string& key, const std::string& bytes) {
    const std::lock_guard lock(mutex_);
    objects[key] = {bytes, json::object()};
  }

 private:
  class Endpoint final : public aws::Transport {
   public:
    Endpoint(S3& s3, std::string region) : s3_(s3), region_(std::move(region)) {}
    aws::Answer send(const aws::Operation& operation, const json& input) override {
      return {s3_.answer(operation, input, region_), 0};
    }

   private:
    S3& s3_;
    std::string region_;
  };

  aws::Transport& in(const std::string& where) {
    const std::lock_guard lock(mutex_);
    auto& endpoint = endpoints_[where];
    if (!endpoint) endpoint = std::make_unique<Endpoint>(*this, where);
    return *endpoint;
  }

  [[noreturn]] static void fail(const aws::Operation& operation, const std::string& code, int status,
                                const std::string& elsewhere = "") {
    throw aws::AwsError(operation, code, status, "as the fake has it", {.bucket_region = elsewhere});
  }

  json answer(const aws::Operation& operation, const json& input, const std::string& where) {
    const std::lock_guard lock(mutex_);
    json noted = input;
    noted.erase("Body");
    asked_.emplace_back(operation.name, std::move(noted));
    const std::size_t number = ++number_;
    if (before) before(number, operation);
    json output = carry_out(operation, input, where);
    if (after) after(number, operation);
    return output;
  }

  json carry_out(const aws::Operation& operation, const json& input, const std::string& where) {
    const std::string_view name = operation.name;
    if (name == aws::s3::create_bucket.name) return create_bucket(operation, where);
    if (!exists || input.at("Bucket") != bucket) {
      fail(operation, operation.method == "HEAD" ? "NotFound" : "NoSuchBucket", 404);
    }
    if (where != region) fail(operation, "PermanentRedirect", 301, region);
    if (input.value("ExpectedBucketOwner", owner) != owner) fail(operation, "AccessDenied", 403);
    if (name == aws::s3::head_bucket.name) return {{"BucketRegion", region}};
    if (name == aws::s3::put_object.name) return put(operation, input);
    if (name == aws::s3::get_object.name) return get(operation, input);
    if (name == aws::s3::head_object.name) return (get(operation, input), json::object());
    if (name == aws::s3::list_objects_v2.name) return list(input);
    if (name == aws::s3::delete_objects.name) return remove(input);
    if (operation.method == "GET") return setting(operation);
    settings["Get" + std::string(name.substr(3))] = input;
    return json::object();
  }

  json create_bucket(const aws::Operation& operation, const std::string& where) {
    if (exists) fail(operation, "BucketAlreadyOwnedByYou", 409);
    exists = true;
    region = where;
    return json::object();
  }

  json put(const aws::Operation& operation, const json& input) {
    const std::string key = input.at("Key"), checksum = input.value("ChecksumSHA256", "");
    if (is_locked && checksum.empty()) fail(operation, "InvalidRequest", 400);
    if (!checksum.empty() && checksum != base::sha256_base64(input.at("Body").get<std::string>())) {
      fail(operation, "BadDigest", 400);
    }
    const auto found = objects.find(key);
    if (input.contains("IfNoneMatch") && found != objects.end()) fail(operation, "PreconditionFailed", 412);
    if (input.contains("IfMatch")) {
      if (found == objects.end()) fail(operation, "NoSuchKey", 404);
      if (input["IfMatch"] != etag(found->second)) fail(operation, "PreconditionFailed", 412);
    }
    json noted = input;
    noted.erase("Body");
    objects[key] = {input.at("Body"), std::move(noted)};
    return json::object();
  }

  static std::string etag(const Stored& stored) { return base::sha256_hex(stored.bytes); }

  json get(const aws::Operation& operation, const json& input) const {
    const auto found = objects.find(input.at("Key"));
    if (found == objects.end()) fail(operation, operation.method == "HEAD" ? "NotFound" : "NoSuchKey", 404);
    if (!found->second.refused.empty()) fail(operation, found->second.refused, 403);
    return {{"Body", found->second.bytes}, {"ETag", '"' + etag(found->second) + '"'}};
  }

  json list(const json& input) const {
    const std::string prefix = input.value("Prefix", ""), delimiter = input.value("Delimiter", "");
    const std::string begin = input.value("ContinuationToken", input.value("StartAfter", ""));
    json page{{"Contents", json::array()}, {"CommonPrefixes", json::array()}};
    std::string last;
    std::size_t entries = 0;
    for (auto it = objects.lower_bound(std::max(prefix, begin)); it != objects.end(); ++it) {
      const std::string& key = it->first;
      if (!key.starts_with(prefix)) break;
      const auto end = delimiter.empty() ? std::string::npos : key.find(delimiter, prefix.size());
      std::string entry = end == std::string::npos ? key : key.substr(0, end + 1);
      if (key <= begin || entry == last || (!begin.empty() && entry == begin)) continue;
      if (entries++ == page_size) {
        page["NextContinuationToken"] = last;
        break;
      }
      if (end == std::string::npos) {
        page["Contents"].push_back({{"Key", key}, {"Size", it->second.bytes.size()}});
      } else {
        page["CommonPrefixes"].push_back({{"Prefix", entry}});
      }
      last = std::move(entry);
    }
    return page;
  }

  json remove(const json& input) {
    for (const json& object : input.at("Delete").at("Objects")) objects.erase(object.at("Key").get<std::string>());
    return json::object();
  }

  json setting(const aws::Operation& operation) const {
    const auto found = settings.find(std::string(operation.name));
    if (operation.name == aws::s3::get_bucket_versioning.name) {
      return found == settings.end() ? json::object() : found->second;
    }
    if (found == settings.end()) fail(operation, "NoSuchConfiguration", 404);
    // What was written under its name is read as the answer's members.
    const json& written = found->second;
    return written.contains("LifecycleConfiguration") ? written["LifecycleConfiguration"] : written;
  }

  mutable std::mutex mutex_;  // guards what is asked of it
  std::map<std::string, std::unique_ptr<Endpoint>> endpoints_;
  std::vector<std::pair<std::string, json>> asked_;
  std::size_t number_ = 0;
};

}  // namespace fakes
