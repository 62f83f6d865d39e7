// What blocks look like on a map: by what they do, as the flow designer sorts them. Pure function.
#pragma once

#include <string_view>

namespace app {

struct BlockIcon {
  std::string_view icon;  // of map_icons.mustache
  std::string_view kind;  // say, set, check, call, end
};

// By a type of the flow language; a plain block for one that is not known.
BlockIcon icon_of(std::string_view type);

}  // namespace app
