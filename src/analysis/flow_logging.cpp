#include "analysis/flow_logging.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "base/encode.hpp"

namespace analysis {
namespace {

using model::FlowAction;
using model::FlowContents;
using model::FlowGraph;
using model::FlowLogging;
using model::Gap;

// Modules call modules, five deep at most.
// https://docs.aws.amazon.com/connect/latest/adminguide/contact-flow-modules.html
constexpr int deepest = 5;

// What a module does to logging; without any of it, it leaves it as it is.
struct Effect {
  FlowLogging logging = FlowLogging::off;
  bool switches_off = false;  // on some way at least
  std::optional<Gap> gap{};
};

struct Applied {
  FlowGraph graph;           // with the modules that surely switch logging on
  FlowGraph at_best;         // and with those that may
  std::optional<Gap> gap{};  // of one that was not read
  std::string in_part{};     // the module that does it in part
};

Applied applied(const FlowGraph& graph, const model::Dataset<FlowContents>& modules, int depth);

OwnLogging logging_of(const Applied& applied) {
  const auto sure = model::flow_logging(applied.graph);
  if (sure.logging == FlowLogging::on) return {sure.logging, sure.why, std::nullopt};
  const auto best = model::flow_logging(applied.at_best);
  if (best.logging == sure.logging && best.why == sure.why) return {sure.logging, sure.why, std::nullopt};
  if (applied.gap) return {sure.logging, sure.why, applied.gap};
  return {FlowLogging::partly, fmt::format("the module {} logs only in part", applied.in_part), std::nullopt};
}

bool switches_off(const FlowGraph& graph) {
  return std::ranges::any_of(model::steps_of(graph, true),
                             [](const auto& step) { return !step.first->sets_logging.value_or(true); });
}

Effect effect_of(const std::string& id, const model::Dataset<FlowContents>& modules, int depth) {
  const auto unread = [&](std::string why) {
    return Effect{
        FlowLogging::off, false,
        Gap{model::GapKind::unavailable,
            fmt::format("what the module {} does to logging is not known: {}", base::printable(id, 60), why), ""}};
  };
  if (id.empty()) return unread("it is chosen while the contact runs");
  if (!modules.known()) return unread(modules.gap ? modules.gap->reason : "it was not read");
  const auto found = modules.value->find(id);
  if (found == modules.value->end()) return unread("it was not read");
  if (!found->second.graph) return unread(found->second.gap ? found->second.gap->reason : "it could not be understood");
  if (depth == deepest) return unread("modules are called too deep");
  const Applied module = applied(*found->second.graph, modules, depth + 1);
  OwnLogging own = logging_of(module);
  return {own.logging, switches_off(module.graph), std::move(own.gap)};
}

// Nothing when it is chosen while the contact runs.
std::string module_of(const FlowAction& action) {
  const auto ids = model::named(action, model::ReferenceKind::flow_module);
  return ids.empty() ? "" : ids.front();
}

Applied applied(const FlowGraph& graph, const model::Dataset<FlowContents>& modules, int depth) {
  Applied out{graph, graph};
  for (std::size_t i = 0; i < graph.actions.size(); ++i) {
    if (graph.actions[i].type != "InvokeFlowModule") continue;
    const std::string id = module_of(graph.actions[i]);
    const Effect effect = effect_of(id, modules, depth);
    if (effect.logging == FlowLogging::off && !effect.gap) {
      if (effect.switches_off) out.graph.actions[i].sets_logging = out.at_best.actions[i].sets_logging = false;
      continue;
    }
    out.at_best.actions[i].sets_logging = true;
    if (effect.gap) {
      out.gap = effect.gap;
    } else if (effect.logging == FlowLogging::partly) {
      out.in_part = base::printable(id, 60);
    } else {
      out.graph.actions[i].sets_logging = true;
    }
  }
  return out;
}

bool invokes_modules(const FlowGraph& graph) {
  return std::ranges::find(graph.actions, "InvokeFlowModule", &FlowAction::type) != graph.actions.end();
}

}  // namespace

OwnLogging own_logging(const FlowGraph& graph, const model::Dataset<FlowContents>& modules) {
  if (invokes_modules(graph)) return logging_of(applied(graph, modules, 0));
  auto [logging, why] = model::flow_logging(graph);
  return {logging, std::move(why), std::nullopt};
}

}  // namespace analysis
