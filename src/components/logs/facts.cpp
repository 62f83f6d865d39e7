#include "components/logs/facts.hpp"

#include <algorithm>

#include "components/described.hpp"

namespace components {

template <typename Visit>
void describe(CallingFlow& caller, Visit&& field) {
  field("flow_id", caller.flow_arn);
  field("flow_name", caller.flow_name, null_if_empty);
  field("error_count", caller.count);
}

template <typename Visit>
void describe(FlowFailures& flow, Visit&& field) {
  field("flow_id", flow.flow_arn);
  field("flow_name", flow.flow_name);
  field("error_count", flow.count);
  field("kinds", flow.kinds);
  field("called_by", flow.called_by, base::fields::omitted_if_empty);
}

template <typename Visit>
void describe(LogsFacts& facts, Visit&& field) {
  field("log_group", facts.log_group, null_if_empty);
  field("log_group_exists", facts.log_group_exists);
  field("instance_logging", facts.instance_logging, base::fields::omitted_if_empty);
  field("retention_days", facts.retention_days);
  field("stored_bytes", facts.stored_bytes);
  field("total_errors", facts.failures);
  const auto is_read = if_known(facts.failures.has_value());
  field.derived("flows_with_errors", facts.flows.size(), is_read);
  field("lines_read", facts.lines_read, is_read);
  field("lines_malformed", facts.lines_malformed, is_read);
  field("duplicates", facts.duplicates, is_read);
  field("complete", facts.complete);
  field("error_summary", facts.flows);
  field("error_types", facts.by_kind);
  field("module_types", facts.by_module_type);
  field("by_hour", facts.by_hour);
  field("log_samples", facts.log_samples, base::fields::omitted_if_empty);
  field("sample_errors", facts.samples);
}

template json to_json(const LogsFacts&);
template void read_facts(const model::Document&, LogsFacts&);
template json data_schema<LogsFacts>();

namespace {

std::string name_in(const model::FlowLog& log, const std::string& flow_arn) {
  const auto name = log.flow_names.find(flow_arn);
  return name == log.flow_names.end() ? std::string() : name->second;
}

std::vector<CallingFlow> callers_of(const model::FlowLog& log, const std::string& module_arn) {
  std::vector<CallingFlow> callers;
  const auto found = log.callers.find(module_arn);
  if (found == log.callers.end()) return callers;
  for (const auto& [arn, count] : found->second) callers.push_back({arn, name_in(log, arn), count});
  std::ranges::stable_sort(callers, std::greater(), &CallingFlow::count);
  return callers;
}

void add_failures(LogsFacts& facts, const model::FlowLog& log) {
  std::map<std::string, FlowFailures> by_flow;
  std::map<base::Time, std::int64_t> by_hour;
  facts.failures = 0;
  for (const auto& [key, count] : log.failures) {
    const std::string kind(model::name(key.kind));
    *facts.failures += count;
    facts.by_kind[kind] += count;
    facts.by_module_type[key.module_type] += count;
    by_hour[key.hour] += count;
    FlowFailures& flow = by_flow[key.flow_arn];
    flow.flow_arn = key.flow_arn;
    flow.count += count;
    flow.kinds[kind] += count;
  }
  for (auto& [arn, flow] : by_flow) {
    flow.flow_name = name_in(log, arn);
    flow.called_by = callers_of(log, arn);
    facts.flows.push_back(std::move(flow));
  }
  std::ranges::stable_sort(facts.flows, std::greater(), &FlowFailures::count);
  for (const auto& [hour, count] : by_hour) facts.by_hour.push_back({hour, count});
}

}  // namespace

LogsFacts logs_facts(const model::Scene& scene, const model::Dataset<model::LogGroupLookup>& log_group,
                     const model::Dataset<model::FlowLog>& flow_log,
                     const model::Dataset<model::InstanceAttributes>& attributes) {
  LogsFacts facts;
  facts.log_group = scene.settings.log_group;
  facts.log_samples = scene.settings.log_samples;
  if (attributes.known()) facts.instance_logging = model::attribute(*attributes.value, "CONTACTFLOW_LOGS");
  if (log_group.known()) {
    const model::LogGroupLookup& group = *log_group.value;
    facts.log_group_exists = group.has_value();
    if (group) {
      facts.log_group = group->name;
      facts.retention_days = group->retention_days;
      facts.stored_bytes = group->stored_bytes;
    }
  }
  if (!flow_log.known()) return facts;
  const model::FlowLog& log = *flow_log.value;
  if (!log.log_group.empty()) facts.log_group = log.log_group;
  facts.lines_read = log.lines_read;
  facts.lines_malformed = log.lines_malformed;
  facts.duplicates = log.duplicates;
  facts.complete = flow_log.complete();
  facts.samples = log.samples;
  add_failures(facts, log);
  return facts;
}

}  // namespace components
