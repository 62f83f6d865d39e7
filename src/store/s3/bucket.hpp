// A bucket as a store asks it: with patience, in the region where it is, as the property of the account that it has to
// belong to, and with errors that say what to do. Any thread.
#pragma once

#include <cstdint>
#include <functional>
#include <mutex>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "aws/error.hpp"
#include "store/open.hpp"
#include "store/remote.hpp"

namespace store {

struct Object {
  std::string bytes;
  std::string etag;  // as If-Match takes it everywhere: without its quotes
};

// A page of keys, in the order of their bytes.
struct Listing {
  struct Entry {
    std::string key;
    std::int64_t bytes = 0;
  };
  std::vector<Entry> objects;
  std::vector<std::string> folders;  // what keys have in common up to the next slash, where that was asked for
  bool is_last = true;
};

// What S3 encrypts with when it is not asked for anything; no algorithm: nothing.
struct DefaultEncryption {
  std::string algorithm;  // AES256, aws:kms, aws:kms:dsse
  std::string key;        // of KMS; empty: AWS's own

  bool is_kms() const { return algorithm.starts_with("aws:kms"); }
};

// Throws base::Error(config) for names that cannot be a bucket's and an account's, and for a key that `sse` rules out.
void require_bucket(const Location& location);

class Bucket {
 public:
  // Takes bucket, sse, kms_key, expected_bucket_owner and retention_days of the location. Asks nothing yet. Throws
  // as require_bucket does.
  Bucket(const Location& location, Remote remote);

  const std::string& name() const { return name_; }
  int retention_days() const { return retention_days_; }

  DefaultEncryption default_encryption();
  // Headers of every object that is written, by name; none: S3 encrypts by the bucket's default. The default is read
  // when it is needed first, and once; where it may not be read, nothing is asked for.
  nlohmann::json encryption();

  // The region that answered; until one has, that of the caller.
  std::string region() const;
  const std::string& callers_region() const { return remote_.region; }

  // Nothing when there is no such object. Throws base::Error(corrupt) for one that S3 does not give out: it was
  // archived, or the key that it is encrypted with is gone.
  std::optional<Object> get(const std::string& key);
  void put(const std::string& key, std::string_view bytes, std::string_view content_type);
  // Writes where there is no object; false: there is one, and it was not written by an attempt of this call whose
  // answer was lost.
  bool create(const std::string& key, std::string_view bytes, std::string_view content_type);
  // The same where the object is still the one with this ETag.
  bool replace(const std::string& key, std::string_view bytes, std::string_view content_type, const std::string& etag);
  // In the order given, a thousand at a time. What is not there is fine.
  void remove(const std::vector<std::string>& keys);

  // What begins with the prefix and comes after `after`, page by page, until `take` answers false.
  void list(std::string_view prefix, std::string_view after, bool by_folder,
            const std::function<bool(const Listing& page)>& take);

  // A URL that gives the object to anyone for so long.
  std::string link(const std::string& key, std::chrono::seconds life);

  bool exists();
  void require();  // throws base::Error(not_found) when it does not exist
  void make();     // another process may do so at the same time

  // Any operation of the bucket; Bucket and ExpectedBucketOwner are added to the input.
  nlohmann::json ask(const aws::Operation& operation, nlohmann::json input = nlohmann::json::object());
  // The same for what a bucket may not have; nothing then.
  std::optional<nlohmann::json> ask_for(const aws::Operation& operation,
                                        nlohmann::json input = nlohmann::json::object());

 private:
  // Throws AwsError for what is not there and for conditions that do not hold, else errors for people. `lost` becomes
  // true when an attempt may have been carried out although its answer did not come.
  nlohmann::json send(const aws::Operation& operation, nlohmann::json input, bool& lost);
  void settle(const std::string& region);
  bool write_if(nlohmann::json input, std::string_view bytes);
  nlohmann::json object_input(const std::string& key, std::string_view bytes, std::string_view content_type);
  nlohmann::json encryption_by_default();
  base::Error explained(const aws::AwsError& error, const std::string& region) const;
  base::Error absent() const;

  const std::string name_;
  const Sse sse_;
  const std::string kms_key_, owner_;
  const int retention_days_;
  const Remote remote_;
  mutable std::mutex mutex_;  // guards what follows
  std::string region_;
  bool settled_ = false;         // the bucket has answered in region_
  std::mutex encryption_mutex_;  // guards encryption_
  std::optional<nlohmann::json> encryption_;
};

}  // namespace store
