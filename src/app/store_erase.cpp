#include "app/store_erase.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <functional>
#include <map>
#include <nlohmann/json.hpp>
#include <span>

#include "app/flows/kept_flows.hpp"
#include "app/history/past.hpp"
#include "app/stored.hpp"
#include "base/digest.hpp"
#include "base/encode.hpp"
#include "base/error.hpp"
#include "base/json/read.hpp"
#include "base/text.hpp"
#include "base/timestamp.hpp"
#include "formats/maps_page.hpp"
#include "formats/table.hpp"
#include "model/document.hpp"
#include "model/review.hpp"
#include "recording/carry.hpp"
#include "words/numbers.hpp"

namespace app {
namespace {

using nlohmann::json;
namespace read = base::read;

constexpr std::size_t fewest_characters = 3;
constexpr std::size_t fewest_digits = 7;  // of a number that is looked for in any grouping
constexpr std::size_t widest_gap = 2;     // between two digits: ") "
constexpr std::string_view separators = " -./()";

// Of the envelope: by these a document is found, and none of them is about a person. The checks' words are our own.
constexpr std::string_view kept_members[] = {
    "reviewId",    "componentType", "instanceArn", "schemaVersion", "sha256",          "status", "ttl",
    "collectedAt", "tool",          "recordedAt",  "updatedAt",     "window",          "usage",  "deadline",
    "checks",      "requestId",     "announced",   "components",    "failedComponents"};
// Of a finding. Its id is made anew.
constexpr std::string_view kept_of_findings[] = {"id", "checkId", "component", "status", "severity", "pillar"};

bool holds(std::span<const std::string_view> names, std::string_view name) {
  return std::ranges::find(names, name) != names.end();
}

bool is_of_word(char c) {
  return base::is_alphanumeric(c) || static_cast<unsigned char>(c) >= 0x80U;
}

// "%20" of a link.
bool is_escape_before(std::string_view text, std::size_t at) {
  return at >= 3 && text[at - 3] == '%' && base::is_hex(text[at - 2]) && base::is_hex(text[at - 1]);
}

// A number stands in other words than a longer one; "00" before it dials abroad.
bool begins_number(std::string_view text, std::size_t at) {
  if (at == 0 || !base::is_digit(text[at - 1]) || is_escape_before(text, at)) return true;
  return at >= 2 && text.substr(at - 2, 2) == "00" && (at == 2 || !base::is_digit(text[at - 3]));
}

std::string digits_of(std::string_view text) {
  std::string digits;
  std::ranges::copy_if(text, std::back_inserter(digits), base::is_digit);
  return digits;
}

// All texts of one call, in one document or report.
class Eraser {
 public:
  explicit Eraser(const std::vector<Erasure>& erasures) : erasures_(erasures) {}

  std::size_t mentions() const { return mentions_; }

  void erase_document(json& body) {
    for (auto& [member, value] : body.items()) {
      if (holds(kept_members, member)) continue;
      if (member == "findings" && value.is_array()) {
        for (json& finding : value) erase_finding(finding, body);
      } else {
        erase(value);
      }
    }
  }

 private:
  void erase_finding(json& finding, const json& body) {
    if (!finding.is_object()) return erase(finding);
    const std::size_t before = mentions_;
    for (auto& [member, value] : finding.items()) {
      if (!holds(kept_of_findings, member)) erase(value);
    }
    if (mentions_ == before || !finding.contains("id")) return;
    const json& resource = read::object(finding, "resource");
    finding["id"] = model::finding_id(read::text(body, "instanceArn"), read::text(finding, "checkId"),
                                      {read::text(resource, "type"), read::text(resource, "key"), ""});
  }

  void erase(json& value) {
    if (value.is_string()) {
      value = without(value.get_ref<const std::string&>());
    } else if (value.is_object()) {
      erase_members(value);
    } else if (value.is_array()) {
      for (json& item : value) erase(item);
    }
  }

  // Names of members may be people's too. Two that become the same stay two.
  void erase_members(json& object) {
    json members = json::object();
    for (auto& [member, value] : object.items()) {
      erase(value);
      const std::string name = without(member);
      std::string free = name;
      for (int number = 2; members.contains(free); ++number) free = fmt::format("{} {}", name, number);
      members[free] = std::move(value);
    }
    object = std::move(members);
  }

  std::string without(std::string text) {
    if (base::from_iso8601(text)) return text;
    for (const Erasure& erasure : erasures_) {
      mentions_ += erasure.mentions(text);
      if (auto erased = erasure.erased(text)) text = *std::move(erased);
    }
    return text;
  }

  const std::vector<Erasure>& erasures_;
  std::size_t mentions_ = 0;
};

// One review, by one thread at a time.
class ReviewErasing {
 public:
  ReviewErasing(store::Store& store, const std::string& review_id, const std::vector<Erasure>& erasures, bool dry_run,
                base::Time now)
      : store_(store), id_(review_id), erasures_(erasures), dry_run_(dry_run), now_(now) {}

  void add_file(std::string name) { files_.push_back(std::move(name)); }

  Erased erase_documents() {
    return told([&] { are_files_next_ = erase_review(); });
  }

