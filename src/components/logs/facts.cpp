#include "components/logs/facts.hpp"

#include <algorithm>

#include "base/json/read.hpp"
#include "components/facts_json.hpp"

namespace components {
namespace {

constexpr model::FailureKind all_kinds[] = {
    model::FailureKind::lambda_error,  model::FailureKind::lambda_concurrency, model::FailureKind::timeout,
    model::FailureKind::access_denied, model::FailureKind::not_found,          model::FailureKind::invalid,
    model::FailureKind::queue_full,    model::FailureKind::transfer_failed,    model::FailureKind::other};

model::FailureKind kind_named(const std::string& name) {
  for (const auto kind : all_kinds) {
    if (model::name(kind) == name) return kind;
  }
  return model::FailureKind::other;
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
    if (const auto name = log.flow_names.find(arn); name != log.flow_names.end()) flow.flow_name = name->second;
    facts.flows.push_back(std::move(flow));
  }
  std::stable_sort(facts.flows.begin(), facts.flows.end(),
                   [](const auto& a, const auto& b) { return a.count > b.count; });
  for (const auto& [hour, count] : by_hour) facts.by_hour.push_back({hour, count});
}

json sample_json(const model::FlowLogSample& sample) {
  // The reference wrote times of another shape, which do not load: those samples have none.
  const bool has_time = sample.at != base::Time{};
  return {{"timestamp", has_time ? or_null(std::optional(sample.at)) : json(nullptr)},
          {"flow_id", sample.flow_arn},
          {"flow_name", sample.flow_name},
          {"module_type", sample.module_type},
          {"block", sample.block},
          {"message", sample.result},
          {"kind", model::name(sample.kind)}};
}

model::FlowLogSample sample_from_json(const json& object) {
  model::FlowLogSample sample;
  sample.at = read_time(object, "timestamp").value_or(base::Time{});
  sample.flow_arn = base::read::text(object, "flow_id");
  sample.flow_name = base::read::text(object, "flow_name");
  sample.module_type = base::read::text(object, "module_type");
  sample.block = base::read::text(object, "block");
  sample.result = base::read::text(object, "message");
  sample.kind = kind_named(base::read::text(object, "kind"));
  return sample;
}

FlowFailures flow_from_json(const json& object) {
  FlowFailures flow;
  flow.flow_arn = base::read::text(object, "flow_id");
  flow.flow_name = base::read::text(object, "flow_name");
  flow.count = base::read::integer(object, "error_count").value_or(0);
  flow.kinds = read_counts(object, "kinds");
  return flow;
}

}  // namespace

LogsFacts logs_facts(const model::Scene& scene, const model::Dataset<model::LogGroupLookup>& log_group,
                     const model::Dataset<model::FlowLog>& flow_log) {
  LogsFacts facts;
  facts.log_group = scene.settings.log_group;
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

nlohmann::json to_json(const LogsFacts& facts) {
  const auto if_read = [&facts](std::int64_t count) { return facts.failures ? json(count) : json(nullptr); };
  json flows = json::array(), samples = json::array();
  for (const auto& flow : facts.flows) {
    flows.push_back({{"flow_id", flow.flow_arn},
                     {"flow_name", flow.flow_name},
                     {"error_count", flow.count},
                     {"kinds", flow.kinds}});
  }
  for (const auto& sample : facts.samples) samples.push_back(sample_json(sample));
  return {{"log_group", or_null(facts.log_group)},
          {"log_group_exists", or_null(facts.log_group_exists)},
          {"retention_days", or_null(facts.retention_days)},
          {"stored_bytes", or_null(facts.stored_bytes)},
          {"total_errors", or_null(facts.failures)},
          {"flows_with_errors", if_read(std::int64_t(facts.flows.size()))},
          {"lines_read", if_read(facts.lines_read)},
          {"lines_malformed", if_read(facts.lines_malformed)},
          {"duplicates", if_read(facts.duplicates)},
          {"complete", facts.complete},
          {"error_summary", std::move(flows)},
          {"error_types", facts.by_kind},
          {"module_types", facts.by_module_type},
          {"by_hour", hours_json(facts.by_hour)},
          {"sample_errors", std::move(samples)}};
}

void read_facts(const model::Document& document, LogsFacts& facts) {
  const json& data = document.data;
  facts.log_group = base::read::text(data, "log_group");
  facts.log_group_exists = base::read::boolean(data, "log_group_exists");
  facts.retention_days = base::read::integer(data, "retention_days");
  facts.stored_bytes = base::read::integer(data, "stored_bytes");
  facts.failures = base::read::integer(data, "total_errors");
  facts.lines_read = base::read::integer(data, "lines_read").value_or(0);
  facts.lines_malformed = base::read::integer(data, "lines_malformed").value_or(0);
  facts.duplicates = base::read::integer(data, "duplicates").value_or(0);
  facts.complete = base::read::boolean(data, "complete").value_or(false);
  for (const auto& one : base::read::array(data, "error_summary")) facts.flows.push_back(flow_from_json(one));
  facts.by_kind = read_counts(data, "error_types");
  facts.by_module_type = read_counts(data, "module_types");
  facts.by_hour = read_hours(data, "by_hour");
  for (const auto& one : base::read::array(data, "sample_errors")) facts.samples.push_back(sample_from_json(one));
}

}  // namespace components
