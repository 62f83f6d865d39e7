#include "model/time_zone.hpp"

#include <algorithm>

namespace model {
namespace {

struct Zone {
  std::string_view name;
  int least, most;
};

constexpr Zone zones[] = {
#define ZONE(name, least, most) {name, least, most},
#include "model/time_zones.def"
#undef ZONE
};

}  // namespace

std::optional<UtcOffsets> utc_offsets(std::string_view zone) {
  const auto* found = std::ranges::find(zones, zone, &Zone::name);
  if (found == std::end(zones)) return std::nullopt;
  return UtcOffsets{std::chrono::minutes(found->least), std::chrono::minutes(found->most)};
}

}  // namespace model
