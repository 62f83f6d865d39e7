// Where reviews are kept: the verbs that every backend has, and what each of them guarantees. A store keeps documents
// as they are given and never interprets their data; of the envelope it reads reviewId, componentType, instanceArn and
// ttl, and holds the document against its sha256 where it has one. Every reader leaves out documents that are past
// their ttl, whether or not the backend has deleted them yet, and one document that cannot be read, or was damaged,
// never hides the others. Lists have reviews only: what is kept under another name than a review's id is in none of
// them. Safe to use from several threads and processes at once.
//
// All verbs throw base::Error: unavailable (locked, throttled, no connection), denied, not_found (no bucket, table or
// directory), corrupt (not a store of ours), config.
#pragma once

#include <chrono>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/clock.hpp"
#include "store/property.hpp"

namespace store {

// One document under its key. `body` is the whole envelope, reviewId and componentType included. Numbers of which a
// double would lose digits are in it as base/json/exact.hpp keeps them.
struct Item {
  std::string review_id;
  std::string component;
  nlohmann::json body;
};

// A document that is there but cannot be read.
struct Broken {
  std::string review_id;
  std::string component;
  std::string why;
};

struct Items {
  std::vector<Item> items;
  std::vector<Broken> broken;
};

// One stored review. `status` is its STATUS document; null where there is none (the reference's S3 reviews have none).
struct Summary {
  std::string review_id;
  nlohmann::json status;
};

struct Filter {
  std::string instance_arn{};        // empty: all
  std::optional<base::Time> from{};  // by the time in the review's id, inclusive
  std::optional<base::Time> to{};    // exclusive
  std::size_t limit = 50;            // of one page
  std::string page{};                // ReviewPage::next of the page before; empty: the newest
};

struct ReviewPage {
  std::vector<Summary> reviews;  // newest first
  std::string next;              // empty: the last page
  std::vector<Broken> broken;
};

// Lines about the store for `storage info`, in the order in which to show them.
struct Info {
  std::string backend;   // sqlite, s3, dynamodb
  std::string location;  // path, bucket or table
  std::int64_t reviews = 0;
  std::int64_t documents = 0;
  std::int64_t expired_documents = 0;  // past their ttl, not deleted yet
  std::optional<std::int64_t> bytes;
  std::string oldest_review;  // ids; empty when there is none
  std::string newest_review;
  std::vector<std::pair<std::string, std::string>>
      properties;  // what only this backend has: journal mode, encryption …
};

// What a store holds, found by reading the place through.
struct Survey {
  struct File {
    std::string review_id;
    std::string name;
  };
  struct Stray {
    std::string where;  // a path, a key, an item's keys
    std::string why;
  };
  std::vector<std::string> reviews;  // ids, oldest first, those that have expired among them
  std::vector<File> files;           // by id and name; their reviews may be gone
  std::vector<Stray> damage;         // of the place itself, such as a page of the database
  std::vector<Stray> strays;         // what is no review's, or does not fit its review
};

class Store {
 public:
  virtual ~Store() = default;

  // Creates the STATUS document of a new review unless a document with this key is there; false: somebody else has the
  // id. After a crash the id is claimed or it is not, never half.
  virtual bool claim(const Item& status) = 0;

  // Writes `item` over `before` unless that is no longer what is stored under their key; false: it is not. `before`
  // has a sha256, by which it is known. After a crash there is the one or the other.
  virtual bool replace(const Item& before, const Item& item) = 0;

  // Writes one document whole, replacing one with the same key. Done twice is done once. After a crash there is the old
  // document or the new one.
  virtual void put(const Item& item) = 0;

  // Nothing when there is none, or it has expired. Throws corrupt when it cannot be read.
  virtual std::optional<Item> get(std::string_view review_id, std::string_view component) = 0;

  // All documents of one review, STATUS among them, ordered by component.
  virtual Items load(std::string_view review_id) = 0;

  virtual ReviewPage reviews(const Filter& filter) = 0;

  // One component's documents over time, newest first; Filter::limit and ::page do not apply.
  virtual Items history(std::string_view component, const Filter& filter) = 0;

  // Deletes a review with its reports; false when there was none. Interrupted, it can be done again.
  virtual bool remove(std::string_view review_id) = 0;

  // Files of a review, named by the caller: reports (connect-ops-review-ID.html), and what a review leaves for its next
  // invocation. Written whole or not at all, and removed with the review. To write or link to a name that is_name
  // refuses throws usage; to read or remove it finds nothing.
  virtual void put_file(std::string_view review_id, std::string_view file_name, std::string_view bytes,
                        std::string_view media_type) = 0;
  virtual std::optional<std::string> get_file(std::string_view review_id, std::string_view file_name) = 0;
  // Nothing to remove is fine, and done twice is done once. After a crash the file is there whole or gone.
  virtual void remove_file(std::string_view review_id, std::string_view file_name) = 0;
  // Where a person opens it: a path here, a presigned URL in a bucket (which lives for `life`).
  virtual std::string link(std::string_view review_id, std::string_view file_name, std::chrono::seconds life) = 0;

  virtual Info info() = 0;

  // What info() says of the place itself, and what else can be wrong with it, without reading a document: a few cheap
  // requests. Nothing of a place that nothing can be wrong with. Throws not_found when there is no such place.
  virtual std::vector<Property> condition() = 0;

  // Tries what a review will do: writes, as far as the backend lets it be undone, and says what was done. What it wrote
  // no reader sees, and it is taken away again. Throws as put() and put_file() do.
  virtual std::string try_writing() = 0;

  // Reads everything that load() and get_file() do not read already: names, the place's own integrity, what nothing
  // points at.
  virtual Survey survey() = 0;
};

}  // namespace store
