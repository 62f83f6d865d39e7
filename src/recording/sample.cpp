#include "recording/sample.hpp"

#include <cerrno>
#include <fmt/format.h>
#include <fstream>
#include <string>
#include <string_view>
#include <sys/stat.h>
#include <system_error>

#include "base/error.hpp"
#include "recording/gzip.hpp"

namespace recording {
namespace {

using base::ErrorKind;
namespace fs = std::filesystem;

constexpr std::size_t most_bytes = std::size_t{64} << 20U;

std::string unpacked(std::string_view packed) {
  auto text = gunzipped(packed, most_bytes);
  if (!text) throw base::Error(ErrorKind::internal, "the sample in the program cannot be unpacked");
  return *std::move(text);
}

base::Error cannot_be_written(const fs::path& path, int error_number) {
  return {ErrorKind::unavailable, fmt::format("the sample '{}' cannot be written: {}", path.string(),
                                              std::generic_category().message(error_number))};
}

}  // namespace

void write_sample(const fs::path& directory) {
  if (::mkdir(directory.c_str(), 0777) != 0) throw cannot_be_written(directory, errno);
  for (const base::EmbeddedFile& file : sample_files()) {
    const fs::path path = directory / file.name;
    const std::string text = unpacked(file.bytes);
    std::ofstream out(path, std::ios::binary);
    if (!out.write(text.data(), std::streamsize(text.size())).flush()) throw cannot_be_written(path, errno);
  }
}

}  // namespace recording
