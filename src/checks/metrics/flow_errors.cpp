#include <fmt/format.h>

#include "checks/metrics/metric_check.hpp"
#include "words/moments.hpp"
#include "words/names.hpp"
#include "words/numbers.hpp"

namespace checks {
namespace {

constexpr std::string_view errors_metric = "ContactFlowErrors";
constexpr std::string_view fatal_metric = "ContactFlowFatalErrors";

struct FlowTotals {
  Total errors;
  Total fatal;

  bool complete() const { return errors.complete() && fatal.complete(); }
};

Verdict verdict(const FlowTotals& totals) {
  if (totals.fatal.value.value_or(0) > 0) return {Status::fail};
  if (totals.errors.value.value_or(0) > 0) return {Status::warn, Severity::medium};
  return {totals.complete() ? Status::pass : Status::not_assessed};
}

// "Payment Line had 2 fatal errors in 14 days"; only fatal ones while there are any.
std::string headline_of(const Resource& flow, const FlowTotals& totals, const model::Window& window) {
  const bool is_fatal = totals.fatal.value.value_or(0) > 0;
  const std::string errors = is_fatal ? words::counted(*totals.fatal.value, "fatal error", "fatal errors")
                                      : words::counted(*totals.errors.value, "error", "errors");
  return headline("", flow, fmt::format(" had {} in {}", errors, words::days(window)));
}

model::Measured measured(const FlowTotals& totals) {
  if (totals.fatal.value.value_or(0) > 0) return {.value = *totals.fatal.value, .unit = "fatal errors"};
  return {.value = totals.errors.value.value_or(0), .unit = "errors"};
}

std::string said(const Total& total, std::string_view one, std::string_view many) {
  if (!total.value) return fmt::format("no data on {}", many);
  return *total.value == 0 ? fmt::format("no {}", many) : words::counted(*total.value, one, many);
}

Judgement judge_flow(const Scene& scene, const model::Metrics& metrics, const model::FlowSummary& flow,
                     const FlowTotals& totals) {
  const auto [status, severity] = verdict(totals);
  Judgement judgement;
  judgement.status = status;
  judgement.severity = severity;
  judgement.resource = {"flow", flow.id, flow.name};
  judgement.measured = measured(totals);
  if (status != Status::pass) judgement.headline = headline_of(judgement.resource, totals, metrics.window);
  judgement.observed =
      words::sentence(fmt::format("{} and {} in {}", said(totals.fatal, "fatal error", "fatal errors"),
                                  said(totals.errors, "error", "errors"), words::days(metrics.window)));
  judgement.limit = "No error; an error is a block that took its error branch, a fatal error ends the flow";
  judgement.evidence = fmt::format("{}; {}", metric_evidence(metrics, fatal_metric), errors_metric);
  judgement.console_url = flow_page(scene, flow.arn);
  return judgement;
}

// CloudWatch answered in full, holds nothing of at least one of the two, and no error of the other.
bool is_without_errors(const model::Metrics& metrics, const std::string& name, const FlowTotals& totals) {
  const auto is_fine = [&](std::string_view metric, const Total& total) {
    return model::is_silent(metrics, metric, "Sum", name) || (total.complete() && *total.value == 0);
  };
  return !totals.complete() && is_fine(errors_metric, totals.errors) && is_fine(fatal_metric, totals.fatal);
}

// No error was counted. Which flow ran CloudWatch does not say; with contacts somewhere, an error would be there.
void add_silent_flows(Judgements& judgements, const model::Metrics& metrics, const Unmeasured& unmeasured) {
  if (unmeasured.idle.empty()) return;
  const std::string flows = listed(unmeasured.idle, "flow"), days = words::days(metrics.window);
  const Resource resource = {"flows", "idle", "Without an error"};
  Judgement judgement =
      not_applicable(resource, fmt::format("No contact came in {}, so nothing could fail in {}.", days, flows));
  if (model::traffic_of(metrics) == model::Traffic::some) {
    judgement.status = Status::info;
    judgement.observed = fmt::format("No error was counted in {} for {}. {} without one, or not at all.", days, flows,
                                     unmeasured.idle.size() == 1 ? "The flow ran" : "They ran");
  }
  judgement.evidence =
      fmt::format("CloudWatch AWS/Connect {} and {}, of which it holds nothing", fatal_metric, errors_metric);
  judgements.push_back(std::move(judgement));
}

Judgements judge(const Scene& scene, const model::FlowSummaries& flows, const model::Metrics& metrics) {
  Judgements judgements;
  Unmeasured unmeasured;
  const bool traffic_is_known = model::traffic_of(metrics) != model::Traffic::unknown;
  for (const auto& flow : flows) {
    if (!model::is_published(flow)) continue;
    // Of AWS's own, many are never run: that is nothing to tell.
    const bool is_own = !model::is_aws_flow_name(flow.name);
    if (!model::is_published_name(flow.name)) {
      if (is_own) unmeasured.unpublished.push_back(flow.name);
      continue;
    }
    const FlowTotals totals{total_of(metrics, errors_metric, flow.name), total_of(metrics, fatal_metric, flow.name)};
    if (traffic_is_known && is_without_errors(metrics, flow.name, totals)) {
      if (is_own) unmeasured.idle.push_back(flow.name);
    } else if (verdict(totals).status == Status::not_assessed) {
      const auto& gap = totals.errors.gap ? totals.errors.gap : totals.fatal.gap;
      if (is_own || gap) unmeasured.add_without_data(flow.name, gap);
    } else {
      judgements.push_back(judge_flow(scene, metrics, flow, totals));
    }
  }
  add_silent_flows(judgements, metrics, unmeasured);
  add_unmeasured(judgements, unmeasured, "flow", fmt::format("{} and {}", fatal_metric, errors_metric));
  if (judgements.empty())
    return {not_applicable(the_instance(scene), "The instance has no published flows that anything ran through.")};
  return judgements;
}

}  // namespace

const Check flow_errors = on<judge, &Inventory::flows, &Inventory::metrics>({
    .id = "flow_errors",
    .component = "metrics",
    .title = "Errors in flows",
    .pillar = Pillar::operational_excellence,
    .severity = Severity::high,
    .why =
        "A fatal error ends the flow in the middle: the caller hears an error message or is cut off. Other errors send "
        "callers down the error branch.",
    .remedy = "Open the flow, look at the blocks with an error branch and at what they call: Lambda functions, queues, "
              "prompts. The flow log names the block that failed.",
    .action = "Find the failing block in the flow",
    .links = {"https://docs.aws.amazon.com/connect/latest/adminguide/monitoring-cloudwatch.html",
              "https://docs.aws.amazon.com/connect/latest/adminguide/about-contact-flow-logs.html"},
});

}  // namespace checks
