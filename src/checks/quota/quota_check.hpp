// What resource_quota and concurrency_quota share: both judge a model::QuotaUsage. Pure functions.
#pragma once

#include "checks/check.hpp"

namespace checks {

// One judgement per row of the kind `use`. `measured` is when concurrency was.
Judgements judge_quotas(const Scene& scene, const std::vector<model::QuotaUsage>& usages, model::QuotaUse use,
                        std::string_view measured = "");

// A value worth asking for: enough that `current` is at most 70 % of it, above `limit`, and round.
double desired_limit(double current, double limit);

}  // namespace checks
