#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <simdjson.h>
#include <unordered_set>

#include "aws/operations/logs.hpp"
#include "base/digest.hpp"
#include "base/encode.hpp"
#include "base/error.hpp"
#include "base/json/read.hpp"
#include "base/timestamp.hpp"
#include "collect/collector.hpp"
#include "model/message.hpp"

namespace collect {
namespace {

using model::FlowLog;
using model::Gap;
using model::GapKind;
using model::LogSamples;
using nlohmann::json;
namespace read = base::read;

// Lets through what tells of a failure, so that a quiet log is not sent over the wire.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
std::string failure_filter() {
  std::vector<std::string> conditions;
  for (const std::string_view mark : model::failure_marks()) {
    conditions.push_back(fmt::format(R"(($.Results = "*{}*"))", mark));
  }
  return fmt::format("{{ {} }}", fmt::join(conditions, " || "));
}

constexpr std::int64_t max_lines = 200'000;  // enough to judge by; keeps memory and time bounded
constexpr std::int64_t max_pages = 2'000;    // of which most may be empty: AWS hands out five a second
constexpr std::chrono::seconds longest_read{300};
constexpr std::size_t max_name_characters = 300;

std::string text_of(const simdjson::dom::object& line, const char* key, std::size_t max_characters) {
  std::string_view value;
  if (line[key].get(value) != simdjson::SUCCESS) return "";
  return base::printable(value, max_characters);
}

// Of the flows and modules that were on the way to the block, the innermost flow; only modules' lines name them.
std::string calling_flow(const simdjson::dom::object& line) {
  simdjson::dom::array stack;
  if (line["ModuleExecutionStack"].get(stack) != simdjson::SUCCESS) return "";
  for (const simdjson::dom::element element : stack) {
    std::string_view arn;
    if (element.get(arn) == simdjson::SUCCESS && arn.find("/contact-flow/") != std::string_view::npos) {
      return base::printable(arn, max_name_characters);
    }
  }
  return "";
}

// How much of a log is read, so that a large one does not take the review's time.
class Budget {
 public:
  explicit Budget(const base::Clock& clock) : clock_(clock), started_(clock.now()) {}

  // Why no further page is read.
  std::optional<Gap> after_page(std::int64_t lines) {
    ++pages_;
    if (lines >= max_lines) return stopped(fmt::format("{} lines of failures", lines));
    if (pages_ >= max_pages) return stopped(fmt::format("{} pages", pages_));
    if (clock_.now() - started_ >= longest_read) return stopped(fmt::format("{} s", longest_read.count()));
    return std::nullopt;
  }

 private:
  static Gap stopped(const std::string& after) {
    return {GapKind::out_of_time, fmt::format("reading stopped after {}", after), ""};
  }

  const base::Clock& clock_;
  const base::Time started_;
  std::int64_t pages_ = 0;
};

class Reader {
 public:
  Reader(FlowLog& log, LogSamples samples) : log_(log), samples_(samples) {}

  void take(const json& event) {
    const auto milliseconds = read::integer(event, "timestamp");
    const auto at = milliseconds ? base::from_epoch_milliseconds(*milliseconds) : std::nullopt;
    const std::string message = read::text(event, "message");
    if (at && !seen_.insert(base::sha256(fmt::format("{} {}", *milliseconds, message))).second) {
      ++log_.duplicates;
      return;
    }
    ++log_.lines_read;
    if (at) reached_ = std::max(reached_, *at);
    if (!at || !take_line(*at, message)) ++log_.lines_malformed;
  }

  // Lines come by time: the log is known up to the last one that was read. Says so.
  void cut(Gap& gap) {
    const double asked = log_.window.days();
    log_.window.end = std::clamp(reached_, log_.window.start, log_.window.end);
    gap.reason = fmt::format("{}; {:.1f} of {:.0f} days were read, up to {}", gap.reason, log_.window.days(), asked,
                             base::to_minute_text(log_.window.end));
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
    sample.result = text_of(line, "Results", model::max_flow_log_result);
    const auto kind = model::classify_failure(sample.module_type, sample.result);
    if (!kind) return true;
    sample.kind = *kind;
    sample.flow_name = text_of(line, "ContactFlowName", max_name_characters);
    sample.block = text_of(line, "Identifier", max_name_characters);
    if (model::is_module_arn(sample.flow_arn)) sample.calling_flow = calling_flow(line);
    count(std::move(sample));
    return true;
  }

  void count(model::FlowLogSample sample) {
    ++log_.failures[{sample.flow_arn, sample.module_type, sample.kind,
                     std::chrono::floor<std::chrono::hours>(sample.at)}];
    log_.flow_names.try_emplace(sample.flow_arn, sample.flow_name);
    if (!sample.calling_flow.empty()) ++log_.callers[sample.flow_arn][sample.calling_flow];
    if (samples_ == LogSamples::none) return;
    if (samples_ == LogSamples::masked) sample.result = model::masked_message(sample.result);
    log_.samples.push_back(std::move(sample));
    if (log_.samples.size() >= 100 * model::max_flow_log_samples) finish();  // keep the newest, not all
  }

  FlowLog& log_;
  const LogSamples samples_;
  base::Time reached_{};
  simdjson::dom::parser parser_;
  // Digests of time and content. CloudWatch Logs hands out an event more than once, and Connect writes a line more than
  // once: as events of their own, with other ids and in other streams. Lines hold the contact and the millisecond, so
  // that two which are the same are one.
  std::unordered_set<std::string> seen_;
};

Dataset<FlowLog> fetch_flow_log(Source& source, const Dataset<model::LogGroupLookup>& log_group) {
  if (!log_group.known()) {
    return Dataset<FlowLog>::missing(needs_other("log group", log_group.gap));
  }
  if (!log_group.value->has_value()) {
    return Dataset<FlowLog>::missing({GapKind::not_found, "the instance's log group does not exist", ""});
  }
  FlowLog log;
  log.log_group = log_group.value->value().name;
  log.window = source.given.window;
  log.window.start =
      std::clamp(model::reaches_back_to(log_group.value->value(), log.window.end), log.window.start, log.window.end);
  Reader reader(log, source.given.settings.log_samples);
  Budget budget(source.clock);
  source.steps.expect_until("lines of the flow log", source.clock.now() + longest_read);
  std::optional<Gap> gap;
  try {
    aws::for_each_page(source.client, aws::logs::filter_log_events,
                       {{"logGroupName", log.log_group},
                        {"startTime", base::to_epoch_milliseconds(source.given.window.start)},
                        {"endTime", base::to_epoch_milliseconds(log.window.end)},
                        {"filterPattern", failure_filter()}},
                       [&](const json& page) {
                         const json& events = aws::items_of(page, aws::logs::filter_log_events);
                         for (const json& event : events) reader.take(event);
                         source.steps.done(events.size());
                         const bool is_last = read::text(page, "nextToken").empty();
                         if (!is_last) gap = budget.after_page(log.lines_read);
                         return !gap;
                       });
  } catch (const base::Error& error) {
    if (log.lines_read == 0) throw;
    gap = gap_from(error);
  }
  if (gap && log.lines_read == 0) return Dataset<FlowLog>::missing(*std::move(gap));
  if (gap) reader.cut(*gap);
  reader.finish();
  return {std::move(log), std::move(gap)};
}

}  // namespace

const Collector collectors::flow_log =
    collector<&Inventory::flow_log, fetch_flow_log, &Inventory::log_group>("logs", {&aws::logs::filter_log_events});

}  // namespace collect
