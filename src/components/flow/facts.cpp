#include "components/flow/facts.hpp"

#include <algorithm>

#include "analysis/flow_logging.hpp"
#include "components/described.hpp"

namespace components {

using model::FlowClass;

template <typename Visit>
void describe(FlowIdentity& flow, Visit&& field) {
  field("id", flow.id);
  field("arn", flow.arn);
  field("name", flow.name);
  field("type", flow.type);
  field("state", flow.state);
  field("status", flow.status, null_if_empty);
  field("logging", flow.logging);
}

template <typename Visit>
void describe(FlowFact& flow, Visit&& field) {
  describe(static_cast<FlowIdentity&>(flow), field);
  field("class", flow.flow_class);
  field("why", flow.why, null_if_empty);
  field("sha256", flow.sha256, null_if_empty);
}

template <typename Visit>
void describe(LoggingCounts& counts, Visit&& field) {
  field("on", counts.on);
  field("partly", counts.partly);
  field("off", counts.off);
  field("not_assessed", counts.not_assessed);
}

template <typename Visit>
void describe(ClassCounts& counts, Visit&& field) {
  field("live_flows", counts.live);
  field("draft_flows", counts.drafts);
  field("archived_flows", counts.archived);
  field("aws_sample_flows", counts.aws_samples);
}

namespace {

std::vector<FlowIdentity> without_logging(const FlowFacts& facts) {
  std::vector<FlowIdentity> found;
  std::ranges::copy_if(facts.flows, std::back_inserter(found), [](const FlowFact& flow) {
    return flow.logging == Logging::off || flow.logging == Logging::partly;
  });
  return found;
}

}  // namespace

template <typename Visit>
void describe(FlowFacts& facts, Visit&& field) {
  field("instance_logging", facts.instance_logging);
  field("total_flows", facts.total);
  field("complete", facts.is_complete, omitted_if_false);
  describe(facts.classes, field);
  field("flows_by_type", facts.by_type);
  field("logging", facts.logging);
  field.object("modules", [&facts](auto& modules) {
    modules("total", facts.total_modules);
    modules("complete", facts.modules_are_complete, omitted_if_false);
    modules("logging", facts.modules);
  });
  field("logging_compliance_percentage", facts.logging_percentage, share(2));
  field("flows", facts.flows);
  field("flow_modules", facts.flow_modules);
  const auto without = without_logging(facts);
  field.derived("flows_without_logging_count", without.size(),
                if_known(facts.total.has_value() && is_whole(facts.logging)));
  field.derived("flows_without_logging", without);
}

// It listed only flows without logging, and counted those it could not read among the others: these flows are all that
// is known.
void from_reference(const json& data, FlowFacts& facts) {
  base::fields::read(read::member(data, "flows_without_logging"), facts.flows);
  for (auto& flow : facts.flows) flow.logging = Logging::off;
}

bool is_whole(const LoggingCounts& counts) {
  return counts.not_assessed.value_or(0) == 0;
}

std::optional<double> share_on(const LoggingCounts& counts) {
  const std::int64_t on = counts.on.value_or(0), read = on + counts.partly.value_or(0) + counts.off.value_or(0);
  return read > 0 ? std::optional(100.0 * double(on) / double(read)) : std::nullopt;
}

template json to_json(const FlowFacts&);
template void read_facts(const model::Document&, FlowFacts&);
template json data_schema<FlowFacts>();

std::string_view name(Logging logging) {
  switch (logging) {
    case Logging::on: return name(model::FlowLogging::on);
    case Logging::partly: return name(model::FlowLogging::partly);
    case Logging::off: return name(model::FlowLogging::off);
    case Logging::not_assessed: return "not_assessed";
  }
  return "not_assessed";
}

namespace {

Logging logging_of(model::FlowLogging logging) {
  switch (logging) {
    case model::FlowLogging::on: return Logging::on;
    case model::FlowLogging::partly: return Logging::partly;
    case model::FlowLogging::off: return Logging::off;
  }
  return Logging::not_assessed;
}

FlowFact summary_fact(const model::FlowSummary& flow, const std::set<std::string>& entries) {
  FlowFact fact;
  fact.id = flow.id;
  fact.arn = flow.arn;
  fact.name = flow.name;
  fact.type = flow.type;
  fact.state = flow.state;
  fact.status = flow.status;
  fact.flow_class = model::classify(flow, entries);
  return fact;
}

void add_logging(FlowFact& fact, const model::FlowContent& content,
                 const model::Dataset<model::FlowContents>& modules) {
  if (!content.graph) {
    fact.logging = Logging::not_assessed;
    fact.why = content.gap ? content.gap->reason : "its content was not read";
    return;
  }
  const auto own = analysis::own_logging(*content.graph, modules);
  fact.logging = own.gap ? Logging::not_assessed : logging_of(own.logging);
  fact.why = own.gap ? own.gap->reason : own.why;
}

// What numbers lead to: ids of flows, and why they are not all known.
struct Entries {
  std::set<std::string> ids;
  std::optional<model::Gap> unknown;
};

// One that is named like AWS's own is live when a number leads to it, and set apart when none does.
bool is_of_unknown_class(const FlowFact& fact, const model::FlowSummary& flow, const Entries& entries) {
  return entries.unknown && fact.flow_class == FlowClass::aws_sample && model::is_published(flow);
}

FlowFact flow_fact(const model::FlowSummary& flow, const model::Dataset<model::FlowContents>& contents,
                   const model::Dataset<model::FlowContents>& modules, const Entries& entries) {
  FlowFact fact = summary_fact(flow, entries.ids);
  if (is_of_unknown_class(fact, flow, entries)) {
    fact.flow_class.reset();
    fact.logging = Logging::not_assessed;
    fact.why = entries.unknown->reason;
    return fact;
  }
  const model::FlowContent* content = nullptr;
  if (contents.known()) {
    const auto found = contents.value->find(flow.id);
    if (found != contents.value->end()) content = &found->second;
  }
  if (content != nullptr) {
    fact.sha256 = content->sha256;
    // The list of modules does not say whether one was ever published; its description does.
    if (fact.status.empty()) fact.status = content->status;
    if (fact.flow_class == FlowClass::live && content->status == "SAVED") fact.flow_class = FlowClass::draft;
  }
  if (fact.flow_class != FlowClass::live) return fact;
  const auto newer =
      model::newer_word(flow.state, content == nullptr || content->status.empty() ? flow.status : content->status);
  if (newer) {
    fact.logging = Logging::not_assessed;
    fact.why = newer->reason;
  } else if (content != nullptr) {
    add_logging(fact, *content, modules);
  } else {
    fact.logging = Logging::not_assessed;
    fact.why = contents.gap ? contents.gap->reason : "its content was not read";
  }
  return fact;
}

LoggingCounts count_logging(const std::vector<FlowFact>& flows, bool is_read) {
  const auto count = [&flows](Logging logging) { return std::ranges::count(flows, logging, &FlowFact::logging); };
  LoggingCounts counts;
  counts.not_assessed = count(Logging::not_assessed);
  if (!is_read) return counts;
  counts.on = count(Logging::on);
  counts.partly = count(Logging::partly);
  counts.off = count(Logging::off);
  return counts;
}

ClassCounts count_classes(const std::vector<FlowFact>& flows) {
  const auto count = [&flows](FlowClass of) { return std::ranges::count(flows, of, &FlowFact::flow_class); };
  ClassCounts counts{count(FlowClass::live), count(FlowClass::draft), count(FlowClass::archived),
                     count(FlowClass::aws_sample)};
  const bool are_all_told =
      std::ranges::all_of(flows, [](const FlowFact& flow) { return flow.flow_class.has_value(); });
  if (!are_all_told) counts.live = counts.aws_samples = std::nullopt;
  return counts;
}

}  // namespace

FlowFacts flow_facts(const model::Scene&, const model::Dataset<model::InstanceAttributes>& attributes,
                     const model::Dataset<model::FlowSummaries>& flows,
                     const model::Dataset<model::FlowSummaries>& modules,
                     const model::Dataset<model::FlowContents>& flow_contents,
                     const model::Dataset<model::FlowContents>& module_contents,
                     const model::Dataset<model::FlowAssociations>& associations,
                     const model::Dataset<model::MessageFlows>& messages) {
  FlowFacts facts;
  facts.is_complete = flows.complete();
  facts.modules_are_complete = modules.complete();
  if (attributes.known()) {
    facts.instance_logging = model::attribute(*attributes.value, "CONTACTFLOW_LOGS");
  }
  if (flows.known()) {
    facts.total = std::int64_t(flows.value->size());
    const Entries entries{model::entry_flows(associations, messages), model::unknown_entries(associations, messages)};
    for (const auto& flow : *flows.value) {
      facts.flows.push_back(flow_fact(flow, flow_contents, module_contents, entries));
      ++facts.by_type[flow.type];
    }
    facts.classes = count_classes(facts.flows);
    facts.logging = count_logging(facts.flows, flow_contents.known());
    if (is_whole(facts.logging)) facts.logging_percentage = share_on(facts.logging);
  }
  if (modules.known()) {
    facts.total_modules = std::int64_t(modules.value->size());
    for (const auto& flow_module : *modules.value) {
      facts.flow_modules.push_back(flow_fact(flow_module, module_contents, module_contents, {}));
    }
    facts.modules = count_logging(facts.flow_modules, module_contents.known());
  }
  return facts;
}

}  // namespace components
