// One list of a struct's members makes its JSON, reads it back and tells its JSON Schema:
//   template <class V> void describe(QuotaFact& f, V&& field) { field("limit", f.limit, decimals(2)); … }
// Whatever is not there, or of another type, leaves a member as it was made. Pure functions.
#pragma once

#include <chrono>
#include <concepts>
#include <cstdint>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "base/clock.hpp"
#include "base/json/number.hpp"
#include "base/json/read.hpp"
#include "base/timestamp.hpp"

namespace base::fields {

using nlohmann::json;

// ---- what can be said of a member ----

struct Options {
  std::optional<int> decimals{};  // of a number
  bool is_share = false;          // its decimals are cut, not rounded
  bool null_if_empty = false;
  bool omitted_if_empty = false;
  bool omitted_if_false = false;
  bool required = false;
  bool is_known = true;
  bool may_be_null = false;
};

// A share of a limit must not look as if it had reached one: its decimals are cut.
inline constexpr auto decimals(int places, bool is_share = false) {
  return [places, is_share](Options& options) {
    options.decimals = places;
    options.is_share = is_share;
  };
}
inline constexpr auto share(int places) {
  return decimals(places, true);
}
// Null while the condition does not hold.
inline constexpr auto if_known(bool is_known) {
  return [is_known](Options& options) {
    options.is_known = is_known;
    options.may_be_null = true;
  };
}
// An empty text stands for what is not known.
inline constexpr auto null_if_empty = [](Options& options) { options.null_if_empty = options.may_be_null = true; };
// Left out while it is empty or not known.
inline constexpr auto omitted_if_empty = [](Options& options) { options.omitted_if_empty = true; };
// Only there while it is true.
inline constexpr auto omitted_if_false = [](Options& options) { options.omitted_if_false = true; };
// Without it nothing of the struct holds: an element of a list is dropped, an optional one is not there.
inline constexpr auto required = [](Options& options) { options.required = true; };

template <typename... Said>
Options options_of(Said... said) {
  Options options;
  (said(options), ...);
  return options;
}

// ---- kinds of members ----

// An enumeration whose words are name(value), of all its values_of(value).
template <typename T>
concept Worded = std::is_enum_v<T> && requires(T value) {
  { name(value) } -> std::convertible_to<std::string_view>;
  values_of(value);
};

template <typename T>
inline constexpr bool is_optional = false;
template <typename T>
inline constexpr bool is_optional<std::optional<T>> = true;
template <typename T>
inline constexpr bool is_list = false;
template <typename T>
inline constexpr bool is_list<std::vector<T>> = true;
template <typename T>
inline constexpr bool is_map = false;
template <typename T, typename Order>
inline constexpr bool is_map<std::map<std::string, T, Order>> = true;
template <typename T>
concept Text = std::same_as<T, std::string> || std::same_as<T, std::string_view>;

// ---- writing ----

template <typename T>
json written(T& value, const Options& options = {});

class Writer {
 public:
  Writer();

  template <typename T, typename... Said>
  void operator()(std::string_view key, T& value, Said... said) {
    const Options options = options_of(said...);
    json text = written(value, options);
    const bool empty = text.is_null() || (text.is_string() && text.get_ref<const std::string&>().empty()) ||
                       ((text.is_array() || text.is_object()) && text.empty());
    const bool omitted = (options.omitted_if_empty && empty) || (options.omitted_if_false && text == json(false));
    if (!omitted) json_[std::string(key)] = std::move(text);
  }

  // What follows from the other members: written for people who read the JSON, never read back.
  template <typename T, typename... Said>
  void derived(std::string_view key, T value, Said... said) {
    (*this)(key, value, said...);
  }

  // Members that stand in an object of their own in the JSON alone.
  template <typename Members>
  void object(std::string_view key, Members members) {
    Writer inner;
    members(inner);
    json_[std::string(key)] = std::move(inner.json_);
  }

  void valid(bool) {}

  json take();

