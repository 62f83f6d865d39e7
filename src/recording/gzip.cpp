#include "recording/gzip.hpp"

#include <algorithm>
#include <zlib.h>

#include "base/error.hpp"

namespace recording {
namespace {

constexpr int gzip_format = 16 + MAX_WBITS;  // as zlib takes it: https://zlib.net/manual.html#Advanced
constexpr int packing = 3;                   // of zlib's levels: JSON shrinks to a tenth with it
constexpr int usual_memory = 8;
constexpr std::size_t piece = std::size_t{64} << 10U;

// zlib does not write what it reads.
Bytef* to_read(std::string_view text) {
  return reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
}

}  // namespace

struct Gzip::Stream : z_stream {};

Gzip::Gzip() : stream_(std::make_unique<Stream>()) {
  if (::deflateInit2(stream_.get(), packing, Z_DEFLATED, gzip_format, usual_memory, Z_DEFAULT_STRATEGY) != Z_OK) {
    throw base::Error(base::ErrorKind::internal, "zlib cannot be used");
  }
}

Gzip::~Gzip() {
  ::deflateEnd(stream_.get());
}

void Gzip::push(std::string_view text, int flush) {
  stream_->next_in = to_read(text);
  stream_->avail_in = uInt(text.size());
  do {
    const std::size_t before = bytes_.size();
    bytes_.resize(before + piece);
    stream_->next_out = reinterpret_cast<Bytef*>(bytes_.data() + before);
    stream_->avail_out = uInt(piece);
    ::deflate(stream_.get(), flush);
    bytes_.resize(bytes_.size() - stream_->avail_out);
  } while (stream_->avail_out == 0);
}

void Gzip::add(std::string_view text) {
  push(text, Z_NO_FLUSH);
}

std::string Gzip::finish() {
  push({}, Z_FINISH);
  return std::move(bytes_);
}

std::optional<std::string> gunzipped(std::string_view bytes, std::size_t most) {
  z_stream stream{};
  stream.next_in = to_read(bytes);
  stream.avail_in = uInt(bytes.size());
  if (::inflateInit2(&stream, gzip_format) != Z_OK) return std::nullopt;
  std::string text;
  int result = Z_OK;
  while (result == Z_OK && text.size() <= most) {
    const std::size_t before = text.size();
    text.resize(before + piece);
    stream.next_out = reinterpret_cast<Bytef*>(text.data() + before);
    stream.avail_out = uInt(piece);
    result = ::inflate(&stream, Z_NO_FLUSH);
    text.resize(text.size() - stream.avail_out);
  }
  ::inflateEnd(&stream);
  if (result != Z_STREAM_END || text.size() > most) return std::nullopt;
  return text;
}

}  // namespace recording
