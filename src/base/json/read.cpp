#include "base/json/read.hpp"

#include <cmath>

#include "base/json/depth.hpp"

namespace base::read {

std::optional<nlohmann::json> parse(std::string_view text) {
  if (depth_of_json(text) > deepest_json) return std::nullopt;
  auto parsed = nlohmann::json::parse(text, nullptr, false);
  if (parsed.is_discarded()) return std::nullopt;
  return parsed;
}

nlohmann::json no_members() {
  return nlohmann::json::object();
}

const nlohmann::json& member(const nlohmann::json& object, std::string_view key) {
  static const nlohmann::json none;
  if (!object.is_object()) return none;
  const auto found = object.find(key);
  return found == object.end() ? none : *found;
}

std::optional<std::string> optional_text(const nlohmann::json& object, const char* key) {
  const auto& found = member(object, key);
  if (!found.is_string()) return std::nullopt;
  return found.get<std::string>();
}

std::string text(const nlohmann::json& object, const char* key) {
  return optional_text(object, key).value_or("");
}

std::optional<double> number(const nlohmann::json& object, const char* key) {
  const auto& found = member(object, key);
  if (!found.is_number()) return std::nullopt;
  return found.get<double>();
}

std::optional<std::int64_t> whole(const nlohmann::json& found) {
  if (!found.is_number()) return std::nullopt;
  if (found.is_number_unsigned()) {
    const auto value = found.get<std::uint64_t>();
    if (value > std::uint64_t(INT64_MAX)) return std::nullopt;
    return std::int64_t(value);
  }
  if (found.is_number_integer()) return found.get<std::int64_t>();
  const double value = found.get<double>();
  if (std::nearbyint(value) != value || std::abs(value) > 9007199254740992.0) return std::nullopt;
  return std::int64_t(value);
}

std::optional<std::int64_t> integer(const nlohmann::json& object, const char* key) {
  return whole(member(object, key));
}

std::optional<bool> boolean(const nlohmann::json& object, const char* key) {
  const auto& found = member(object, key);
  if (!found.is_boolean()) return std::nullopt;
  return found.get<bool>();
}

const nlohmann::json& array(const nlohmann::json& object, const char* key) {
  static const nlohmann::json empty = nlohmann::json::array();
  const auto& found = member(object, key);
  return found.is_array() ? found : empty;
}

const nlohmann::json& object(const nlohmann::json& object, const char* key) {
  static const nlohmann::json empty = nlohmann::json::object();
  const auto& found = member(object, key);
  return found.is_object() ? found : empty;
}

}  // namespace base::read
