// Members of what AWS answered: what is absent, or of another kind, is not there. Pure functions.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

namespace store {

// Null where an answer has no such member.
inline const nlohmann::json& member(const nlohmann::json& object, const char* name) {
  static const nlohmann::json none;
  const auto found = object.find(name);
  return found == object.end() ? none : *found;
}

// An empty object where there is no such member, or one of another kind.
inline const nlohmann::json& object_member(const nlohmann::json& object, const char* name) {
  static const nlohmann::json none = nlohmann::json::object();
  const nlohmann::json& value = member(object, name);
  return value.is_object() ? value : none;
}

// Empty text, likewise.
inline std::string text_member(const nlohmann::json& object, const char* name) {
  const nlohmann::json& value = member(object, name);
  return value.is_string() ? value.get<std::string>() : std::string();
}

}  // namespace store
