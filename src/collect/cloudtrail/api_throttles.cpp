#include <algorithm>
#include <fmt/format.h>
#include <simdjson.h>

#include "aws/error.hpp"
#include "aws/operations/cloudtrail.hpp"
#include "base/encode.hpp"
#include "base/error.hpp"
#include "base/json/read.hpp"
#include "base/timestamp.hpp"
#include "collect/collector.hpp"

namespace collect {
namespace {

using model::ApiThrottles;
using model::ThrottleScope;
using nlohmann::json;
namespace read = base::read;

constexpr const char* connect_event_source = "connect.amazonaws.com";
constexpr std::size_t max_api_name = 80, max_user_name = 120;

bool same_ignoring_case(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, [](char x, char y) { return (x | 0x20) == (y | 0x20); });
}

// "INSTANCE" of "…:instance/INSTANCE/queue/…", empty when it is no such ARN.
std::string_view instance_of_arn(std::string_view arn) {
  static constexpr std::string_view mark = ":instance/";
  const auto at = arn.find(mark);
  if (at == std::string_view::npos) return {};
  return arn.substr(at + mark.size(), arn.find('/', at + mark.size()) - (at + mark.size()));
}

// The instance that the call was for, as far as its parameters tell.
std::string_view instance_of(const simdjson::dom::object& parameters) {
  for (const auto field : parameters) {
    std::string_view value;
    if (field.value.get(value) != simdjson::SUCCESS) continue;
    if (same_ignoring_case(field.key, "instanceId")) return value;
    if (const auto id = instance_of_arn(value); !id.empty()) return id;
  }
  return {};
}

// Most events are no throttles; only those that carry such a word are parsed.
bool may_be_throttle(std::string_view event) {
  return event.find("Thrott") != std::string_view::npos || event.find("TooManyRequests") != std::string_view::npos ||
         event.find("RequestLimitExceeded") != std::string_view::npos;
}

bool publishes_flow(std::string_view api) {
  static constexpr std::string_view apis[] = {"CreateContactFlow", "CreateContactFlowModule",
                                              "UpdateContactFlowContent", "UpdateContactFlowModuleContent"};
  return std::ranges::find(apis, api) != std::end(apis);
}

// The id of a flow or module that was published; nothing of a draft, which is saved beside what is published.
std::string published_flow(const simdjson::dom::object& members) {
  for (const auto field : members) {
    std::string_view value;
    const bool is_id =
        same_ignoring_case(field.key, "contactFlowId") || same_ignoring_case(field.key, "contactFlowModuleId");
    if (is_id && field.value.get(value) == simdjson::SUCCESS && !value.ends_with(":$SAVED"))
      return model::flow_id(value);
  }
  return "";
}

// What changes how an instance is protected, who may do what in it, or where its data goes. Users come and go every
// day, and their being made says nothing: those who have too many rights are found where they are.
// https://docs.aws.amazon.com/connect/latest/adminguide/logging-using-cloudtrail.html
bool is_sensitive(std::string_view api) {
  static constexpr std::string_view apis[] = {"AssociateApprovedOrigin", "DeleteContactFlow",
                                              "DeleteContactFlowModule", "DisassociateInstanceStorageConfig",
                                              "UpdateInstanceAttribute", "UpdateInstanceStorageConfig",
                                              "UpdateSecurityProfile",   "UpdateUserSecurityProfiles"};
  return std::ranges::find(apis, api) != std::end(apis);
}

class Reader {
 public:
  explicit Reader(const model::Given& given) : instance_(given.instance_ref) {
    throttles_.window = given.window;
    throttles_.oldest_read = given.window.end;
  }

  void take(const json& event) {
    ++throttles_.events_read;
    const auto seconds = read::number(event, "EventTime");
    const auto at = seconds ? base::from_epoch_seconds(*seconds) : std::nullopt;
    if (!at) return;
    throttles_.oldest_read = std::min(throttles_.oldest_read, *at);
    const std::string detail = read::text(event, "CloudTrailEvent");
    const std::string api = read::text(event, "EventName");
    if (may_be_throttle(detail)) take_detail(api, *at, detail);
    if (publishes_flow(api)) take_publication(*at, read::text(event, "Username"), detail);
    if (is_sensitive(api)) take_sensitive(api, *at, read::text(event, "Username"), detail);
  }

  void read_to_the_end() { throttles_.oldest_read = throttles_.window.start; }
  ApiThrottles& result() { return throttles_; }

