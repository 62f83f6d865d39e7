// Reports rendered from stored documents alone: the same review can be rendered again at any time, from any store. Pure
// functions; a writer never asks AWS, a clock or a store.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/review.hpp"

namespace formats {

struct Writer {
  std::string_view format;     // html, json, text: as --output-formats takes it
  std::string_view extension;  // of the file: connect-ops-review-ID.EXTENSION
  std::string_view media_type;
  std::string (*write)(const model::Review&);
};

const std::vector<Writer>& writers();

// Throws base::Error(usage) that lists the known ones when there is no such format.
const Writer& writer(std::string_view format);

// connect-ops-review-ID.html
std::string file_name(std::string_view review_id, const Writer& writer);

// The terminal's table: findings that need action first, then counts. `colour` adds ANSI colours, `width` is the
// terminal's in columns. The text writer is this without colour at 100 columns.
std::string text(const model::Review& review, bool colour, std::size_t width);

}  // namespace formats
