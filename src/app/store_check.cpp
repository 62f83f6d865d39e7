#include "app/store_check.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <iterator>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "app/flows/kept_flows.hpp"
#include "base/digest.hpp"
#include "base/encode.hpp"
#include "base/error.hpp"
#include "base/json/read.hpp"
#include "base/timestamp.hpp"
#include "formats/maps_page.hpp"
#include "model/document.hpp"
#include "model/life.hpp"
#include "model/review.hpp"

namespace app {
namespace {

using nlohmann::json;
using FilesOfReviews = std::map<std::string, std::vector<std::string>>;
namespace read = base::read;

constexpr std::chrono::days slack{1};             // of clocks, and of a review's own length
constexpr std::chrono::days longest_kept{3'651};  // ten years, which is the most that can be asked for

std::string day_of(std::int64_t epoch_seconds) {
  const auto time = base::from_epoch_seconds(double(epoch_seconds));
  return time ? base::to_date(*time) : std::to_string(epoch_seconds);
}

// One review, looked at by one thread.
class ReviewCheck {
 public:
  ReviewCheck(store::Store& store, const std::string& review_id, base::Time now)
      : store_(store), id_(review_id), begun_(base::from_review_id(review_id).value_or(now)), now_(now) {}

  Checked run(const std::vector<std::string>& files) {
    const store::Items items = store_.load(id_);
    if (items.items.empty() && items.broken.empty()) return checked_;  // all of it has expired
    checked_.reviews = 1;
    if (begun_ > now_ + slack) checked_.dates.push_back({id_, "it is from the future, by this computer's clock"});
    for (const auto& broken : items.broken) checked_.damaged.push_back({what_of(id_, broken.component), broken.why});
    for (const auto& item : items.items) look_at(item);
    look_for_components(items);
    look_for_an_end();
    for (const auto& file : files) look_at(file);
    return std::move(checked_);
  }

 private:
  void look_at(const store::Item& item) {
    const std::string what = what_of(id_, item.component);
    if (auto why = why_newer(item.body)) {
      checked_.newer.push_back({what, *std::move(why)});
      return;
    }
    try {
      model::add_stored(review_, item.component, item.body);
    } catch (const base::Error& error) {
      checked_.damaged.push_back({what, error.what()});
      return;
    }
    ++checked_.documents;
    for (const auto& [member, wanted] : {std::pair{"reviewId", id_}, {"componentType", item.component}}) {
      const auto said = read::optional_text(item.body, member);
      if (said && *said != wanted) checked_.damaged.push_back({what, fmt::format("its {} is another", member)});
    }
    look_at_dates(what, item.body);
  }

  void look_at_dates(const std::string& what, const json& body) {
    for (const char* member : {"collectedAt", "updatedAt"}) {
      const auto said = read::optional_text(body, member);
      if (!said) continue;
      const auto time = base::from_iso8601(*said);  // the reference writes them without a zone
      if (time && (*time < begun_ - slack || *time > now_ + slack)) {
        checked_.dates.push_back({what, fmt::format("its {} cannot be: {}", member, base::printable(*said, 40))});
      }
    }
    const auto ttl = read::integer(body, "ttl");
    const auto earliest = base::to_epoch_seconds(begun_), latest = base::to_epoch_seconds(begun_ + longest_kept);
    if (ttl && (*ttl < earliest || *ttl > latest)) {
      checked_.dates.push_back({what, fmt::format("its ttl cannot be: {}", day_of(*ttl))});
    }
  }

  // A review that is under way, or was interrupted, has what it has.
  void look_for_components(const store::Items& items) {
    std::set<std::string> there;
    for (const auto& item : items.items) there.insert(item.component);
    for (const auto& broken : items.broken) there.insert(broken.component);
    for (const auto& component : model::missing_components(review_.status, there)) {
      checked_.missing.push_back({what_of(id_, component), "the review's state counts it, and it is not there"});
    }
  }

  // What a process that was killed left undone; one that is at it is let be.
  void look_for_an_end() {
    if (model::is_being_made(review_.status, review_.documents, now_)) return;
    const auto state = model::as_of(review_.status, review_.documents, now_);
    if (state.status == model::ReviewStatus::interrupted) {
      checked_.unfinished.push_back({id_, "it was interrupted: " + state.message});
    }
    if (auto why = model::missing_reports(state); !why.empty()) checked_.unfinished.push_back({id_, std::move(why)});
  }

  void look_at_flows(const std::string& what, const std::string& bytes) {
    try {
      unpacked_flows(bytes);
    } catch (const base::Error& error) {
      checked_.damaged.push_back({what, error.what()});
    }
  }

  // Whole, as far as its own end tells. What a review leaves for its next invocation has none.
  void look_at(const std::string& file) {
    const std::string what = what_of(id_, file);
    const auto bytes = store_.get_file(id_, file);
    if (!bytes) {
      checked_.missing.push_back({what, "it was listed, and is not there any more"});
      return;
    }
    if (file == flows_file_name(id_)) return look_at_flows(what, *bytes);
    if (file != formats::maps_file_name(id_)) ++checked_.reports;
    const bool is_whole = file.ends_with(".html")   ? bytes->find("</html>") != std::string::npos
                          : file.ends_with(".json") ? json::accept(*bytes)
                                                    : !bytes->empty();
    if (!is_whole) return checked_.damaged.push_back({what, "it ends before its end: `report` makes it again"});
    const auto written = review_.status.report_digests.find(file);
    if (written != review_.status.report_digests.end() && base::sha256_hex(*bytes) != written->second) {
      checked_.damaged.push_back({what, "it is not what was written: `report` makes it again"});
    }
  }

  store::Store& store_;
  const std::string& id_;
  const base::Time begun_, now_;
  model::Review review_;
  Checked checked_;
};

void add(Checked& all, Checked one) {
  all.reviews += one.reviews;
  all.documents += one.documents;
  all.reports += one.reports;
  append(all.damaged, std::move(one.damaged));
  append(all.newer, std::move(one.newer));
  append(all.missing, std::move(one.missing));
  append(all.unfinished, std::move(one.unfinished));
  append(all.dates, std::move(one.dates));
}

FilesOfReviews by_review(const store::Survey& survey, std::vector<Remark>& foreign) {
  FilesOfReviews files;
  for (const auto& file : survey.files) {
    if (std::ranges::binary_search(survey.reviews, file.review_id)) {
      files[file.review_id].push_back(file.name);
    } else {
      foreign.push_back({what_of(file.review_id, file.name), "its review is not there"});
    }
  }
  return files;
}

}  // namespace

Checked check(store::Store& store, base::Time now, std::size_t threads, const ReviewDone& review_done) {
  const store::Survey survey = store.survey();
  Checked all;
  for (const auto& one : survey.damage) all.damaged.push_back({one.where, one.why});
  for (const auto& stray : survey.strays) all.foreign.push_back({stray.where, stray.why});
  const FilesOfReviews files = by_review(survey, all.foreign);
  auto each = for_each_review(survey.reviews, threads, review_done, [&](const std::string& id) {
    const auto found = files.find(id);
    return ReviewCheck(store, id, now).run(found == files.end() ? std::vector<std::string>() : found->second);
  });
  for (Checked& one : each) add(all, std::move(one));
  return all;
}

json to_json(const Checked& checked) {
  return {{"reviews", checked.reviews},
          {"documents", checked.documents},
          {"reports", checked.reports},
          {"damaged", to_json(checked.damaged)},
          {"newer", to_json(checked.newer)},
          {"missing", to_json(checked.missing)},
          {"unfinished", to_json(checked.unfinished)},
          {"dates", to_json(checked.dates)},
          {"foreign", to_json(checked.foreign)},
          {"whole", checked.whole()}};
}

}  // namespace app
