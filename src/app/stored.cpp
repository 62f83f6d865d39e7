#include "app/stored.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <fstream>
#include <nlohmann/json.hpp>
#include <utility>

#include "base/encode.hpp"
#include "base/error.hpp"
#include "base/timestamp.hpp"
#include "model/life.hpp"

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

base::Error no_document(const std::string& review_id, const std::string& component) {
  return {ErrorKind::not_found, fmt::format("review {} has no document {}", review_id, component)};
}

// To a temporary name beside it first, so that nobody ever sees half a report.
void write_file(const fs::path& path, const formats::Writer& writer, const model::Review& review,
                const formats::Pasts& pasts) {
  std::error_code failure;
  fs::create_directories(path.parent_path(), failure);
  const fs::path temporary = fmt::format("{}.part", path.string());
  {
    std::ofstream out(temporary, std::ios::binary | std::ios::trunc);
    writer.write({&review, 1}, [&](std::string_view piece) { out << piece; }, pasts);
    out.close();
    if (out) fs::rename(temporary, path, failure);
    if (out && !failure) return;
  }
  fs::remove(temporary, failure);
  throw base::Error(ErrorKind::denied,
                    fmt::format("the report {} cannot be written; check that the directory exists, is "
                                "writable and has room",
                                path.string()));
}

WrittenReport write_report(store::Store& store, const model::Review& review, const formats::Pasts& pasts,
                           const formats::Writer& writer, const ReportOptions& options) {
  const std::string& id = review.status.review_id;
  const std::string name = formats::file_name(id, writer);
  const std::string format(writer.format);
  if (options.directory.empty()) {
    store.put_file(id, name, formats::rendered(writer, review, pasts), writer.media_type);
    return {format, store.link(id, name, options.link_life)};
  }
  const fs::path path = options.directory / name;
  write_file(path, writer, review, pasts);
  return {format, path.string()};
}

}  // namespace

base::Time latest_possible(base::Time now) {
  return now + std::chrono::days(1);
}

std::string resolve_review_id(store::Store& store, std::string_view id_or_latest, base::Time now) {
  if (id_or_latest == "latest") {
    store::Filter newest;
    newest.limit = 1;
    newest.to = latest_possible(now);
    const auto page = store.reviews(newest);
    if (page.reviews.empty()) {
      throw base::Error(ErrorKind::not_found, "there is no stored review yet; `connect-ops-review run` makes one");
    }
    return page.reviews.front().review_id;
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
    throw base::Error(ErrorKind::not_found,
                      fmt::format("there is no review {} in this store (or it is older than 90 days); "
                                  "`connect-ops-review reviews` lists what there is",
                                  review_id));
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
  return review;
}

model::StatusDocument current_state(store::Store& store, model::StatusDocument stored, base::Time now) {
  const bool is_open = model::as_of(stored, {}, now).status != stored.status;
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
  if (!item) throw no_document(review_id, component);
  return std::move(item->body);
}

ReportOptions report_options(const Config& config) {
  return {config.get(options::output_formats), config.get(options::output_dir), config.get(options::link_hours)};
}

void write_reports(store::Store& store, model::Review& review, const formats::Pasts& pasts,
                   const ReportOptions& options, const std::function<void(WrittenReport)>& written) {
  for (const auto& format : options.formats) {
    written(write_report(store, review, pasts, formats::writer(format), options));
  }
  auto& due = review.status.reports_due;
  const auto done = std::erase_if(due, [&](const std::string& format) {
    return std::ranges::find(options.formats, format) != options.formats.end();
  });
  if (done > 0) {
    store.put({review.status.review_id, std::string(model::status_component), model::to_json(review.status)});
  }
}

}  // namespace app
