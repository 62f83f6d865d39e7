// What resource_quota and concurrency_quota share: both judge a model::QuotaUsage. Pure functions.
#pragma once

#include "checks/check.hpp"

namespace checks {

// One judgement per row of the kind `use`. `measured` is when concurrency was.
Judgements judge_quotas(const Scene& scene, const std::vector<model::QuotaUsage>& usages, model::QuotaUse use,
                        std::string_view measured = "");

// Asks AWS for a quota of `desired`.
std::string increase_command(const Scene& scene, const model::QuotaRow& row, double desired);

// "Ask AWS for 150 quick connects"
std::string increase_action(const model::QuotaRow& row, double desired);

// A value worth asking for: enough that `current` is at most 70 % of it, above `limit`, and round.
// What a quota's use is held against, for the row of `check`: options, as the report's charts have them too.
std::vector<Threshold> quota_thresholds(std::string_view check);

double desired_limit(double current, double limit);

}  // namespace checks
