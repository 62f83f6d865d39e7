#include "store/s3/keys.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "store/document.hpp"

namespace store {
namespace {

constexpr std::string_view json_suffix = ".json";

bool take(std::string_view& text, std::string_view prefix) {
  if (!text.starts_with(prefix)) return false;
  text.remove_prefix(prefix.size());
  return true;
}

bool is_extension(std::string_view text) {
  return is_name(text) && text.find('.') == std::string_view::npos;
}

}  // namespace

std::string document_key(std::string_view review_id, std::string_view component) {
  return fmt::format("{}{}/{}{}", documents_prefix, review_id, component, json_suffix);
}

std::string file_key(std::string_view review_id, std::string_view file_name) {
  std::string_view rest = file_name;
  const bool is_at_root = take(rest, reports_prefix) && take(rest, review_id) && take(rest, ".") && is_extension(rest);
  if (is_at_root) return std::string(file_name);
  return fmt::format("{}{}/{}", reports_prefix, review_id, file_name);
}

std::optional<std::pair<std::string, std::string>> document_of(std::string_view key) {
  if (!take(key, documents_prefix) || !key.ends_with(json_suffix)) return std::nullopt;
  key.remove_suffix(json_suffix.size());
  const auto slash = key.find('/');
  if (slash == std::string_view::npos) return std::nullopt;
  const std::string_view review_id = key.substr(0, slash), component = key.substr(slash + 1);
  if (!is_name(review_id) || !is_name(component)) return std::nullopt;
  return std::pair(std::string(review_id), std::string(component));
}

std::optional<std::string> review_of(std::string_view prefix) {
  if (!take(prefix, documents_prefix) || !prefix.ends_with('/')) return std::nullopt;
  prefix.remove_suffix(1);
  return is_name(prefix) ? std::optional(std::string(prefix)) : std::nullopt;
}

std::optional<std::pair<std::string, std::string>> file_of(std::string_view key) {
  std::string_view rest = key;
  if (!take(rest, reports_prefix)) return std::nullopt;
  const auto end = std::min(rest.find('/'), rest.rfind('.'));
  if (end == std::string_view::npos) return std::nullopt;
  const std::string_view review_id = rest.substr(0, end);
  if (!is_review_id(review_id) || !is_file_of(review_id, key)) return std::nullopt;
  const bool is_at_root = rest[end] == '.';
  return std::pair(std::string(review_id), std::string(is_at_root ? key : rest.substr(end + 1)));
}

bool is_file_of(std::string_view review_id, std::string_view key) {
  if (!take(key, reports_prefix) || !take(key, review_id)) return false;
  return take(key, "/") ? is_name(key) : take(key, ".") && is_extension(key);
}

}  // namespace store
