#include "checks/flow/flow_functions.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <map>

#include "analysis/function_policy.hpp"
#include "base/timestamp.hpp"
#include "checks/flow/function_wait.hpp"
#include "checks/flow/live_flows.hpp"
#include "model/lambda_runtime.hpp"
#include "words/names.hpp"
#include "words/numbers.hpp"

namespace checks {
namespace {

using analysis::MayCall;
using model::LambdaFunction;

// The blocks that call a function: names of their flows, and the shortest time that one of them waits.
struct Callers {
  std::vector<std::string> flows;
  std::optional<std::int64_t> wait;  // seconds; nothing while no block waits
};

std::map<std::string, Callers> callers_of(const analysis::FollowedFlows& flows) {
  std::map<std::string, Callers> all;
  for (analysis::Node node = 0; node < flows.graph.size(); ++node) {
    if (!flows.reached[node] || flows.graph.part(node).is_default) continue;
    const auto& action = flows.graph.action(node);
    const std::string& flow = flows.graph.part(node).flow->name;
    for (const auto& reference : action.references) {
      if (reference.kind != model::ReferenceKind::lambda || model::is_chosen_later(reference.named)) continue;
      Callers& callers = all[reference.named];
      if (std::ranges::find(callers.flows, flow) == callers.flows.end()) callers.flows.push_back(flow);
      if (const auto wait = wait_for_function(action)) callers.wait = std::min(callers.wait.value_or(*wait), *wait);
    }
  }
  return all;
}

// "harbour-cargo" of "arn:aws:lambda:eu-central-1:111122223333:function:harbour-cargo:live"
std::string name_of(const std::string& arn) {
  static constexpr std::string_view before = ":function:";
  const auto at = arn.find(before);
  return at == std::string::npos ? arn : arn.substr(at + before.size());
}

// What is wrong, the worst first; each behind the function's name.
struct Problem {
  Status status = Status::fail;
  Severity severity = Severity::high;
  std::string what;  // " does not exist"
  std::string observed;
};

std::optional<Problem> wrong_with_state(const LambdaFunction& function) {
  if (!function.exists) return Problem{.what = " does not exist", .observed = "AWS Lambda knows no such function."};
  if (function.state == "Failed") {
    return Problem{
        .what = " is in the state Failed",
        .observed = fmt::format("The function cannot be called{}.", words::in_brackets(function.state_reason))};
  }
  return std::nullopt;
}

// From which a call brings the function back, or which passes by itself; the calls until then fail.
// https://docs.aws.amazon.com/lambda/latest/dg/functions-states.html
std::optional<Problem> wrong_until_ready(const LambdaFunction& function) {
  if (function.state == "Inactive") {
    return Problem{.status = Status::warn,
                   .severity = Severity::low,
                   .what = " is inactive: the next call fails",
                   .observed =
                       "Nobody has called the function for so long that AWS Lambda has taken its resources "
                       "back. The next call fails and has them made again."};
  }
  if (function.state != "Pending") return std::nullopt;
  return Problem{.status = Status::warn,
                 .severity = Severity::low,
                 .what = " is in the state Pending: calls fail for now",
                 .observed = fmt::format("AWS Lambda is still setting the function up{}, and calls fail until that is "
                                         "done.",
                                         words::in_brackets(function.state_reason))};
}

std::optional<Problem> wrong_with_policy(const LambdaFunction& function, MayCall may_call, bool is_associated) {
  if (function.policy_gap || may_call != MayCall::no) return std::nullopt;
  return Problem{
      .what = " refuses calls by this instance",
      .observed = fmt::format("Its resource-based policy has no statement for connect.amazonaws.com and this "
                              "instance{}.",
                              is_associated ? "" : ", and the instance is not associated with it")};
}

std::optional<Problem> wrong_with_runtime(const Scene& scene, const LambdaFunction& function) {
  const auto from = model::deprecated_from(function.runtime);
  if (!from || base::to_date(scene.window.end) < *from) return std::nullopt;
  return Problem{.status = Status::warn,
                 .severity = Severity::medium,
                 .what = fmt::format(" has the deprecated runtime {}", function.runtime),
                 .observed = fmt::format("The runtime {} has been deprecated since {}.", function.runtime, *from)};
}

std::optional<Problem> wrong_with_time(const LambdaFunction& function, const Callers& callers) {
  if (!function.timeout || !callers.wait || *function.timeout <= *callers.wait) return std::nullopt;
  return Problem{
      .status = Status::info,
      .severity = Severity::low,
      .what = "",
      .observed = fmt::format("The function may run for {}, and a block waits for {}: it then works on for "
                              "nobody.",
                              words::counted(*function.timeout, "second"), words::counted(*callers.wait, "second"))};
}

std::optional<Problem> wrong_with(const Scene& scene, const LambdaFunction& function, const Callers& callers,
                                  MayCall may_call, bool is_associated) {
  if (auto problem = wrong_with_state(function)) return problem;
  if (auto problem = wrong_with_policy(function, may_call, is_associated)) return problem;
  if (auto problem = wrong_with_runtime(scene, function)) return problem;
  if (auto problem = wrong_until_ready(function)) return problem;
  return wrong_with_time(function, callers);
}

bool is_known_state(std::string_view state) {
  static constexpr std::string_view states[] = {"Active", "Failed", "Inactive", "Pending"};
  return std::ranges::find(states, state) != std::end(states);
}

// Why it cannot be told whether the function works.
std::optional<Gap> unknown_of(const LambdaFunction& function, MayCall may_call) {
  if (function.gap || !function.exists) return function.gap;
  if (function.policy_gap) return function.policy_gap;
  if (!is_known_state(function.state)) {
    return Gap{model::GapKind::not_supported,
               fmt::format("AWS calls its state {}, which this review does not know", words::in_quotes(function.state)),
               ""};
  }
  if (may_call != MayCall::cannot_tell) return std::nullopt;
  return Gap{model::GapKind::not_supported, "its resource-based policy has conditions that this review does not know",
             ""};
}

bool is_associated(const Dataset<model::LambdaAssociations>& associations, const std::string& arn) {
  return !associations.known() || associations.value->contains(arn);
}

Judgement judged_one(const Scene& scene, const std::string& arn, const LambdaFunction& function, const Callers& callers,
                     bool is_associated) {
  Judgement judgement;
  judgement.resource = {"lambda_function", arn, name_of(arn)};
  judgement.limit = "It is there, lets the instance call it, and has a supported runtime";
  judgement.evidence = "lambda:GetFunctionConfiguration, lambda:GetPolicy";
  judgement.command = aws_command(scene, "lambda get-function-configuration", {{"function-name", arn}});
  judgement.observed = fmt::format("Called by {}.", words::list(callers.flows));
  const MayCall may_call = analysis::may_connect_call(function.policy, scene.instance);
  const auto problem = wrong_with(scene, function, callers, may_call, is_associated);
  if (problem) judgement.observed = fmt::format("{} {}", problem->observed, judgement.observed);
  if (problem && problem->status != Status::info) {
    judgement.status = problem->status;
    judgement.severity = problem->severity;
    judgement.headline = headline("Function ", judgement.resource, problem->what);
  } else if (const auto unknown = unknown_of(function, may_call)) {
    leave_open(judgement, *unknown);
  } else {
    judgement.status = problem ? Status::info : Status::pass;
  }
  return judgement;
}

Judgements judge(const Scene& scene, const LiveFlows& live, Known<model::LambdaFunctions> functions,
                 const Dataset<model::LambdaAssociations>& associations) {
  Judgements judgements;
  for (const auto& [arn, callers] : callers_of(live.followed())) {
    const auto found = functions->find(arn);
    if (found != functions->end()) {
      judgements.push_back(judged_one(scene, arn, found->second, callers, is_associated(associations, arn)));
    }
  }
  if (judgements.empty()) judgements.push_back(not_applicable(the_instance(scene), "No flow names a Lambda function."));
  std::ranges::move(live.unread(), std::back_inserter(judgements));
  return judgements;
}

// Of the first function that the block names and that cannot be called.
std::optional<std::string> what_fails(const Scene& scene, const model::FlowAction& action,
                                      const model::LambdaFunctions& functions,
                                      const Dataset<model::LambdaAssociations>& associations) {
  for (const auto& reference : action.references) {
    const auto found = functions.find(reference.named);
    if (reference.kind != model::ReferenceKind::lambda || found == functions.end() || found->second.gap) continue;
    const MayCall may_call = analysis::may_connect_call(found->second.policy, scene.instance);
    const auto problem = wrong_with(scene, found->second, {}, may_call, is_associated(associations, reference.named));
    if (problem && problem->status == Status::fail) {
      return fmt::format(": the function {}{}", words::in_quotes(name_of(reference.named)), problem->what);
    }
  }
  return std::nullopt;
}

}  // namespace

FlowProblems failing_functions(const Scene& scene, const analysis::FollowedFlows& flows,
                               const model::LambdaFunctions& functions,
                               const Dataset<model::LambdaAssociations>& associations) {
  return problems_at(
      flows, [&](analysis::Node node) { return what_fails(scene, flows.graph.action(node), functions, associations); },
      {.status = Status::fail,
       .one = " calls a function that cannot be called",
       .many = " call functions that cannot be called",
       .observed = "Contacts who come to these blocks take the error branch"});
}

const Check flow_functions =
    on_made<judge, MakesLiveFlows, &Inventory::lambda_functions, &Inventory::lambda_associations>({
        .id = "flow_functions",
        .component = "flow",
        .title = "Lambda functions that flows call",
        .pillar = Pillar::resilience,
        .severity = Severity::high,
        .why = "A function that is gone, has failed or does not let the instance call it sends every contact down the "
               "block's error branch. AWS no longer patches a deprecated runtime.",
        .remedy =
            "Choose a function that is there. Add it to the instance (AWS Lambda in its settings), which lets the "
            "instance call it, or add a permission for connect.amazonaws.com. Move it to a supported runtime. Call an "
            "inactive one yourself before a contact does.",
        .action = "Repair the function or choose another",
        .links = {"https://docs.aws.amazon.com/connect/latest/adminguide/connect-lambda-functions.html",
                  "https://docs.aws.amazon.com/lambda/latest/dg/runtime-support-policy.html"},
    });

}  // namespace checks