 private:
  json json_;
};

template <typename T>
json written(T& value, const Options& options) {
  if (!options.is_known) return nullptr;
  if constexpr (std::same_as<std::remove_const_t<T>, json> || std::is_integral_v<T>) {
    return value;
  } else if constexpr (is_optional<std::remove_const_t<T>>) {
    return value ? written(*value, options) : json(nullptr);
  } else if constexpr (is_list<std::remove_const_t<T>>) {
    json list = json::array();
    for (auto& one : value) list.push_back(written(one, options));
    return list;
  } else if constexpr (is_map<std::remove_const_t<T>>) {
    json map = json::object();
    for (auto& [key, one] : value) map[key] = written(one, options);
    return map;
  } else if constexpr (Text<std::remove_const_t<T>>) {
    return options.null_if_empty && value.empty() ? json(nullptr) : json(value);
  } else if constexpr (std::same_as<std::remove_const_t<T>, Time>) {
    return value == Time{} ? json(nullptr) : json(to_iso8601(value));
  } else if constexpr (std::same_as<std::remove_const_t<T>, std::chrono::seconds>) {
    return value.count();
  } else if constexpr (std::is_floating_point_v<T>) {
    if (!options.decimals) return number(value);
    return rounded(options.is_share ? cut(value, *options.decimals) : value, *options.decimals);
  } else if constexpr (Worded<std::remove_const_t<T>>) {
    return name(value);
  } else {
    Writer writer;
    describe(value, writer);
    return writer.take();
  }
}

template <typename T>
json write(const T& value) {
  // describe() lists members that can be read into; the writer leaves them as they are.
  return written(const_cast<T&>(value));  // NOLINT(cppcoreguidelines-pro-type-const-cast)
}

// ---- reading ----

// False when `from` holds no such thing; then `value` is as it was.
template <typename T>
bool read(const json& from, T& value);

class Reader {
 public:
  explicit Reader(const json& object) : object_(object) {}

  template <typename T, typename... Said>
  void operator()(std::string_view key, T& value, Said... said) {
    const bool is_read = read(read::member(object_, key), value);
    if (!is_read && options_of(said...).required) is_whole_ = false;
  }

  template <typename T, typename... Said>
  void derived(std::string_view, T&&, Said...) {}

  template <typename Members>
  void object(std::string_view key, Members members) {
    Reader inner(read::member(object_, key));
    members(inner);
    is_whole_ = is_whole_ && inner.is_whole_;
  }

  // What must hold between members, or nothing of the struct does.
  void valid(bool holds) { is_whole_ = is_whole_ && holds; }

  bool is_whole() const { return is_whole_; }

