#include "base/json/fields.hpp"

namespace base::fields {

Writer::Writer() : json_(json::object()) {}

json Writer::take() {
  return std::move(json_);
}

bool read_time(const json& from, Time& value) {
  if (!from.is_string()) return false;
  std::string text = from.get<std::string>();
  // Python, which the reference application is written in, spells UTC out.
  if (text.ends_with("+00:00")) text.replace(text.size() - 6, 6, "Z");
  const auto time = from_iso8601(text);
  if (time) value = *time;
  return time.has_value();
}

SchemaOf::SchemaOf() : properties_(json::object()) {}

void SchemaOf::add(std::string_view key, json schema, bool may_be_absent) {
  properties_[std::string(key)] = std::move(schema);
  if (!may_be_absent) required_.emplace_back(key);
}

json SchemaOf::take() {
  return {{"type", "object"}, {"properties", properties_}, {"required", required_}};
}

json nullable(json schema) {
  if (schema.contains("enum")) {
    schema["enum"].push_back(nullptr);
  } else if (schema["type"].is_string()) {
    schema["type"] = json::array({schema["type"], "null"});
  }
  return schema;
}

}  // namespace base::fields
