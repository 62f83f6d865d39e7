#include "checks/cloudtrail/throttle_check.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <map>

#include "base/encode.hpp"
#include "model/console.hpp"
#include "words/moments.hpp"
#include "words/names.hpp"
#include "words/numbers.hpp"

namespace checks {
namespace {

// An event name that is right for a search while nothing was refused.
constexpr std::string_view any_api = "ListUsers";

}  // namespace

Throttled throttled(const model::ApiThrottles& read, bool (*counts)(model::ThrottleScope)) {
  std::map<std::string, std::int64_t> by_api;
  Throttled refused;
  for (const auto& [key, calls] : read.throttles) {
    if (!counts(key.scope)) continue;
    refused.total += calls;
    by_api[key.api] += calls;
  }
  refused.apis.assign(by_api.begin(), by_api.end());
  std::ranges::stable_sort(refused.apis, [](const auto& a, const auto& b) { return a.second > b.second; });
  return refused;
}

std::string headline(const Throttled& refused, std::string_view whose) {
  return fmt::format("{}{} throttled{}{}", words::counted(double(refused.total), "API call", "API calls"), whose,
                     refused.total > 1 ? ", most often " : ": ", base::printable(refused.apis.front().first, 30));
}

Judgement about(const Scene& scene, const model::ApiThrottles& read, Resource resource, const Throttled& refused,
                std::string_view what) {
  Judgement judgement;
  judgement.resource = std::move(resource);
  judgement.observed =
      refused.total == 0 ? "No API call" : words::counted(double(refused.total), "API call", "API calls");
  judgement.observed +=
      fmt::format(" {} {} refused for exceeding the rate limit", what, refused.total > 1 ? "were" : "was");
  std::vector<std::string> apis;
  for (const auto& [api, calls] : refused.apis)
    apis.push_back(fmt::format("{} {}", base::printable(api, 60), words::number(double(calls))));
  if (!apis.empty()) judgement.observed += fmt::format(": {}", words::list(apis));
  judgement.observed += ".";
  judgement.evidence = fmt::format("cloudtrail:LookupEvents, {} of connect.amazonaws.com, {}",
                                   words::counted(double(read.events_read), "event", "events"),
                                   words::from_to(std::max(read.oldest_read, read.window.start), read.window.end));
  judgement.measured = {.value = double(refused.total), .unit = "throttled calls"};
  const std::string_view api = refused.apis.empty() ? any_api : std::string_view(refused.apis.front().first);
  if (!refused.apis.empty()) {
    judgement.action = fmt::format("Slow down the program that calls {}", base::printable(api, 60));
    judgement.command =
        aws_command(scene, "cloudtrail lookup-events",
                    {{"lookup-attributes", fmt::format("AttributeKey=EventName,AttributeValue={}", api)}});
  }
  judgement.console_url = model::console::cloudtrail(scene.instance, api);
  return judgement;
}

}  // namespace checks
