// From the name of a backend to an open store. The one place that lists the backends. Any thread.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "base/environment.hpp"
#include "store/store.hpp"

namespace store {

struct Remote;

// How what is written to a bucket is encrypted.
enum class Sse {
  automatic,  // AES256, but for a bucket whose own default is KMS: that is kept
  aes256,
  kms,  // with kms_key or, without one, the key of the bucket's default or else AWS's own
};

// Where the reviews are. Each backend reads the members that are its own.
struct Location {
  std::string backend = "sqlite";
  std::string database;                            // sqlite: the file
  std::string reports;                             // sqlite: a directory; empty: reports/NAME OF THE FILE beside it
  std::chrono::milliseconds lock_timeout{10'000};  // sqlite: how long to wait for another process that is writing
  std::string table;                               // dynamodb
  std::string bucket;                              // s3; dynamodb: the bucket of reports and of documents over 400 KB
  Sse sse = Sse::automatic;                        // s3
  std::string kms_key;                // s3: id, ARN or alias of the key to encrypt with; empty: as `sse` says
  std::string expected_bucket_owner;  // s3: the account that the bucket has to belong to; empty: any
  int retention_days = 0;  // s3: how long a bucket is to keep reviews and reports, which OpenMode::create sees to
};

enum class OpenMode {
  create,    // makes what is missing, and says at once when it cannot be written to
  existing,  // makes nothing; not_found when there is no store yet, which a store in AWS says when it is first asked
};

// For a review: the first one makes its database; a bucket or table is made by those who answer for the account.
OpenMode mode_for_reviews(const Location& location);

// Throws base::Error(usage) with the known names for an unknown backend, and what the backend throws. The clock has to
// outlive the store; it decides what has expired. `remote` is asked for stores in AWS only; what it hands out has to
// outlive the store as well.
std::unique_ptr<Store> open(const Location& location, OpenMode mode, base::Clock& clock,
                            const std::function<Remote()>& remote = {});

std::vector<std::string_view> backends();

// Throws base::Error(usage) with the known names for an unknown one.
void require_backend(std::string_view name);

// Throws what open() would throw of the names in it, without looking there: base::Error(config), and usage for an
// unknown backend.
void require_location(const Location& location);

// $XDG_DATA_HOME/connect-ops-review/reviews.db, by default ~/.local/share/…; throws base::Error(config) when there is
// no home to put it in. https://specifications.freedesktop.org/basedir-spec/latest/
std::string default_database(const base::Environment& environment);

}  // namespace store
