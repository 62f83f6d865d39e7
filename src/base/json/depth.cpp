#include "base/json/depth.hpp"

#include <algorithm>

namespace base {

int depth_of_json(std::string_view text) {
  int open = 0, most = 0;
  bool in_string = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (in_string) {
      if (c == '\\') ++i;
      if (c == '"') in_string = false;
    } else if (c == '"') {
      in_string = true;
    } else if (c == '{' || c == '[') {
      most = std::max(most, ++open);
    } else if (c == '}' || c == ']') {
      --open;
    }
  }
  return most;
}

}  // namespace base
