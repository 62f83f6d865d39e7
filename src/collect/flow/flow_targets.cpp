#include <algorithm>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <set>

#include "aws/error.hpp"
#include "aws/operations/connect.hpp"
#include "aws/operations/lexv2_models.hpp"
#include "base/arn.hpp"
#include "base/encode.hpp"
#include "base/json/read.hpp"
#include "base/text.hpp"
#include "collect/collector.hpp"
#include "collect/flow/named_in_flows.hpp"

namespace collect {
namespace {

using model::FlowTarget;
using model::FlowTargets;
using model::Gap;
using model::GapKind;
using model::ReferenceKind;
using nlohmann::json;
namespace connect = aws::connect;
namespace lex = aws::lexv2_models;
namespace read = base::read;

// What an instance has of a kind is far less. Amazon Connect takes two calls a second: this many take two minutes.
constexpr std::size_t most_of_a_kind = 200;

struct BotAliasIds {
  std::string_view bot, alias;
};

// AWS's own are shorter, those of a masked recording longer than they were.
bool is_id(std::string_view text) {
  constexpr std::size_t longest = 256;
  return !text.empty() && text.size() <= longest &&
         std::ranges::all_of(text, [](char c) { return base::is_alphanumeric(c) || c == '-' || c == '_'; });
}

// Of arn:PARTITION:lex:REGION:ACCOUNT:bot-alias/BOT/ALIAS
std::optional<BotAliasIds> bot_alias_of(std::string_view arn) {
  static constexpr std::string_view before = "bot-alias/";
  std::string_view resource = base::arn_field(arn, base::arn_resource);
  if (!resource.starts_with(before)) return std::nullopt;
  resource.remove_prefix(before.size());
  const std::size_t slash = std::min(resource.find('/'), resource.size());
  const BotAliasIds found{resource.substr(0, slash), resource.substr(std::min(slash + 1, resource.size()))};
  return is_id(found.bot) && is_id(found.alias) ? std::optional(found) : std::nullopt;
}

bool is_enabled(const json& log) {
  return read::boolean(log, "enabled").value_or(false);
}

bool has_key(const json& log) {
  return !read::text(read::object(read::object(log, "destination"), "s3Bucket"), "kmsKeyArn").empty();
}

// https://docs.aws.amazon.com/lexv2/latest/dg/conversation-logs.html
model::BotAlias described_bot(const json& answer) {
  const json& logs = read::object(answer, "conversationLogSettings");
  model::BotAlias bot{.name = label(answer, "botAliasName"), .version = label(answer, "botVersion")};
  bot.logs_text = std::ranges::any_of(read::array(logs, "textLogSettings"), is_enabled);
  const json& audio = read::array(logs, "audioLogSettings");
  bot.logs_audio = std::ranges::any_of(audio, is_enabled);
  bot.has_key_for_audio =
      bot.logs_audio && std::ranges::all_of(audio, [](const json& log) { return !is_enabled(log) || has_key(log); });
  return bot;
}

void read_bot(Source& source, FlowTarget& target) {
  const BotAliasIds ids = *bot_alias_of(target.named);
  const json answer = source.client.call(lex::describe_bot_alias, {{"botId", ids.bot}, {"botAliasId", ids.alias}});
  target.state = needed(answer, "botAliasStatus", lex::describe_bot_alias);
  target.bot = described_bot(answer);
}

json of_instance(const Source& source, const char* member, std::string id) {
  return {{"InstanceId", source.given.instance_ref.instance_id}, {member, std::move(id)}};
}

std::string status_of_view(Source& source, std::string id) {
  const json answer = source.client.call(connect::describe_view, of_instance(source, "ViewId", std::move(id)));
  return needed(read::object(answer, "View"), "Status", connect::describe_view);
}

// Asked without a qualifier, AWS tells of what is published, and refuses of a view that never was.
void read_view(Source& source, FlowTarget& target) {
  const std::string id = model::flow_id(target.named);
  try {
    target.state = status_of_view(source, id);
  } catch (const base::Error& error) {
    if (error.kind() != base::ErrorKind::not_found && error.kind() != base::ErrorKind::internal) throw;
    target.state = status_of_view(source, id + ":$SAVED");
  }
}

void read_task_template(Source& source, FlowTarget& target) {
  const json answer = source.client.call(connect::get_task_template,
                                         of_instance(source, "TaskTemplateId", model::flow_id(target.named)));
  target.state = needed(answer, "Status", connect::get_task_template);
}

void read_data_table(Source& source, FlowTarget& target) {
  const json answer = source.client.call(connect::describe_data_table,
                                         of_instance(source, "DataTableId", model::flow_id(target.named)));
  needed(read::object(answer, "DataTable"), "Id", connect::describe_data_table);
}

struct TargetKind {
  ReferenceKind kind;
  std::string_view plural;
  const aws::Operation* operation;
  void (*read)(Source&, FlowTarget&);
};
constexpr TargetKind target_kinds[] = {
    {ReferenceKind::lex_bot, "bots", &lex::describe_bot_alias, read_bot},
    {ReferenceKind::view, "views", &connect::describe_view, read_view},
    {ReferenceKind::task_template, "task templates", &connect::get_task_template, read_task_template},
    {ReferenceKind::data_table, "data tables", &connect::describe_data_table, read_data_table}};

// Bots of Amazon Lex V1 have a name, which nothing answers for any more, and AWS's own views are in every instance.
bool is_asked_for(const model::FlowReference& reference) {
  if (!is_fixed(reference.named)) return false;
  if (reference.kind == ReferenceKind::lex_bot) return reference.named.starts_with("arn:");
  return base::arn_field(reference.named, base::arn_account) != "aws";
}

std::set<std::string> names_of(ReferenceKind kind, const Dataset<model::FlowContents>& flows,
                               const Dataset<model::FlowContents>& modules) {
  std::set<std::string> names;
  for (const auto* contents : {&flows, &modules}) {
    each_named(*contents, [&](const model::FlowReference& reference) {
      if (reference.kind == kind && is_asked_for(reference)) names.insert(reference.named);
    });
  }
  return names;
}

// A bot of another account would be looked up among this one's.
std::optional<Gap> gap_of_bot(std::string_view arn, const model::InstanceRef& instance) {
  if (auto gap = gap_of_region(arn, instance.region)) return gap;
  const std::string_view account = base::arn_field(arn, base::arn_account);
  if (account != instance.account_id) {
    return Gap{GapKind::not_supported,
               fmt::format("it is of the account '{}', which this review does not read", base::printable(account, 40)),
               ""};
  }
  if (!bot_alias_of(arn)) return Gap{GapKind::malformed, "what flows name is no ARN of a bot's alias", ""};
  return std::nullopt;
}

// Why it is not asked for.
std::optional<Gap> gap_of_name(const FlowTarget& target, const model::InstanceRef& instance) {
  if (target.kind == ReferenceKind::lex_bot) return gap_of_bot(target.named, instance);
  if (!is_id(model::flow_id(target.named))) {
    return Gap{GapKind::malformed, "what flows name is no id and no ARN", ""};
  }
  return std::nullopt;
}

// That HTTP's status is 404 is not enough: a Region that lacks the operation answers so as well.
bool is_gone(const base::Error& error) {
  const auto* answer = dynamic_cast<const aws::AwsError*>(&error);
  return answer != nullptr && answer->code() == "ResourceNotFoundException";
}

// What the list of task templates said; nothing of one that is not in it, or where it was not read.
const model::TaskTemplate* listed_template(const Dataset<model::TaskTemplates>& templates, const FlowTarget& target) {
  if (target.kind != ReferenceKind::task_template || !templates.known()) return nullptr;
  const auto found = std::ranges::find(*templates.value, model::flow_id(target.named), &model::TaskTemplate::id);
  return found == templates.value->end() || found->status.empty() ? nullptr : &*found;
}

void read_target(Source& source, const TargetKind& kind, FlowTarget& target, ItemGaps& gaps) {
  target.gap = gaps.of([&] {
    try {
      kind.read(source, target);
    } catch (const base::Error& error) {
      if (!is_gone(error)) throw;
      target.exists = false;
    }
  });
}

void read_targets(Source& source, const TargetKind& kind, const std::set<std::string>& names,
                  const Dataset<model::TaskTemplates>& templates, FlowTargets& targets) {
  ItemGaps gaps;
  std::size_t asked = 0;
  source.steps.expect(kind.plural, std::min(names.size(), most_of_a_kind), kind.operation);
  for (const std::string& name : names) {
    FlowTarget& target = targets.emplace_back(FlowTarget{.kind = kind.kind, .named = name, .state = {}, .gap = {}});
    target.gap = gap_of_name(target, source.given.instance_ref);
    if (target.gap) continue;
    if (const auto* one = listed_template(templates, target)) {
      target.state = one->status;
      source.steps.done();
    } else if (++asked > most_of_a_kind) {
      target.gap = Gap{GapKind::out_of_time,
                       fmt::format("flows name more than {}, and no more are asked for", most_of_a_kind), ""};
    } else {
      read_target(source, kind, target, gaps);
      source.steps.done();
    }
  }
}

Dataset<FlowTargets> fetch_flow_targets(Source& source, const Dataset<model::FlowContents>& flows,
                                        const Dataset<model::FlowContents>& modules,
                                        const Dataset<model::TaskTemplates>& templates) {
  if (!flows.known()) return Dataset<FlowTargets>::missing(needs_other("content of the flows", flows.gap));
  FlowTargets targets;
  for (const TargetKind& kind : target_kinds) {
    read_targets(source, kind, names_of(kind.kind, flows, modules), templates, targets);
  }
  auto gap = gap_of_items(targets, "bots, views, task templates and data tables");
  if (!gap) gap = gap_of_named(flows, modules);
  return {std::move(targets), std::move(gap)};
}

}  // namespace

const Collector collectors::flow_targets =
    collector<&Inventory::flow_targets, fetch_flow_targets, &Inventory::flow_contents, &Inventory::module_contents,
              &Inventory::task_templates>(
        "flow",
        {&lex::describe_bot_alias, &connect::describe_view, &connect::get_task_template, &connect::describe_data_table},
        Asks::each_item);

}  // namespace collect
