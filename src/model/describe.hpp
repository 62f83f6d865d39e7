// The members of plain data that documents hold, each listed once: base/json/fields.hpp writes, reads and tells a
// schema from these lists. For the .cpp files that make documents alone.
#pragma once

#include "base/json/fields.hpp"
#include "model/document.hpp"
#include "model/finding.hpp"
#include "model/flow_log.hpp"
#include "model/instance.hpp"
#include "model/scene.hpp"
#include "model/time_series.hpp"

namespace model {

template <typename Visit>
void describe(InstanceRef& ref, Visit&& field) {
  field("arn", ref.arn);
  field("partition", ref.partition);
  field("region", ref.region);
  field("account_id", ref.account_id);
  field("instance_id", ref.instance_id);
}

template <typename Visit>
void describe(Window& window, Visit&& field) {
  field("start", window.start, base::fields::required);
  field("end", window.end, base::fields::required);
  field.valid(window.start <= window.end);
}

template <typename Visit>
void describe(Replica& replica, Visit&& field) {
  field("region", replica.region);
  field("status", replica.status);
  field("reason", replica.reason, base::fields::null_if_empty);
}

template <typename Visit>
void describe(Replication& replication, Visit&& field) {
  field("source_region", replication.source_region);
  field("global_sign_in_endpoint", replication.global_sign_in_endpoint, base::fields::null_if_empty);
  field("replicas", replication.replicas);
}

template <typename Visit>
void describe(InstanceDetails& details, Visit&& field) {
  field("id", details.id);
  field("arn", details.arn);
  field("alias", details.alias);
  field("identity_management_type", details.identity_management_type);
  field("status", details.status);
  field("status_reason", details.status_reason, base::fields::null_if_empty);
  field("service_role", details.service_role);
  field("access_url", details.access_url, base::fields::null_if_empty);
  field("created", details.created);
  field("inbound_calls", details.inbound_calls);
  field("outbound_calls", details.outbound_calls);
  field("replication", details.replication);
}

template <typename Visit>
void describe(InstanceAttribute& attribute, Visit&& field) {
  field("type", attribute.type);
  field("value", attribute.value);
}

template <typename Visit>
void describe(FlowLogSample& sample, Visit&& field) {
  field("timestamp", sample.at);  // null: the reference application wrote times of another shape
  field("flow_id", sample.flow_arn);
  field("flow_name", sample.flow_name);
  field("module_type", sample.module_type);
  field("block", sample.block);
  field("calling_flow_id", sample.calling_flow, base::fields::omitted_if_empty);
  field("message", sample.result);
  field("kind", sample.kind);
}

template <typename Visit>
void describe(HourCount& counted, Visit&& field) {
  field("timestamp", counted.hour, base::fields::required);
  field("count", counted.count, base::fields::required);
}

template <typename Visit>
void describe(TimeSeries& series, Visit&& field) {
  field("metric", series.metric);
  field("statistic", series.statistic);
  field("unit", series.unit);
  field("dimension", series.dimension, base::fields::omitted_if_empty);
  field("start", series.start, base::fields::required);
  field("period_seconds", series.period, base::fields::required);
  field.valid(series.period > std::chrono::seconds(0) && series.period <= std::chrono::days(366));
  const bool is_share = series.unit == "fraction" || series.unit == "percent";
  field("values", series.values, base::fields::decimals(4, is_share));
}

template <typename Visit>
void describe(Resource& resource, Visit&& field) {
  field("type", resource.type);
  field("key", resource.key);
  field("name", resource.name);
}

template <typename Visit>
void describe(Measured& measured, Visit&& field) {
  field("value", measured.value, base::fields::required);
  field("unit", measured.unit);
  field("limit", measured.limit);
  field("lowerIsWorse", measured.lower_is_worse, base::fields::omitted_if_false);
}

template <typename Visit>
void describe(WantedAlarm& alarm, Visit&& field) {
  field("metric", alarm.metric, base::fields::required);
  field("of", alarm.of, base::fields::omitted_if_empty);
  field("threshold", alarm.threshold, base::fields::omitted_if_empty);
  field("namespace", alarm.metric_namespace, base::fields::omitted_if_empty);
}

template <typename Visit>
void describe(Muted& muted, Visit&& field) {
  field("reason", muted.reason);
  field("owner", muted.owner);
  field("expires", muted.expires, base::fields::null_if_empty);
}

template <typename Visit>
void describe(Rule& rule, Visit&& field) {
  field("title", rule.title);
  field("why", rule.why);
  field("remedy", rule.remedy);
  field("action", rule.action, base::fields::omitted_if_empty);
  field("pillar", rule.pillar);
  field("links", rule.links);
  field("controls", rule.controls, base::fields::omitted_if_empty);
}

template <typename Visit>
void describe(Finding& finding, Visit&& field) {
  using base::fields::omitted_if_empty;
  field("id", finding.id);
  field("checkId", finding.check_id);
  field("component", finding.component);
  field("title", finding.title);
  field("status", finding.status, base::fields::required);
  field("severity", finding.severity);
  field("pillar", finding.pillar);
  field("resource", finding.resource);
  field("headline", finding.headline, omitted_if_empty);
  field("observed", finding.observed, omitted_if_empty);
  field("measured", finding.measured, omitted_if_empty);
  field("limit", finding.limit, omitted_if_empty);
  field("evidence", finding.evidence, omitted_if_empty);
  field("remedy", finding.remedy, omitted_if_empty);
  field("action", finding.action, omitted_if_empty);
  field("command", finding.command, omitted_if_empty);
  field("alarms", finding.alarms, omitted_if_empty);
  field("consoleUrl", finding.console_url, omitted_if_empty);
  field("reason", finding.reason, omitted_if_empty);
  field("permission", finding.permission, omitted_if_empty);
  field("muted", finding.muted, omitted_if_empty);
  field("links", finding.links, omitted_if_empty);
  field("controls", finding.controls, omitted_if_empty);
}

template <typename Visit>
void describe(Tool& tool, Visit&& field) {
  field("name", tool.name);
  field("version", tool.version);
}

// All but the findings, which leave out what stands in `checks`.
template <typename Visit>
void describe(Document& document, Visit&& field) {
  using base::fields::omitted_if_empty;
  field("schemaVersion", document.schema_version);
  field("reviewId", document.review_id);
  field("componentType", document.component);
  field("instanceArn", document.instance_arn);
  field("status", document.status);
  field("data", document.data);
  field("checks", document.checks, omitted_if_empty);
  field("window", document.window, omitted_if_empty);
  field("usage", document.usage);
  field("collectedAt", document.collected_at, omitted_if_empty);
  field("recordedAt", document.recorded_at, omitted_if_empty);
  field("tool", document.tool);
  field("ttl", document.ttl, omitted_if_empty);
}

template <typename Visit>
void describe(StatusDocument& status, Visit&& field) {
  using base::fields::omitted_if_empty;
  field("schemaVersion", status.schema_version);
  field("reviewId", status.review_id);
  field.derived("componentType", status_component);
  field("status", status.status, base::fields::required);
  field("message", status.message);
  field("instanceArn", status.instance_arn);
  field("instanceAlias", status.instance_alias, omitted_if_empty);
  field("updatedAt", status.updated_at, omitted_if_empty);
  field("deadline", status.deadline, omitted_if_empty);
  field("findings", status.findings);
  field("muteNotes", status.mute_notes, omitted_if_empty);
  field("components", status.components);
  field("window", status.window, omitted_if_empty);
  field("failedComponents", status.failed_components);
  field("errors", status.errors, omitted_if_empty);
  field("requestId", status.request_id, omitted_if_empty);
  field("reportsDue", status.reports_due, omitted_if_empty);
  field("reportDigests", status.report_digests, omitted_if_empty);
  field("clockConfirmed", status.clock_confirmed, base::fields::omitted_if_false);
  field("announced", status.announced, omitted_if_empty);
  field("ttl", status.ttl, omitted_if_empty);
}

}  // namespace model
