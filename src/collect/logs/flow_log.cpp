#include <algorithm>
#include <fmt/format.h>
#include <simdjson.h>
#include <unordered_set>

#include "aws/operations/logs.hpp"
#include "base/encode.hpp"
#include "base/error.hpp"
#include "base/json/read.hpp"
#include "base/timestamp.hpp"
#include "collect/collector.hpp"

namespace collect {
namespace {

using model::FlowLog;
using model::Gap;
using model::GapKind;
using nlohmann::json;
namespace read = base::read;

// Lets through whatever may say that a block failed, so that a quiet log is not sent over the wire; what is a failure
// is decided by model::classify_failure. Patterns are case-sensitive, hence the missing first letters.
constexpr const char* failure_filter =
    R"({ ($.Results = "*rror*") || ($.Results = "*ail*") || ($.Results = "*xception*") || ($.Results = "*imeout*") || )"
    R"(($.Results = "*imed out*") || ($.Results = "*nvalid*") || ($.Results = "*nsupported*") || )"
    R"(($.Results = "*ot found*") || ($.Results = "*enied*") || ($.Results = "*limit*") || ($.Results = "*o prompt*") || )"
    R"(($.Results = "*NotDone*") || ($.Results = "*MultipleFound*") || ($.Results = "*NoneFound*") || )"
    R"(($.Results = "*apacity*") })";

constexpr std::int64_t max_lines = 200'000;  // enough to judge by; keeps memory and time bounded
constexpr std::size_t max_result_characters = 200;
constexpr std::size_t max_name_characters = 300;

std::string text_of(const simdjson::dom::object& line, const char* key, std::size_t max_characters) {
  std::string_view value;
  if (line[key].get(value) != simdjson::SUCCESS) return "";
  return base::printable(value, max_characters);
}

class Reader {
 public:
  explicit Reader(FlowLog& log) : log_(log) {}

  void take(const json& event) {
    const std::string event_id = read::text(event, "eventId");
    if (!event_id.empty() && !seen_.insert(event_id).second) {
      ++log_.duplicates;
      return;
    }
    ++log_.lines_read;
    const auto milliseconds = read::integer(event, "timestamp");
    const auto at = milliseconds ? base::from_epoch_milliseconds(*milliseconds) : std::nullopt;
    if (!at || !take_line(*at, read::text(event, "message"))) ++log_.lines_malformed;
  }

  void finish() {
    std::ranges::stable_sort(log_.samples, [](const auto& a, const auto& b) { return a.at > b.at; });
    if (log_.samples.size() > model::max_flow_log_samples) log_.samples.resize(model::max_flow_log_samples);
  }

 private:
  bool take_line(base::Time at, const std::string& message) {
    simdjson::dom::object line;
    if (parser_.parse(message).get(line) != simdjson::SUCCESS) return false;
    model::FlowLogSample sample;
    sample.at = at;
    sample.flow_arn = text_of(line, "ContactFlowId", max_name_characters);
    sample.module_type = text_of(line, "ContactFlowModuleType", max_name_characters);
    if (sample.flow_arn.empty() || sample.module_type.empty()) return false;
    sample.result = text_of(line, "Results", max_result_characters);
    const auto kind = model::classify_failure(sample.module_type, sample.result);
    if (!kind) return true;
    sample.kind = *kind;
    sample.flow_name = text_of(line, "ContactFlowName", max_name_characters);
    sample.block = text_of(line, "Identifier", max_name_characters);
    count(std::move(sample));
    return true;
  }

  void count(model::FlowLogSample sample) {
    ++log_.failures[{sample.flow_arn, sample.module_type, sample.kind,
                     std::chrono::floor<std::chrono::hours>(sample.at)}];
    log_.flow_names.try_emplace(sample.flow_arn, sample.flow_name);
    log_.samples.push_back(std::move(sample));
    if (log_.samples.size() >= 100 * model::max_flow_log_samples) finish();  // keep the newest, not all
  }

  FlowLog& log_;
  simdjson::dom::parser parser_;
  std::unordered_set<std::string> seen_;  // CloudWatch Logs delivers at least once
};

Dataset<FlowLog> fetch(Source& source, const Dataset<model::LogGroupLookup>& log_group) {
  if (!log_group.known()) {
    return Dataset<FlowLog>::missing(needs_other("log group", log_group.gap));
  }
  if (!log_group.value->has_value()) {
    return Dataset<FlowLog>::missing({GapKind::not_found, "the instance's log group does not exist", ""});
  }
  FlowLog log;
  log.log_group = log_group.value->value().name;
  log.window = source.given.window;
  Reader reader(log);
  std::optional<Gap> gap;
  try {
    aws::for_each_page(source.client, aws::logs::filter_log_events,
                       {{"logGroupName", log.log_group},
                        {"startTime", base::to_epoch_milliseconds(log.window.start)},
                        {"endTime", base::to_epoch_milliseconds(log.window.end)},
                        {"filterPattern", failure_filter}},
                       [&](const json& page) {
                         for (const json& event : aws::items_of(page, aws::logs::filter_log_events)) reader.take(event);
                         if (log.lines_read < max_lines) return true;
                         gap = Gap{GapKind::out_of_time,
                                   fmt::format("reading stopped after {} lines of failures", log.lines_read), ""};
                         return false;
                       });
  } catch (const base::Error& error) {
    if (log.lines_read == 0) throw;
    gap = gap_from(error);
  }
  reader.finish();
  return {std::move(log), std::move(gap)};
}

}  // namespace

const Collector collectors::flow_log =
    collector<&Inventory::flow_log, fetch, &Inventory::log_group>("logs", {&aws::logs::filter_log_events});

}  // namespace collect
