#include "store/dynamodb/attribute_value.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <fmt/format.h>

#include "base/encode.hpp"
#include "base/json/exact.hpp"
#include "base/text.hpp"

namespace store {
namespace {

using nlohmann::json;

constexpr int deepest = 30;              // of DynamoDB's 32 levels
constexpr std::size_t most_digits = 38;  // of a number

std::string escaped(const std::string& name) {
  std::string text;
  for (const char c : name) {
    if (c == '~') {
      text += "~0";
    } else if (c == '/') {
      text += "~1";
    } else {
      text += c;
    }
  }
  return text;
}

class Writer {
 public:
  explicit Writer(Notes& notes) : notes_(notes) {}

  json members(const json& object, int depth) {
    json attributes = json::object();
    for (const auto& [name, value] : object.items())
      attributes[name] = at(fmt::format("/{}", escaped(name)), value, depth);
    return attributes;
  }

 private:
  json at(const std::string& step, const json& value, int depth) {
    const std::size_t before = path_.size();
    path_ += step;
    json attribute = write(value, depth);
    path_.resize(before);
    return attribute;
  }

  json write(const json& value, int depth) {
    switch (value.type()) {
      case json::value_t::null: return {{"NULL", true}};
      case json::value_t::boolean: return {{"BOOL", value}};
      case json::value_t::string: return {{"S", value}};
      case json::value_t::number_integer:
      case json::value_t::number_unsigned: return {{"N", value.dump()}};
      case json::value_t::number_float: return write_double(value);
      case json::value_t::array:
      case json::value_t::object:
        if (depth == deepest || value.contains("")) return write_text(value);
        if (value.is_object()) return {{"M", members(value, depth + 1)}};
        return {{"L", elements(value, depth + 1)}};
      case json::value_t::binary: return write_digits(value, base::exact_digits(value).value_or(""));
      default: return write_text(value);
    }
  }

  json elements(const json& array, int depth) {
    json list = json::array();
    for (std::size_t i = 0; i < array.size(); ++i) list.push_back(at(fmt::format("/{}", i), array[i], depth));
    return list;
  }

  // DynamoDB has 38 digits, from 1e-130 to below 1e126.
  json write_digits(const json& value, const std::string& digits) {
    const auto decimal = base::parse_decimal(digits);
    const int first = decimal ? int(decimal->digits.size()) + decimal->exponent - 1 : 0;  // power of its first digit
    const bool fits = decimal && decimal->digits.size() <= most_digits && first >= -130 && first < 126;
    return fits ? json{{"N", digits}} : write_text(value);
  }

  json write_double(const json& value) {
    const double number = value.get<double>();
    const double size = std::abs(number);
    const bool fits = (size >= 1e-130 && size < 1e126) || (size == 0 && !std::signbit(number));
    if (!fits) return write_text(value);
    std::array<char, 32> buffer{};
    const auto end = std::to_chars(buffer.begin(), buffer.end(), number).ptr;
    const std::string text(buffer.begin(), end);
    const auto read = read_number(text);
    if (!read) return write_text(value);
    if (!read->is_number_float()) notes_.doubles.push_back(path_);
    return {{"N", text}};
  }

  json write_text(const json& value) {
    notes_.texts.push_back(path_);
    return {{"S", base::exact_text(value)}};
  }

  Notes& notes_;
  std::string path_;
};

// Stops at the first thing that it cannot read; `why` says what.
class Reader {
 public:
  json members(const json& attributes) {
    if (!attributes.is_object()) return fail("a map that is not one");
    json object = json::object();
    for (const auto& [name, attribute] : attributes.items()) object[name] = read(attribute);
    return object;
  }

  const std::string& why() const { return why_; }

 private:
  json read(const json& attribute) {
    if (!attribute.is_object() || attribute.size() != 1) return fail("an attribute that is not one typed value");
    const std::string& type = attribute.begin().key();
    const json& value = attribute.begin().value();
    if (type == "S" || type == "B") return value.is_string() ? value : fail("a text that is not one");
    if (type == "N") return number(value);
    if (type == "BOOL") return value.is_boolean() ? value : fail("a truth value that is not one");
    if (type == "NULL") return nullptr;
    if (type == "M") return members(value);
    if (type == "L") return list(value, [this](const json& one) { return read(one); });
    if (type == "NS") return list(value, [this](const json& one) { return number(one); });
    if (type == "SS" || type == "BS") {
      return list(value, [this](const json& one) { return one.is_string() ? one : fail("a set of other than texts"); });
    }
    return fail(fmt::format("an attribute of the unknown type '{}'", base::printable(type, 20)));
  }

