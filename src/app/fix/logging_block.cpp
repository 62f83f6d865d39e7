#include <algorithm>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "app/fix/fix_flows.hpp"

namespace app {
namespace {

// Members stay in their order, so that a person sees what has changed.
using ordered = nlohmann::ordered_json;

const ordered* member_of(const ordered& object, const char* key) {
  if (!object.is_object()) return nullptr;
  const auto found = object.find(key);
  return found == object.end() ? nullptr : &*found;
}

// The content itself, or what stands around it as DescribeContactFlow answers.
ordered content_of(const ordered& file) {
  for (const ordered* about : {member_of(file, "ContactFlow"), member_of(file, "ContactFlowModule"), &file}) {
    const ordered* content = about == nullptr ? nullptr : member_of(*about, "Content");
    if (content == nullptr) continue;
    if (content->is_object()) return *content;
    if (content->is_string()) return ordered::parse(content->get_ref<const std::string&>(), nullptr, false);
  }
  return file;
}

bool has_block(const ordered& actions, std::string_view identifier) {
  return std::ranges::any_of(actions, [&](const ordered& action) {
    const ordered* own = member_of(action, "Identifier");
    return own != nullptr && own->is_string() && own->get_ref<const std::string&>() == identifier;
  });
}

// Identifiers have at most 50 characters, and none of %:(\/)=$,;[]{}.
std::string new_identifier(const ordered& actions) {
  std::string identifier = "Switch logging on";
  for (int number = 2; has_block(actions, identifier); ++number)
    identifier = fmt::format("Switch logging on {}", number);
  return identifier;
}

// Above the block that was the first, where the designer has a place for each.
void add_place(ordered& content, const std::string& identifier, const std::string& start) {
  constexpr double above = 180;
  if (member_of(content, "Metadata") == nullptr || !content["Metadata"].is_object()) return;
  ordered& metadata = content["Metadata"];
  if (metadata.contains("ActionMetadata") && !metadata["ActionMetadata"].is_object()) return;
  ordered& places = metadata["ActionMetadata"];
  ordered place = {{"x", 40}, {"y", 40}};
  const ordered* old = places.is_object() ? member_of(places, start.c_str()) : nullptr;
  const ordered* position = old == nullptr ? nullptr : member_of(*old, "position");
  if (position != nullptr && position->is_object() && position->contains("x") && position->contains("y") &&
      (*position)["x"].is_number() && (*position)["y"].is_number()) {
    place = {{"x", (*position)["x"]}, {"y", (*position)["y"].get<double>() - above}};
  }
  places[identifier] = {{"position", place}, {"isFriendlyName", true}};
}

}  // namespace

std::optional<std::string> with_logging_first(std::string_view exported) {
  constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
  if (exported.starts_with(byte_order_mark)) exported.remove_prefix(byte_order_mark.size());
  const ordered file = ordered::parse(exported, nullptr, false);
  if (file.is_discarded()) return std::nullopt;
  ordered content = content_of(file);
  const ordered* actions = member_of(content, "Actions");
  const ordered* first = member_of(content, "StartAction");
  if (actions == nullptr || !actions->is_array() || first == nullptr || !first->is_string()) return std::nullopt;

  const std::string start = first->get<std::string>(), identifier = new_identifier(*actions);
  ordered changed = ordered::array();
  changed.push_back({{"Parameters", {{"FlowLoggingBehavior", "Enabled"}}},
                     {"Identifier", identifier},
                     {"Type", "UpdateFlowLoggingBehavior"},
                     {"Transitions", {{"NextAction", start}}}});
  for (const ordered& action : *actions) changed.push_back(action);
  content["Actions"] = std::move(changed);
  content["StartAction"] = identifier;
  add_place(content, identifier, start);
  return content.dump(2, ' ', false, ordered::error_handler_t::replace) + "\n";
}

}  // namespace app
