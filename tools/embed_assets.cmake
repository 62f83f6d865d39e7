# Writes OUTPUT, a C++ file that defines FUNCTION, as HEADER declares it, which gives the files in the list ASSETS:
#   cmake -D OUTPUT=embedded.cpp -D HEADER=page/assets.hpp -D FUNCTION=page::asset_files -D "ASSETS=a.css;b.html"
#     [-D GZIP=/usr/bin/gzip] -P embed_assets.cmake
# With GZIP they are compressed, the same file always to the same bytes. Every byte is written as \xNN, so that a file
# may hold anything.
set(rows "")
foreach(asset IN LISTS ASSETS)
  get_filename_component(name ${asset} NAME)
  if(GZIP)
    execute_process(COMMAND ${GZIP} -9 --no-name INPUT_FILE ${asset} OUTPUT_FILE ${OUTPUT}.gz COMMAND_ERROR_IS_FATAL ANY)
    file(READ ${OUTPUT}.gz bytes HEX)
    file(REMOVE ${OUTPUT}.gz)
  else()
    file(READ ${asset} bytes HEX)
  endif()
  string(REGEX REPLACE "(................................)" "\\1\"\n     \"" bytes "${bytes}")
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "\\\\x\\1" bytes "${bytes}")
  string(APPEND rows "    {\"${name}\",\n     \"${bytes}\"sv},\n")
endforeach()

file(WRITE ${OUTPUT} "// Written by tools/embed_assets.cmake.
#include \"${HEADER}\"

using namespace std::string_view_literals;

static constexpr base::EmbeddedFile files[] = {
${rows}};

std::span<const base::EmbeddedFile> ${FUNCTION}() {
  return files;
}
")
