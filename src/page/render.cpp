#include "page/render.hpp"

#include <fmt/format.h>
#include <kainjow/mustache.hpp>

#include "base/error.hpp"
#include "page/assets.hpp"

namespace page {
namespace {

namespace mustache = kainjow::mustache;

constexpr int deepest_inclusion = 12;

// Indentation is for those who read the template, not the page.
std::string without_indentation(std::string_view text) {
  std::string out;
  bool at_line_start = true;
  for (const char c : text) {
    if (at_line_start && c == ' ') continue;
    at_line_start = c == '\n';
    out += c;
  }
  return out;
}

// Includes the named templates in the text itself: the engine would parse them anew for every row of every table.
std::string with_inclusions(std::string_view file_name, int depth) {
  if (depth > deepest_inclusion) {
    throw base::Error(base::ErrorKind::internal, fmt::format("template {} includes itself", file_name));
  }
  std::string text = without_indentation(asset(file_name));
  if (text.ends_with('\n')) text.pop_back();
  static constexpr std::string_view open = "{{> ", close = "}}";
  for (std::size_t at = text.find(open); at != std::string::npos; at = text.find(open, at)) {
    const std::size_t end = text.find(close, at);
    const std::string name = text.substr(at + open.size(), end - at - open.size());
    const std::string included = with_inclusions(name, depth + 1);
    text.replace(at, end + close.size() - at, included);
    at += included.size();
  }
  return text;
}

mustache::data to_mustache(const View& view);

// Lists are built before they become data, and members in their place: the engine's own ways copy what they are given,
// and a page is made of lists in lists.
mustache::data to_mustache(const View::Value& value) {
  if (const bool* flag = std::get_if<bool>(&value)) return mustache::data(*flag);
  if (const std::string* text = std::get_if<std::string>(&value)) return mustache::data(*text);
  const auto& views = std::get<std::vector<View>>(value);
  mustache::list list;
  list.reserve(views.size());
  for (const View& one : views) list.push_back(to_mustache(one));
  return mustache::data(list);
}

mustache::data to_mustache(const View& view) {
  mustache::data object;
  for (const auto& [key, value] : view.members()) object[key] = to_mustache(value);
  return object;
}

}  // namespace

std::string render(std::string_view file_name, const View& view) {
  mustache::mustache page{with_inclusions(file_name, 0)};
  std::string html = page.is_valid() ? page.render(to_mustache(view)) : "";
  if (!page.is_valid()) {
    throw base::Error(base::ErrorKind::internal, fmt::format("template {}: {}", file_name, page.error_message()));
  }
  return html;
}

}  // namespace page
