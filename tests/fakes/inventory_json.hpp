// An inventory as JSON, for cases that are text: what was read of each dataset, by the dataset's name.
//   "queues": [{"id": "q1", "name": "Sales"}]                     known in full
//   "queues": {"missing": {"kind": "denied", "reason": "…"}}      not known
//   "queues": {"value": […], "gap": {"kind": "out_of_time", …}}   known in part
#pragma once

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/json/fields.hpp"
#include "model/describe.hpp"
#include "model/describe_flows.hpp"
#include "model/inventory.hpp"

namespace model {

constexpr auto values_of(ThrottleScope) {
  return enumerators<ThrottleScope::unknown>();
}

template <typename Visit>
void describe(Settings& settings, Visit&& field) {
  field("warn_percentage", settings.warn_percentage);
  field("fail_percentage", settings.fail_percentage);
  field("carrier_lookup", settings.carrier_lookup);
  field("log_group", settings.log_group);
  field("thresholds", settings.thresholds);
}

template <typename Visit>
void describe(StorageConfig& config, Visit&& field) {
  field("association_id", config.association_id);
  field("storage_type", config.storage_type);
  field("destination", config.destination);
  field("prefix", config.prefix);
  field("encryption_type", config.encryption_type);
  field("key_id", config.key_id);
  field("retention_hours", config.retention_hours);
}

template <typename Visit>
void describe(StorageResource& resource, Visit&& field) {
  field("type", resource.type);
  field("configs", resource.configs);
  field("gap", resource.gap);
}

template <typename Visit>
void describe(KmsKey& key, Visit&& field) {
  field("manager", key.manager);
  field("state", key.state);
  field("deleted", key.deleted);
  field("gap", key.gap);
}

template <typename Visit>
void describe(ServiceQuota& quota, Visit&& field) {
  field("code", quota.code);
  field("name", quota.name);
  field("value", quota.value);
  field("adjustable", quota.adjustable);
  field("context_id", quota.context_id);
  field("operation", quota.operation, base::fields::omitted_if_empty);
}

template <typename Visit>
void describe(ApiRate& rate, Visit&& field) {
  field("operation", rate.operation);
  field("peak", rate.peak);
  field("peak_at", rate.peak_at);
  field("gap", rate.gap, base::fields::omitted_if_empty);
}

template <typename Visit>
void describe(ApiRates& rates, Visit&& field) {
  field("window", rates.window);
  field("rates", rates.rates);
}

template <typename Visit>
void describe(ServiceQuotas& quotas, Visit&& field) {
  field("applied", quotas.applied);
  field("defaults", quotas.defaults);
}

template <typename Visit>
void describe(Count& count, Visit&& field) {
  field("value", count.value);
  field("gap", count.gap);
  field("how", count.how);
  field("of", count.of);
}

template <typename Visit>
void describe(PeerService& service, Visit&& field) {
  field("service", service.service);
  field("is_used", service.is_used);
  field("quotas", service.quotas);
  field("quotas_gap", service.quotas_gap, base::fields::omitted_if_empty);
  field("counts", service.counts);
  field("gap", service.gap, base::fields::omitted_if_empty);
}

template <typename Visit>
void describe(SavedVersion& version, Visit&& field) {
  field("sha256", version.sha256);
  field("modified", version.modified, omitted_if_empty);
  field("graph", version.graph, omitted_if_empty);
  field("gap", version.gap, omitted_if_empty);
}

template <typename Visit>
void describe(QuickConnectsOfQueue& queue, Visit&& field) {
  field("ids", queue.ids);
  field("gap", queue.gap, omitted_if_empty);
}

template <typename Visit>
void describe(LambdaFunction& function, Visit&& field) {
  field("exists", function.exists);
  field("state", function.state);
  field("state_reason", function.state_reason);
  field("runtime", function.runtime);
  field("timeout", function.timeout);
  field("role", function.role, omitted_if_empty);
  field("subnets", function.subnets, omitted_if_empty);
  field("policy", function.policy);
  field("gap", function.gap);
  field("policy_gap", function.policy_gap);
}

template <typename Visit>
void describe(PhoneNumberState& state, Visit&& field) {
  field("status", state.status);
  field("message", state.message);
  field("gap", state.gap);
}

template <typename Visit>
void describe(Carrier& carrier, Visit&& field) {
  field("name", carrier.name);
  field("phone_type", carrier.phone_type);
  field("reused", carrier.reused);
  field("gap", carrier.gap);
}

template <typename Visit>
void describe(WatchedMetric& watched, Visit&& field) {
  field("metric_namespace", watched.metric_namespace);
  field("metric", watched.metric);
  field("dimensions", watched.dimensions);
  field("statistic", watched.statistic);
  field("period", watched.period);
  field("unit", watched.unit, base::fields::omitted_if_empty);
}

template <typename Visit>
void describe(Alarm& alarm, Visit&& field) {
  using base::fields::omitted_if_empty;
  field("name", alarm.name);
  field("kind", alarm.kind);
  field("metrics", alarm.metrics, omitted_if_empty);
  field("query", alarm.query, omitted_if_empty);
  field("children", alarm.children, omitted_if_empty);
  field("comparison", alarm.comparison, omitted_if_empty);
  field("threshold", alarm.threshold, omitted_if_empty);
  field("datapoints_to_alarm", alarm.datapoints_to_alarm);
  field("missing_data", alarm.missing_data);
  field("actions_enabled", alarm.actions_enabled);
  field("actions", alarm.actions, omitted_if_empty);
  field("state", alarm.state, omitted_if_empty);
  field("state_since", alarm.state_since, omitted_if_empty);
  field("evaluation_state", alarm.evaluation_state, omitted_if_empty);
  field("is_of_instance", alarm.is_of_instance);
}

template <typename Visit>
void describe(AlarmTopic& topic, Visit&& field) {
  field("exists", topic.exists);
  field("confirmed", topic.confirmed);
  field("pending", topic.pending);
  field("gap", topic.gap, base::fields::omitted_if_empty);
}

template <typename Visit>
void describe(PublicAccessBlock& block, Visit&& field) {
  field("block_acls", block.block_acls);
  field("ignore_acls", block.ignore_acls);
  field("block_policy", block.block_policy);
  field("restrict_buckets", block.restrict_buckets);
}

template <typename Visit>
void describe(LifecycleRule& rule, Visit&& field) {
  field("id", rule.id, omitted_if_empty);
  field("enabled", rule.enabled);
  field("prefix", rule.prefix);
  field("is_filtered", rule.is_filtered, omitted_if_false);
  field("expires", rule.expires, omitted_if_false);
  field("moves", rule.moves, omitted_if_false);
  field("ends_noncurrent", rule.ends_noncurrent, omitted_if_false);
  field("aborts_uploads", rule.aborts_uploads, omitted_if_false);
  field("expires_after_days", rule.expires_after_days, omitted_if_empty);
}

template <typename Visit>
void describe(ObjectLock& lock, Visit&& field) {
  field("enabled", lock.enabled);
  field("mode", lock.mode, omitted_if_empty);
  field("days", lock.days, omitted_if_empty);
  field("years", lock.years, omitted_if_empty);
}

template <typename Visit>
void describe(Dashboard& dashboard, Visit&& field) {
  field("shows_instance", dashboard.shows_instance);
  field("gap", dashboard.gap, base::fields::omitted_if_empty);
}

template <typename Visit>
void describe(DataBucket& bucket, Visit&& field) {
  field("exists", bucket.exists);
  field("public_access_block", bucket.public_access_block);
  field("policy", bucket.policy, omitted_if_empty);
  field("is_public", bucket.is_public);
  field("versioning", bucket.versioning);
  field("rules", bucket.rules, omitted_if_empty);
  field("algorithm", bucket.algorithm);
  field("key_id", bucket.key_id, omitted_if_empty);
  field("object_lock", bucket.object_lock);
  field("unknown", bucket.unknown, omitted_if_empty);
  field("gap", bucket.gap, omitted_if_empty);
}

template <typename Visit>
void describe(DataStream& stream, Visit&& field) {
  field("exists", stream.exists);
  field("status", stream.status);
  field("encryption", stream.encryption);
  field("key_id", stream.key_id, omitted_if_empty);
  field("failure", stream.failure, omitted_if_empty);
  field("retention_hours", stream.retention_hours, omitted_if_empty);
  field("consumers", stream.consumers, omitted_if_empty);
  field("source", stream.source, omitted_if_empty);
  field("delivers_to_s3", stream.delivers_to_s3, omitted_if_false);
  field("gap", stream.gap, omitted_if_empty);
}

template <typename Visit>
void describe(StreamLag& lag, Visit&& field) {
  field("worst_seconds", lag.worst_seconds);
  field("gap", lag.gap, omitted_if_empty);
}

template <typename Visit>
void describe(MetricPoint& point, Visit&& field) {
  field("at", point.at, base::fields::required);
  field("value", point.value);
}

template <typename Visit>
void describe(MetricSeries& series, Visit&& field) {
  std::string metric(series.row == nullptr ? "" : series.row->metric);
  std::string statistic(series.row == nullptr ? "" : series.row->statistic);
  field("metric", metric);
  field("statistic", statistic);
  const auto row = std::ranges::find_if(
      metric_rows, [&](const MetricRow& one) { return one.metric == metric && one.statistic == statistic; });
  series.row = row == std::end(metric_rows) ? nullptr : row;
  field("dimension", series.dimension);
  field("points", series.points);
  field("gap", series.gap);
}

template <typename Visit>
void describe(Metrics& metrics, Visit&& field) {
  field("window", metrics.window);
  field("series", metrics.series);
}

template <typename Visit>
void describe(TrafficDistribution& distribution, Visit&& field) {
  using base::fields::omitted_if_empty;
  field("calls", distribution.calls, omitted_if_empty);
  field("agents", distribution.agents, omitted_if_empty);
  field("sign_in", distribution.sign_in, omitted_if_empty);
  field("gap", distribution.gap, omitted_if_empty);
}

template <typename Visit>
void describe(TrafficChange& change, Visit&& field) {
  field("at", change.at, base::fields::required);
  field("group_id", change.group_id);
}

template <typename Visit>
void describe(TrafficChanges& changes, Visit&& field) {
  field("window", changes.window);
  field("changes", changes.changes);
}

template <typename Visit>
void describe(BotReplica& replica, Visit&& field) {
  field("region", replica.region);
  field("status", replica.status);
  field("reason", replica.reason, base::fields::omitted_if_empty);
}

template <typename Visit>
void describe(ReplicasOfBot& bot, Visit&& field) {
  field("replicas", bot.replicas);
  field("gap", bot.gap, base::fields::omitted_if_empty);
}

template <typename Visit>
void describe(PacketLoss& loss, Visit&& field) {
  field("window", loss.window);
  field("hours", loss.hours);
}

template <typename Visit>
void describe(LogGroup& group, Visit&& field) {
  field("name", group.name);
  field("arn", group.arn);
  field("retention_days", group.retention_days);
  field("stored_bytes", group.stored_bytes);
  field("kms_key_id", group.kms_key_id);
}

// A map whose key has members of its own, as a list.
template <typename Key>
struct Keyed : Key {
  std::int64_t count = 0;
};

template <typename Key, typename Visit>
void describe_keyed(std::map<Key, std::int64_t>& map, const char* name, Visit&& field) {
  std::vector<Keyed<Key>> list;
  for (const auto& [key, count] : map) list.push_back({key, count});
  field(name, list);
  map.clear();
  for (const auto& one : list) map[one] = one.count;
}

template <typename Visit>
void describe(Keyed<ThrottleKey>& key, Visit&& field) {
  field("api", key.api);
  field("code", key.code);
  field("scope", key.scope);
  field("hour", key.hour);
  field("count", key.count);
}

template <typename Visit>
void describe(Keyed<FlowLogKey>& key, Visit&& field) {
  field("flow_arn", key.flow_arn);
  field("module_type", key.module_type);
  field("kind", key.kind);
  field("hour", key.hour);
  field("count", key.count);
}

template <typename Visit>
void describe(FlowPublication& published, Visit&& field) {
  field("at", published.at);
  field("by", published.by);
}

template <typename Visit>
void describe(SensitiveCalls& calls, Visit&& field) {
  field("count", calls.count);
  field("last", calls.last);
  field("by", calls.by);
}

template <typename Visit>
void describe(ApiThrottles& throttles, Visit&& field) {
  field("window", throttles.window);
  field("oldest_read", throttles.oldest_read);
  field("events_read", throttles.events_read);
  describe_keyed(throttles.throttles, "throttles", field);
  field("publications", throttles.publications, base::fields::omitted_if_empty);
  field("sensitive", throttles.sensitive, base::fields::omitted_if_empty);
}

template <typename Visit>
void describe(LogSubscription& subscription, Visit&& field) {
  field("name", subscription.name);
  field("destination", subscription.destination);
  field("takes_all", subscription.takes_all);
}

template <typename Visit>
void describe(FlowLog& log, Visit&& field) {
  field("log_group", log.log_group);
  field("window", log.window);
  field("lines_read", log.lines_read);
  field("lines_malformed", log.lines_malformed);
  field("duplicates", log.duplicates);
  describe_keyed(log.failures, "failures", field);
  field("flow_names", log.flow_names);
  field("callers", log.callers);
  field("samples", log.samples);
}

template <typename Visit>
void describe(AccessOfProfile& profile, Visit&& field) {
  field("permissions", profile.permissions);
  field("limits_users", profile.limits_users, omitted_if_false);
  field("limits_profiles", profile.limits_profiles, omitted_if_false);
  field("gap", profile.gap, omitted_if_empty);
}

template <typename Visit>
void describe(AccessOfUser& user, Visit&& field) {
  field("id", user.id);
  field("security_profile_ids", user.security_profile_ids);
  field("hierarchy_group_id", user.hierarchy_group_id, omitted_if_empty);
  field("routing_profile_id", user.routing_profile_id, omitted_if_empty);
}

template <typename Visit>
void describe(IamRole& role, Visit&& field) {
  field("exists", role.exists);
  field("allowed", role.allowed, omitted_if_empty);
  field("trusted", role.trusted, omitted_if_empty);
  field("gap", role.gap, omitted_if_empty);
}

template <typename Visit>
void describe(AuditTrail& trail, Visit&& field) {
  field("arn", trail.arn);
  field("name", trail.name);
  field("is_store", trail.is_store, omitted_if_false);
  field("is_of_all_regions", trail.is_of_all_regions, omitted_if_false);
  field("is_validated", trail.is_validated, omitted_if_false);
  field("is_logging", trail.is_logging);
  field("delivery_error", trail.delivery_error, omitted_if_empty);
  field("records_changes", trail.records_changes);
  field("gap", trail.gap, omitted_if_empty);
}

template <typename Visit>
void describe(OpenSpan& span, Visit&& field) {
  field("from", span.from);
  field("to", span.to);
}

template <typename Visit>
void describe(OpenDay& one, Visit&& field) {
  field("day", one.day, base::fields::required);
  field("open", one.open);
}

template <typename Visit>
void describe(QueuedHour& one, Visit&& field) {
  field("at", one.at, base::fields::required);
  field("queued", one.queued);
  field("abandoned", one.abandoned);
}

template <typename Visit>
void describe(HoursTraffic& traffic, Visit&& field) {
  field("id", traffic.id);
  field("name", traffic.name);
  field("queues", traffic.queues);
  field("time_zone", traffic.time_zone);
  field("days", traffic.days);
  field("hours", traffic.hours);
  field("gap", traffic.gap, omitted_if_empty);
}

template <typename Visit>
void describe(ContactRule& rule, Visit&& field) {
  field("id", rule.id);
  field("name", rule.name);
  field("flow_ids", rule.flow_ids, omitted_if_empty);
  field("form_ids", rule.form_ids, omitted_if_empty);
  field("gap", rule.gap, omitted_if_empty);
}

template <typename Visit>
void describe(EvaluationForm& form, Visit&& field) {
  field("id", form.id);
  field("title", form.title);
  field("active_version", form.active_version);
  field("was_active", form.was_active, omitted_if_false);
}

template <typename Visit>
void describe(Taggable& one, Visit&& field) {
  field("name", one.name);
  field("has_tags", one.has_tags, omitted_if_false);
  field("gap", one.gap, omitted_if_empty);
}

template <typename Visit>
void describe(TaggableKind& kind, Visit&& field) {
  field("kind", kind.kind);
  field("items", kind.items);
  field("gap", kind.gap, omitted_if_empty);
}

template <typename Visit>
void describe(ChannelContacts& contacts, Visit&& field) {
  field("queue_id", contacts.queue_id);
  field("queue_name", contacts.queue_name);
  field("channel", contacts.channel);
  field("queued", contacts.queued);
  field("abandoned", contacts.abandoned);
  field("handled", contacts.handled);
  field("callbacks", contacts.callbacks);
  field("transferred", contacts.transferred);
  field("in_time", contacts.in_time);
  field("answer_seconds", contacts.answer_seconds);
  field("longest_wait_seconds", contacts.longest_wait_seconds);
  field("handle_seconds", contacts.handle_seconds);
  field("after_work_seconds", contacts.after_work_seconds);
}

template <typename Visit>
void describe(QueueContacts& contacts, Visit&& field) {
  field("window", contacts.window);
  std::vector<std::string> queue_ids(contacts.queue_ids.begin(), contacts.queue_ids.end());
  field("queue_ids", queue_ids);
  contacts.queue_ids = {queue_ids.begin(), queue_ids.end()};
  field("rows", contacts.rows);
}

template <typename Visit>
void describe(ProfileActivity& profile, Visit&& field) {
  field("profile_id", profile.profile_id);
  field("profile_name", profile.profile_name);
  field("online_seconds", profile.online_seconds);
  field("occupancy", profile.occupancy);
  field("not_answered", profile.not_answered);
  field("handled", profile.handled);
}

template <typename Visit>
void describe(AgentActivity& activity, Visit&& field) {
  field("window", activity.window);
  field("profiles", activity.profiles);
}

template <typename Visit>
void describe(Integration& integration, Visit&& field) {
  field("type", integration.type);
  field("arn", integration.arn);
}

template <typename Visit>
void describe(Assistant& assistant, Visit&& field) {
  field("id", assistant.id);
  field("arn", assistant.arn);
  field("name", assistant.name);
  field("exists", assistant.exists);
  field("status", assistant.status);
  field("key", assistant.key);
  field("agents", assistant.agents);
  field("gap", assistant.gap, omitted_if_empty);
}

template <typename Visit>
void describe(AiAgent& agent, Visit&& field) {
  field("id", agent.id);
  field("name", agent.name);
  field("type", agent.type);
  field("assistant_id", agent.assistant_id);
  field("is_published", agent.is_published);
  field("is_set", agent.is_set);
  field("guardrail", agent.guardrail);
  field("prompts", agent.prompts);
  field("tools", agent.tools);
  field("gap", agent.gap, omitted_if_empty);
}

template <typename Visit>
void describe(AiPrompt& prompt, Visit&& field) {
  field("name", prompt.name);
  field("model", prompt.model);
  field("exists", prompt.exists);
  field("status", prompt.status);
  field("gap", prompt.gap, omitted_if_empty);
}

template <typename Visit>
void describe(AiGuardrail& guardrail, Visit&& field) {
  field("name", guardrail.name);
  field("exists", guardrail.exists);
  field("status", guardrail.status);
  field("filters", guardrail.filters);
  field("gap", guardrail.gap, omitted_if_empty);
}

template <typename Visit>
void describe(KnowledgeBase& base, Visit&& field) {
  field("id", base.id);
  field("name", base.name);
  field("type", base.type);
  field("exists", base.exists);
  field("status", base.status);
  field("ingestion", base.ingestion);
  field("failures", base.failures);
  field("key", base.key);
  field("changed", base.changed, omitted_if_empty);
  field("gap", base.gap, omitted_if_empty);
}

}  // namespace model

