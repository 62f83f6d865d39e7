// Facts of the component `logs`. Plain data.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "components/facts.hpp"
#include "model/inventory.hpp"
#include "model/time_series.hpp"

namespace components {

struct CallingFlow {
  std::string flow_arn;
  std::string flow_name;  // empty where no line of its own has it
  std::int64_t count = 0;
};

// Of a flow or a module.
struct FlowFailures {
  std::string flow_arn;
  std::string flow_name;
  std::int64_t count = 0;
  std::map<std::string, std::int64_t> kinds;  // by name of model::FailureKind
  std::vector<CallingFlow> called_by;         // a module's, most first
};

struct LogsFacts {
  static constexpr std::string_view component = "logs";

  std::string log_group;
  std::optional<bool> log_group_exists;
  std::optional<bool> instance_logging;        // of now; what was read is of the window
  std::optional<std::int64_t> retention_days;  // nothing: for ever, when log_group_exists
  std::optional<std::int64_t> stored_bytes;
  std::optional<std::int64_t> failures;  // nothing: not read
  std::int64_t lines_read = 0, lines_malformed = 0, duplicates = 0;
  bool complete = false;
  std::vector<FlowFailures> flows;  // most first
  std::map<std::string, std::int64_t> by_kind;
  std::map<std::string, std::int64_t> by_module_type;
  std::vector<model::HourCount> by_hour;         // only hours with failures
  std::optional<model::LogSamples> log_samples;  // nothing: before there was a choice
  std::vector<model::FlowLogSample> samples;
};

LogsFacts logs_facts(const model::Scene& scene, const model::Dataset<model::LogGroupLookup>& log_group,
                     const model::Dataset<model::FlowLog>& flow_log,
                     const model::Dataset<model::InstanceAttributes>& attributes);

}  // namespace components
