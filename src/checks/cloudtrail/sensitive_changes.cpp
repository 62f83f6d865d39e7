#include <algorithm>
#include <fmt/format.h>

#include "base/encode.hpp"
#include "checks/check.hpp"
#include "model/console.hpp"
#include "words/moments.hpp"
#include "words/names.hpp"
#include "words/numbers.hpp"

namespace checks {
namespace {

using Changed = std::pair<std::string, model::SensitiveCalls>;

// The last first.
std::vector<Changed> changes_of(const model::ApiThrottles& read) {
  std::vector<Changed> changes(read.sensitive.begin(), read.sensitive.end());
  std::ranges::stable_sort(changes, std::greater(), [](const Changed& one) { return one.second.last; });
  return changes;
}

std::string described(const Changed& change) {
  const auto& [api, calls] = change;
  return fmt::format("{} ({}, last on {} by {})", base::printable(api, 60), words::times(calls.count),
                     words::moment(calls.last), words::in_quotes(calls.by));
}

Judgements judge(const Scene& scene, const model::ApiThrottles& read) {
  const auto changes = changes_of(read);
  std::int64_t total = 0;
  std::vector<std::string> texts;
  for (const Changed& change : changes) {
    total += change.second.count;
    texts.push_back(described(change));
  }
  Judgement judgement;
  judgement.resource = the_instance(scene);
  judgement.status = changes.empty() ? Status::pass : Status::info;
  judgement.observed = changes.empty() ? "CloudTrail has no call that changed attributes, data storage, approved "
                                         "origins or security profiles, and none that deleted a flow."
                                       : fmt::format("{}.", words::list(texts));
  judgement.measured = {.value = double(total), .unit = "changes"};
  judgement.evidence = fmt::format("cloudtrail:LookupEvents, {} of connect.amazonaws.com, {}",
                                   words::counted(double(read.events_read), "event", "events"),
                                   words::from_to(std::max(read.oldest_read, read.window.start), read.window.end));
  if (!changes.empty()) {
    const std::string& api = changes.front().first;
    judgement.command =
        aws_command(scene, "cloudtrail lookup-events",
                    {{"lookup-attributes", fmt::format("AttributeKey=EventName,AttributeValue={}", api)}});
    judgement.console_url = model::console::cloudtrail(scene.instance, api);
  }
  return {judgement};
}

}  // namespace

const Check sensitive_changes = on<judge, &Inventory::api_throttles>({
    .id = "sensitive_changes",
    .component = "cloudtrail",
    .title = "Changes to what protects the instance",
    .pillar = Pillar::security,
    .severity = Severity::low,
    .why =
        "Who switches an attribute, takes data storage away, approves an origin, changes what security profiles permit "
        "or deletes a flow can stop calls and recordings, or open the instance to others.",
    .remedy = "Ask whoever made a change that nobody planned, and have an alarm tell you of the next one.",
    .action = "Make sure that each was planned",
    .links = {"https://docs.aws.amazon.com/connect/latest/adminguide/logging-using-cloudtrail.html"},
});

}  // namespace checks