 private:
  void take_detail(const std::string& api, base::Time at, const std::string& detail) {
    simdjson::dom::object event;
    std::string_view code;
    if (parser_.parse(detail).get(event) != simdjson::SUCCESS) return;
    if (event["errorCode"].get(code) != simdjson::SUCCESS || !aws::is_throttle_code(code)) return;
    ++throttles_.throttles[{base::printable(api, max_api_name), std::string(code), scope_of(event),
                            std::chrono::floor<std::chrono::hours>(at)}];
  }

  // Events come newest first.
  void take_publication(base::Time at, const std::string& by, const std::string& detail) {
    simdjson::dom::object event, asked, answered;
    std::string_view code;
    if (parser_.parse(detail).get(event) != simdjson::SUCCESS) return;
    if (event["errorCode"].get(code) == simdjson::SUCCESS || scope_of(event) != ThrottleScope::this_instance) return;
    std::string flow;
    if (event["requestParameters"].get(asked) == simdjson::SUCCESS) flow = published_flow(asked);
    if (flow.empty() && event["responseElements"].get(answered) == simdjson::SUCCESS) flow = published_flow(answered);
    if (flow.empty()) return;
    throttles_.publications.try_emplace(base::printable(flow, max_user_name),
                                        model::FlowPublication{at, base::printable(by, max_user_name)});
  }

  void take_sensitive(const std::string& api, base::Time at, const std::string& by, const std::string& detail) {
    simdjson::dom::object event;
    std::string_view code;
    if (parser_.parse(detail).get(event) != simdjson::SUCCESS) return;
    if (event["errorCode"].get(code) == simdjson::SUCCESS || scope_of(event) != ThrottleScope::this_instance) return;
    auto& calls = throttles_.sensitive[api];
    if (calls.count == 0) calls = {.last = at, .by = base::printable(by, max_user_name)};
    ++calls.count;
  }

  ThrottleScope scope_of(const simdjson::dom::object& event) const {
    simdjson::dom::object parameters;
    if (event["requestParameters"].get(parameters) != simdjson::SUCCESS) return ThrottleScope::unknown;
    const std::string_view instance = instance_of(parameters);
    if (instance.empty()) return ThrottleScope::unknown;
    const bool ours = instance == instance_.instance_id || instance == instance_.arn;
    return ours ? ThrottleScope::this_instance : ThrottleScope::other_instance;
  }

  const model::InstanceRef& instance_;
  simdjson::dom::parser parser_;
  ApiThrottles throttles_;
};

model::Gap out_of_budget(std::chrono::seconds budget) {
  return {
      model::GapKind::out_of_time,
      fmt::format("reading CloudTrail's events stopped after {} s; use --complete to read all of them", budget.count()),
      ""};
}

// LookupEvents answers newest first and cannot select by error, so every event of Amazon Connect is read. What was read
// before an error stays, and the result says how far back it reaches.
Dataset<ApiThrottles> fetch_api_throttles(Source& source) {
  const auto budget = source.given.settings.event_budget;
  const base::Time started = source.clock.now();
  source.steps.expect_until("events of CloudTrail",
                            budget.count() > 0 ? std::optional(started + budget) : std::nullopt);
  Reader reader(source.given);
  std::optional<model::Gap> gap;
  try {
    aws::for_each_page(
        source.client, aws::cloudtrail::lookup_events,
        {{"LookupAttributes", {{{"AttributeKey", "EventSource"}, {"AttributeValue", connect_event_source}}}},
         {"StartTime", base::to_epoch_seconds(source.given.window.start)},
         {"EndTime", base::to_epoch_seconds(source.given.window.end)}},
        [&](const json& page) {
          const json& events = aws::items_of(page, aws::cloudtrail::lookup_events);
          for (const json& event : events) reader.take(event);
          source.steps.done(events.size());
          const bool last = read::text(page, "NextToken").empty();
          if (budget.count() > 0 && !last && source.clock.now() - started >= budget) gap = out_of_budget(budget);
          return !gap;
        });
  } catch (const base::Error& error) {
    if (reader.result().events_read == 0) throw;
    gap = gap_from(error);
  }
  if (!gap) reader.read_to_the_end();
  return {std::move(reader.result()), std::move(gap)};
}

}  // namespace

const Collector collectors::api_throttles =
    collector<&Inventory::api_throttles, fetch_api_throttles>("cloudtrail", {&aws::cloudtrail::lookup_events});

}  // namespace collect
