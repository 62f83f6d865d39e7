#include "collect/flow/exported_flow.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <set>

#include "base/encode.hpp"
#include "base/json/read.hpp"
#include "base/text.hpp"
#include "collect/flow/block_places.hpp"
#include "collect/flow/language.hpp"
#include "collect/flow/old_export.hpp"

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
                                                                   {"outboundWhisper", "OUTBOUND_WHISPER"},
                                                                   {"campaign", "CAMPAIGN"}};

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

// What stands around the content: Id, Arn, Name, Type; nullptr where the file is the content itself.
const json* wrapping_in(const json& file) {
  for (const json* about : {&read::object(file, "ContactFlow"), &read::object(file, "ContactFlowModule"), &file}) {
    const json& content = read::member(*about, "Content");
    if (content.is_string() || content.is_object()) return about;
  }
  return nullptr;
}

// What a flow consists of, in the flow language and in the designer's earlier exports.
struct Dialect {
  const char* blocks;
  const char* start;
  const char* identifier;
  const char* type;
  const char* parameters;
  const char* branches;
  json::value_t lists;  // what parameters and branches are
};
constexpr Dialect flow_language = {"Actions",    "StartAction", "Identifier",         "Type",
                                   "Parameters", "Transitions", json::value_t::object};
constexpr Dialect old_designer = {"modules", "start", "id", "type", "parameters", "branches", json::value_t::array};

std::string wrong_with_block(const json& block, const Dialect& dialect, std::size_t number) {
  if (!block.is_object()) return fmt::format("block {} is no object", number);
  for (const char* needed : {dialect.identifier, dialect.type}) {
    if (read::text(block, needed).empty()) return fmt::format("block {} has no {}", number, needed);
  }
  for (const char* key : {dialect.parameters, dialect.branches}) {
    const json& list = read::member(block, key);
    if (!list.is_null() && list.type() != dialect.lists)
      return fmt::format("the {} of block {} are no {}", key, number, json(dialect.lists).type_name());
  }
  return "";
}

// The parser of a review is content with less: what AWS publishes is whole, and what it calls by newer names is read as
// far as it goes.
std::string wrong_with(const json& content) {
  const Dialect& dialect = is_old_export(content) ? old_designer : flow_language;
  const json& blocks = read::member(content, dialect.blocks);
  if (!blocks.is_array()) return fmt::format("it has no list of {}", dialect.blocks);
  if (blocks.empty()) return "it has no blocks";
  std::set<std::string> identifiers;
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    if (std::string wrong = wrong_with_block(blocks[i], dialect, i + 1); !wrong.empty()) return wrong;
    const std::string identifier = read::text(blocks[i], dialect.identifier);
    if (!identifiers.insert(identifier).second)
      return fmt::format("two blocks are called '{}'", base::printable(identifier, 60));
  }
  const std::string start = read::text(content, dialect.start);
  if (start.empty()) return fmt::format("it has no {}", dialect.start);
  if (identifiers.contains(start)) return "";
  return fmt::format("its {} '{}' is none of its blocks", dialect.start, base::printable(start, 60));
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

// As PowerShell 5 writes what a command prints; without a byte order mark, by the zero beside an opening brace.
bool is_utf16(std::string_view text) {
  using namespace std::string_view_literals;
  return text.starts_with("\xFF\xFE"sv) || text.starts_with("\xFE\xFF"sv) || text.starts_with("{\0"sv) ||
         text.starts_with("\0{"sv);
}

}  // namespace

FlowReading read_exported_flow(std::string_view text) {
  if (is_utf16(text)) return {std::nullopt, "is UTF-16: save it as UTF-8"};
  constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
  const std::size_t skipped = text.starts_with(byte_order_mark) ? byte_order_mark.size() : 0;
  text.remove_prefix(skipped);
  if (text.size() > max_flow_file_bytes) return {std::nullopt, file_too_large};
  // As deep as it may be: nothing of it is copied, and the parser does not recurse.
  const json file = json::parse(text, nullptr, false);
  if (file.is_discarded()) return {std::nullopt, "is not JSON"};
  const json nothing = json::object();
  const json* about = wrapping_in(file);
  const json& given = about == nullptr ? file : read::member(*about, "Content");
  const bool is_text = given.is_string();
  const std::string_view bytes = is_text ? std::string_view(given.get_ref<const std::string&>()) : text;
  if (bytes.size() > max_flow_bytes) return {std::nullopt, too_large};
  const json within = is_text ? json::parse(bytes, nullptr, false) : json();
  const json& content = is_text ? within : given;
  if (const std::string wrong = wrong_with(content); !wrong.empty())
    return {std::nullopt, fmt::format("is not a flow: {}", wrong)};

  ExportedFlow flow;
  flow.graph = flow_in(content).value();
  const json& metadata = read::object(content, content.contains("metadata") ? "metadata" : "Metadata");
  add_names(flow, about == nullptr ? nothing : *about, metadata, file.contains("ContactFlowModule"));
  if (is_text) {
    const std::size_t place = place_of_member(text, "Content");
    for (const auto& action : flow.graph.actions) flow.places[action.identifier] = place;
  } else {
    const std::size_t depth = about == nullptr ? 0 : about == &file ? 1 : 2;
    flow.places = block_places(text, depth);
  }
  for (auto& [identifier, place] : flow.places) place += skipped;
  return {std::move(flow), ""};
}

}  // namespace collect
