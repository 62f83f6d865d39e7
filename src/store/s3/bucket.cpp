#include "store/s3/bucket.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "aws/client.hpp"
#include "aws/endpoint.hpp"
#include "aws/operations/s3.hpp"
#include "base/digest.hpp"
#include "base/encode.hpp"
#include "base/json/read.hpp"
#include "base/text.hpp"

namespace store {
namespace {

namespace s3 = aws::s3;
using base::ErrorKind;
using nlohmann::json;
namespace read = base::read;

bool is_lower_or_digit(char c) {
  return base::is_lower(c) || base::is_digit(c);
}

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
std::string checked_bucket(const std::string& name) {
  if (name.empty()) {
    throw base::Error(ErrorKind::config, "no bucket is named: give one with --bucket or set S3_REPORTING_BUCKET");
  }
  const bool usable = name.size() >= 3 && name.size() <= 63 && is_lower_or_digit(name.front()) &&
                      is_lower_or_digit(name.back()) &&
                      std::ranges::all_of(name, [](char c) { return is_lower_or_digit(c) || c == '-' || c == '.'; });
  if (usable) return name;
  throw base::Error(ErrorKind::config,
                    fmt::format("'{}' cannot be a bucket's name: 3 to 63 lower-case letters, digits, '-' and '.' can",
                                base::printable(name, 80)));
}

std::string checked_account(const std::string& id) {
  if (id.empty() || (id.size() == 12 && std::ranges::all_of(id, base::is_digit))) return id;
  throw base::Error(ErrorKind::config,
                    fmt::format("'{}' is not the id of an AWS account: twelve digits are", base::printable(id, 40)));
}

std::string checked_key(const Location& location) {
  if (location.kms_key.empty() || location.sse != Sse::aes256) return location.kms_key;
  throw base::Error(ErrorKind::config, "--sse aes256 and --kms-key rule each other out: leave one of them out");
}

// The answer is a result that names what could not be deleted.
void require_deleted(const aws::Operation& operation, const json& output) {
  const json& errors = read::member(output, "Errors");
  if (operation.name != s3::delete_objects.name || errors.empty()) return;
  throw aws::AwsError(operation, read::text(errors.front(), "Code"), 200, read::text(errors.front(), "Message"));
}

// One attempt, looked at twice: what it says between the lines, and what may have happened when it says nothing.
class Attempt final : public aws::Transport {
 public:
  Attempt(aws::Transport& transport, bool& lost) : transport_(transport), lost_(lost) {}

  aws::Answer send(const aws::Operation& operation, const json& input) override {
    try {
      aws::Answer answer = transport_.send(operation, input);
      require_deleted(operation, answer.output);
      return answer;
    } catch (const base::Error& error) {
      lost_ = lost_ || may_be_done(error);
      throw;
    }
  }

 private:
  // What was throttled or met a conflict was not carried out.
  static bool may_be_done(const base::Error& error) {
    const auto* answer = dynamic_cast<const aws::AwsError*>(&error);
    return error.kind() == ErrorKind::unavailable && (answer == nullptr || answer->http_status() != 409);
  }

  aws::Transport& transport_;
  bool& lost_;
};

// The fault of one object: it was archived, or its key is gone.
bool is_withheld(const aws::AwsError& error) {
  return error.operation().name == s3::get_object.name && !error.retryable() &&
         (error.code() == "InvalidObjectState" || error.code().starts_with("KMS."));
}

// Not an error: there is nothing, or a condition does not hold. A bucket that is not there is one.
bool is_answer(const aws::AwsError& error) {
  return error.http_status() == 412 || (error.http_status() == 404 && error.code() != "NoSuchBucket");
}

class Pages final : public aws::Client {
 public:
  explicit Pages(Bucket& bucket) : bucket_(bucket) {}
  json call(const aws::Operation& operation, const json& input) override { return bucket_.ask(operation, input); }

