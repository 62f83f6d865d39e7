#include "components/section.hpp"

#include <algorithm>

#include "base/json/read.hpp"

namespace components {
namespace {

using page::Views;

// Facts are shown when at least one of them is known: a document that failed holds only nulls and empty lists.
bool holds_facts(const model::Document& document) {
  if (document.status == model::DocumentStatus::failed || !document.data.is_object()) return false;
  return std::any_of(document.data.begin(), document.data.end(),
                     [](const auto& member) { return !member.is_null(); }) &&
         !document.data.contains("error");
}

void read(Facts& facts, const model::Document& document) {
  const auto& data = document.data;
  if (document.component == "instance") facts.instance = components::instance_facts_from_json(data);
  if (document.component == "quota") facts.quota = components::quota_facts_from_json(data);
  if (document.component == "metrics") facts.metrics = components::metrics_facts_from_json(data);
  if (document.component == "phone") facts.phone = components::phone_facts_from_json(data);
  if (document.component == "flow") facts.flow = components::flow_facts_from_json(data);
  if (document.component == "cloudtrail") facts.cloudtrail = components::cloudtrail_facts_from_json(data);
  if (document.component == "logs") facts.logs = components::logs_facts_from_json(data);
}

void widen(std::optional<model::Window>& window, const std::optional<model::Window>& other) {
  if (!other) return;
  if (!window) {
    window = other;
    return;
  }
  window->start = std::min(window->start, other->start);
  window->end = std::max(window->end, other->end);
}

// arn:PARTITION:connect:REGION:ACCOUNT:instance/ID; a part that is not there stays empty.
model::InstanceRef ref_of(const std::string& arn) {
  std::vector<std::string> parts(1);
  for (const char c : arn) {
    if (c == ':' && parts.size() < 6) {
      parts.emplace_back();
    } else {
      parts.back() += c;
    }
  }
  parts.resize(6);
  const auto slash = parts[5].find('/');
  return {arn, parts[1], parts[3], parts[4], slash == std::string::npos ? "" : parts[5].substr(slash + 1)};
}

struct Row {
  std::string_view component;
  bool (*has_facts)(const Facts&);
  Views (*blocks)(Page&);
};

constexpr Row rows[] = {
    {"instance", [](const Facts& facts) { return facts.instance.has_value(); }, instance_blocks},
    {"quota", [](const Facts& facts) { return facts.quota.has_value(); }, quota_blocks},
    {"metrics", [](const Facts& facts) { return facts.metrics.has_value(); }, metrics_blocks},
    {"phone", [](const Facts& facts) { return facts.phone.has_value(); }, phone_blocks},
    {"flow", [](const Facts& facts) { return facts.flow.has_value(); }, flow_blocks},
    {"cloudtrail", [](const Facts& facts) { return facts.cloudtrail.has_value(); }, cloudtrail_blocks},
    {"logs", [](const Facts& facts) { return facts.logs.has_value(); }, logs_blocks},
};

}  // namespace

Facts facts_of(const model::Review& review) {
  Facts facts;
  std::string arn = review.status.instance_arn;
  for (const auto& document : review.documents) {
    widen(facts.window, document.window);
    if (arn.empty()) arn = document.instance_arn;
    if (holds_facts(document)) read(facts, document);
  }
  facts.ref = ref_of(arn);
  facts.alias = review.status.instance_alias;
  if (facts.alias.empty() && facts.instance && facts.instance->details) facts.alias = facts.instance->details->alias;
  return facts;
}

std::optional<Views> blocks_of(std::string_view component, Page& page) {
  for (const auto& row : rows) {
    if (row.component == component && row.has_facts(page.facts)) return row.blocks(page);
  }
  return std::nullopt;
}

}  // namespace components
