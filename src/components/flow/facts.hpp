// Facts of the component `flow`. Plain data; JSON in the .cpp alone.
#pragma once

#include <map>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/document.hpp"
#include "model/inventory.hpp"

namespace components {

struct FlowFact {
  std::string id;
  std::string arn;
  std::string name;
  std::string type;
  std::string state;
  std::string status;
  std::string flow_class;  // live, draft, archived, aws_sample
  std::string logging;     // on, partly, off, not_assessed; empty for what is set apart unread
  std::string why;         // of logging
  std::string sha256;      // of the content, to tell changes by
};

struct LoggingCounts {
  std::int64_t on = 0, partly = 0, off = 0, not_assessed = 0;
};

struct ClassCounts {
  std::int64_t live = 0, drafts = 0, archived = 0, aws_samples = 0;
};

struct FlowFacts {
  static constexpr std::string_view component = "flow";

  std::optional<bool> instance_logging;  // CONTACTFLOW_LOGS
  std::optional<std::int64_t> total;     // flows that the list holds
  std::optional<ClassCounts> classes;
  std::map<std::string, std::int64_t> by_type;
  std::optional<LoggingCounts> logging;  // live flows
  std::optional<std::int64_t> total_modules;
  std::optional<LoggingCounts> modules;      // live modules
  std::optional<double> logging_percentage;  // on, of the live flows that could be read; one decimal
  std::vector<FlowFact> flows;
  std::vector<FlowFact> flow_modules;
};

FlowFacts flow_facts(const model::Scene& scene, const model::Dataset<model::InstanceAttributes>& attributes,
                     const model::Dataset<model::FlowSummaries>& flows,
                     const model::Dataset<model::FlowSummaries>& modules,
                     const model::Dataset<model::FlowContents>& flow_contents,
                     const model::Dataset<model::FlowContents>& module_contents);
nlohmann::json to_json(const FlowFacts& facts);
void read_facts(const model::Document& document, FlowFacts& facts);

}  // namespace components