  // Once the documents of all reviews are as they are to be: reports tell of the reviews before theirs.
  Erased erase_files() {
    return told([&] {
      if (!are_files_next_) return;
      std::ranges::sort(files_);  // what is kept of flows comes before the pages that are made of it
      for (const auto& file : files_) erase_file(file);
    });
  }

 private:
  // What came of the work, and what kept it from its end.
  Erased told(const std::function<void()>& work) {
    erased_ = {};
    try {
      work();
    } catch (const base::Error& error) {
      if (ends_everything(error)) throw;
      erased_.left.push_back({id_, error.what()});
    }
    return std::move(erased_);
  }

  // Whether there is a review.
  bool erase_review() {
    const Loaded loaded = load(store_, id_, now_);
    const store::Items& items = loaded.items;
    if (items.items.empty() && items.broken.empty()) {
      erased_.left.push_back({id_, "it has expired and cannot be read; `storage remove` deletes it"});
      return false;
    }
    erased_.reviews = 1;
    for (const Remark& broken : broken_ones(items)) {
      erased_.left.push_back({broken.what, fmt::format("{}; `storage remove` deletes the review", broken.why)});
    }
    // What a review writes later, it writes as AWS answered it.
    if (loaded.running) erased_.left.push_back({id_, "it is still running; erase again when it has ended"});
    for (const auto& item : items.items) erase_document(item);
    is_changed_ = !erased_.documents.empty();
    return true;
  }

  void erase_document(const store::Item& item) {
    store::Item changed = item;
    Eraser eraser(erasures_);
    eraser.erase_document(changed.body);
    if (eraser.mentions() == 0) return;
    const std::string what = what_of(id_, item.component);
    try {
      model::Review readable;
      model::add_stored(readable, changed.component, changed.body);
    } catch (const base::Error& error) {
      erased_.left.push_back({what, fmt::format("without it, it could not be read any more: {}", error.what())});
      return;
    }
    if (changed.body.contains("sha256")) changed.body = model::sealed(std::move(changed.body));
    if (!dry_run_) store_.put(changed);
    erased_.mentions += std::int64_t(eraser.mentions());
    erased_.documents.push_back({what, words::counted(std::int64_t(eraser.mentions()), "mention")});
  }

  bool mentions(std::string_view text) const {
    return std::ranges::any_of(erasures_, [&](const Erasure& one) { return one.mentions(text) > 0; });
  }

  void erase_file(const std::string& name) {
    const auto bytes = store_.get_file(id_, name);
    if (!bytes) return;
    const auto writer =
        std::ranges::find_if(formats::writers(), [&](const auto& one) { return formats::file_name(id_, one) == name; });
    const bool is_report = writer != formats::writers().end();
    const bool is_carry = name.ends_with(fmt::format(".{}", recording::carry_extension));  // compressed
    const bool is_of_maps = name == formats::maps_file_name(id_);
    if (name == flows_file_name(id_)) return erase_flows(name, *bytes);
    if (!mentions(*bytes) && !((is_report || is_of_maps) && is_changed_) && !is_carry) return;
    if (is_report) {
      make_again(name, writer->media_type, [&] { return formats::rendered(*writer, *review_, besides_); });
    } else if (is_of_maps) {
      make_again(name, formats::maps_media_type, [&] { return maps_again(); });
    } else {
      remove(name);
    }
  }

  // What is erased stands in its texts: its form stays.
  void erase_flows(const std::string& name, const std::string& bytes) {
    std::string text;
    try {
      text = flows_text(bytes);
    } catch (const base::Error&) {  // nobody can say what is in it
      return remove(name);
    }
    if (!mentions(text)) return;
    for (const Erasure& erasure : erasures_) {
      if (auto without = erasure.erased(text)) text = *std::move(without);
    }
    if (!dry_run_) store_.put_file(id_, name, packed_text(text), flows_media_type);
    erased_.reports.push_back({what_of(id_, name), "made again"});
  }

  std::string maps_again() const {
    const auto* maps = formats::flow_maps_of(besides_, id_);
    return maps == nullptr || maps->maps.empty() ? "" : formats::maps_page(*review_, *maps);
  }

  void make_again(const std::string& name, std::string_view media_type, const std::function<std::string()>& made) {
    if (!dry_run_) {
      if (!review_) {
        review_ = load_review(store_, id_);
        besides_ = with_maps(store_, *review_, with_past(store_, *review_));
      }
      const std::string report = made();
      if (report.empty() || mentions(report)) return remove(name);
      store_.put_file(id_, name, report, media_type);
      note_digests(store_, id_, {{name, base::sha256_hex(report)}});
    }
    erased_.reports.push_back({what_of(id_, name), "made again"});
  }

  void remove(const std::string& name) {
    if (!dry_run_) store_.remove_file(id_, name);
    erased_.reports.push_back({what_of(id_, name), "removed"});
  }