  json number(const json& value) {
    auto read = value.is_string() ? read_number(value.get_ref<const std::string&>()) : std::nullopt;
    return read ? *std::move(read) : fail("a number that is not one");
  }

  template <typename ReadOne>
  json list(const json& value, const ReadOne& read_one) {
    if (!value.is_array()) return fail("a list that is not one");
    json array = json::array();
    for (const json& one : value) array.push_back(read_one(one));
    return array;
  }

  json fail(const std::string& what) {
    if (why_.empty()) why_ = fmt::format("it holds {}", what);
    return nullptr;
  }

  std::string why_;
};

// One step down a JSON pointer; null where there is nothing.
json* child(json& parent, std::string_view step) {
  if (parent.is_array()) {
    const auto index = base::number_in<std::size_t>(step);
    return index && *index < parent.size() ? &parent[*index] : nullptr;
  }
  std::string name;
  for (std::size_t i = 0; i < step.size(); ++i) {
    const bool is_escape = step[i] == '~' && i + 1 < step.size();
    name += is_escape ? (step[++i] == '1' ? '/' : '~') : step[i];
  }
  const auto found = parent.is_object() ? parent.find(name) : parent.end();
  return found == parent.end() ? nullptr : &*found;
}

json* find_at(json& root, std::string_view pointer) {
  json* here = &root;
  while (here != nullptr && !pointer.empty()) {
    if (pointer.front() != '/') return nullptr;
    const auto end = std::min(pointer.find('/', 1), pointer.size());
    here = child(*here, pointer.substr(1, end - 1));
    pointer.remove_prefix(end);
  }
  return here;
}

std::size_t value_bytes(const json& attribute);

std::size_t number_bytes(const std::string& text) {
  const auto decimal = base::parse_decimal(text);
  const std::size_t digits = decimal ? decimal->digits.size() : text.size();
  return 2 + (digits + 1) / 2 + (text.starts_with('-') ? 1 : 0);
}

std::size_t value_bytes(const json& attribute) {
  constexpr std::size_t of_container = 3, of_element = 1;
  const std::string& type = attribute.begin().key();
  const json& value = attribute.begin().value();
  if (type == "S") return value.get_ref<const std::string&>().size();
  if (type == "N") return number_bytes(value.get_ref<const std::string&>());
  if (type == "M") return of_container + of_element * value.size() + item_bytes(value);
  if (type != "L") return 1;
  std::size_t bytes = of_container;
  for (const json& one : value) bytes += of_element + value_bytes(one);
  return bytes;
}

}  // namespace

json to_attributes(const json& object, Notes& notes) {
  return Writer(notes).members(object, 1);
}

Body from_attributes(const json& attributes) {
  Reader reader;
  json object = reader.members(attributes);
  if (!reader.why().empty()) return {nullptr, reader.why()};
  return {std::move(object), ""};
}

std::string restore(json& object, const Notes& notes) {
  for (const std::string& pointer : notes.doubles) {
    json* value = find_at(object, pointer);
    if (value == nullptr || !value->is_number()) return "a number that its notes tell of is not there";
    *value = value->get<double>();
  }
  for (const std::string& pointer : notes.texts) {
    json* value = find_at(object, pointer);
    if (value == nullptr || !value->is_string()) return "a text that its notes tell of is not there";
    // parse_body guards against texts that are nested too deep, and takes objects.
    Body body = parse_body(fmt::format("{{\"value\":{}}}", value->get_ref<const std::string&>()));
    if (!body.why.empty()) return fmt::format("a value that it keeps as JSON cannot be read: {}", body.why);
    *value = std::move(body.json["value"]);
  }
  return "";
}

std::optional<json> read_number(std::string_view text) {
  constexpr std::size_t longest = 200;  // 38 digits and up to 130 zeros
  return text.size() <= longest ? base::exact_number(text) : std::nullopt;
}

std::size_t item_bytes(const json& attributes) {
  std::size_t bytes = 0;
  for (const auto& [name, attribute] : attributes.items()) bytes += name.size() + value_bytes(attribute);
  return bytes;
}

}  // namespace store
