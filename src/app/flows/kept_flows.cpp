#include "app/flows/kept_flows.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <iterator>
#include <nlohmann/json.hpp>
#include <set>
#include <type_traits>

#include "base/error.hpp"
#include "base/json/canonical.hpp"
#include "base/json/read.hpp"
#include "collect/flow/named_in_flows.hpp"
#include "model/describe.hpp"
#include "model/describe_flows.hpp"
#include "recording/gzip.hpp"

namespace app {
namespace {

using model::FlowContents;
using model::Inventory;
using nlohmann::json;
namespace fields = base::fields;
namespace read = base::read;

constexpr std::int64_t version = 1;

template <auto... members>
struct Members {
  // Visit(name, dataset).
  template <typename AnyInventory, typename Visit>
  static void each(AnyInventory& inventory, Visit&& visit) {
    (visit(row_of(model::dataset_of<members>).name, inventory.*members), ...);
  }
  static std::set<model::DatasetId> ids() { return {model::dataset_of<members>...}; }
};

// What flows and their names are told from, as far as a map of them goes. Contents come behind the lists.
using KeptMembers =
    Members<&Inventory::flows, &Inventory::modules, &Inventory::phone_numbers, &Inventory::flow_associations,
            &Inventory::message_flows, &Inventory::queues, &Inventory::queue_details, &Inventory::quick_connects,
            &Inventory::task_templates, &Inventory::routing_profiles, &Inventory::prompts, &Inventory::hours,
            &Inventory::hours_details, &Inventory::users, &Inventory::security_keys, &Inventory::flow_targets,
            &Inventory::flow_contents, &Inventory::module_contents>;

base::Error unreadable(std::string_view why) {
  return {base::ErrorKind::corrupt, fmt::format("what is kept of the review's flows cannot be read: {}", why)};
}

template <typename T>
inline constexpr bool is_contents = std::is_same_v<T, model::Dataset<FlowContents>>;

void add_line(recording::Gzip& out, const json& line) {
  out.add(base::canonical(line));
  out.add("\n");
}

// One line each: a large instance has a quarter of a million blocks.
void add_contents(recording::Gzip& out, std::string_view name, const FlowContents& contents) {
  for (const auto& [id, content] : contents) {
    add_line(out, {{"content_of", name}, {"id", id}, {"content", fields::write(content)}});
  }
}

// Of all people only those whom blocks name.
model::Users named_users(const Inventory& inventory, const model::Users& users) {
  std::set<std::string> ids;
  for (const auto* contents : {&inventory.flow_contents, &inventory.module_contents}) {
    collect::each_named(*contents, [&](const model::FlowReference& reference) {
      if (reference.kind == model::ReferenceKind::agent) ids.insert(model::flow_id(reference.named));
    });
  }
  model::Users named;
  std::ranges::copy_if(users, std::back_inserter(named),
                       [&](const model::User& user) { return ids.contains(user.id); });
  return named;
}

void take_content(const json& line, Inventory& inventory) {
  const std::string of = read::text(line, "content_of");
  auto& dataset = of == "module_contents" ? inventory.module_contents : inventory.flow_contents;
  if (!dataset.value) return;
  fields::read(read::member(line, "content"), (*dataset.value)[read::text(line, "id")]);
}

template <typename T>
void take_dataset(const json& line, model::Dataset<T>& dataset) {
  dataset.gap.reset();
  model::Gap gap;
  if (fields::read(read::member(line, "gap"), gap)) dataset.gap = std::move(gap);
  if (!line.contains("value")) return;
  dataset.value.emplace();
  if constexpr (!is_contents<model::Dataset<T>>) fields::read(read::member(line, "value"), *dataset.value);
}

void take(const json& line, Inventory& inventory) {
  if (line.contains("content_of")) return take_content(line, inventory);
  const std::string wanted = read::text(line, "dataset");
  KeptMembers::each(inventory, [&](std::string_view name, auto& dataset) {
    if (name == wanted) take_dataset(line, dataset);
  });
}

void take_head(const json& head, Inventory& inventory) {
  const auto written = read::integer(head, "flows_version");
  if (!written) throw unreadable("it does not begin as such a file does");
  if (*written > version) throw unreadable("a newer connect-ops-review wrote it; upgrade to read it");
  fields::read(read::member(head, "instance"), inventory.instance_ref);
}

}  // namespace

std::string flows_file_name(std::string_view review_id) {
  return fmt::format("connect-ops-review-{}-flows.jsonl.gz", review_id);
}

std::set<model::DatasetId> kept_datasets() {
  return KeptMembers::ids();
}

std::string packed_flows(const Inventory& inventory) {
  recording::Gzip out;
  add_line(out, {{"flows_version", version}, {"instance", fields::write(inventory.instance_ref)}});
  KeptMembers::each(inventory, [&]<typename Dataset>(std::string_view name, const Dataset& dataset) {
    json line = {{"dataset", name}};
    if (dataset.gap) line["gap"] = fields::write(*dataset.gap);
    if constexpr (is_contents<Dataset>) {
      if (dataset.known()) line["value"] = nullptr;
      add_line(out, line);
      if (dataset.known()) add_contents(out, name, *dataset.value);
    } else if constexpr (std::is_same_v<Dataset, model::Dataset<model::Users>>) {
      if (dataset.known()) line["value"] = fields::write(named_users(inventory, *dataset.value));
      add_line(out, line);
    } else {
      if (dataset.known()) line["value"] = fields::write(*dataset.value);
      add_line(out, line);
    }
  });
  return out.finish();
}

std::string flows_text(std::string_view bytes) {
  auto text = recording::gunzipped(bytes, most_flow_bytes);
  if (!text) throw unreadable("it is damaged");
  return *std::move(text);
}

std::string packed_text(std::string_view text) {
  recording::Gzip out;
  out.add(text);
  return out.finish();
}

Inventory unpacked_flows(std::string_view bytes) {
  const std::string text = flows_text(bytes);
  Inventory inventory;
  bool is_head = true;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const json line = json::parse(std::string_view(text).substr(at, end - at), nullptr, false);
    if (!line.is_object()) throw unreadable("it is damaged");
    if (is_head) take_head(line, inventory);
    if (!is_head) take(line, inventory);
    is_head = false;
    at = end + 1;
  }
  if (is_head) throw unreadable("it is empty");
  return inventory;
}

std::optional<Inventory> kept_flows(store::Store& store, const std::string& review_id) {
  const auto bytes = store.get_file(review_id, flows_file_name(review_id));
  if (!bytes) return std::nullopt;
  return unpacked_flows(*bytes);
}

}  // namespace app
