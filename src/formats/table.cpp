#include "formats/table.hpp"

#include <fmt/format.h>

#include "base/encode.hpp"
#include "base/error.hpp"
#include "formats/writers.hpp"
#include "words/nearest.hpp"

namespace formats {

namespace {

using Reviews = std::span<const model::Review>;

template <void (*write)(Reviews, const Sink&)>
void alone(Reviews reviews, const Besides&, const Sink& sink) {
  write(reviews, sink);
}

}  // namespace

const std::vector<Writer>& writers() {
  static const std::vector<Writer> writers = {
#define FORMAT(name, extension, media_type) {#name, extension, media_type, false, false, alone<name>},
#define FORMAT_WITH_PAST(name, extension, media_type) {#name, extension, media_type, true, false, name},
#define FORMAT_WITH_MAPS(name, extension, media_type) {#name, extension, media_type, true, true, name},
#include "formats/formats.def"
#undef FORMAT
#undef FORMAT_WITH_PAST
#undef FORMAT_WITH_MAPS
  };
  return writers;
}

const Writer& writer(std::string_view format) {
  std::vector<std::string_view> known;
  for (const auto& writer : writers()) {
    if (writer.format == format) return writer;
    known.push_back(writer.format);
  }
  throw base::Error(base::ErrorKind::usage, fmt::format("there is no output format '{}'{}", base::printable(format, 60),
                                                        words::what_there_is(format, known)));
}

std::string rendered(const Writer& writer, const model::Review& review, const Besides& besides) {
  std::string bytes;
  writer.write({&review, 1}, [&](std::string_view piece) { bytes += piece; }, besides);
  return bytes;
}

std::string file_name(std::string_view review_id, const Writer& writer) {
  return fmt::format("connect-ops-review-{}.{}", review_id, writer.extension);
}

}  // namespace formats
