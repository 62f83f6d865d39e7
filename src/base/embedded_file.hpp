// A file that the program carries within itself, so that it needs none beside it. tools/embed_assets.cmake writes the
// sources that hold them. Constant data; any thread.
#pragma once

#include <string_view>

namespace base {

struct EmbeddedFile {
  std::string_view name;  // without directory
  std::string_view bytes;
};

}  // namespace base
