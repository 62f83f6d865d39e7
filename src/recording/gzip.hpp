// A text as gzip and back. Pure functions. https://www.rfc-editor.org/rfc/rfc1952
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace recording {

// Written piece by piece: what is long need not be held as a whole.
class Gzip {
 public:
  Gzip();
  ~Gzip();
  Gzip(const Gzip&) = delete;
  Gzip& operator=(const Gzip&) = delete;
  Gzip(Gzip&&) = delete;
  Gzip& operator=(Gzip&&) = delete;

  void add(std::string_view text);
  // Everything that was added. Nothing may be added behind it.
  std::string finish();

 private:
  struct Stream;
  void push(std::string_view text, int flush);

  std::unique_ptr<Stream> stream_;
  std::string bytes_;
};

// Nothing of what is no gzip, is damaged, or unpacks to more than `most` bytes.
std::optional<std::string> gunzipped(std::string_view bytes, std::size_t most);

}  // namespace recording
