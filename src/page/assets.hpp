// The files of src/page/assets/ (templates, style sheet) as they were at build time: the program needs no file beside
// it. Any thread.
#pragma once

#include <span>
#include <string_view>

#include "base/embedded_file.hpp"

namespace page {

// All of them. Defined in a source that tools/embed_assets.cmake writes.
std::span<const base::EmbeddedFile> asset_files();

// All bytes of one of these files, by its name without directory. Throws base::Error(internal) when there is none.
std::string_view asset(std::string_view file_name);

}  // namespace page
