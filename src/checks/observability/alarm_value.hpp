// What is wrong with the values that an alarm holds against its threshold: unit, period, statistic, threshold, missing
// data. Of metrics whose dimensions are right. Pure functions.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "checks/observability/alarm_look.hpp"

namespace checks {

std::optional<AlarmFlaw> wrong_unit(const model::WatchedMetric& watched, const model::PublishedMetric& published);

std::optional<AlarmFlaw> wrong_period(const model::Alarm& alarm, const model::WatchedMetric& watched,
                                      const model::PublishedMetric& published);

// Of an alarm that compares the metric itself.
std::vector<AlarmFlaw> wrong_values(const model::Alarm& alarm, const model::WatchedMetric& watched,
                                    const model::PublishedMetric& published);

// The threshold that the alarm is meant to have, in the metric's unit: 80 of a share from 0 to 1 is 0.8. Nothing where
// its threshold says nothing.
std::optional<double> right_threshold(const model::Alarm& alarm, const model::PublishedMetric& published);

// "Sum over 5 min above 0"
std::string condition_text(const model::Alarm& alarm);

}  // namespace checks
