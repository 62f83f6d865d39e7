// The members of what flows are told from, each listed once, as model/describe.hpp has those of documents: for what a
// review keeps of its flows. What a member is when nobody set it is left out: a large instance has a quarter of a
// million blocks. For the .cpp files that write or read them alone.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json/fields.hpp"
#include "model/inventory.hpp"

namespace model {

using base::fields::omitted_if_empty;
using base::fields::omitted_if_false;

constexpr auto values_of(GapKind) {
  return enumerators<GapKind::malformed>();
}

template <typename Visit>
void describe(Gap& gap, Visit&& field) {
  field("kind", gap.kind);
  field("reason", gap.reason);
  field("permission", gap.permission, omitted_if_empty);
}

template <typename Visit>
void describe(Queue& queue, Visit&& field) {
  field("id", queue.id);
  field("arn", queue.arn);
  field("name", queue.name);
}

template <typename Visit>
void describe(QueueDetail& queue, Visit&& field) {
  field("id", queue.id);
  field("name", queue.name);
  field("status", queue.status);
  field("hours_id", queue.hours_id);
  field("outbound_flow_id", queue.outbound_flow_id);
}

template <typename Visit>
void describe(QuickConnect& quick_connect, Visit&& field) {
  field("id", quick_connect.id);
  field("arn", quick_connect.arn);
  field("name", quick_connect.name);
  field("type", quick_connect.type);
  field("queue_id", quick_connect.queue_id);
  field("flow_id", quick_connect.flow_id);
}

template <typename Visit>
void describe(TaskTemplate& task_template, Visit&& field) {
  field("id", task_template.id);
  field("name", task_template.name);
  field("status", task_template.status);
  field("flow_id", task_template.flow_id, omitted_if_empty);
  field("self_assign_flow_id", task_template.self_assign_flow_id, omitted_if_empty);
  field("gap", task_template.gap, omitted_if_empty);
}

template <typename Visit>
void describe(ProfileQueues& queues, Visit&& field) {
  field("number", queues.number);
  field("ids", queues.ids);
}

template <typename Visit>
void describe(RoutingProfile& profile, Visit&& field) {
  field("id", profile.id);
  field("name", profile.name);
  field("channels", profile.channels);
  field("queues", profile.queues);
  field("manual_queues", profile.manual_queues);
  field("outbound_queue_id", profile.outbound_queue_id);
  field("media", profile.media, omitted_if_empty);
}

template <typename Visit>
void describe(Listed& listed, Visit&& field) {
  field("id", listed.id);
  field("arn", listed.arn);
  field("name", listed.name);
}

template <typename Visit>
void describe(OpenTime& open, Visit&& field) {
  field("day", open.day);
  field("from", open.from);
  field("to", open.to);
}

template <typename Visit>
void describe(HoursDetail& hours, Visit&& field) {
  field("id", hours.id);
  field("name", hours.name);
  field("time_zone", hours.time_zone, omitted_if_empty);
  field("open", hours.open, omitted_if_empty);
  field("is_opened_by_override", hours.is_opened_by_override, omitted_if_false);
  field("gap", hours.gap, omitted_if_empty);
}

template <typename Visit>
void describe(User& user, Visit&& field) {
  field("id", user.id);
}

template <typename Visit>
void describe(SecurityKey& key, Visit&& field) {
  field("id", key.id);
  field("created", key.created, omitted_if_empty);
}

template <typename Visit>
void describe(BotAlias& bot, Visit&& field) {
  field("name", bot.name);
  field("version", bot.version);
  field("logs_text", bot.logs_text, omitted_if_false);
  field("logs_audio", bot.logs_audio, omitted_if_false);
  field("has_key_for_audio", bot.has_key_for_audio, omitted_if_false);
}

template <typename Visit>
void describe(FlowTarget& target, Visit&& field) {
  field("kind", target.kind);
  field("named", target.named);
  field("exists", target.exists);
  field("state", target.state);
  field("gap", target.gap);
  field("bot", target.bot, omitted_if_empty);
}

template <typename Visit>
void describe(FlowSummary& flow, Visit&& field) {
  field("id", flow.id);
  field("arn", flow.arn);
  field("name", flow.name);
  field("type", flow.type);
  field("state", flow.state);
  field("status", flow.status);
}

template <typename Visit>
void describe(FlowBranch& branch, Visit&& field) {
  field("to", branch.to);
  field("kind", branch.kind);
  field("of", branch.of, omitted_if_empty);
  field("comparison", branch.comparison, omitted_if_empty);
}

template <typename Visit>
void describe(FlowReference& reference, Visit&& field) {
  field("kind", reference.kind);
  field("named", reference.named);
  field("shown", reference.shown, omitted_if_empty);
  field("event", reference.event, omitted_if_empty);
}

template <typename Visit>
void describe(AttributeSetting& setting, Visit&& field) {
  field("attribute", setting.attribute);
  field("from", setting.from, omitted_if_empty);
}

// Left out while it is `usual`.
template <typename T, typename Visit>
void describe_unless(const T& usual, std::string_view key, T& member, Visit&& field) {
  std::optional<T> unusual = member == usual ? std::nullopt : std::optional(member);
  field(key, unusual, omitted_if_empty);
  if (unusual) member = *unusual;
}

// "next" is short for branches of that kind.
template <typename Visit>
void describe(FlowAction& action, Visit&& field) {
  field("identifier", action.identifier);
  field("type", action.type);
  field("sets_logging", action.sets_logging, omitted_if_empty);
  std::vector<std::string> next;
  std::vector<FlowBranch> others;
  for (const FlowBranch& branch : action.branches) {
    if (branch.kind == BranchKind::next) {
      next.push_back(branch.to);
    } else {
      others.push_back(branch);
    }
  }
  field("next", next, omitted_if_empty);
  field("branches", others, omitted_if_empty);
  action.branches = std::move(others);
  for (auto to = next.rbegin(); to != next.rend(); ++to) action.branches.insert(action.branches.begin(), {*to});
  field("references", action.references, omitted_if_empty);
  field("sets_recording", action.sets_recording, omitted_if_empty);
  field("records_ivr", action.records_ivr, omitted_if_false);
  field("analyses", action.analyses, omitted_if_false);
  field("time_limit", action.time_limit, omitted_if_empty);
  field("speaks", action.speaks, omitted_if_false);
  describe_unless(InputKind::menu, "input", action.input, field);
  field("returns", action.returns, omitted_if_false);
  field("further_error", action.further_error, omitted_if_empty);
  field("outcomes", action.outcomes, omitted_if_empty);
  field("result", action.result, omitted_if_empty);
  field("language", action.language, omitted_if_empty);
  field("voice", action.voice, omitted_if_empty);
  field("is_asynchronous", action.is_asynchronous, omitted_if_false);
  describe_unless(std::int64_t(0), "most_digits", action.most_digits, field);
  field("encrypts_input", action.encrypts_input, omitted_if_false);
  field("dials", action.dials, omitted_if_empty);
  field("reads_out", action.reads_out, omitted_if_empty);
  field("speaks_ssml", action.speaks_ssml, omitted_if_false);
  field("reads_into_ssml", action.reads_into_ssml, omitted_if_empty);
  field("compares", action.compares, omitted_if_empty);
  field("sets", action.sets, omitted_if_empty);
  field("also_reads", action.also_reads, omitted_if_empty);
  field("digest", action.digest, omitted_if_empty);
}

template <typename Visit>
void describe(FlowGraph& graph, Visit&& field) {
  field("start", graph.start);
  field("actions", graph.actions);
}

template <typename Visit>
void describe(FlowContent& content, Visit&& field) {
  field("graph", content.graph);
  field("status", content.status);
  field("sha256", content.sha256);
  field("gap", content.gap, omitted_if_empty);
  field("is_set_apart", content.is_set_apart, omitted_if_false);
}

template <typename Visit>
void describe(PhoneNumber& number, Visit&& field) {
  field("id", number.id);
  field("arn", number.arn);
  field("e164", number.e164);
  field("country", number.country);
  field("type", number.type);
  field("target_arn", number.target_arn);
  field("description", number.description);
  field("group", number.group);
  field("source_arn", number.source_arn);
}

template <typename Visit>
void describe(TrafficDistributionGroup& group, Visit&& field) {
  field("id", group.id);
  field("arn", group.arn);
  field("name", group.name);
  field("status", group.status);
  field("is_default", group.is_default, omitted_if_false);
}

template <typename Visit>
void describe(PhoneNumbers& numbers, Visit&& field) {
  field("groups", numbers.groups);
  field("numbers", numbers.numbers);
}

template <typename Visit>
void describe(MessageFlow& flow, Visit&& field) {
  field("flow_arn", flow.flow_arn);
  field("gap", flow.gap);
}

}  // namespace model
