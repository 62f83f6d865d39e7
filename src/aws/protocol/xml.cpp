#include "aws/protocol/xml.hpp"

#include <algorithm>
#include <cstdint>
#include <pugixml.hpp>
#include <sstream>

#include "base/text.hpp"
#include "base/timestamp.hpp"

namespace aws::protocol {
namespace {

using nlohmann::json;
using Table = std::span<const XmlMember>;

constexpr int max_depth = 50;  // AWS's answers have some ten levels

// pugixml resolves the five entities of XML and character references, and knows no others.
std::string text_in(const pugi::xml_node& node) {
  std::string text;
  for (const auto& child : node.children()) {
    if (child.type() == pugi::node_pcdata || child.type() == pugi::node_cdata) text += child.value();
  }
  return text;
}

bool has_elements(const pugi::xml_node& node) {
  return std::ranges::any_of(node.children(), [](const auto& child) { return child.type() == pugi::node_element; });
}

std::optional<json> number_of(std::string_view text) {
  const auto number = base::number_in<std::int64_t>(text);
  return number ? std::optional<json>(*number) : std::nullopt;
}

std::optional<json> scalar_of(XmlType type, const std::string& text) {
  switch (type) {
    case XmlType::number: return number_of(text);
    case XmlType::boolean: {
      const std::string word = base::lower(text);  // of a policy's status AWS's page has TRUE
      if (word != "true" && word != "false") return std::nullopt;
      return word == "true";
    }
    case XmlType::time: {
      const auto time = base::from_iso8601(text);
      if (!time) return std::nullopt;
      return double(base::to_epoch_milliseconds(*time)) / 1000;
    }
    default:
      if (!is_utf8(text)) return std::nullopt;
      return text;
  }
}

std::optional<json> value_of(const pugi::xml_node& node, std::optional<XmlType> type, Table table, int depth);

void add(json& output, const std::string& name, bool is_list, json value) {
  const auto found = output.find(name);
  if (found == output.end()) {
    output[name] = is_list ? json::array({std::move(value)}) : std::move(value);
  } else if (is_list || found->is_array()) {
    found->push_back(std::move(value));
  } else {
    json list = json::array({std::move(*found), std::move(value)});
    *found = std::move(list);
  }
}

std::optional<json> structure_of(const pugi::xml_node& node, Table table, int depth) {
  json output = json::object();
  for (const auto& child : node.children()) {
    if (child.type() != pugi::node_element) continue;
    const XmlMember* row = find_member(table, node.name(), child.name());
    const bool is_list = row != nullptr && row->type == XmlType::list;
    auto value = value_of(child, row == nullptr || is_list ? std::nullopt : std::optional(row->type), table, depth + 1);
    if (!value) return std::nullopt;
    add(output, std::string(row == nullptr || row->name.empty() ? child.name() : row->name), is_list,
        *std::move(value));
  }
  return output;
}

std::optional<json> members_in(const pugi::xml_node& node, Table table, int depth) {
  json output = json::array();
  for (const auto& child : node.children()) {
    if (child.type() != pugi::node_element) continue;
    auto value = value_of(child, std::nullopt, table, depth + 1);
    if (!value) return std::nullopt;
    output.push_back(*std::move(value));
  }
  return output;
}

std::optional<json> map_in(const pugi::xml_node& node) {
  json output = json::object();
  for (const auto& entry : node.children("entry")) {
    const std::string key = text_in(entry.child("key")), value = text_in(entry.child("value"));
    if (!is_utf8(key) || !is_utf8(value)) return std::nullopt;
    output[key] = value;
  }
  return output;
}

std::optional<json> value_of(const pugi::xml_node& node, std::optional<XmlType> type, Table table, int depth) {
  if (depth > max_depth) return std::nullopt;
  if (!type) type = has_elements(node) ? XmlType::structure : XmlType::text;
  if (type == XmlType::structure) return structure_of(node, table, depth);
  if (type == XmlType::members_of) return members_in(node, table, depth);
  if (type == XmlType::map_of) return map_in(node);
  return scalar_of(*type, text_in(node));
}

void write(pugi::xml_node node, const json& value, Table table) {
  if (!value.is_object()) {
    const std::string text = value.is_string() ? value.get<std::string>() : value.dump();
    node.text().set(text.c_str());
    return;
  }
  for (const auto& [name, member] : value.items()) {
    const auto row = std::ranges::find_if(table, [&, &key = name](const XmlMember& one) {
      return one.parent == node.name() && (one.name.empty() ? one.element : one.name) == key;
    });
    const std::string element(row == table.end() ? name : row->element);
    if (!member.is_array()) {
      write(node.append_child(element.c_str()), member, table);
      continue;
    }
    for (const json& entry : member) write(node.append_child(element.c_str()), entry, table);
  }
}

}  // namespace

const XmlMember* find_member(Table table, std::string_view parent, std::string_view element) {
  const auto found =
      std::ranges::find_if(table, [&](const XmlMember& one) { return one.parent == parent && one.element == element; });
  return found == table.end() ? nullptr : &*found;
}

bool is_utf8(const std::string& text) {
  return json::parse(json(text).dump(-1, ' ', false, json::error_handler_t::replace)) == text;
}

std::optional<Xml> read_xml(std::string_view body, Table table) {
  pugi::xml_document document;
  // A text of blanks alone may be a key.
  const auto options = pugi::parse_default | pugi::parse_ws_pcdata_single;
  if (!document.load_buffer(body.data(), body.size(), options, pugi::encoding_utf8)) return std::nullopt;
  const pugi::xml_node root = document.document_element();
  if (!root || !is_utf8(root.name())) return std::nullopt;
  const XmlMember* row = find_member(table, "", root.name());
  auto value = value_of(root, row == nullptr ? std::nullopt : std::optional(row->type), table, 0);
  if (!value) return std::nullopt;
  return Xml{root.name(), *std::move(value)};
}

std::string write_xml(std::string_view name, const char* xml_namespace, const json& value, Table table) {
  pugi::xml_document document;
  pugi::xml_node root = document.append_child(std::string(name).c_str());
  root.append_attribute("xmlns").set_value(xml_namespace);
  write(root, value, table);
  std::ostringstream out;
  document.save(out, "", pugi::format_raw | pugi::format_no_declaration, pugi::encoding_utf8);
  return out.str();
}

}  // namespace aws::protocol
