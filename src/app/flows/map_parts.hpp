// What maps of a flow and of an instance draw alike: a flow or module as one box, its problems, and their number.
#pragma once

#include <cstddef>
#include <string>

#include "analysis/flow_graph.hpp"
#include "page/map.hpp"

namespace app {

// "module", "contact flow".
std::string type_words(const analysis::Part& part);

page::MapBox box_of_part(const analysis::Part& part);

// On the box of a flow that is not drawn in full: the first few.
void mark(page::MapBox& box, std::size_t problem, const std::string& headline);

// "no problems", "3 problems".
std::string problem_count(const page::Map& map);

}  // namespace app
