// What an invocation is asked to do, read from its event and checked before anything is done. Pure functions.
#pragma once

#include <cstddef>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lambda {

inline constexpr std::size_t max_event_bytes = std::size_t{256} << 10U;
inline constexpr std::size_t max_instances = 200;

// An invocation that runs out of time calls the function again, so often at most.
inline constexpr int max_hops = 20;

struct Event {
  std::optional<int> days;             // to look back over; none: as configured
  std::vector<std::string> instances;  // ARNs, ids or aliases; none: as configured
  bool all_instances = false;
  std::string resume;  // id of the review to go on with
  int hop = 0;         // how many invocations worked on it before
  std::string id;      // the same event has the same one; empty: it has none
  bool force = false;  // a review of its own, beside one that is running
};

// {"daysBack", "instance" or "instances", "id", "force"}, {"resume", "hop"}, an event of EventBridge or of its
// Scheduler, or nothing at all. Throws base::Error(usage) that says what is wrong with it.
Event parse_event(std::string_view payload);

// What makes the function review one instance, or go on with a review. Of `event` its days and whether it is forced.
nlohmann::json instance_event(const std::string& arn, const Event& event, const std::string& id);
nlohmann::json resume_event(const std::string& review_id, int hop);

}  // namespace lambda
