# Writes OUTPUT, a C++ file that defines page::asset() (src/page/assets.hpp) for the files in the list ASSETS:
#   cmake -D OUTPUT=assets.cpp -D "ASSETS=a.css;b.html" -P embed_assets.cmake
# Every byte is written as \xNN, so that a file may hold anything.
set(rows "")
foreach(asset IN LISTS ASSETS)
  get_filename_component(name ${asset} NAME)
  file(READ ${asset} bytes HEX)
  string(REGEX REPLACE "(................................)" "\\1\"\n     \"" bytes "${bytes}")
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "\\\\x\\1" bytes "${bytes}")
  string(APPEND rows "    {\"${name}\",\n     \"${bytes}\"sv},\n")
endforeach()

file(WRITE ${OUTPUT} "// Written by tools/embed_assets.cmake.
#include \"page/assets.hpp\"

#include <string>
#include <utility>

#include \"base/error.hpp\"

namespace page {

using namespace std::string_view_literals;

static constexpr std::pair<std::string_view, std::string_view> assets[] = {
${rows}    {},
};

std::string_view asset(std::string_view file_name) {
  for (const auto& [name, bytes] : assets) {
    if (!name.empty() && name == file_name) return bytes;
  }
  throw base::Error(base::ErrorKind::internal, \"there is no asset named \" + std::string(file_name));
}

}  // namespace page
")
