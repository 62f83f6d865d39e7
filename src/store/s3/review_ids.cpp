#include "store/s3/review_ids.hpp"

#include <algorithm>
#include <functional>

#include "base/timestamp.hpp"
#include "store/document.hpp"
#include "store/s3/keys.hpp"

namespace store {
namespace {

using std::chrono::days;
using std::chrono::sys_days;

constexpr sys_days first_day{days(0)};
constexpr sys_days last_day{std::chrono::year(9999) / 12 / 31};

sys_days day_of(base::Time time) {
  return std::clamp(std::chrono::floor<days>(time), first_day, last_day);
}

// S3 orders keys by their bytes, where "20260213-090000/" comes before "20260213-0900001/" but "a-b/" before "a/". For
// a bound of digits alone, the ids below it are the same ones by key and by id.
std::string text_of(sys_days day) {
  return base::to_review_id(day).substr(0, 8);
}

}  // namespace

ReviewIds::ReviewIds(Bucket& bucket, const Filter& filter, base::Time now)
    : bucket_(bucket), filter_(filter), begin_(day_of(now)) {
  if (filter.from) oldest_ = text_of(day_of(*filter.from));
  std::optional<sys_days> newest;
  if (filter.to) newest = day_of(*filter.to);
  if (const auto page = base::from_review_id(filter.page)) newest = std::min(newest.value_or(last_day), day_of(*page));
  if (!newest) return;
  begin_ = std::min(begin_, *newest);
  if (*newest < last_day) end_ = text_of(*newest + days(1));
}

std::vector<std::string> ReviewIds::next() {
  if (!begun_) {
    begun_ = true;
    std::vector<std::string> ids = first();
    if (!ids.empty()) return ids;
  }
  while (!done_) {
    std::string begin = text_of(begin_);
    done_ = begin_ == first_day || begin <= lowest_ || begin <= oldest_;
    if (done_) begin = oldest_;
    std::vector<std::string> ids = list(begin, end_, false).ids;
    end_ = begin;
    begin_ = std::max(first_day, begin_ - span_);
    span_ *= 2;
    if (!ids.empty()) return ids;
  }
  return {};
}

// One request is all that most buckets need; of the others it says how far back to go.
std::vector<std::string> ReviewIds::first() {
  Listed listed = list(oldest_, end_, true);
  done_ = listed.whole;
  lowest_ = std::move(listed.lowest);
  return done_ ? std::move(listed.ids) : std::vector<std::string>();
}

ReviewIds::Listed ReviewIds::list(const std::string& begin, const std::string& end, bool one_page) const {
  Listed listed;
  const std::string after = begin.empty() ? "" : std::string(documents_prefix) + begin;
  bucket_.list(documents_prefix, after, true, [&](const Listing& page) {
    for (const std::string& folder : page.folders) {
      auto id = review_of(folder);
      if (!id) continue;
      if (listed.lowest.empty()) listed.lowest = *id;
      if (!end.empty() && *id >= end) return false;
      if (in_range(*id, filter_) && (filter_.page.empty() || *id < filter_.page)) listed.ids.push_back(*std::move(id));
    }
    listed.whole = !one_page || page.is_last;
    return !one_page;
  });
  std::ranges::sort(listed.ids, std::greater<>());
  return listed;
}

}  // namespace store
