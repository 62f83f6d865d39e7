#include "app/flows/map_parts.hpp"

#include <fmt/format.h>

#include "app/flows/flow_names.hpp"
#include "words/names.hpp"
#include "words/numbers.hpp"

namespace app {
namespace {

constexpr std::size_t most_marks = 3;

}  // namespace

std::string type_words(const analysis::Part& part) {
  return part.is_module ? "module" : words::spelled_out(part.flow->type);
}

page::MapBox box_of_part(const analysis::Part& part) {
  page::MapBox box;
  box.icon = part.is_module ? "module" : "flow";
  box.kind = part.is_module ? "call" : "end";
  box.title = part.flow->name;
  box.says = fmt::format("{} of {}", type_words(part), words::counted(std::int64_t(part.end - part.first), "block"));
  if (part.is_default) box.says += fmt::format("; {}", runs_by_default);
  return box;
}

void mark(page::MapBox& box, std::size_t problem, const std::string& headline) {
  if (box.marks.size() < most_marks) box.marks.push_back({problem, headline});
}

std::string problem_count(const page::Map& map) {
  return map.problems.empty() ? "no problems" : words::counted(std::int64_t(map.problems.size()), "problem");
}

}  // namespace app
