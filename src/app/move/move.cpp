#include "app/move/move.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <nlohmann/json.hpp>

#include "base/digest.hpp"
#include "base/encode.hpp"
#include "base/error.hpp"
#include "base/json/exact.hpp"
#include "base/json/read.hpp"
#include "model/document.hpp"
#include "model/life.hpp"

namespace app {
namespace {

using nlohmann::json;

constexpr std::size_t listed_at_once = 200;  // reviews of one page

json with_one_kind_of_number(const json& value) {
  constexpr double exact = 9007199254740992.0;  // 2^53: up to here a double holds every integer
  if (value.is_number_float()) {
    const double number = value.get<double>();
    return std::nearbyint(number) == number && std::abs(number) <= exact ? json(std::int64_t(number)) : value;
  }
  if (!value.is_structured()) return value;
  json out = value;
  for (auto& member : out) member = with_one_kind_of_number(member);
  return out;
}

// The copy of one review.
class Copying {
 public:
  Copying(store::Store& from, store::Store& to, const CopyOptions& options) : from_(from), to_(to), options_(options) {}

  Copied run(const std::string& review_id) {
    try {
      documents(review_id);
    } catch (const base::Error& error) {
      if (ends_everything(error)) throw;
      copied_.failed.push_back({base::printable(review_id, 60), error.what()});
    }
    copied_.reviews = 1;
    return std::move(copied_);
  }

 private:
  enum class Step { write, update, overwrite, skip, conflict };

  void documents(const std::string& review_id) {
    Loaded source = load(from_, review_id, options_.now);
    const store::Items destination = to_.load(review_id);
    const Held held = by_component(destination);
    copied_.broken = std::move(source.broken);
    copied_.missing = std::move(source.missing);
    copied_.newer = std::move(source.newer);
    if (source.running) {
      copied_.running.push_back({review_id, "it is still being made: copied as far as it has come; copy again later"});
    } else {
      copied_.ended.push_back(review_id);
    }
    const store::Item* status = nullptr;
    for (const auto& item : source.items.items) {
      if (item.component == model::status_component) {
        status = &item;
      } else {
        document(item, held);
      }
    }
    for (const File& one : files_of(from_, review_id)) file(review_id, one);
    if (status != nullptr && copied_.failed.empty()) document(*status, held);
  }

  Step step(const store::Item& item, const Held& held) const {
    const auto there = held.find(item.component);
    if (there == held.end()) return Step::write;
    const store::Item* other = there->second;
    if (other != nullptr && fingerprint(other->body) == fingerprint(item.body)) return Step::skip;
    if (other != nullptr && is_earlier(*other, item)) return Step::update;
    return options_.overwrite ? Step::overwrite : Step::conflict;
  }

  // The state of the same review, from when it was still running or interrupted, or its reports were still to be
  // written.
  static bool is_earlier(const store::Item& there, const store::Item& now) {
    using base::read::text;
    const auto is_open = [](const store::Item& state) {
      return text(state.body, "status") == model::name(model::ReviewStatus::in_progress) ||
             text(state.body, "status") == model::name(model::ReviewStatus::interrupted) ||
             !base::read::array(state.body, "reportsDue").empty();
    };
    return now.component == model::status_component && is_open(there) &&
           text(now.body, "status") != model::name(model::ReviewStatus::in_progress) &&
           text(there.body, "instanceArn") == text(now.body, "instanceArn");
  }

  void document(const store::Item& item, const Held& held) {
    const Step todo = step(item, held);
    const std::string what = what_of(item.review_id, item.component);
    if (todo == Step::skip) {
      ++copied_.same;
    } else if (todo == Step::conflict) {
      copied_.conflicts.push_back({what, "there is another document of this name; --overwrite replaces it"});
    } else if (write(what, [&] { to_.put(item); })) {
      ++copied_.documents;
      if (todo == Step::update) ++copied_.updated;
      if (todo == Step::overwrite) ++copied_.overwritten;
      copied_.bytes += std::int64_t(base::exact_text(item.body).size());
    }
  }

