#include "formats/table.hpp"

#include <algorithm>

#include "base/encode.hpp"
#include "base/error.hpp"
#include "formats/writers.hpp"

namespace formats {

const std::vector<Writer>& writers() {
  static const std::vector<Writer> writers = {
      {"html", "html", "text/html; charset=utf-8", html},
      {"json", "json", "application/json", json},
      {"text", "txt", "text/plain; charset=utf-8",
       [](const model::Review& review) { return text(review, false, 100); }},
  };
  return writers;
}

const Writer& writer(std::string_view format) {
  std::string known;
  for (const auto& writer : writers()) {
    if (writer.format == format) return writer;
    known += (known.empty() ? "" : ", ") + std::string(writer.format);
  }
  throw base::Error(base::ErrorKind::usage,
                    "there is no output format '" + base::printable(format, 60) + "'; there are " + known);
}

std::string file_name(std::string_view review_id, const Writer& writer) {
  return "connect-ops-review-" + std::string(review_id) + "." + std::string(writer.extension);
}

}  // namespace formats
