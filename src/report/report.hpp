// Reports rendered from stored documents alone: the same review can be rendered again at any time, from any store. Pure
// functions; a writer never asks AWS, a clock or a store.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/document.hpp"

namespace report {

// A document that is stored but cannot be read: shown, never hidden.
struct Unreadable {
  std::string component;
  std::string why;
};

struct Review {
  model::StatusDocument status;
  std::vector<model::Document> documents;  // any order; those of unknown components are shown by their findings alone
  std::vector<Unreadable> unreadable;
};

struct Writer {
  std::string_view format;     // html, json, text: as --output-formats takes it
  std::string_view extension;  // of the file: connect-ops-review-ID.EXTENSION
  std::string_view media_type;
  std::string (*write)(const Review&);
};

const std::vector<Writer>& writers();

// Throws base::Error(usage) that lists the known ones when there is no such format.
const Writer& writer(std::string_view format);

// connect-ops-review-ID.html
std::string file_name(std::string_view review_id, const Writer& writer);

// Every finding of the review, in the order in which a person should read them.
std::vector<model::Finding> all_findings(const Review& review);

// The terminal's table: findings that need action first, then counts. `colour` adds ANSI colours, `width` is the
// terminal's in columns. The text writer is this without colour at 100 columns.
std::string text(const Review& review, bool colour, std::size_t width);

}  // namespace report
