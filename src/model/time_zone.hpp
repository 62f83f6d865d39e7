// How far time zones are ahead of UTC. Constant data, any thread.
#pragma once

#include <chrono>
#include <optional>
#include <string_view>

namespace model {

// At least and at most, over the year: where clocks are changed, both hold at some time.
struct UtcOffsets {
  std::chrono::minutes least{0}, most{0};

  bool operator==(const UtcOffsets&) const = default;
};

// Of a zone as hours of operation name it, Europe/Berlin; nothing of one that is not known.
std::optional<UtcOffsets> utc_offsets(std::string_view zone);

}  // namespace model
