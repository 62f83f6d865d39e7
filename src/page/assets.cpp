#include "page/assets.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "base/error.hpp"

namespace page {

std::string_view asset(std::string_view file_name) {
  const auto files = asset_files();
  const auto found = std::ranges::find(files, file_name, &base::EmbeddedFile::name);
  if (found == files.end()) {
    throw base::Error(base::ErrorKind::internal, fmt::format("there is no asset named {}", file_name));
  }
  return found->bytes;
}

}  // namespace page
