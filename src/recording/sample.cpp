#include "recording/sample.hpp"

#include <cerrno>
#include <fmt/format.h>
#include <fstream>
#include <string>
#include <string_view>
#include <sys/stat.h>
#include <system_error>
#include <zlib.h>

#include "base/error.hpp"

namespace recording {
namespace {

using base::ErrorKind;
namespace fs = std::filesystem;

constexpr int gzip_format = 16 + MAX_WBITS;  // as inflateInit2 takes it: https://zlib.net/manual.html#Advanced

// The last four bytes are the length, the least significant one first: https://www.rfc-editor.org/rfc/rfc1952#page-6
std::size_t unpacked_size(std::string_view packed) {
  std::size_t size = 0;
  for (std::size_t i = 1; i <= 4; ++i) size = size << 8U | static_cast<unsigned char>(packed[packed.size() - i]);
  return size;
}

std::string unpacked(std::string packed) {
  std::string text(unpacked_size(packed), '\0');
  z_stream stream{};
  stream.next_in = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_in = uInt(packed.size());
  stream.next_out = reinterpret_cast<Bytef*>(text.data());
  stream.avail_out = uInt(text.size());
  const bool is_begun = ::inflateInit2(&stream, gzip_format) == Z_OK;
  const bool is_whole = is_begun && ::inflate(&stream, Z_FINISH) == Z_STREAM_END && stream.avail_out == 0;
  ::inflateEnd(&stream);
  if (!is_whole) throw base::Error(ErrorKind::internal, "the sample in the program cannot be unpacked");
  return text;
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
    const std::string text = unpacked(std::string(file.bytes));
    std::ofstream out(path, std::ios::binary);
    if (!out.write(text.data(), std::streamsize(text.size())).flush()) throw cannot_be_written(path, errno);
  }
}

}  // namespace recording
