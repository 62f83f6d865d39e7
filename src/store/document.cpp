#include "store/document.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <limits>

#include "base/digest.hpp"
#include "base/encode.hpp"
#include "base/error.hpp"
#include "base/json/depth.hpp"
#include "base/json/exact.hpp"
#include "base/text.hpp"
#include "base/timestamp.hpp"

namespace store {
namespace {

using nlohmann::json;

constexpr std::size_t longest_name = 200;  // a file system takes 255, and a report's temporary name is longer

bool is_name_character(char c) {
  return base::is_alphanumeric(c) || c == '.' || c == '_' || c == '-';
}

}  // namespace

bool is_name(std::string_view text) {
  return !text.empty() && text.size() <= longest_name && text[0] != '.' && std::ranges::all_of(text, is_name_character);
}

bool is_review_id(std::string_view text) {
  return is_name(text) && base::from_review_id(text);
}

bool is_lock(std::string_view review_id, std::string_view component) {
  return review_id.starts_with(lock_prefix) && component == lock_component;
}

void require_name(std::string_view what, std::string_view text) {
  if (is_name(text)) return;
  throw base::Error(
      base::ErrorKind::usage,
      fmt::format("'{}' cannot be {}: 1 to {} letters, digits, '.', '_' and '-' can, not beginning with a dot",
                  base::printable(text, 60), what, longest_name));
}

std::string to_text(const Item& item) {
  require_name("a review's id", item.review_id);
  require_name("a component's name", item.component);
  if (!item.body.is_object()) {
    throw base::Error(base::ErrorKind::internal, fmt::format("document {}/{} is not a JSON object but {}",
                                                             item.review_id, item.component, item.body.type_name()));
  }
  std::string text = base::exact_text(item.body);
  if (base::depth_of_json(text) > base::deepest_json) {
    throw base::Error(base::ErrorKind::internal, fmt::format("document {}/{} is nested more than {} levels deep",
                                                             item.review_id, item.component, base::deepest_json));
  }
  return text;
}

Body parse_body(std::string_view text) {
  if (base::depth_of_json(text) > base::deepest_json)
    return {nullptr, fmt::format("it is nested more than {} levels deep", base::deepest_json)};
  nlohmann::json json = base::parse_exact(text);
  if (json.is_discarded()) return {nullptr, "it is not JSON"};
  if (!json.is_object()) return {nullptr, fmt::format("it is not a JSON object but {}", json.type_name())};
  return {std::move(json), ""};
}

Body intact(std::string_view review_id, std::string_view component, Body body) {
  if (!body.why.empty() || !body.json.contains(seal_member)) return body;
  json seal = std::move(body.json[seal_member]);
  body.json.erase(seal_member);
  const auto says = [&](const char* member, std::string_view wanted) {
    const auto found = body.json.find(member);
    return found != body.json.end() && found->is_string() && found->get_ref<const std::string&>() == wanted;
  };
  if (seal != base::sha256_hex(base::exact_text(body.json))) {
    return {nullptr, "it is damaged: its SHA-256 is not the one that it was written with"};
  }
  if (!says("reviewId", review_id) || !says("componentType", component)) {
    return {nullptr, "it is damaged, or was moved: it is another review's or another component's"};
  }
  body.json[seal_member] = std::move(seal);
  return body;
}

void add(Items& items, std::string review_id, std::string component, std::string_view text) {
  Body body = intact(review_id, component, parse_body(text));
  if (body.why.empty()) {
    items.items.push_back({std::move(review_id), std::move(component), std::move(body.json)});
  } else {
    items.broken.push_back({std::move(review_id), std::move(component), std::move(body.why)});
  }
}

void add(ReviewPage& page, std::string review_id, const std::optional<std::string>& status_text) {
  Body body = status_text ? intact(review_id, status_component, parse_body(*status_text)) : Body{};
  if (!body.why.empty()) page.broken.push_back({review_id, std::string(status_component), std::move(body.why)});
  page.reviews.push_back({std::move(review_id), std::move(body.json)});
}

Item readable_item(std::string_view review_id, std::string_view component, std::string_view text) {
  Body body = intact(review_id, component, parse_body(text));
  if (!body.why.empty()) {
    throw base::Error(base::ErrorKind::corrupt,
                      fmt::format("the stored document {}/{} cannot be read: {}", review_id, component, body.why));
  }
  return {std::string(review_id), std::string(component), std::move(body.json)};
}

std::string instance_arn(const nlohmann::json& body) {
  const auto member = body.find("instanceArn");
  return member != body.end() && member->is_string() ? member->get<std::string>() : std::string();
}

std::optional<std::int64_t> ttl(const nlohmann::json& body) {
  constexpr std::int64_t never = std::numeric_limits<std::int64_t>::max();
  const auto member = body.find("ttl");
  if (member == body.end() || !member->is_number()) return std::nullopt;
  if (member->is_number_unsigned()) return std::int64_t(std::min(member->get<std::uint64_t>(), std::uint64_t(never)));
  if (member->is_number_integer()) return member->get<std::int64_t>();
  const double value = member->get<double>();
  if (!std::isfinite(value)) return std::nullopt;  // is stored as null
  if (value >= 9e18) return never;
  return std::int64_t(std::max(value, -9e18));
}

bool in_range(std::string_view review_id, const Filter& filter) {
  const auto time = is_name(review_id) ? base::from_review_id(review_id) : std::nullopt;
  return time && (!filter.from || *time >= *filter.from) && (!filter.to || *time < *filter.to);
}

void require_limit(const Filter& filter) {
  if (filter.limit == 0) throw base::Error(base::ErrorKind::usage, "a page of reviews has to hold at least one");
}

}  // namespace store
