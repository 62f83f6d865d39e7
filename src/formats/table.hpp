// Reports rendered from stored documents alone: the same review can be rendered again at any time, from any store. Pure
// functions; a writer asks neither AWS nor a clock nor a store, and knows no more of where its output goes than a sink.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "formats/beside.hpp"
#include "model/review.hpp"

namespace formats {

// Takes the output piece by piece, in order: what is long need not be held as a whole.
using Sink = std::function<void(std::string_view)>;

struct Writer {
  std::string_view format;     // html, csv, sarif …: as --output-formats takes it
  std::string_view extension;  // of the file: connect-ops-review-ID.EXTENSION
  std::string_view media_type;
  bool tells_past;  // what is new in a review, when it is given that
  bool draws_maps;  // of flows with problems, when it is given them
  void (*written)(std::span<const model::Review> reviews, const Besides& besides, const Sink& sink);

  // In the order given. Throws base::Error(usage) for a number of reviews that the format cannot hold, before anything
  // is written.
  void write(std::span<const model::Review> reviews, const Sink& sink, const Besides& besides = {}) const {
    written(reviews, besides, sink);
  }
};

const std::vector<Writer>& writers();

// Throws base::Error(usage) that lists the known ones when there is no such format.
const Writer& writer(std::string_view format);

// The review alone, as one text.
std::string rendered(const Writer& writer, const model::Review& review, const Besides& besides = {});

// connect-ops-review-ID.html
std::string file_name(std::string_view review_id, const Writer& writer);

// The terminal's table: findings that need action first, then counts. `colour` adds ANSI colours, `width` is the
// terminal's in columns. The text writer is this without colour at 100 columns.
std::string text(const model::Review& review, bool colour, std::size_t width, const Past* past = nullptr);

}  // namespace formats