 private:
  Bucket& bucket_;
};

std::string without_quotes(std::string etag) {
  std::erase(etag, '"');
  return etag;
}

}  // namespace

void require_bucket(const Location& location) {
  checked_bucket(location.bucket);
  checked_account(location.expected_bucket_owner);
  checked_key(location);
}

Bucket::Bucket(const Location& location, Remote remote)
    : name_(checked_bucket(location.bucket)),
      sse_(location.sse),
      kms_key_(checked_key(location)),
      owner_(checked_account(location.expected_bucket_owner)),
      retention_days_(location.retention_days),
      remote_(std::move(remote)),
      region_(remote_.region) {}

std::string Bucket::region() const {
  const std::lock_guard lock(mutex_);
  return region_;
}

void Bucket::settle(const std::string& region) {
  const std::lock_guard lock(mutex_);
  region_ = region;
  settled_ = true;
}

json Bucket::send(const aws::Operation& operation, json input, bool& lost) {
  input["Bucket"] = name_;
  if (!owner_.empty() && operation.headers.find("{ExpectedBucketOwner}") != std::string_view::npos) {
    input["ExpectedBucketOwner"] = owner_;
  }
  std::string where = region();
  for (bool moved = false;; moved = true) {
    std::string elsewhere;
    try {
      Attempt attempt(remote_.transport(where), lost);
      aws::Meter::Share share(remote_.meter);
      json output = aws::RetryingClient(attempt, remote_.patience, share.usage).call(operation, input);
      settle(where);
      return output;
    } catch (const aws::AwsError& error) {
      elsewhere = error.bucket_region();
      if (moved || elsewhere.empty() || elsewhere == where) {
        if (!is_answer(error)) throw explained(error, where);
        settle(where);
        throw;
      }
    }
    aws::check_region(elsewhere, fmt::format("the region of the bucket '{}'", name_));
    where = elsewhere;
  }
}

base::Error Bucket::explained(const aws::AwsError& error, const std::string& region) const {
  if (is_withheld(error)) return {ErrorKind::corrupt, fmt::format("S3 does not give it out: {}", error.what())};
  if (error.kind() == ErrorKind::denied) {
    return {ErrorKind::denied,
            fmt::format("{} on the bucket '{}' is denied: allow it in the policy of the user or role and in the "
                        "bucket's own{}{} ({})",
                        aws::action(error.operation()), name_,
                        owner_.empty() ? "" : fmt::format(", and see that the bucket is account {}'s", owner_),
                        error.operation().name == s3::get_object.name
                            ? "; without s3:ListBucket, S3 says so of what is not there too"
                            : "",
                        error.what())};
  }
  if (error.kind() == ErrorKind::not_found) return absent();
  if (error.kind() == ErrorKind::config) {
    return {ErrorKind::config, fmt::format("the bucket '{}' is not in {}: name its region with --region ({})", name_,
                                           region, error.what())};
  }
  return {error.kind(), fmt::format("the bucket '{}': {}", name_, error.what())};
}

base::Error Bucket::absent() const {
  return {ErrorKind::not_found,
          fmt::format("there is no bucket '{}': make it with 'storage info --create', or name another with --bucket",
                      name_)};
}

json Bucket::ask(const aws::Operation& operation, json input) {
  bool lost = false;
  try {
    return send(operation, std::move(input), lost);
  } catch (const aws::AwsError& error) {
    throw explained(error, region());
  }
}

std::optional<json> Bucket::ask_for(const aws::Operation& operation, json input) {
  bool lost = false;
  try {
    return send(operation, std::move(input), lost);
  } catch (const aws::AwsError&) {
    return std::nullopt;
  }
}

std::optional<Object> Bucket::get(const std::string& key) {
  const auto output = ask_for(s3::get_object, {{"Key", key}});
  if (!output) return std::nullopt;
  return Object{read::text(*output, "Body"), without_quotes(read::text(*output, "ETag"))};
}

DefaultEncryption Bucket::default_encryption() {
  const auto found = ask_for(s3::get_bucket_encryption);
  if (!found) return {};
  const json& rules = read::member(read::member(*found, "ServerSideEncryptionConfiguration"), "Rules");
  const json& first = rules.empty() ? rules : rules.front();
  const json& by_default = read::member(first, "ApplyServerSideEncryptionByDefault");
  return {read::text(by_default, "SSEAlgorithm"), read::text(by_default, "KMSMasterKeyID")};
}

// A bucket's own KMS key is not to be replaced by S3's, nor by the one that AWS has for the account.
json Bucket::encryption_by_default() {
  const json fallback = {{"ServerSideEncryption", sse_ == Sse::kms ? "aws:kms" : "AES256"}};
  try {
    return default_encryption().is_kms() ? json::object() : fallback;
  } catch (const base::Error& error) {
    // Denied, or a server that is not AWS's and knows no such thing.
    const bool is_unreadable = error.kind() == ErrorKind::denied || error.kind() == ErrorKind::unavailable ||
                               error.kind() == ErrorKind::internal;
    if (!is_unreadable) throw;
    return sse_ == Sse::kms ? fallback : json::object();
  }
}

json Bucket::encryption() {
  if (!kms_key_.empty()) return {{"ServerSideEncryption", "aws:kms"}, {"SSEKMSKeyId", kms_key_}};
  if (sse_ == Sse::aes256) return {{"ServerSideEncryption", "AES256"}};
  const std::lock_guard lock(encryption_mutex_);
  if (!encryption_) encryption_ = encryption_by_default();
  return *encryption_;
}

// A bucket with Object Lock takes nothing without a checksum.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock-managing.html
json Bucket::object_input(const std::string& key, std::string_view bytes, std::string_view content_type) {
  json input{{"Key", key}, {"Body", bytes}, {"ContentType", content_type}};
  input["ChecksumSHA256"] = base::sha256_base64(bytes);
  input.update(encryption());
  return input;
}

void Bucket::put(const std::string& key, std::string_view bytes, std::string_view content_type) {
  ask(s3::put_object, object_input(key, bytes, content_type));
}

bool Bucket::create(const std::string& key, std::string_view bytes, std::string_view content_type) {
  json input = object_input(key, bytes, content_type);
  input["IfNoneMatch"] = "*";
  return write_if(std::move(input), bytes);
}

bool Bucket::replace(const std::string& key, std::string_view bytes, std::string_view content_type,
                     const std::string& etag) {
  json input = object_input(key, bytes, content_type);
  input["IfMatch"] = etag;
  return write_if(std::move(input), bytes);
}

bool Bucket::write_if(json input, std::string_view bytes) {
  const std::string key = input["Key"];
  bool lost = false;
  try {
    send(s3::put_object, std::move(input), lost);
    return true;
  } catch (const aws::AwsError&) {  // the condition does not hold
    if (!lost) return false;
  }
  const auto there = get(key);
  return there && there->bytes == bytes;
}

void Bucket::remove(const std::vector<std::string>& keys) {
  for (std::size_t begin = 0; begin < keys.size(); begin += s3::max_delete_objects) {
    json objects = json::array();
    for (std::size_t i = begin; i < std::min(keys.size(), begin + s3::max_delete_objects); ++i) {
      objects.push_back({{"Key", keys[i]}});
    }
    ask(s3::delete_objects, {{"Delete", {{"Objects", std::move(objects)}, {"Quiet", true}}}});
  }
}

void Bucket::list(std::string_view prefix, std::string_view after, bool by_folder,
                  const std::function<bool(const Listing& page)>& take) {
  json input{{"Prefix", prefix}};
  if (!after.empty()) input["StartAfter"] = after;
  if (by_folder) input["Delimiter"] = "/";
  Pages pages(*this);
  aws::for_each_page(pages, s3::list_objects_v2, std::move(input), [&](const json& page) {
    Listing listing;
    for (const json& object : aws::items_of(page, s3::list_objects_v2)) {
      const json& bytes = read::member(object, "Size");
      listing.objects.push_back(
          {read::text(object, "Key"), bytes.is_number_integer() ? bytes.get<std::int64_t>() : std::int64_t{0}});
    }
    for (const json& folder : read::member(page, "CommonPrefixes"))
      listing.folders.push_back(read::text(folder, "Prefix"));
    listing.is_last = read::text(page, "NextContinuationToken").empty();
    return take(listing);
  });
}

std::string Bucket::link(const std::string& key, std::chrono::seconds life) {
  const auto settled = [&] {
    const std::lock_guard lock(mutex_);
    return settled_;
  };
  // A link is signed for the bucket's own region.
  if (!settled()) ask_for(s3::head_object, {{"Key", key}});
  return remote_.presign(s3::get_object, {{"Bucket", name_}, {"Key", key}}, region(), life);
}

bool Bucket::exists() {
  return ask_for(s3::head_bucket).has_value();
}

void Bucket::require() {
  if (!exists()) throw absent();
}

void Bucket::make() {
  const std::string where = region();
  json input = json::object();
  // us-east-1 is where buckets are that say nothing.
  if (where != "us-east-1") input["CreateBucketConfiguration"] = {{"LocationConstraint", where}};
  try {
    ask(s3::create_bucket, std::move(input));
  } catch (const base::Error&) {
    if (!exists()) throw;  // else another process made it meanwhile, or an attempt whose answer was lost
  }
}

}  // namespace store
