#include "app/move/each_review.hpp"

#include <fmt/format.h>
#include <iterator>
#include <nlohmann/json.hpp>
#include <set>
#include <utility>

#include "app/flows/kept_flows.hpp"
#include "base/encode.hpp"
#include "base/json/read.hpp"
#include "base/parallel.hpp"
#include "formats/maps_page.hpp"
#include "formats/table.hpp"
#include "model/document.hpp"
#include "model/life.hpp"
#include "model/review.hpp"

namespace app {
namespace {

class Loading {
 public:
  Loading(const std::string& review_id, store::Items items) : review_id_(review_id) {
    loaded_.items = std::move(items);
  }

  Loaded run(base::Time now) {
    for (const auto& broken : loaded_.items.broken) there_.insert(broken.component);
    loaded_.broken = broken_ones(loaded_.items);
    for (const auto& item : loaded_.items.items) look_at(item);
    loaded_.running = model::is_being_made(review_.status, review_.documents, now);
    for (const auto& component : model::missing_components(review_.status, there_)) {
      loaded_.missing.push_back({what_of(review_id_, component), "the review counts it, and nothing of it is stored"});
    }
    return std::move(loaded_);
  }

 private:
  // Whatever other programs wrote is moved as it is; what says that a later one of ours wrote it is named.
  void look_at(const store::Item& item) {
    there_.insert(item.component);
    if (auto why = why_newer(item.body)) {
      loaded_.newer.push_back({what_of(review_id_, item.component), *std::move(why)});
      return;
    }
    try {
      model::add_stored(review_, item.component, item.body);
    } catch (const base::Error& error) {
      loaded_.broken.push_back({what_of(review_id_, item.component), error.what()});
    }
  }

  const std::string& review_id_;
  Loaded loaded_;
  model::Review review_;
  std::set<std::string> there_;
};

}  // namespace

void append(std::vector<Remark>& all, std::vector<Remark> more) {
  std::move(more.begin(), more.end(), std::back_inserter(all));
}

nlohmann::json to_json(const std::vector<Remark>& remarks) {
  auto list = nlohmann::json::array();
  for (const Remark& remark : remarks) list.push_back({{"what", remark.what}, {"why", remark.why}});
  return list;
}

std::string what_of(std::string_view review_id, std::string_view name) {
  return fmt::format("{}/{}", base::printable(review_id, 60), base::printable(name, 200));
}

std::optional<std::string> why_newer(const nlohmann::json& document) {
  const auto version = base::read::integer(document, "schemaVersion").value_or(0);
  if (version <= model::schema_version) return std::nullopt;
  return fmt::format("it has schemaVersion {}, which a newer connect-ops-review wrote; upgrade to read it", version);
}

bool ends_everything(const base::Error& error) {
  using base::ErrorKind;
  switch (error.kind()) {
    case ErrorKind::denied:
    case ErrorKind::credentials:
    case ErrorKind::config:
    case ErrorKind::not_found:  // the bucket, the table: a review that is gone is no error
    case ErrorKind::deadline: return true;
    default: return false;
  }
}

std::vector<FileName> file_names(const std::string& review_id) {
  std::vector<FileName> names;
  for (const auto& writer : formats::writers())
    names.push_back({formats::file_name(review_id, writer), writer.media_type});
  names.push_back({flows_file_name(review_id), flows_media_type, false});
  names.push_back({formats::maps_file_name(review_id), formats::maps_media_type, false});
  return names;
}

std::vector<File> files_of(store::Store& store, const std::string& review_id) {
  const auto names = file_names(review_id);
  const auto found = base::parallel_map(names.size(), names.size(),
                                        [&](std::size_t i) { return store.get_file(review_id, names[i].name); });
  std::vector<File> files;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (found[i]) files.push_back({names[i], *found[i]});
  }
  return files;
}

Held by_component(const store::Items& items) {
  Held held;
  for (const auto& broken : items.broken) held[broken.component] = nullptr;
  for (const auto& item : items.items) held[item.component] = &item;
  return held;
}

std::vector<Remark> broken_ones(const store::Items& items) {
  std::vector<Remark> remarks;
  for (const auto& broken : items.broken) remarks.push_back({what_of(broken.review_id, broken.component), broken.why});
  return remarks;
}

Loaded load(store::Store& store, const std::string& review_id, base::Time now) {
  Loaded loaded = Loading(review_id, store.load(review_id)).run(now);
  // A store of many objects lists them before it reads them: a review that ended in between counts more than was
  // listed.
  if (!loaded.missing.empty()) loaded = Loading(review_id, store.load(review_id)).run(now);
  return loaded;
}

}  // namespace app
