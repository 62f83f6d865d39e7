// What CloudTrail tells of calls to Amazon Connect's API: those that were refused for their rate, and who published
// which flow, and who changed what protects the instance. Plain data.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <tuple>

#include "base/clock.hpp"
#include "model/scene.hpp"

namespace model {

// Whose call it was. A refused call's parameters are often not recorded: then CloudTrail cannot tell.
enum class ThrottleScope { this_instance, other_instance, unknown };
std::string_view name(ThrottleScope scope);

struct ThrottleKey {
  std::string api;   // the event's name: ListUsers
  std::string code;  // TooManyRequestsException or ThrottlingException
  ThrottleScope scope = ThrottleScope::unknown;
  base::Time hour;

  auto operator<=>(const ThrottleKey&) const = default;
};

// That the content of a flow or module was published.
struct FlowPublication {
  base::Time at;
  std::string by;  // user, or session of a role, as CloudTrail calls it
};

// Calls that changed what protects an instance or its data, by one of the names that the review looks for.
struct SensitiveCalls {
  std::int64_t count = 0;
  base::Time last;
  std::string by;  // whoever made the last one
};

struct ApiThrottles {
  Window window;           // what was asked for
  base::Time oldest_read;  // LookupEvents answers newest first: everything from here to window.end was read
  std::int64_t events_read = 0;
  std::map<ThrottleKey, std::int64_t> throttles;
  std::map<std::string, FlowPublication> publications;  // the last of each flow and module of this instance, by its id
  std::map<std::string, SensitiveCalls> sensitive;      // for this instance and not refused, by the event's name
};

}  // namespace model