namespace fakes {

using nlohmann::json;

// A set is a list.
template <typename T>
json write(const T& value) {
  return base::fields::write(value);
}
inline json write(const std::set<std::string>& value) {
  return std::vector<std::string>(value.begin(), value.end());
}
template <typename T>
void read(const json& from, T& value) {
  base::fields::read(from, value);
}
inline void read(const json& from, std::set<std::string>& value) {
  value = from.get<std::set<std::string>>();
}

template <typename T>
json dataset_json(const model::Dataset<T>& dataset) {
  if (!dataset.known()) return {{"missing", write(dataset.gap)}};
  return dataset.complete() ? write(*dataset.value)
                            : json{{"value", write(*dataset.value)}, {"gap", write(dataset.gap)}};
}

template <typename T>
void read_dataset(const json& from, model::Dataset<T>& dataset) {
  const bool in_part = from.is_object() && from.contains("value");
  dataset.gap.reset();
  if (from.is_object() && from.contains("missing")) {
    dataset.value.reset();
    read(from.at("missing"), dataset.gap.emplace());
    return;
  }
  if (!dataset.value) dataset.value.emplace();
  read(in_part ? from.at("value") : from, *dataset.value);
  if (in_part) read(from.at("gap"), dataset.gap.emplace());
}

inline json inventory_json(const model::Inventory& inventory) {
  json out = json::object();
  each_dataset(inventory, [&](std::string_view name, const auto& dataset) { out[name] = dataset_json(dataset); });
  return out;
}

// Replaces the datasets that `from` names.
inline void read_inventory(const json& from, model::Inventory& inventory) {
  each_dataset(inventory, [&](std::string_view name, auto& dataset) {
    if (const auto found = from.find(name); found != from.end()) read_dataset(*found, dataset);
  });
}

}  // namespace fakes
