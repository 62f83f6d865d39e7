#include "components/flow/facts.hpp"

#include "base/json/read.hpp"
#include "components/facts_json.hpp"

namespace components {
namespace {

const std::string live = "live";
const std::string not_assessed = "not_assessed";

FlowFact summary_fact(const model::FlowSummary& flow) {
  FlowFact fact;
  fact.id = flow.id;
  fact.arn = flow.arn;
  fact.name = flow.name;
  fact.type = flow.type;
  fact.state = flow.state;
  fact.status = flow.status;
  fact.flow_class = model::name(model::classify(flow));
  return fact;
}

void add_logging(FlowFact& fact, const model::FlowContent& content) {
  if (!content.graph) {
    fact.logging = not_assessed;
    fact.why = content.gap ? content.gap->reason : "its content was not read";
    return;
  }
  const auto result = model::flow_logging(*content.graph);
  fact.logging = model::name(result.logging);
  fact.why = result.why;
}

FlowFact flow_fact(const model::FlowSummary& flow, const model::Dataset<model::FlowContents>& contents) {
  FlowFact fact = summary_fact(flow);
  const model::FlowContent* content = nullptr;
  if (contents.known()) {
    const auto found = contents.value->find(flow.id);
    if (found != contents.value->end()) content = &found->second;
  }
  if (content != nullptr) {
    fact.sha256 = content->sha256;
    // The list of modules does not say whether one was ever published; its description does.
    if (fact.status.empty()) fact.status = content->status;
    if (fact.flow_class == live && content->status == "SAVED") fact.flow_class = model::name(model::FlowClass::draft);
  }
  if (fact.flow_class != live) return fact;
  if (content != nullptr) {
    add_logging(fact, *content);
  } else {
    fact.logging = not_assessed;
    fact.why = contents.gap ? contents.gap->reason : "its content was not read";
  }
  return fact;
}

LoggingCounts count_logging(const std::vector<FlowFact>& flows) {
  LoggingCounts counts;
  for (const auto& flow : flows) {
    if (flow.logging == "on") ++counts.on;
    if (flow.logging == "partly") ++counts.partly;
    if (flow.logging == "off") ++counts.off;
    if (flow.logging == not_assessed) ++counts.not_assessed;
  }
  return counts;
}

ClassCounts count_classes(const std::vector<FlowFact>& flows) {
  ClassCounts counts;
  for (const auto& flow : flows) {
    if (flow.flow_class == live) ++counts.live;
    if (flow.flow_class == "draft") ++counts.drafts;
    if (flow.flow_class == "archived") ++counts.archived;
    if (flow.flow_class == "aws_sample") ++counts.aws_samples;
  }
  return counts;
}

bool lacks_logging(const FlowFact& flow) {
  return flow.logging == "off" || flow.logging == "partly";
}

json identity_json(const FlowFact& flow) {
  return {{"id", flow.id},
          {"arn", flow.arn},
          {"name", flow.name},
          {"type", flow.type},
          {"state", flow.state},
          {"status", or_null(flow.status)},
          {"logging", or_null(flow.logging)}};
}

json flow_json(const FlowFact& flow) {
  json object = identity_json(flow);
  object["class"] = flow.flow_class;
  object["why"] = or_null(flow.why);
  object["sha256"] = or_null(flow.sha256);
  return object;
}

FlowFact flow_from_json(const json& object) {
  FlowFact flow;
  flow.id = base::read::text(object, "id");
  flow.arn = base::read::text(object, "arn");
  flow.name = base::read::text(object, "name");
  flow.type = base::read::text(object, "type");
  flow.state = base::read::text(object, "state");
  flow.status = base::read::text(object, "status");
  flow.flow_class = base::read::text(object, "class");
  flow.logging = base::read::text(object, "logging");
  flow.why = base::read::text(object, "why");
  flow.sha256 = base::read::text(object, "sha256");
  return flow;
}

json logging_json(const std::optional<LoggingCounts>& counts) {
  const auto member = [&counts](std::int64_t LoggingCounts::* count) {
    return counts ? json((*counts).*count) : json(nullptr);
  };
  return {{"on", member(&LoggingCounts::on)},
          {"partly", member(&LoggingCounts::partly)},
          {"off", member(&LoggingCounts::off)},
          {"not_assessed", member(&LoggingCounts::not_assessed)}};
}

std::optional<LoggingCounts> logging_from_json(const json& object) {
  const json& counts = base::read::object(object, "logging");
  const auto on = base::read::integer(counts, "on");
  if (!on) return std::nullopt;
  return LoggingCounts{*on, base::read::integer(counts, "partly").value_or(0),
                       base::read::integer(counts, "off").value_or(0),
                       base::read::integer(counts, "not_assessed").value_or(0)};
}

std::optional<ClassCounts> classes_from_json(const json& data) {
  const auto live_flows = base::read::integer(data, "live_flows");
  if (!live_flows) return std::nullopt;
  return ClassCounts{*live_flows, base::read::integer(data, "draft_flows").value_or(0),
                     base::read::integer(data, "archived_flows").value_or(0),
                     base::read::integer(data, "aws_sample_flows").value_or(0)};
}

// The reference listed only flows without logging, and counted those it could not read among the others: of its
// documents these flows are all that is known.
std::vector<FlowFact> flows_from_json(const json& data) {
  std::vector<FlowFact> flows;
  const bool from_reference = !data.contains("flows");
  for (const auto& one : base::read::array(data, from_reference ? "flows_without_logging" : "flows")) {
    flows.push_back(flow_from_json(one));
    if (from_reference) flows.back().logging = "off";
  }
  return flows;
}

}  // namespace

FlowFacts flow_facts(const model::Scene&, const model::Dataset<model::InstanceAttributes>& attributes,
                     const model::Dataset<model::FlowSummaries>& flows,
                     const model::Dataset<model::FlowSummaries>& modules,
                     const model::Dataset<model::FlowContents>& flow_contents,
                     const model::Dataset<model::FlowContents>& module_contents) {
  FlowFacts facts;
  if (attributes.known()) {
    facts.instance_logging = model::attribute(*attributes.value, "CONTACTFLOW_LOGS");
  }
  if (flows.known()) {
    facts.total = std::int64_t(flows.value->size());
    for (const auto& flow : *flows.value) {
      facts.flows.push_back(flow_fact(flow, flow_contents));
      ++facts.by_type[flow.type];
    }
    facts.classes = count_classes(facts.flows);
    facts.logging = count_logging(facts.flows);
    const std::int64_t read = facts.logging->on + facts.logging->partly + facts.logging->off;
    if (read > 0) facts.logging_percentage = 100.0 * double(facts.logging->on) / double(read);
  }
  if (modules.known()) {
    facts.total_modules = std::int64_t(modules.value->size());
    for (const auto& flow_module : *modules.value) {
      facts.flow_modules.push_back(flow_fact(flow_module, module_contents));
    }
    facts.modules = count_logging(facts.flow_modules);
  }
  return facts;
}

nlohmann::json to_json(const FlowFacts& facts) {
  const auto count = [&facts](std::int64_t ClassCounts::* member) {
    return facts.classes ? json((*facts.classes).*member) : json(nullptr);
  };
  json flows = json::array(), modules = json::array(), without = json::array();
  for (const auto& flow : facts.flows) {
    flows.push_back(flow_json(flow));
    if (lacks_logging(flow)) without.push_back(identity_json(flow));
  }
  for (const auto& one : facts.flow_modules) modules.push_back(flow_json(one));
  const json without_count = facts.total ? json(without.size()) : json(nullptr);
  return {{"instance_logging", or_null(facts.instance_logging)},
          {"total_flows", or_null(facts.total)},
          {"live_flows", count(&ClassCounts::live)},
          {"draft_flows", count(&ClassCounts::drafts)},
          {"archived_flows", count(&ClassCounts::archived)},
          {"aws_sample_flows", count(&ClassCounts::aws_samples)},
          {"flows_by_type", facts.by_type},
          {"logging", logging_json(facts.logging)},
          {"modules", {{"total", or_null(facts.total_modules)}, {"logging", logging_json(facts.modules)}}},
          {"logging_compliance_percentage", percentage_json(facts.logging_percentage)},
          {"flows_without_logging", std::move(without)},
          {"flows_without_logging_count", without_count},
          {"flows", std::move(flows)},
          {"flow_modules", std::move(modules)}};
}

void read_facts(const model::Document& document, FlowFacts& facts) {
  const json& data = document.data;
  facts.instance_logging = base::read::boolean(data, "instance_logging");
  facts.total = base::read::integer(data, "total_flows");
  facts.classes = classes_from_json(data);
  facts.by_type = read_counts(data, "flows_by_type");
  facts.logging = logging_from_json(data);
  const json& modules = base::read::object(data, "modules");
  facts.total_modules = base::read::integer(modules, "total");
  facts.modules = logging_from_json(modules);
  facts.logging_percentage = base::read::number(data, "logging_compliance_percentage");
  facts.flows = flows_from_json(data);
  for (const auto& one : base::read::array(data, "flow_modules")) facts.flow_modules.push_back(flow_from_json(one));
}

}  // namespace components
