// What the checks of flows have in common: the live flows and modules as one graph, those of them that could not be
// looked at, and one finding for each that has something. For one judging function, on its thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/flow_graph.hpp"
#include "checks/check.hpp"
#include "checks/flow/flow_look.hpp"

namespace checks {

class LiveFlows {
 public:
  LiveFlows(Known<model::FlowSummaries> flows, Known<model::FlowContents> contents,
            const Dataset<model::FlowSummaries>& modules, const Dataset<model::FlowContents>& module_contents,
            const Dataset<model::FlowAssociations>& associations, const Dataset<model::MessageFlows>& messages);

  const analysis::InstanceGraph& graph() const { return graph_; }

  // One judgement for each problem, and those that say what is not known: what was not read, and `unknown`. With
  // neither, the instance passes. `limit` is what holds when nothing is wrong.
  Judgements judged(const Scene& scene, std::string_view limit, const FlowProblems& problems,
                    Judgements unknown = {}) const;
  Judgements judged(const Scene& scene, const FlowLook& look, Judgements unknown = {}) const;

 private:
  struct Unread {
    std::vector<std::string> names;
    std::optional<Gap> first;
  };

  void note_unread(const model::FlowSummaries& list, const Dataset<model::FlowContents>& contents,
                   const std::set<std::string>& entries);
  Judgements unread() const;
  Judgement fine(const Scene& scene, std::string_view limit) const;
  std::string count() const;

  analysis::InstanceGraph graph_;
  Unread unread_;
  std::optional<Gap> modules_gap_;
};

// Why it is not known where every number leads, for checks that follow contacts from there.
std::optional<Judgement> unknown_numbers(const Dataset<model::FlowAssociations>& associations,
                                         const Dataset<model::MessageFlows>& messages);

}  // namespace checks
