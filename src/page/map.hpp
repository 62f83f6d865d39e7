// A map: boxes, what each is and says, and where it leads; as the data that a picture is made of. Texts may come from
// anywhere: the drawing makes them harmless and as short as there is room for. Plain data.
#pragma once

#include <cstddef>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "model/finding.hpp"

namespace page {

inline constexpr std::size_t none = std::numeric_limits<std::size_t>::max();

// A way out of a box.
struct MapExit {
  std::string label;      // what it is taken by: "1", "open"; empty where there is only one
  std::size_t to = none;  // the box that it leads to
  std::string instead;    // what stands there where it leads to none: "nowhere", "not drawn"
  bool is_failure = false;
  bool is_aside = false;  // what it leads to is another flow: not the way through this one
};

// That something is wrong with a box.
struct MapMark {
  std::size_t problem = 0;  // of the map
  std::string text;         // what it is here: "leads nowhere"
};

struct MapBox {
  std::string_view icon;  // of map_icons.mustache
  std::string_view kind;  // class of map.css: say, set, check, call, end
  std::string number;     // by which others refer to it
  std::string title;
  std::string says;
  std::string note;  // its identifier
  std::vector<MapMark> marks;
  std::vector<MapExit> exits;
  bool is_faded = false;    // no contact comes to it
  bool is_unknown = false;  // nobody could look into it
  std::size_t frame = none;
};

struct MapProblem {
  model::Status level = model::Status::fail;
  std::string headline;
};

struct Map {
  std::string kind;                // "Map of a flow"
  std::string title;               // what it is of
  std::vector<std::string> about;  // "23 blocks", "2 problems"
  std::vector<MapBox> boxes;
  std::size_t start = none;         // the box to begin with
  std::vector<std::string> frames;  // names; a box may be in one
  std::vector<MapProblem> problems;
  std::vector<std::string> missing;   // what is not drawn: sentences
  std::vector<std::string> not_read;  // why more may be wrong than is known: sentences
  std::string legend;
};

// An SVG file, and a page that needs nothing beside itself.
std::string map_as_svg(const Map& map);
std::string map_as_page(const Map& map);

}  // namespace page
