#include "cli/flow_sources.hpp"

#include <fmt/format.h>
#include <map>

#include "app/flows/read_flows.hpp"
#include "base/error.hpp"
#include "cli/live.hpp"
#include "recording/replay.hpp"

namespace cli {
namespace {

model::Inventory read_flows(const Session& session) {
  const std::string& directory = session.config.get(options::recording);
  if (!directory.empty()) return app::recorded_flows(directory, session.config.settings());
  const auto wanted = session.config.get(options::instance);
  if (wanted.size() != 1) {
    throw base::Error(base::ErrorKind::usage,
                      "flows are those of one instance: give --instance ARN, ID or ALIAS, or --recording DIRECTORY");
  }
  const auto found = app::look_up_instances(session.cloud(), false, wanted);
  return app::live_flows(session.cloud(), found.front().instance(), session.config.settings());
}

void leave_out_words(model::Dataset<model::FlowContents>& contents) {
  if (!contents.known()) return;
  for (auto& [id, content] : *contents.value) {
    if (!content.graph) continue;
    for (model::FlowAction& action : content.graph->actions) action.words.clear();
  }
}

}  // namespace

std::vector<app::OptionId> with_flow_source(std::vector<app::OptionId> more) {
  std::vector<app::OptionId> all = {
      options::instance,     options::recording,   options::region,          options::profile,
      options::role_arn,     options::external_id, options::review_role_arn, options::review_external_id,
      options::endpoint_url, options::rate_share,  options::rates,           options::request_timeout,
      options::max_time};
  all.insert(all.end(), more.begin(), more.end());
  return all;
}

void require_flow_source(const Session& session) {
  const std::string& directory = session.config.get(options::recording);
  if (directory.empty()) return;
  const auto recorded = recording::read_recording_info(directory);
  if (!session.config.is_flag(options::instance) || is_of(recorded, session.config.get(options::instance))) return;
  throw base::Error(base::ErrorKind::usage,
                    fmt::format("this recording is of {}; leave --instance out, or give that", recorded.instance_arn));
}

// What is said to callers may name numbers.
model::Inventory flows_of_source(const Session& session) {
  model::Inventory inventory = read_flows(session);
  if (session.config.get(options::redact)) {
    leave_out_words(inventory.flow_contents);
    leave_out_words(inventory.module_contents);
  }
  return inventory;
}

app::NumberMask number_mask(const Session& session, const model::Inventory& inventory) {
  if (!session.config.get(options::redact)) return {};
  std::map<std::string, std::string> masks;
  if (inventory.phone_numbers.known()) {
    for (const model::PhoneNumber& number : inventory.phone_numbers.value->numbers) {
      const std::string country = number.country.empty() ? "" : fmt::format(" ({})", number.country);
      masks.try_emplace(number.e164, fmt::format("number {}{}", masks.size() + 1, country));
    }
  }
  return [masks = std::move(masks)](const std::string& number) {
    const auto found = masks.find(number);
    return found == masks.end() ? "a number" : found->second;
  };
}

}  // namespace cli
