// Between XML and JSON. XML does not say what is a list or a number, so a table does; what is not in it is a structure
// when it has elements in it and a text when it has none. The only place that knows pugixml. Pure functions.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace aws::protocol {

enum class XmlType {
  text,
  number,      // whole
  boolean,     // true, false
  time,        // ISO 8601, as epoch seconds
  structure,   // an object, an empty one too
  list,        // each such element is an entry: <Contents/><Contents/>
  members_of,  // the elements in it are its entries: <List><member/><member/></List>
  map_of       // of texts: <Map><entry><key/><value/></entry></Map>
};

struct XmlMember {
  std::string_view parent;  // the element that it is in; empty: none, it is the document
  std::string_view element;
  XmlType type;
  std::string_view name{};  // of the JSON member, where it is not the element's
};

const XmlMember* find_member(std::span<const XmlMember> table, std::string_view parent, std::string_view element);

bool is_utf8(const std::string& text);

struct Xml {
  std::string name;  // of the outermost element
  nlohmann::json value;
};

// Nothing when it is not XML in UTF-8, nested too deep, or a value is not of its type. An element that comes again
// without being a list in the table becomes one: what is not known yet can be read and written back.
std::optional<Xml> read_xml(std::string_view body, std::span<const XmlMember> table);

// One element with its namespace. A list is written as many elements.
std::string write_xml(std::string_view name, const char* xml_namespace, const nlohmann::json& value,
                      std::span<const XmlMember> table);

}  // namespace aws::protocol
