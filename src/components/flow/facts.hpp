// Facts of the component `flow`. Plain data.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "components/facts.hpp"
#include "model/inventory.hpp"

namespace components {

// As far as it is known; model::FlowLogging says what the first three mean.
enum class Logging { on, partly, off, not_assessed };
std::string_view name(Logging logging);
constexpr auto values_of(Logging) {
  return model::enumerators<Logging::not_assessed>();
}

struct FlowIdentity {
  std::string id;
  std::string arn;
  std::string name;
  std::string type;
  std::string state;
  std::string status;
  std::optional<Logging> logging;  // nothing: it is set apart, unread
};

struct FlowFact : FlowIdentity {
  // Nothing: the reference application did not tell, or it is not known whether a number leads to it.
  std::optional<model::FlowClass> flow_class;
  std::string why;     // of logging
  std::string sha256;  // of the content, to tell changes by
};

// Nothing while the list is not known; the first three not while no content is, and at least so many while the last one
// is not 0.
struct LoggingCounts {
  std::optional<std::int64_t> on, partly, off, not_assessed;
};

// Whether each of them could be looked at; so does the reference application's count, which knew of no other.
bool is_whole(const LoggingCounts& counts);

// On, in percent of those that could be read; nothing while there are none.
std::optional<double> share_on(const LoggingCounts& counts);

struct ClassCounts {
  std::optional<std::int64_t> live, drafts, archived, aws_samples;
};

struct FlowFacts {
  static constexpr std::string_view component = "flow";

  std::optional<bool> instance_logging;  // CONTACTFLOW_LOGS
  std::optional<std::int64_t> total;     // flows that the list holds
  bool is_complete = false;              // the list was read to its end
  ClassCounts classes;
  std::map<std::string, std::int64_t> by_type;
  LoggingCounts logging;  // live flows
  std::optional<std::int64_t> total_modules;
  bool modules_are_complete = false;         // as of flows
  LoggingCounts modules;                     // live modules
  std::optional<double> logging_percentage;  // on, of the live flows; nothing unless each could be read
  std::vector<FlowFact> flows;
  std::vector<FlowFact> flow_modules;
};

FlowFacts flow_facts(const model::Scene& scene, const model::Dataset<model::InstanceAttributes>& attributes,
                     const model::Dataset<model::FlowSummaries>& flows,
                     const model::Dataset<model::FlowSummaries>& modules,
                     const model::Dataset<model::FlowContents>& flow_contents,
                     const model::Dataset<model::FlowContents>& module_contents,
                     const model::Dataset<model::FlowAssociations>& associations,
                     const model::Dataset<model::MessageFlows>& messages);

}  // namespace components
