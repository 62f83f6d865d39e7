#include "store/s3/store.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <set>

#include "base/error.hpp"
#include "base/parallel.hpp"
#include "base/timestamp.hpp"
#include "store/document.hpp"
#include "store/s3/bucket.hpp"
#include "store/s3/keys.hpp"
#include "store/s3/review_ids.hpp"
#include "store/s3/setup.hpp"

namespace store {
namespace {

using base::ErrorKind;
using nlohmann::json;

constexpr std::size_t threads = 16;             // S3 takes thousands of requests a second; this is for our own sake
constexpr std::size_t documents_at_once = 512;  // read before any of them is looked at
constexpr std::string_view json_type = "application/json";
constexpr std::chrono::seconds longest_link = std::chrono::days(7);  // that a signature of version 4 is good for

class S3Store final : public Store {
 public:
  S3Store(const Location& location, base::Clock& clock, const Remote& remote)
      : bucket_(location, remote), clock_(clock) {}

  void prepare() { store::prepare(bucket_); }

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
  // What the list of reviews says of one.
  struct Look {
    bool is_listed = false;
    json status;
    std::vector<Broken> broken;
  };
  struct Key {
    std::string review_id, component;
  };

  bool is_live(const json& body) const;
  Items fetch(std::string_view review_id, std::string_view component);  // one document, or none
  Items read(std::string_view review_id, std::string_view component);
  std::vector<std::string> components(std::string_view review_id);
  Look look(const std::string& review_id, const std::string& instance);
  bool others_are_listed(const std::string& review_id, const std::string& instance);
  void count(const std::vector<Key>& keys, Info& info);

