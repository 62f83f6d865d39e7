// Inventories for the tests of the checks: wholly unknown, known but empty, or built up by hand. For tests only.
#pragma once

#include <algorithm>
#include <gtest/gtest.h>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/timestamp.hpp"
#include "checks/registry.hpp"

namespace checks::test {

using model::Dataset;
using model::Finding;
using model::GapKind;
using Findings = std::vector<Finding>;

inline const std::string instance_id = "aaaaaaaa-1111-4222-8333-bbbbbbbbbbbb";
inline const std::string instance_arn = "arn:aws:connect:eu-central-1:111122223333:instance/" + instance_id;
inline const std::string account_id = "111122223333";

inline base::Time at(std::string_view iso) {
  return *base::from_iso8601(iso);
}
inline model::Window two_weeks() {
  return {at("2026-11-02T09:00:00Z"), at("2026-11-16T09:00:00Z")};
}
inline base::Time start() {
  return two_weeks().start;
}

inline Gap denied(const std::string& permission) {
  return {GapKind::denied, "AWS refused the call: " + permission + " is not allowed", permission};
}
inline Gap cut_short() {
  return {GapKind::out_of_time, "the time for it ran out", ""};
}

// Nothing was read.
inline Inventory unknown_inventory() {
  Inventory inventory;
  inventory.instance_ref = model::parse_instance_arn(instance_arn);
  inventory.window = two_weeks();
  return inventory;
}

// Everything was read, and there is nothing in it.
inline Inventory empty_inventory() {
  Inventory inventory = unknown_inventory();
  each_dataset(inventory, [](std::string_view, auto& dataset) {
    dataset.value.emplace();
    dataset.gap.reset();
  });
  inventory.metrics.value->window = two_weeks();
  inventory.api_rates.value->window = {at("2026-11-09T09:00:00Z"), at("2026-11-16T09:00:00Z")};
  inventory.api_throttles.value->window = two_weeks();
  inventory.api_throttles.value->oldest_read = start();
  inventory.flow_log.value->window = two_weeks();
  inventory.flow_log.value->log_group = "/aws/connect/harbour";
  inventory.queue_contacts.value->window = inventory.agent_activity.value->window = two_weeks();
  inventory.instance.value->alias = "harbour";
  inventory.instance.value->access_url = "https://harbour.my.connect.aws";
  return inventory;
}

inline void set_attribute(Inventory& inventory, const std::string& type, const std::string& value) {
  inventory.attributes = Dataset<std::vector<model::InstanceAttribute>>::of({{type, value}});
}

// ---- metrics ----

inline const model::MetricRow* row(std::string_view metric, std::string_view statistic) {
  return std::ranges::find_if(model::metric_rows,
                              [&](const auto& one) { return one.metric == metric && one.statistic == statistic; });
}

// A series with one value an hour from the window's start.
inline model::MetricSeries& add_series(Inventory& inventory, std::string_view metric, std::string_view statistic,
                                       const std::vector<double>& values, const std::string& dimension = "") {
  model::MetricSeries series;
  series.row = row(metric, statistic);
  series.dimension = dimension;
  base::Time when = start();
  for (const double value : values) {
    series.points.push_back({when, value});
    when += model::hour;
  }
  inventory.metrics.value->series.push_back(std::move(series));
  return inventory.metrics.value->series.back();
}

// ---- findings ----

inline Findings run(std::string_view check, const Inventory& inventory) {
  return checks::run(*find(check), inventory);
}

// The finding of the resource `key`; a failed test and an empty finding when there is not exactly one.
inline Finding by_key(const Findings& findings, std::string_view key) {
  std::vector<Finding> found;
  std::ranges::copy_if(findings, std::back_inserter(found),
                       [&](const Finding& one) { return one.resource.key == key; });
  EXPECT_EQ(found.size(), 1U) << "findings with the key " << key;
  return found.size() == 1 ? found.front() : Finding{};
}

// The check's only finding.
inline Finding only(const Findings& findings) {
  EXPECT_EQ(findings.size(), 1U);
  return findings.size() == 1 ? findings.front() : Finding{};
}

inline Finding only(std::string_view check, const Inventory& inventory) {
  return only(run(check, inventory));
}

inline bool has(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

}  // namespace checks::test

// gtest prints these when an expectation fails.
namespace model {
inline void PrintTo(Status status, std::ostream* out) {
  *out << name(status);
}
inline void PrintTo(Severity severity, std::ostream* out) {
  *out << name(severity);
}
}  // namespace model

#define EXPECT_HAS(text, part) EXPECT_PRED2(::checks::test::has, text, part)
