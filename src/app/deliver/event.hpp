// What a finished review tells EventBridge: one event, for whatever an account wants to start by it. Pure function.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "app/history/news.hpp"
#include "app/review.hpp"
#include "model/review.hpp"

namespace app {

inline constexpr const char* event_source = "connect-ops-review";
inline constexpr const char* event_type = "Amazon Connect Review Ended";  // of rules' detail-type

// docs/deliveries.md has its members, which stay.
nlohmann::json event_detail(const ReviewOutcome& outcome, const model::Review& review, const News& news);

}  // namespace app
