#include <algorithm>
#include <fmt/format.h>
#include <map>

#include "base/timestamp.hpp"
#include "checks/check.hpp"
#include "model/console.hpp"
#include "words/moments.hpp"
#include "words/names.hpp"
#include "words/numbers.hpp"

namespace checks {
namespace {

constexpr Threshold fail{.check = "flow_log_failures",
                         .id = "fail",
                         .value = 100,
                         .unit = "failures of a flow in the days under review",
                         .what = "From here on it fails; fewer are a warning.",
                         .least = 1};

struct Failures {
  std::int64_t total = 0;
  std::map<std::string, std::int64_t> kinds;  // by title
  std::map<base::Time, std::int64_t> hours;
};

std::map<std::string, Failures> by_flow(const model::FlowLog& log) {
  std::map<std::string, Failures> flows;
  for (const auto& [key, lines] : log.failures) {
    Failures& failures = flows[key.flow_arn];
    failures.total += lines;
    failures.kinds[std::string(title(key.kind))] += lines;
    failures.hours[key.hour] += lines;
  }
  return flows;
}

// The flow's name or, while that is not known, its id.
std::string name_of(const model::FlowLog& log, const std::string& flow_arn) {
  const auto found = log.flow_names.find(flow_arn);
  const bool is_known = found != log.flow_names.end() && !found->second.empty();
  return is_known ? found->second : flow_arn.substr(flow_arn.rfind('/') + 1);
}

// " Called by Main Menu (3), the flow 8d7518d7-e081-40b0-859b-13f7c180e11b (1)." Empty for a flow, and where the
// log does not say.
std::string called_by(const model::FlowLog& log, const std::string& module_arn) {
  const auto found = log.callers.find(module_arn);
  if (found == log.callers.end()) return "";
  std::vector<std::string> callers;
  for (const auto& [arn, lines] : found->second) {
    const auto name = log.flow_names.find(arn);
    callers.push_back(fmt::format("{} ({})", words::flow(name == log.flow_names.end() ? "" : name->second, arn),
                                  words::number(double(lines))));
  }
  return fmt::format(" Called by {}.", words::list(callers));
}

bool is_switched_off(const Dataset<model::InstanceAttributes>& attributes) {
  return instance_attribute(attributes, "CONTACTFLOW_LOGS") == false;
}

std::vector<std::pair<std::string, std::int64_t>> by_frequency(const Failures& failures) {
  std::vector<std::pair<std::string, std::int64_t>> kinds(failures.kinds.begin(), failures.kinds.end());
  std::ranges::stable_sort(kinds, [](const auto& a, const auto& b) { return a.second > b.second; });
  return kinds;
}

// "118 failures in Main Menu, most often: Lambda function failed"
std::string headline_of(const Failures& failures, const Resource& flow) {
  return headline(
      fmt::format("{} in ", words::counted(double(failures.total), "failure", "failures")), flow,
      fmt::format("{}: {}", failures.kinds.size() > 1 ? ", most often" : "", by_frequency(failures).front().first));
}

std::string observed(const Failures& failures) {
  std::vector<std::string> parts;
  for (const auto& [kind, lines] : by_frequency(failures))
    parts.push_back(fmt::format("{} {}", kind, words::number(double(lines))));
  const auto worst =
      std::ranges::max_element(failures.hours, [](const auto& a, const auto& b) { return a.second < b.second; });
  return fmt::format("{}: {}. The most in one hour: {}, from {}.",
                     words::counted(double(failures.total), "failure", "failures"), words::list(parts),
                     words::number(double(worst->second)), base::to_minute_text(worst->first));
}

Judgement start(const Scene& scene, const model::FlowLog& log, Status status, Resource resource) {
  Judgement judgement;
  judgement.status = status;
  judgement.resource = std::move(resource);
  judgement.limit = fmt::format("No failure; from {} in the window the check fails", words::number(fail.in(scene)));
  judgement.evidence =
      fmt::format("logs:FilterLogEvents, {}, {}", log.log_group, words::from_to(log.window.start, log.window.end));
  return judgement;
}

Judgement judge_flow(const Scene& scene, const model::FlowLog& log, const std::string& flow_arn,
                     const Failures& failures, bool logs_no_more) {
  const bool fails = double(failures.total) >= fail.in(scene);
  const bool is_module = model::is_module_arn(flow_arn);
  Judgement judgement = start(scene, log, fails ? Status::fail : Status::warn,
                              {is_module ? "flow_module" : "flow", flow_arn, name_of(log, flow_arn)});
  if (!fails) judgement.severity = Severity::medium;
  judgement.headline = headline_of(failures, judgement.resource);
  judgement.measured = {.value = double(failures.total), .unit = "failures"};
  judgement.observed = observed(failures) + called_by(log, flow_arn);
  if (logs_no_more) judgement.observed += " Flow logs are switched off now, so newer failures are not written down.";
  judgement.command = aws_command(scene, "logs filter-log-events",
                                  {{"log-group-name", log.log_group},
                                   {"start-time", std::to_string(base::to_epoch_milliseconds(log.window.start))},
                                   {"end-time", std::to_string(base::to_epoch_milliseconds(log.window.end))},
                                   {"filter-pattern", fmt::format("{{ $.ContactFlowId = \"{}\" }}", flow_arn)}});
  if (!is_module) judgement.console_url = flow_page(scene, flow_arn);
  if (judgement.console_url.empty()) judgement.console_url = model::console::log_group(scene.instance, log.log_group);
  return judgement;
}

// Why no line says less than it seems to; empty: nothing.
std::string why_silence_says_little(const Scene& scene, const model::FlowLog& log, const model::LogGroup& group) {
  if (group.stored_bytes == 0) return "The log group holds no lines at all.";
  if (log.window.start <= scene.window.start) return "";
  return fmt::format("The log group reaches back to {} only, and says nothing of the days before.",
                     base::to_minute_text(log.window.start));
}

// No line says that a flow failed. That is good news only where flows write lines at all.
Judgement no_failures(const Scene& scene, const model::FlowLog& log, const Dataset<model::LogGroupLookup>& group,
                      const Dataset<model::InstanceAttributes>& attributes) {
  const bool logs = instance_attribute(attributes, "CONTACTFLOW_LOGS").has_value();
  Judgement judgement = start(scene, log, logs ? Status::pass : Status::not_assessed, the_instance(scene));
  judgement.observed = "None of the flows that log has logged a failure.";
  if (!logs) {
    judgement.reason = "Whether flow logs are switched on is not known, so the silence may have another cause.";
  } else {
    judgement.measured = {.value = 0, .unit = "failures"};
  }
  if (logs && group.known() && group.value->has_value()) {
    const std::string little = why_silence_says_little(scene, log, group.value->value());
    if (!little.empty()) judgement.status = Status::info;
    if (!little.empty()) judgement.observed += fmt::format(" {}", little);
  }
  judgement.console_url = model::console::log_group(scene.instance, log.log_group);
  return judgement;
}

Judgements judge(const Scene& scene, const model::FlowLog& flow_log, const Dataset<model::LogGroupLookup>& log_group,
                 const Dataset<model::InstanceAttributes>& attributes) {
  Judgements judgements;
  for (const auto& [flow_arn, failures] : by_flow(flow_log)) {
    judgements.push_back(judge_flow(scene, flow_log, flow_arn, failures, is_switched_off(attributes)));
  }
  if (judgements.empty()) judgements.push_back(no_failures(scene, flow_log, log_group, attributes));
  return judgements;
}

// The switch is of now, the log of the window: what was written before it was turned counts.
std::optional<Judgement> moot(const Scene& scene, const Dataset<model::InstanceAttributes>& attributes,
                              const Dataset<model::FlowLog>& flow_log) {
  if (!is_switched_off(attributes)) return std::nullopt;
  if (!flow_log.known() && flow_log.gap && flow_log.gap->kind == model::GapKind::not_found) {
    return not_applicable(the_instance(scene),
                          "Flow logs are switched off for the instance, so no failure is written down.");
  }
  if (!flow_log.complete() || !flow_log.value->failures.empty()) return std::nullopt;
  return not_applicable(the_instance(scene),
                        "Flow logs are switched off for the instance now. The log from before holds no failure.");
}

}  // namespace

const Check flow_log_failures = on<judge, &Inventory::flow_log, &Inventory::log_group, &Inventory::attributes>(
    {
        .id = "flow_log_failures",
        .component = "logs",
        .title = "Failures in the flow log",
        .pillar = Pillar::operational_excellence,
        .severity = Severity::high,
        .why =
            "Each failure is a contact whose flow did not do what it should: a Lambda function that failed, a transfer "
            "that was not made.",
        .remedy =
            "Begin with the kind of failure that is most frequent. Look at the Lambda function's own log in the same "
            "hour, and give every block an error branch that helps the caller on.",
        .action = "Fix the most frequent failure first",
        .links = {"https://docs.aws.amazon.com/connect/latest/adminguide/about-contact-flow-logs.html"},
        .thresholds = {fail},
    },
    moot_when<moot, &Inventory::attributes, &Inventory::flow_log>());

}  // namespace checks
