// Where the blocks of a flow stand in its text, for those who have to mend it there. Pure functions.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>

namespace collect {

// By identifier, the byte at which it stands: the first of several. Takes JSON that a parser has taken, of the flow
// language or of the designer's earlier exports; `depth`: of objects that stand around the flow in it.
std::map<std::string, std::size_t, std::less<>> block_places(std::string_view json, std::size_t depth);

// The byte at which the value of that member of any object begins, at whatever depth; 0 where there is none.
std::size_t place_of_member(std::string_view json, std::string_view key);

}  // namespace collect
