// What resource_quota and concurrency_quota share: both judge a model::QuotaUsage. Pure functions.
#pragma once

#include "checks/check.hpp"

namespace checks {

// One judgement per row of the kind `use`.
Judgements judge_quotas(const Inventory& inventory, model::QuotaUse use);

// A value worth asking for: enough that `current` is at most 70 % of it, above `limit`, and round.
double desired_limit(double current, double limit);

}  // namespace checks
