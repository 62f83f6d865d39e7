#include "collect/flow/exported_flow.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/json/read.hpp"
#include "base/text.hpp"
#include "collect/flow/block_places.hpp"
#include "collect/flow/language.hpp"

namespace collect {
namespace {

using nlohmann::json;
namespace read = base::read;

// Types as exports call them; AWS's API has them in capitals.
constexpr std::pair<std::string_view, std::string_view> types[] = {{"contactFlow", "CONTACT_FLOW"},
                                                                   {"customerQueue", "CUSTOMER_QUEUE"},
                                                                   {"customerHold", "CUSTOMER_HOLD"},
                                                                   {"customerWhisper", "CUSTOMER_WHISPER"},
                                                                   {"agentHold", "AGENT_HOLD"},
                                                                   {"agentWhisper", "AGENT_WHISPER"},
                                                                   {"agentTransfer", "AGENT_TRANSFER"},
                                                                   {"queueTransfer", "QUEUE_TRANSFER"},
                                                                   {"outboundWhisper", "OUTBOUND_WHISPER"}};

std::string type_named(const std::string& name) {
  for (const auto& [exported, type] : types) {
    if (name == exported || name == type) return std::string(type);
  }
  return "";
}

// Only a module returns.
bool returns(const model::FlowGraph& graph) {
  return std::ranges::find(graph.actions, "EndFlowModuleExecution", &model::FlowAction::type) != graph.actions.end();
}

std::string first_of(const std::string& a, const std::string& b) {
  return a.empty() ? b : a;
}

struct Wrapped {
  const json* about = nullptr;  // what stands around the content: Id, Arn, Name, Type
  std::string content;
};

// Nothing where the file is the content itself.
std::optional<Wrapped> wrapped_in(const json& file) {
  for (const json* about : {&read::object(file, "ContactFlow"), &read::object(file, "ContactFlowModule"), &file}) {
    if (auto content = read::optional_text(*about, "Content")) return Wrapped{about, *std::move(content)};
  }
  return std::nullopt;
}

// What stands around a content, and in the designer's notes within.
void add_names(ExportedFlow& flow, const json& about, const json& metadata, bool is_module) {
  flow.id = read::text(about, "Id");
  flow.arn = read::text(about, "Arn");
  flow.name = first_of(read::text(about, "Name"), read::text(metadata, "name"));
  flow.type = first_of(type_named(read::text(about, "Type")), type_named(read::text(metadata, "type")));
  if (is_module || flow.arn.find("/flow-module/") != std::string::npos || returns(flow.graph)) flow.type = "MODULE";
}

constexpr const char* too_large = "is larger than 1,024,000 bytes, which no flow is";
constexpr const char* file_too_large = "is larger than 2,048,000 bytes, which no flow is";
static_assert(max_flow_bytes == 1'024'000 && max_flow_file_bytes == 2'048'000);

}  // namespace

FlowReading read_exported_flow(std::string_view text) {
  constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
  const std::size_t skipped = text.starts_with(byte_order_mark) ? byte_order_mark.size() : 0;
  text.remove_prefix(skipped);
  if (text.size() > max_flow_file_bytes) return {std::nullopt, file_too_large};
  // As deep as it may be: nothing of it is copied, and the parser does not recurse.
  const json file = json::parse(text, nullptr, false);
  if (file.is_discarded()) return {std::nullopt, "is not JSON"};
  const auto wrapped = wrapped_in(file);
  const std::string_view content = wrapped ? std::string_view(wrapped->content) : text;
  if (content.size() > max_flow_bytes) return {std::nullopt, too_large};
  auto graph = parse_flow_content(content);
  if (!graph) {
    return {std::nullopt, "is not a flow: it needs a list of Actions, and a StartAction that is one of them"};
  }

  ExportedFlow flow;
  flow.graph = *std::move(graph);
  const json within = wrapped ? json::parse(content, nullptr, false) : json();
  const json& inner = wrapped ? within : file;
  const json& metadata = inner.contains("metadata") ? read::object(inner, "metadata") : read::object(inner, "Metadata");
  const json nothing = json::object();
  const json* about = wrapped ? wrapped->about : &nothing;
  add_names(flow, *about, metadata, file.contains("ContactFlowModule"));
  if (wrapped) {
    const std::size_t place = place_of_member(text, "Content");
    for (const auto& action : flow.graph.actions) flow.places[action.identifier] = place;
  } else {
    flow.places = block_places(text);
  }
  for (auto& [identifier, place] : flow.places) place += skipped;
  return {std::move(flow), ""};
}

}  // namespace collect
