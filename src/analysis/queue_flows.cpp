#include "analysis/queue_flows.hpp"

#include "analysis/flow_fixed_point.hpp"

namespace analysis {
namespace {

// As FixedPoint asks for them: there is one, that of a contact.
struct AnyContact {
  static constexpr StateSet only = 1;

  static StateSet begun() { return only; }
  static StateSet any() { return only; }
  static StateSet begun_unseen(const Part&) { return only; }
  static StateSet done(Node, StateSet states) { return states; }
  static StateSet undone(Node, StateSet states) { return states; }
  static StateSet failed(Node, StateSet states) { return states; }
  static StateSet later(Node, StateSet states) { return states; }
  static StateSet begun_by(Node, StateSet states) { return states; }
  static StateSet queued(StateSet states) { return states; }
  static StateSet moved(StateSet states) { return states; }
};

}  // namespace

std::vector<QueueFlows> queue_flows(const InstanceGraph& graph) {
  const Tracks tracks(graph);
  const AnyContact states;
  FixedPoint fixed_point(tracks, states);
  fixed_point.begin_everywhere();
  std::vector<QueueFlows> found(graph.size());
  fixed_point.for_each_seen([&](Node node, QueueFlow queue_flow, const Arrivals& seen) {
    if (seen.surely == 0) return;
    QueueFlows& here = found[node];
    here.may_be_default = here.may_be_default || queue_flow == default_queue_flow;
    here.may_be_any = here.may_be_any || queue_flow == any_queue_flow;
    if (queue_flow < first_hooked_queue_flow) return;
    const Part* flow = tracks.hooked_queue_flows()[queue_flow - first_hooked_queue_flow];
    if (std::ranges::find(here.flows, flow) == here.flows.end()) here.flows.push_back(flow);
  });
  return found;
}

}  // namespace analysis
