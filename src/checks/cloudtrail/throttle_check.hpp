// What api_throttling and api_throttling_account share. Pure functions.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "checks/check.hpp"

namespace checks {

// Refused calls, added up by API.
struct Throttled {
  std::int64_t total = 0;
  std::vector<std::pair<std::string, std::int64_t>> apis;  // most first, then by name
};

Throttled throttled(const model::ApiThrottles& read, bool (*counts)(model::ThrottleScope));

// "7 API calls throttled, most often ListUsers"; `whose` stands before "throttled".
std::string headline(const Throttled& refused, std::string_view whose);

// The judgement with everything but its status, its headline and its first words: `what` is "for this instance".
Judgement about(const Scene& scene, const model::ApiThrottles& read, Resource resource, const Throttled& refused,
                std::string_view what);

}  // namespace checks
