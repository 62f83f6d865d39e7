#include "app/stored.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <utility>

#include "app/flows/report_maps.hpp"
#include "app/review_lock.hpp"
#include "base/digest.hpp"
#include "base/encode.hpp"
#include "base/error.hpp"
#include "base/json/read.hpp"
#include "base/timestamp.hpp"
#include "formats/maps_page.hpp"
#include "model/life.hpp"
#include "store/sqlite/files.hpp"

namespace app {
namespace {

using base::ErrorKind;
namespace fs = std::filesystem;

void read_item(const store::Item& item, model::Review& review) {
  try {
    model::add_stored(review, item.component, item.body);
  } catch (const base::Error& error) {
    review.unreadable.push_back({item.component, error.what()});
  }
}

// A review without a readable STATUS document: what its components tell stands in for it.
void complete_status(model::Review& review) {
  if (!review.status.instance_arn.empty() || review.documents.empty()) return;
  review.status.instance_arn = review.documents.front().instance_arn;
}

base::Error no_review(const std::string& review_id) {
  return {ErrorKind::not_found, fmt::format("there is no review {} in this store (or its retention is over); "
                                            "`connect-ops-review reviews` lists what there is",
                                            review_id)};
}

base::Error no_document(const std::string& review_id, const std::string& component) {
  return {ErrorKind::not_found, fmt::format("review {} has no document {}", review_id, component)};
}

// Whether it is known from the instance's lock that nobody is at it any more. A lock that cannot be read tells nothing.
bool was_left(store::Store& store, const model::StatusDocument& status) {
  if (status.status != model::ReviewStatus::in_progress || !status.updated_at || status.instance_arn.empty())
    return false;
  try {
    return was_left_by_its_process(store, status.instance_arn, status.review_id);
  } catch (const base::Error& error) {
    if (error.kind() != ErrorKind::corrupt && error.kind() != ErrorKind::usage) throw;
    return false;
  }
}

// As any program's file: the umask decides who may read it.
void write_file(const fs::path& path, std::string_view bytes) {
  try {
    store::make_directory(path.parent_path(), 0777);
    store::write_file(path, bytes, 0666);
  } catch (const base::Error& error) {
    throw base::Error(ErrorKind::denied,
                      fmt::format("the report {} cannot be written: {}", path.string(), error.what()));
  }
}

// Where it can be opened.
std::string write_page(store::Store& store, model::Review& review, const std::string& name, const std::string& bytes,
                       std::string_view media_type, const ReportOptions& options) {
  const std::string& id = review.status.review_id;
  if (options.directory.empty()) {
    store.put_file(id, name, bytes, media_type);
    review.status.report_digests[name] = base::sha256_hex(bytes);
    return store.link(id, name, options.link_life);
  }
  const fs::path path = options.directory / name;
  write_file(path, bytes);
  return path.string();
}

WrittenReport write_report(store::Store& store, model::Review& review, const formats::Besides& besides,
                           const formats::Writer& writer, const ReportOptions& options) {
  const std::string& id = review.status.review_id;
  const std::string bytes = formats::rendered(writer, review, besides);
  const auto* maps = formats::flow_maps_of(besides, id);
  if (maps != nullptr && formats::needs_maps_page(*maps)) {
    write_page(store, review, formats::maps_file_name(id), formats::maps_page(review, *maps), formats::maps_media_type,
               options);
  }
  const std::string link = write_page(store, review, formats::file_name(id, writer), bytes, writer.media_type, options);
  return {std::string(writer.format), link};
}

std::vector<store::Summary> of_one_second(store::Store& store, store::Filter filter, base::Time second) {
  filter.from = second;
  filter.to = second + std::chrono::seconds(1);
  filter.limit = 1000;
  return store.reviews(filter).reviews;
}

// Of one second. What follows it in an id says nothing of the order.
bool is_older(const store::Summary& a, const store::Summary& b) {
  const auto order = [](const store::Summary& one) {
    return std::pair(base::read::text(one.status, "updatedAt"), one.review_id);
  };
  return order(a) < order(b);
}

std::string newest_of(const std::vector<store::Summary>& reviews) {
  return reviews.empty() ? std::string() : std::ranges::max_element(reviews, is_older)->review_id;
}

bool has_readable_status(const model::Review& review) {
  return std::ranges::find(review.unreadable, model::status_component, &model::Unreadable::component) ==
         review.unreadable.end();
}

}  // namespace

base::Time latest_possible(base::Time now) {
  return now + std::chrono::days(1);
}

std::string newest_review(store::Store& store, store::Filter filter) {
  filter.limit = 2;
  const auto newest = store.reviews(filter).reviews;
  const auto second_of = [](const store::Summary& one) { return base::from_review_id(one.review_id); };
  if (newest.empty()) return "";
  if (newest.size() == 1 || second_of(newest[0]) != second_of(newest[1])) return newest[0].review_id;
  return newest_of(of_one_second(store, filter, second_of(newest[0]).value()));
}

std::string review_before(store::Store& store, store::Filter filter, const std::string& review_id) {
  const base::Time second = base::from_review_id(review_id).value();
  auto beside = of_one_second(store, filter, second);
  const auto own = std::ranges::find(beside, review_id, &store::Summary::review_id);
  if (own != beside.end()) {
    std::erase_if(beside, [own = *own](const store::Summary& one) { return !is_older(one, own); });
    if (!beside.empty()) return newest_of(beside);
  }
  filter.to = second;
  return newest_review(store, filter);
}

std::string resolve_review_id(store::Store& store, std::string_view id_or_latest, base::Time now) {
  if (id_or_latest == "latest") {
    store::Filter until_now;
    until_now.to = latest_possible(now);
    const std::string newest = newest_review(store, until_now);
    if (newest.empty()) {
      throw base::Error(ErrorKind::not_found, "there is no stored review yet; `connect-ops-review run` makes one");
    }
    return newest;
  }
  if (!base::from_review_id(id_or_latest)) {
    throw base::Error(ErrorKind::usage, fmt::format("'{}' is not a review id; expected YYYYMMDD-HHMMSS, or latest",
                                                    base::printable(id_or_latest, 60)));
  }
  return std::string(id_or_latest);
}

model::Review load_review(store::Store& store, const std::string& review_id) {
  const auto stored = store.load(review_id);
  if (stored.items.empty() && stored.broken.empty()) {
    throw no_review(review_id);
  }
  model::Review review;
  for (const auto& item : stored.items) read_item(item, review);
  for (const auto& broken : stored.broken) review.unreadable.push_back({broken.component, broken.why});
  review.status.review_id = review_id;
  complete_status(review);
  return review;
}

model::Review load_review(store::Store& store, const std::string& review_id, base::Time now) {
  model::Review review = load_review(store, review_id);
  review.status = model::as_of(std::move(review.status), review.documents, now);
  if (was_left(store, review.status)) {
    review.status = model::left_unfinished(std::move(review.status), review.documents);
  }
  return review;
}

model::StatusDocument current_state(store::Store& store, model::StatusDocument stored, base::Time now) {
  const bool is_open = model::as_of(stored, {}, now).status != stored.status || was_left(store, stored);
  if (!is_open) return stored;
  return load_review(store, stored.review_id, now).status;
}

model::Review only(model::Review review, const std::string& component) {
  std::erase_if(review.documents, [&](const model::Document& document) { return document.component != component; });
  std::erase_if(review.unreadable, [&](const model::Unreadable& one) { return one.component != component; });
  std::erase_if(review.status.components, [&](const std::string& counted) { return counted != component; });
  if (!review.documents.empty() || !review.unreadable.empty()) return review;
  throw no_document(review.status.review_id, component);
}

nlohmann::json stored_document(store::Store& store, const std::string& review_id, const std::string& component) {
  auto item = store.get(review_id, component);
  if (!item) {
    const auto others = store.load(review_id);
    throw others.items.empty() && others.broken.empty() ? no_review(review_id) : no_document(review_id, component);
  }
  return std::move(item->body);
}

ReportOptions report_options(const Config& config) {
  return {config.get(options::output_formats), config.get(options::output_dir), config.get(options::link_hours)};
}

void note_digests(store::Store& store, const std::string& review_id, const model::ReportDigests& digests) {
  const auto before = store.get(review_id, model::status_component);
  if (!before || !before->body.contains("sha256")) return;  // the reference's: it stays as it is
  store::Item after = *before;
  for (const auto& [name, digest] : digests) after.body["reportDigests"][name] = digest;
  after.body = model::sealed(std::move(after.body));
  store.replace(*before, after);
}

formats::Besides with_maps(store::Store& store, const model::Review& review, formats::Besides besides) {
  besides[review.status.review_id].flows = report_maps(store, review);
  return besides;
}

void write_reports(store::Store& store, model::Review& review, const formats::Besides& besides,
                   const ReportOptions& options, const std::function<void(WrittenReport)>& written) {
  const auto digests = review.status.report_digests;
  for (const auto& format : options.formats) {
    const formats::Writer& writer = formats::writer(format);
    written(
        write_report(store, review, writer.draws_maps ? with_maps(store, review, besides) : besides, writer, options));
  }
  auto& due = review.status.reports_due;
  const auto done = std::erase_if(due, [&](const std::string& format) {
    return std::ranges::find(options.formats, format) != options.formats.end();
  });
  if (done > 0) {
    store.put({review.status.review_id, std::string(model::status_component), model::to_json(review.status)});
  } else if (review.status.report_digests != digests && has_readable_status(review)) {
    note_digests(store, review.status.review_id, review.status.report_digests);
  }
}

}  // namespace app
