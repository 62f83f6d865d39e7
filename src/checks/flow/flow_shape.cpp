#include "analysis/flow_shape.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "checks/flow/live_flows.hpp"
#include "words/names.hpp"
#include "words/numbers.hpp"

namespace checks {
namespace {

using analysis::Shape;
using Shapes = std::vector<Shape>;

std::string named(const Shape& shape) {
  return words::in_quotes(shape.entry->flow->name);
}

std::string largest(const Shape& shape) {
  const std::string of = shape.parts == 1 ? "" : fmt::format(", in {} flows and modules", words::count(shape.parts));
  return fmt::format("The largest is {}: contacts can come to {} with {}{}.", named(shape),
                     words::counted(shape.blocks, "block"),
                     words::counted(double(shape.branches), "branch", "branches"), of);
}

std::string deepest(const Shapes& shapes) {
  const Shape& shape = *std::ranges::max_element(shapes, {}, &Shape::module_depth);
  if (shape.module_depth == 0) return "No module is called.";
  if (shape.module_depth == 1) return "Modules are called, and none of them calls another.";
  return fmt::format("Modules call modules, {} deep at most, from {}.", words::count(shape.module_depth), named(shape));
}

std::string longest_wait(const Shapes& shapes) {
  const Shape& shape = *std::ranges::max_element(shapes, {}, [](const Shape& one) { return one.before_agent.seconds; });
  const analysis::Wait& wait = shape.before_agent;
  if (wait.seconds == 0) return "No block with a time limit makes contacts wait before an agent is sought.";
  return fmt::format(
      "Contacts of {} can wait longest before an agent is sought: time limits of blocks add up to {}{}, "
      "and what is said to them comes on top.",
      named(shape), wait.may_be_longer ? "at least " : "", words::seconds(double(wait.seconds)));
}

Judgements judge(const Scene& scene, const LiveFlows& live) {
  const Shapes shapes = analysis::shapes_of_entries(live.followed());
  const std::optional<Gap>& gap = live.numbers_gap() ? live.numbers_gap() : live.unread_gap();
  if (shapes.empty() && !gap) return {not_applicable(the_instance(scene), "No number leads to a flow.")};
  Judgement judgement;
  judgement.status = Status::info;
  judgement.resource = the_instance(scene);
  judgement.evidence = "connect:DescribeContactFlow, connect:DescribeContactFlowModule, connect:ListFlowAssociations";
  if (!shapes.empty()) {
    const Shape& shape = *std::ranges::max_element(shapes, {}, &Shape::blocks);
    judgement.observed = fmt::format("Numbers lead to {}. {} {} {}", words::counted(std::ssize(shapes), "flow"),
                                     largest(shape), deepest(shapes), longest_wait(shapes));
    judgement.measured = {.value = double(shape.blocks), .unit = "blocks"};
  }
  if (gap) leave_open(judgement, *gap);
  return {judgement};
}

}  // namespace

const Check flow_shape = on_made<judge, MakesLiveFlows>({
    .id = "flow_shape",
    .component = "flow",
    .title = "Size of what numbers lead to",
    .pillar = Pillar::operational_excellence,
    .severity = Severity::informational,
    .why = "What is large is hard to change without breaking something, and callers who wait long before an agent is "
           "sought hang up.",
    .remedy = "Look at the largest first: move what several flows do alike into modules, and shorten time limits that "
              "callers wait for.",
    .action = "Look at the largest flow",
    .links = {"https://docs.aws.amazon.com/connect/latest/adminguide/contact-flow-modules.html"},
});

}  // namespace checks
