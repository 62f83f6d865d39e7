// Reading JSON that somebody else wrote: a member that is absent or of another type is "not there", never an exception.
// Pure functions.
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

namespace base::read {

// Nothing when `text` is not JSON, or nested so deep that copying it could exhaust the stack.
std::optional<nlohmann::json> parse(std::string_view text);

// Null when absent.
const nlohmann::json& member(const nlohmann::json& object, std::string_view key);

// Empty when absent or not a string.
std::string text(const nlohmann::json& object, const char* key);
std::optional<std::string> optional_text(const nlohmann::json& object, const char* key);
// Integers and floats alike.
std::optional<double> number(const nlohmann::json& object, const char* key);
// A float is taken when it is a whole number that fits.
std::optional<std::int64_t> whole(const nlohmann::json& json);
std::optional<std::int64_t> integer(const nlohmann::json& object, const char* key);
std::optional<bool> boolean(const nlohmann::json& object, const char* key);
// An object without members, which anything can be written into.
nlohmann::json no_members();

// An empty array or object when absent or of another type.
const nlohmann::json& array(const nlohmann::json& object, const char* key);
const nlohmann::json& object(const nlohmann::json& object, const char* key);

}  // namespace base::read
