// What the checks of flows have in common: the live flows and modules as one graph, those of them that could not be
// looked at, and one finding for each that has something. Made once for all of them.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "analysis/flow_graph.hpp"
#include "checks/check.hpp"
#include "checks/flow/flow_look.hpp"
#include "checks/flow/unread_flows.hpp"

namespace checks {

// What leads to flows beside the blocks of others: ids of these flows, and why they are not all known.
struct Entrances {
  std::set<std::string> of_numbers, others, of_emails;  // the last among the first
  std::optional<Gap> numbers_gap, others_gap;
  const Dataset<model::TaskTemplates>& task_templates;
};

class LiveFlows {
 public:
  LiveFlows(Known<model::FlowSummaries> flows, Known<model::FlowContents> contents,
            const Dataset<model::FlowSummaries>& modules, const Dataset<model::FlowContents>& module_contents,
            const Entrances& entrances);

  const analysis::FollowedFlows& followed() const { return followed_; }
  // Why it is not known of all flows whether a number leads there.
  const std::optional<Gap>& numbers_gap() const { return numbers_gap_; }

  // One judgement for each problem, and those that say what is not known: what was not read, and `unknown`. With
  // neither, the instance passes. `limit` is what holds when nothing is wrong.
  Judgements judged(const Scene& scene, std::string_view limit, const FlowProblems& problems,
                    Judgements unknown = {}) const;
  // Of a look that follows contacts, where numbers lead belongs to what has to be known.
  Judgements judged(const Scene& scene, const FlowLook& look) const;

  // Those that say which flows and modules could not be read; none when all could.
  Judgements unread() const;
  // These and one judgement of the whole, unless it cannot be told: they say why already.
  Judgements with_unread(Judgement judgement) const;
  // Why it is not known what else than blocks of flows leads where.
  const std::optional<Gap>& entrances_gap() const { return numbers_gap_ ? numbers_gap_ : other_entrances_gap_; }
  // Why not all could be read, of those too that AWS made: they are set apart, but contacts may run through them.
  const std::optional<Gap>& unread_gap() const {
    return unread_.first_gap() ? unread_.first_gap() : modules_gap_ ? modules_gap_ : set_apart_gap_;
  }

 private:
  void note_unread(const model::FlowSummaries& list, const Dataset<model::FlowContents>& contents,
                   const std::set<std::string>& entries);
  // What contacts surely come to, and of which nobody can say what it does to them.
  std::optional<Judgement> unknown_blocks() const;
  Judgement fine(const Scene& scene, std::string_view limit) const;
  std::string count() const;  // empty: there are none

  analysis::InstanceGraph graph_;
  analysis::FollowedFlows followed_{graph_};
  UnreadFlows unread_;
  std::optional<Gap> modules_gap_, set_apart_gap_, numbers_gap_, other_entrances_gap_;
};

LiveFlows live_flows(const Scene& scene, Known<model::FlowSummaries> flows, Known<model::FlowContents> contents,
                     const Dataset<model::FlowSummaries>& modules, const Dataset<model::FlowContents>& module_contents,
                     const Dataset<model::FlowAssociations>& associations, const Dataset<model::MessageFlows>& messages,
                     const Dataset<model::QuickConnects>& quick_connects, const Dataset<model::QueueDetails>& queues,
                     const Dataset<model::TaskTemplates>& task_templates);

using MakesLiveFlows =
    Reader<decltype(&live_flows), live_flows, &Inventory::flows, &Inventory::flow_contents, &Inventory::modules,
           &Inventory::module_contents, &Inventory::flow_associations, &Inventory::message_flows,
           &Inventory::quick_connects, &Inventory::queue_details, &Inventory::task_templates>;

template <const FlowLook& look>
Judgements judge_live_flows(const Scene& scene, const LiveFlows& live) {
  return live.judged(scene, look);
}

// The check of one look: const Check flow_loops = on_live_flows<loops>({.id = "flow_loops", …});
template <const FlowLook& look>
Check on_live_flows(About about) {
  return on_made<judge_live_flows<look>, MakesLiveFlows>(std::move(about));
}

}  // namespace checks
