// A strict reader of the HTML that the report's templates write. It refuses everything that they never write, so that a
// text which escapes from its place is noticed, whatever it says.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace formats {

struct Element {
  std::string name;
  std::map<std::string, std::string> attributes;
  std::size_t depth = 0;
  std::size_t parent = 0;  // index of the element it stands in
  std::string text;        // directly and indirectly inside, as it is written
};

// All elements in their order. Throws std::runtime_error for unknown tags and attributes, attributes without quotation
// marks, tags that do not close what is open, and stray '<' or '>'.
std::vector<Element> read_html(std::string_view html);

}  // namespace formats