  void file(const std::string& review_id, const File& file) {
    const auto there = to_.get_file(review_id, file.name);
    const std::string what = what_of(review_id, file.name);
    if (there == file.bytes) {
      ++copied_.same;
    } else if (there && !options_.overwrite) {
      copied_.conflicts.push_back({what, "there is another file of this name; --overwrite replaces it"});
    } else if (write(what, [&] { to_.put_file(review_id, file.name, file.bytes, file.media_type); })) {
      if (file.is_report) ++copied_.reports;
      if (there) ++copied_.overwritten;
      copied_.bytes += std::int64_t(file.bytes.size());
    }
  }

  // One document that cannot be written does not keep the others from being written.
  bool write(const std::string& what, const std::function<void()>& put) {
    if (options_.dry_run) return true;
    try {
      put();
      return true;
    } catch (const base::Error& error) {
      if (ends_everything(error)) throw;
      copied_.failed.push_back({what, error.what()});
      return false;
    }
  }

  store::Store& from_;
  store::Store& to_;
  const CopyOptions& options_;
  Copied copied_;
};

void add(Copied& all, Copied one) {
  all.reviews += one.reviews;
  all.documents += one.documents;
  all.reports += one.reports;
  all.updated += one.updated;
  all.overwritten += one.overwritten;
  all.same += one.same;
  all.bytes += one.bytes;
  append(all.conflicts, std::move(one.conflicts));
  append(all.broken, std::move(one.broken));
  append(all.missing, std::move(one.missing));
  append(all.newer, std::move(one.newer));
  append(all.running, std::move(one.running));
  std::ranges::move(one.ended, std::back_inserter(all.ended));
  append(all.failed, std::move(one.failed));
}

// What cannot be read is nobody's any more.
bool is_being_made(store::Store& store, const std::string& review_id, base::Time now) {
  try {
    const auto status = store.get(review_id, model::status_component);
    return status && model::is_being_made(model::status_from_json(status->body), {}, now);
  } catch (const base::Error& error) {
    if (error.kind() != base::ErrorKind::corrupt) throw;
    return false;
  }
}

Removed remove_one(store::Store& store, const std::string& review_id, base::Time now) {
  Removed removed;
  try {
    if (is_being_made(store, review_id, now)) {
      removed.failed.push_back({base::printable(review_id, 60), "somebody is at it; remove it once it has ended"});
    } else if (store.remove(review_id)) {
      removed.reviews = 1;
    } else {
      removed.missing.push_back({base::printable(review_id, 60), "there is no such review in this store"});
    }
  } catch (const base::Error& error) {
    if (ends_everything(error)) throw;
    removed.failed.push_back({base::printable(review_id, 60), error.what()});
  }
  return removed;
}

}  // namespace

std::vector<std::string> review_ids(store::Store& store, store::Filter filter) {
  std::vector<std::string> ids;
  filter.limit = listed_at_once;
  filter.page.clear();
  do {
    store::ReviewPage page = store.reviews(filter);
    for (auto& review : page.reviews) ids.push_back(std::move(review.review_id));
    filter.page = std::move(page.next);
  } while (!filter.page.empty());
  return ids;
}

std::string fingerprint(const json& body) {
  json compared = with_one_kind_of_number(body);
  // A state also says which reports its own store holds.
  if (compared.is_object() && compared.erase("reportDigests") > 0) compared.erase("sha256");
  return base::sha256_hex(base::exact_text(compared));
}

Copied copy(store::Store& from, store::Store& to, const store::Filter& filter, const CopyOptions& options,
            const ReviewDone& review_done) {
  const auto work = [&](const std::string& review_id) { return Copying(from, to, options).run(review_id); };
  Copied all;
  for (auto& one : for_each_review(review_ids(from, filter), options.threads, review_done, work))
    add(all, std::move(one));
  return all;
}

Removed remove(store::Store& store, const std::vector<std::string>& review_ids, base::Time now, std::size_t threads,
               const ReviewDone& review_done) {
  const auto work = [&](const std::string& review_id) { return remove_one(store, review_id, now); };
  Removed all;
  for (auto& one : for_each_review(review_ids, threads, review_done, work)) {
    all.reviews += one.reviews;
    append(all.missing, std::move(one.missing));
    append(all.failed, std::move(one.failed));
  }
  return all;
}

}  // namespace app
