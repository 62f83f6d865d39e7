// The comparison of two stores, review by review.
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "app/move/move.hpp"
#include "base/digest.hpp"
#include "base/encode.hpp"
#include "base/error.hpp"

namespace app {
namespace {

// One review in both stores: what is to be said, and a line for each document and report as either store has it.
struct Compared {
  Verified verified;
  std::string source_lines;
  std::string destination_lines;
};

class Comparing {
 public:
  Comparing(store::Store& from, store::Store& to, base::Time now) : from_(from), to_(to), now_(now) {}

  Compared run(const std::string& review_id) {
    try {
      compare_review(review_id);
    } catch (const base::Error& error) {
      if (ends_everything(error)) throw;
      compared_.verified.failed.push_back({base::printable(review_id, 60), error.what()});
    }
    compared_.verified.reviews = 1;
    return std::move(compared_);
  }

 private:
  void compare_review(const std::string& review_id) {
    Loaded source = load(from_, review_id, now_);
    if (source.running) {
      compared_.verified.running.push_back({review_id, "it is still being made: verify again when it has ended"});
      return;
    }
    compared_.verified.broken = std::move(source.broken);
    compared_.verified.missing = std::move(source.missing);
    compared_.verified.newer = std::move(source.newer);
    documents(review_id, source.items);
    for (const File& one : files_of(from_, review_id)) file(review_id, one);
  }

  void documents(const std::string& review_id, const store::Items& source) {
    const store::Items destination = to_.load(review_id);
    const Held held = by_component(destination);
    for (const auto& item : source.items) {
      ++compared_.verified.documents;
      const auto there = held.find(item.component);
      const std::string what = what_of(review_id, item.component);
      if (there == held.end()) {
        missing(what, fingerprint(item.body));
      } else if (there->second == nullptr) {
        different(what, fingerprint(item.body), "unreadable", "it cannot be read in the destination");
      } else {
        compare(what, fingerprint(item.body), fingerprint(there->second->body));
      }
    }
  }

  void file(const std::string& review_id, const File& file) {
    if (file.is_report) ++compared_.verified.reports;
    const auto there = to_.get_file(review_id, file.name);
    const std::string what = what_of(review_id, file.name);
    if (there) {
      compare(what, base::sha256_hex(file.bytes), base::sha256_hex(*there));
    } else {
      missing(what, base::sha256_hex(file.bytes));
    }
  }

  void line(const std::string& what, const std::string& ours, const std::string& theirs) {
    compared_.source_lines += fmt::format("{} {}\n", what, ours);
    compared_.destination_lines += fmt::format("{} {}\n", what, theirs);
  }

  void missing(const std::string& what, const std::string& ours) {
    line(what, ours, "missing");
    compared_.verified.missing.push_back({what, "it is not in the destination"});
  }

  void different(const std::string& what, const std::string& ours, const std::string& theirs, std::string why) {
    line(what, ours, theirs);
    compared_.verified.different.push_back({what, std::move(why)});
  }

  void compare(const std::string& what, const std::string& ours, const std::string& theirs) {
    if (ours == theirs) {
      line(what, ours, theirs);
    } else {
      different(what, ours, theirs, fmt::format("its SHA-256 is {:.12}…, not {:.12}…", theirs, ours));
    }
  }

  store::Store& from_;
  store::Store& to_;
  const base::Time now_;
  Compared compared_;
};

void add(Verified& all, Verified one) {
  all.reviews += one.reviews;
  all.documents += one.documents;
  all.reports += one.reports;
  append(all.missing, std::move(one.missing));
  append(all.different, std::move(one.different));
  append(all.broken, std::move(one.broken));
  append(all.newer, std::move(one.newer));
  append(all.failed, std::move(one.failed));
  append(all.running, std::move(one.running));
}

}  // namespace

Verified verify(store::Store& from, store::Store& to, const std::vector<std::string>& review_ids, base::Time now,
                std::size_t threads, const ReviewDone& review_done) {
  const auto work = [&](const std::string& review_id) { return Comparing(from, to, now).run(review_id); };
  Compared all;
  for (auto& one : for_each_review(review_ids, threads, review_done, work)) {
    add(all.verified, std::move(one.verified));
    all.source_lines += one.source_lines;
    all.destination_lines += one.destination_lines;
  }
  all.verified.source_sha256 = base::sha256_hex(all.source_lines);
  all.verified.destination_sha256 = base::sha256_hex(all.destination_lines);
  return all.verified;
}

}  // namespace app