 private:
  const json& object_;
  bool is_whole_ = true;
};

template <typename T>
bool read_word(const json& from, T& value) {
  if (!from.is_string()) return false;
  for (const T one : values_of(value)) {
    if (name(one) != from.get_ref<const std::string&>()) continue;
    value = one;
    return true;
  }
  return false;
}

bool read_time(const json& from, Time& value);

template <typename T>
bool read_list(const json& from, std::vector<T>& value) {
  if (!from.is_array()) return false;
  value.clear();
  for (const auto& one : from) {
    T element{};
    // Null stands for an element that is not known; of everything else, what cannot be read is no element.
    if (read(one, element) || is_optional<T>) value.push_back(std::move(element));
  }
  return true;
}

template <typename Map>
bool read_map(const json& from, Map& value) {
  if (!from.is_object()) return false;
  value.clear();
  for (const auto& [key, one] : from.items()) {
    typename Map::mapped_type element{};
    if (read(one, element)) value.emplace(key, std::move(element));
  }
  return true;
}

template <typename T>
bool read_number(const json& from, T& value) {
  if constexpr (std::same_as<T, bool>) {
    if (from.is_boolean()) value = from.get<bool>();
    return from.is_boolean();
  } else if constexpr (std::is_floating_point_v<T>) {
    if (from.is_number()) value = from.get<T>();
    return from.is_number();
  } else {
    const auto whole = read::whole(from);
    if (!whole || !std::in_range<T>(*whole)) return false;
    value = T(*whole);
    return true;
  }
}

template <typename T>
bool read(const json& from, T& value) {
  if constexpr (std::same_as<T, json>) {  // any object
    if (from.is_object()) value = from;
    return from.is_object();
  } else if constexpr (is_optional<T>) {
    typename T::value_type held{};
    const bool is_read = read(from, held);
    value = is_read ? T(std::move(held)) : std::nullopt;
    return is_read;
  } else if constexpr (is_list<T>) {
    return read_list(from, value);
  } else if constexpr (is_map<T>) {
    return read_map(from, value);
  } else if constexpr (std::same_as<T, std::string>) {
    if (from.is_string()) value = from.get<std::string>();
    return from.is_string();
  } else if constexpr (std::same_as<T, Time>) {
    return read_time(from, value);
  } else if constexpr (std::same_as<T, std::chrono::seconds>) {
    const auto whole = read::whole(from);
    if (whole) value = std::chrono::seconds(*whole);
    return whole.has_value();
  } else if constexpr (Worded<T>) {
    return read_word(from, value);
  } else if constexpr (std::is_arithmetic_v<T>) {
    return read_number(from, value);
  } else {
    if (!from.is_object() || from.empty()) return false;
    T fresh = value;
    Reader reader(from);
    describe(fresh, reader);
    if (reader.is_whole()) value = std::move(fresh);
    return reader.is_whole();
  }
}

// ---- the schema ----

// JSON Schema 2020-12 of a struct. Members of later versions may be there too: readers skip what they do not know.
template <typename T>
json schema_of(const Options& options = {});

json nullable(json schema);

class SchemaOf {
 public:
  SchemaOf();

  template <typename T, typename... Said>
  void operator()(std::string_view key, T&, Said... said) {
    const Options options = options_of(said...);
    add(key, schema_of<std::remove_const_t<T>>(options), options.omitted_if_empty || options.omitted_if_false);
  }
  template <typename T, typename... Said>
  void derived(std::string_view key, T value, Said... said) {
    (*this)(key, value, said...);
  }
  template <typename Members>
  void object(std::string_view key, Members members) {
    SchemaOf inner;
    members(inner);
    add(key, inner.take(), false);
  }
  void valid(bool) {}

  void add(std::string_view key, json schema, bool may_be_absent);
  json take();

 private:
  json properties_;
  std::vector<std::string> required_;
};

template <typename T>
json schema_of_kind() {
  if constexpr (std::same_as<T, json>) {
    return {{"type", "object"}};
  } else if constexpr (is_list<T>) {
    return {{"type", "array"}, {"items", schema_of<typename T::value_type>()}};
  } else if constexpr (is_map<T>) {
    return {{"type", "object"}, {"additionalProperties", schema_of<typename T::mapped_type>()}};
  } else if constexpr (Text<T>) {
    return {{"type", "string"}};
  } else if constexpr (std::same_as<T, Time>) {
    return {{"type", "string"}, {"format", "date-time"}};
  } else if constexpr (std::same_as<T, bool>) {
    return {{"type", "boolean"}};
  } else if constexpr (std::is_floating_point_v<T>) {
    return {{"type", "number"}};
  } else if constexpr (Worded<T>) {
    json words = json::array();
    for (const T one : values_of(T{})) words.push_back(name(one));
    return {{"enum", std::move(words)}};
  } else if constexpr (std::is_integral_v<T> || std::same_as<T, std::chrono::seconds>) {
    return {{"type", "integer"}};
  } else {
    T value{};
    SchemaOf schema;
    describe(value, schema);
    return schema.take();
  }
}

template <typename T>
json schema_of(const Options& options) {
  if constexpr (is_optional<T>) {
    return nullable(schema_of<typename T::value_type>(Options()));
  } else {
    json schema = schema_of_kind<T>();
    return options.may_be_null ? nullable(std::move(schema)) : schema;
  }
}

}  // namespace base::fields