  Bucket bucket_;
  base::Clock& clock_;
};

bool S3Store::is_live(const json& body) const {
  const auto until = ttl(body);
  return !until || *until > base::to_epoch_seconds(clock_.earliest());
}

// Readable or broken; nothing when there is none.
Items S3Store::fetch(std::string_view review_id, std::string_view component) {
  Items items;
  try {
    const auto object = bucket_.get(document_key(review_id, component));
    if (object) add(items, std::string(review_id), std::string(component), object->bytes);
  } catch (const base::Error& error) {
    if (error.kind() != ErrorKind::corrupt) throw;
    items.broken.push_back({std::string(review_id), std::string(component), error.what()});
  }
  return items;
}

// The same without what has expired.
Items S3Store::read(std::string_view review_id, std::string_view component) {
  Items items = fetch(review_id, component);
  std::erase_if(items.items, [&](const Item& item) { return !is_live(item.body); });
  return items;
}

void append(Items& items, Items more) {
  std::ranges::move(more.items, std::back_inserter(items.items));
  std::ranges::move(more.broken, std::back_inserter(items.broken));
}

bool S3Store::claim(const Item& status) {
  constexpr int most_rounds = 5;
  const std::string text = to_text(status), key = document_key(status.review_id, status.component);
  for (int round = 0; round < most_rounds; ++round) {
    if (bucket_.create(key, text, json_type)) return true;
    const auto there = bucket_.get(key);
    if (!there) continue;  // removed meanwhile
    if (is_live(parse_body(there->bytes).json)) return false;
    // Of several that see it expired, one replaces it; the others look again.
    if (bucket_.replace(key, text, json_type, there->etag)) return true;
  }
  throw base::Error(ErrorKind::unavailable, fmt::format("others keep writing and removing the review {} in the bucket "
                                                        "'{}'; try again",
                                                        status.review_id, bucket_.name()));
}

bool S3Store::replace(const Item& before, const Item& item) {
  const std::string was = to_text(before), text = to_text(item), key = document_key(item.review_id, item.component);
  const auto there = bucket_.get(key);
  return there && there->bytes == was && bucket_.replace(key, text, json_type, there->etag);
}

void S3Store::put(const Item& item) {
  const std::string text = to_text(item);
  bucket_.put(document_key(item.review_id, item.component), text, json_type);
}

std::optional<Item> S3Store::get(std::string_view review_id, std::string_view component) {
  if (!is_name(review_id) || !is_name(component)) return std::nullopt;
  const auto object = bucket_.get(document_key(review_id, component));
  if (!object) return std::nullopt;
  Item item = readable_item(review_id, component, object->bytes);
  if (!is_live(item.body)) return std::nullopt;
  return item;
}

std::vector<std::string> S3Store::components(std::string_view review_id) {
  std::vector<std::string> all;
  bucket_.list(fmt::format("{}{}/", documents_prefix, review_id), "", false, [&](const Listing& page) {
    for (const auto& object : page.objects) {
      const auto found = document_of(object.key);
      if (found) all.push_back(found->second);
    }
    return true;
  });
  std::ranges::sort(all);
  return all;
}

Items S3Store::load(std::string_view review_id) {
  Items items;
  if (!is_name(review_id)) return items;
  const auto all = components(review_id);
  auto read_all = base::parallel_map(all.size(), threads, [&](std::size_t i) { return read(review_id, all[i]); });
  for (Items& one : read_all) append(items, std::move(one));
  return items;
}

// A review without a state, or whose state does not say whose it is, is what its other documents say.
S3Store::Look S3Store::look(const std::string& review_id, const std::string& instance) {
  Items state = read(review_id, status_component);
  Look look{!state.items.empty() || !state.broken.empty(), nullptr, std::move(state.broken)};
  std::string whose;
  if (!state.items.empty()) {
    look.status = std::move(state.items.front().body);
    whose = instance_arn(look.status);
  }
  const bool is_known = instance.empty() ? look.is_listed : !whose.empty();
  look.is_listed = is_known ? instance.empty() || whose == instance : others_are_listed(review_id, instance);
  return look;
}

bool S3Store::others_are_listed(const std::string& review_id, const std::string& instance) {
  const auto all = components(review_id);
  return std::ranges::any_of(all, [&](const std::string& component) {
    if (component == status_component) return false;
    const Items one = read(review_id, component);
    if (instance.empty()) return !one.items.empty() || !one.broken.empty();
    return !one.items.empty() && instance_arn(one.items.front().body) == instance;
  });
}

ReviewPage S3Store::reviews(const Filter& filter) {
  require_limit(filter);
  ReviewPage page;
  ReviewIds source(bucket_, filter, clock_.now());
  for (auto ids = source.next(); !ids.empty(); ids = source.next()) {
    for (std::size_t begin = 0; begin < ids.size();) {
      // One more than fits: it says whether there is another page.
      const std::size_t wanted = std::min(filter.limit - page.reviews.size(), documents_at_once) + 1;
      const std::size_t count = std::min(wanted, ids.size() - begin);
      auto looks =
          base::parallel_map(count, threads, [&](std::size_t i) { return look(ids[begin + i], filter.instance_arn); });
      for (std::size_t i = 0; i < count; ++i) {
        if (!looks[i].is_listed) continue;
        if (page.reviews.size() == filter.limit) {
          page.next = page.reviews.back().review_id;
          return page;
        }
        std::ranges::move(looks[i].broken, std::back_inserter(page.broken));
        page.reviews.push_back({ids[begin + i], std::move(looks[i].status)});
      }
      begin += count;
    }
  }
  return page;
}

Items S3Store::history(std::string_view component, const Filter& filter) {
  Items items;
  if (!is_name(component)) return items;
  Filter every = filter;
  every.page.clear();
  ReviewIds source(bucket_, every, clock_.now());
  for (auto ids = source.next(); !ids.empty(); ids = source.next()) {
    auto read_all = base::parallel_map(ids.size(), threads, [&](std::size_t i) { return read(ids[i], component); });
    for (Items& one : read_all) {
      if (!filter.instance_arn.empty()) {
        one.broken.clear();  // does not say whose it is
        std::erase_if(one.items, [&](const Item& item) { return instance_arn(item.body) != filter.instance_arn; });
      }
      append(items, std::move(one));
    }
  }
  return items;
}

bool S3Store::remove(std::string_view review_id) {
  if (!is_name(review_id)) return false;
  const bool was_there = look(std::string(review_id), "").is_listed;
  std::vector<std::string> keys;
  bucket_.list(fmt::format("{}{}", reports_prefix, review_id), "", false, [&](const Listing& page) {
    for (const auto& object : page.objects) {
      if (is_file_of(review_id, object.key)) keys.push_back(object.key);
    }
    return true;
  });
  // The state comes last: until it is gone the review is listed, and can be removed again.
  auto all = components(review_id);
  std::ranges::stable_partition(all, [](const std::string& component) { return component != status_component; });
  for (const std::string& component : all) keys.push_back(document_key(review_id, component));
  bucket_.remove(keys);
  return was_there;
}

void S3Store::put_file(std::string_view review_id, std::string_view file_name, std::string_view bytes,
                       std::string_view media_type) {
  require_name("a review's id", review_id);
  require_name("a file's name", file_name);
  bucket_.put(file_key(review_id, file_name), bytes, media_type);
}

std::optional<std::string> S3Store::get_file(std::string_view review_id, std::string_view file_name) {
  if (!is_name(review_id) || !is_name(file_name)) return std::nullopt;
  auto object = bucket_.get(file_key(review_id, file_name));
  if (!object) return std::nullopt;
  return std::move(object->bytes);
}

void S3Store::remove_file(std::string_view review_id, std::string_view file_name) {
  if (is_name(review_id) && is_name(file_name)) bucket_.remove({file_key(review_id, file_name)});
}

std::string S3Store::link(std::string_view review_id, std::string_view file_name, std::chrono::seconds life) {
  require_name("a review's id", review_id);
  require_name("a file's name", file_name);
  return bucket_.link(file_key(review_id, file_name), std::min(life, longest_link));
}

// What has expired is known only by reading it.
void S3Store::count(const std::vector<Key>& keys, Info& info) {
  enum class State { gone, live, expired };
  std::set<std::string> reviews;
  for (std::size_t begin = 0; begin < keys.size(); begin += documents_at_once) {
    const std::size_t some = std::min(documents_at_once, keys.size() - begin);
    const auto states = base::parallel_map(some, threads, [&](std::size_t i) {
      const Items one = fetch(keys[begin + i].review_id, keys[begin + i].component);
      if (one.items.empty()) return one.broken.empty() ? State::gone : State::live;
      return is_live(one.items.front().body) ? State::live : State::expired;
    });
    for (std::size_t i = 0; i < some; ++i) {
      if (states[i] == State::expired) ++info.expired_documents;
      if (states[i] != State::live) continue;
      ++info.documents;
      reviews.insert(keys[begin + i].review_id);
    }
  }
  info.reviews = std::int64_t(reviews.size());
  if (reviews.empty()) return;
  info.oldest_review = *reviews.begin();
  info.newest_review = *reviews.rbegin();
}

Info S3Store::info() {
  Info info;
  info.backend = "s3";
  info.location = fmt::format("s3://{}/{}", bucket_.name(), documents_prefix);
  std::vector<Key> keys;
  std::int64_t bytes = 0;
  bucket_.list(documents_prefix, "", false, [&](const Listing& page) {
    for (const auto& object : page.objects) {
      auto found = document_of(object.key);
      if (!found || !is_review_id(found->first)) continue;
      bytes += object.bytes;
      keys.push_back({std::move(found->first), std::move(found->second)});
    }
    return true;
  });
  bucket_.list(reports_prefix, "", false, [&](const Listing& page) {
    for (const auto& object : page.objects) bytes += object.bytes;
    return true;
  });
  info.bytes = bytes;
  count(keys, info);
  info.properties = names_and_values(properties(bucket_, clock_.now()));
  return info;
}

std::vector<Property> S3Store::condition() {
  bucket_.require();
  return properties(bucket_, clock_.now());
}

// What has other prefixes is none of our business.
Survey S3Store::survey() {
  Survey survey;
  std::set<std::string> reviews;
  const auto stray = [&](const std::string& key, const char* why) { survey.strays.push_back({key, why}); };
  bucket_.list(documents_prefix, "", false, [&](const Listing& page) {
    for (const auto& object : page.objects) {
      const auto found = document_of(object.key);
      if (found && is_review_id(found->first)) {
        reviews.insert(found->first);
      } else if (!found || !is_lock(found->first, found->second)) {
        stray(object.key, "it is no document of a review");
      }
    }
    return true;
  });
  bucket_.list(reports_prefix, "", false, [&](const Listing& page) {
    for (const auto& object : page.objects) {
      if (auto found = file_of(object.key)) {
        survey.files.push_back({std::move(found->first), std::move(found->second)});
      } else if (object.key != trial_key) {
        stray(object.key, "it is no file of a review");
      }
    }
    return true;
  });
  survey.reviews.assign(reviews.begin(), reviews.end());
  return survey;
}

std::string S3Store::try_writing() {
  const std::string key(trial_key), text = base::to_iso8601(clock_.now());
  // As a review claims its id; one that could not be deleted is written over.
  if (!bucket_.create(key, text, "text/plain")) bucket_.put(key, text, "text/plain");
  const auto there = bucket_.get(key);
  if (!there || there->bytes != text) {
    throw base::Error(ErrorKind::corrupt, fmt::format("what was written to {} is not what is read from it", key));
  }
  try {
    bucket_.remove({key});
  } catch (const base::Error& error) {
    if (error.kind() != ErrorKind::denied) throw;
    return fmt::format("an object was written and read; it may not be deleted, and stays: {}", key);
  }
  return "an object was written, read and deleted";
}

}  // namespace

std::unique_ptr<Store> open_s3(const Location& location, OpenMode mode, base::Clock& clock, const Remote& remote) {
  auto store = std::make_unique<S3Store>(location, clock, remote);
  if (mode == OpenMode::create) store->prepare();
  return store;
}

}  // namespace store
