#include "model/dashboard.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/json/read.hpp"

namespace model {
namespace {

using nlohmann::json;
namespace read = base::read;

bool names(const json& part, std::string_view id) {
  if (part.is_string()) return part.get_ref<const std::string&>().find(id) != std::string::npos;
  return read::text(part, "expression").find(id) != std::string::npos;
}

// A metric is a row: namespace, name, names and values of dimensions, and an object with options. What a row leaves out
// (".", "...") stands in one above it.
bool shows(const json& widget, std::string_view id) {
  const json& rows = read::array(read::object(widget, "properties"), "metrics");
  return std::ranges::any_of(rows, [&](const json& row) {
    return row.is_array() && std::ranges::any_of(row, [&](const json& part) { return names(part, id); });
  });
}

}  // namespace

std::optional<bool> shows_instance(std::string_view body, std::string_view instance_id) {
  const auto parsed = read::parse(body);
  if (!parsed || !parsed->is_object() || !read::member(*parsed, "widgets").is_array()) return std::nullopt;
  return std::ranges::any_of(read::array(*parsed, "widgets"),
                             [&](const json& widget) { return shows(widget, instance_id); });
}

}  // namespace model