  store::Store& store_;
  const std::string& id_;
  const std::vector<Erasure>& erasures_;
  const bool dry_run_;
  const base::Time now_;
  std::vector<std::string> files_;
  bool is_changed_ = false;  // one of its documents at least
  bool are_files_next_ = false;
  std::optional<model::Review> review_;  // as its reports are made of
  formats::Besides besides_;
  Erased erased_;
};

void add(Erased& all, Erased one) {
  all.reviews += one.reviews;
  all.mentions += one.mentions;
  append(all.documents, std::move(one.documents));
  append(all.reports, std::move(one.reports));
  append(all.left, std::move(one.left));
}

}  // namespace

Erasure::Erasure(std::string_view text, std::string_view mark) : mark_(mark) {
  const std::string digits = digits_of(text);
  is_number_ = digits.size() >= fewest_digits && std::ranges::all_of(text, [](char c) {
                 return base::is_digit(c) || c == '+' || separators.find(c) != std::string::npos;
               });
  if (text.size() < fewest_characters || std::ranges::none_of(text, is_of_word)) {
    throw base::Error(base::ErrorKind::usage,
                      fmt::format("'{}' is too short to name anybody: give a whole number, name, address or id",
                                  base::printable(text, 20)));
  }
  spellings_.push_back(is_number_ ? digits : base::lower(text));
  if (const std::string in_link = base::lower(base::percent_encode(text));
      !is_number_ && in_link != spellings_.front()) {
    spellings_.push_back(in_link);
  }
}

std::size_t Erasure::match_number(std::string_view text, std::size_t at) const {
  const std::string& digits = spellings_.front();
  if (text[at] != digits[0] || !begins_number(text, at)) return 0;
  std::size_t end = at + 1;
  for (std::size_t i = 1; i < digits.size(); ++i, ++end) {
    const std::size_t next = std::min(text.find_first_not_of(separators, end), text.size());
    if (next == text.size() || next - end > widest_gap || text[next] != digits[i]) return 0;
    end = next;
  }
  return end < text.size() && base::is_digit(text[end]) ? 0 : end - at;
}

std::size_t Erasure::match(std::string_view text, std::size_t at) const {
  if (is_number_) return match_number(text, at);
  for (const std::string& spelling : spellings_) {
    if (text.size() - at < spelling.size()) continue;
    const bool same =
        std::ranges::equal(text.substr(at, spelling.size()), spelling, {}, [](char c) { return base::lower(c); });
    const std::size_t end = at + spelling.size();
    const bool begins = at == 0 || !is_of_word(text[at]) || !is_of_word(text[at - 1]) || is_escape_before(text, at);
    const bool ends = end == text.size() || !is_of_word(text[end - 1]) || !is_of_word(text[end]);
    if (same && begins && ends) return spelling.size();
  }
  return 0;
}

Erasure::Found Erasure::find(std::string_view text, std::size_t from) const {
  for (std::size_t at = from; at < text.size(); ++at) {
    if (const std::size_t size = match(text, at); size > 0) return {at, size};
  }
  return {};
}

std::size_t Erasure::mentions(std::string_view text) const {
  std::size_t count = 0;
  for (Found found = find(text, 0); found.size > 0; found = find(text, found.at + found.size)) ++count;
  return count;
}

std::optional<std::string> Erasure::erased(std::string_view text) const {
  std::string out;
  std::size_t at = 0;
  for (Found found = find(text, 0); found.size > 0; found = find(text, at)) {
    out.append(text.substr(at, found.at - at)).append(mark_);
    at = found.at + found.size;
  }
  return at == 0 ? std::nullopt : std::optional(out.append(text.substr(at)));
}

Erased erase(store::Store& store, const std::vector<Erasure>& erasures, bool dry_run, base::Time now,
             std::size_t threads, const ReviewDone& review_done) {
  const store::Survey survey = store.survey();
  std::map<std::string, ReviewErasing> each;
  for (const std::string& id : survey.reviews) each.try_emplace(id, store, id, erasures, dry_run, now);
  Erased all;
  for (const auto& file : survey.files) {
    const auto review = each.find(file.review_id);
    if (review != each.end()) {
      review->second.add_file(file.name);
    } else {
      all.left.push_back({what_of(file.review_id, file.name), "it was not looked into: its review is not there"});
    }
  }
  const auto documents = [&](const std::string& id) { return each.at(id).erase_documents(); };
  const auto files = [&](const std::string& id) { return each.at(id).erase_files(); };
  for (Erased& one : for_each_review(survey.reviews, threads, review_done, documents)) add(all, std::move(one));
  for (Erased& one : for_each_review(survey.reviews, threads, {}, files)) add(all, std::move(one));
  // Those of afterwards: what was replaced may have been left behind.
  const store::Survey after = dry_run ? survey : store.survey();
  for (const auto& found : {after.damage, after.strays}) {
    for (const auto& one : found) all.left.push_back({one.where, fmt::format("it was not looked into: {}", one.why)});
  }
  return all;
}

json to_json(const Erased& erased, bool dry_run) {
  return {{"dryRun", dry_run},
          {"reviews", erased.reviews},
          {"mentions", erased.mentions},
          {"documents", to_json(erased.documents)},
          {"reports", to_json(erased.reports)},
          {"left", to_json(erased.left)},
          {"whole", erased.whole()}};
}

}  // namespace app
