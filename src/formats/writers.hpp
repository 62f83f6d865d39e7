// The writers of formats.def, one file each. Pure functions but for the sink.
#pragma once

#include <span>

#include "formats/table.hpp"

namespace formats {

#define FORMAT(name, extension, media_type) void name(std::span<const model::Review> reviews, const Sink& sink);
#define FORMAT_WITH_PAST(name, extension, media_type) \
  void name(std::span<const model::Review> reviews, const Besides& besides, const Sink& sink);
#define FORMAT_WITH_MAPS FORMAT_WITH_PAST
#include "formats/formats.def"
#undef FORMAT
#undef FORMAT_WITH_PAST
#undef FORMAT_WITH_MAPS

}  // namespace formats
