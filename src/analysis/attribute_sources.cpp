#include "analysis/attribute_sources.hpp"

#include <algorithm>
#include <string_view>
#include <vector>

#include "analysis/attribute_rows.hpp"
#include "analysis/flow_fixed_point.hpp"

namespace analysis {
namespace {

using model::AttributeSetting;
using model::AttributeSource;
using Row = AttributeRow;

// A flow of the largest size whose blocks copy all that they have round and round takes less than a tenth of either.
constexpr std::size_t most_words = 16'000'000, most_work = 600'000'000;

Row in_midst(const AttributeRows& rows, const HandedOn& attributes) {
  Row row = rows.of_contact({AttributeScope::contact});
  const std::vector<bool> of_caller = attributes.set_by_caller();
  for (std::uint32_t attribute = 0; attribute < attributes.size(); ++attribute) {
    const bool is_kept = attributes.scope(attribute) == AttributeScope::contact;
    if (is_kept && of_caller[attribute]) rows.add(row, MayHold::of_caller, attribute);
  }
  return row;
}

// What holds wherever it is looked at.
struct FixedRows {
  FixedRows(const AttributeRows& rows, const HandedOn& attributes)
      : begun(rows.of_contact({AttributeScope::contact})),
        midst(in_midst(rows, attributes)),
        called_unseen(rows.of_contact({AttributeScope::contact, AttributeScope::input})),
        unchanged(rows.all(MayHold::as_at_start, {AttributeScope::contact, AttributeScope::input})),
        left_alone(rows.all(MayHold::as_at_start, {AttributeScope::flow, AttributeScope::input})),
        of_contact(rows.everything({AttributeScope::contact})),
        transferred(rows.everything({AttributeScope::contact, AttributeScope::result})),
        without_result(rows.everything({AttributeScope::contact, AttributeScope::flow, AttributeScope::input})) {}

  const Row begun;                                    // a contact that begins
  const Row midst;                                    // one that may have been anywhere before
  const Row called_unseen;                            // the start of a module that no block calls
  const Row unchanged;                                // of any module
  const Row left_alone;                               // by modules
  const Row of_contact, transferred, without_result;  // that go on into a module, into a flow, and past a module
};

// A fixed point over what attributes may hold where contacts come to a block. A module is gone through once for all
// that call it: what it leaves as it was, each of these has as it was before.
class Propagation {
 public:
  Propagation(const FollowedFlows& flows, const HandedOn& attributes)
      : flows_(flows),
        graph_(flows.graph),
        attributes_(attributes),
        rows_(attributes),
        fixed_(rows_, attributes),
        tracks_(flows.graph),
        arrived_(graph_.size()),
        waits_(graph_.size()),
        modules_(graph_.parts().size()) {
    for (const Part* part : tracks_.hooked_queue_flows()) in_any_queue_.starts.push_back(part->start);
    for (const Part& part : graph_.parts()) {
      const bool takes_transfers = !part.is_module && starts_contacts(*part.flow) && part.flow->type != "CAMPAIGN";
      if (takes_transfers) anywhere_.starts.push_back(part.start);
    }
  }

  // Whether it has come to an end.
  bool run() {
    if (graph_.size() * rows_.words() > most_words) return false;
    const std::set<const Part*> led_to = led_to_by_others(graph_);
    begin([&](const Part& part) {
      return part.is_entry || part.has_other_entrance || part.starts_tasks || !led_to.contains(&part);
    });
    // What only that leads to which nobody comes to, or a circle of its own.
    begin([&](const Part& part) { return arrived_[part.start].empty(); });
    return work_ <= most_work;
  }

  AttributeSource at(Node node, std::uint32_t attribute) const {
    if (arrived_[node].empty()) return AttributeSource::company;
    const Row row = settled(node, arrived_[node]);
    if (rows_.has(row, MayHold::of_caller, attribute)) return AttributeSource::caller;
    return rows_.has(row, MayHold::of_contact, attribute) ? AttributeSource::contact : AttributeSource::company;
  }

  std::size_t work() const { return work_; }

 private:
  struct Module {
    Row at_start, at_end;  // of all that call it; of all its ends
    std::set<Node> callers;
  };
  // Flows to any of which contacts may go on.
  struct Choice {
    std::vector<Node> starts;
    Row row;
  };

  Module& module_of(const Part& part) { return modules_[graph_.index_of(part)]; }

  Row settled(Node node, const Row& row) const {
    const Part& part = graph_.part(node);
    return part.is_module ? rows_.settled(row, modules_[graph_.index_of(part)].at_start) : row;
  }

  // `after` with what the block sets, made of what was before it.
  Row with_settings(Node node, const Row& before, Row after) const {
    const std::vector<HandingOn>& settings = attributes_.at(node);
    if (settings.empty()) return after;
    const Row from = settled(node, before);
    for (const HandingOn& one : settings) {
      if (!attributes_.is_stand_in(one.attribute)) rows_.clear(after, one.attribute);
    }
    for (const HandingOn& one : settings) {
      if (one.other == AttributeSource::caller) rows_.add(after, MayHold::of_caller, one.attribute);
      if (one.other == AttributeSource::contact) rows_.add(after, MayHold::of_contact, one.attribute);
      for (const std::uint32_t source : one.from) {
        rows_.copy(after, one.attribute, source == one.attribute ? before : from, source);
      }
    }
    return after;
  }

  template <typename Begins>
  void begin(Begins&& begins) {
    for (const Part& part : graph_.parts()) {
      if (!begins(part)) continue;
      if (part.is_module) {
        enter_module(part, fixed_.called_unseen);
      } else {
        const bool is_new = starts_contacts(*part.flow) && !part.has_other_entrance;
        arrive(part.start, is_new ? fixed_.begun : fixed_.midst);
      }
    }
    while (waiting_ > 0 && work_ <= most_work) sweep();
  }

  // In the order of the blocks, which is mostly that of contacts: more comes to a block before it goes on from there.
  void sweep() {
    work_ += graph_.size();
    for (Node node = 0; node < graph_.size() && work_ <= most_work; ++node) {
      if (!waits_[node]) continue;
      waits_[node] = false;
      --waiting_;
      visit(node);
    }
  }

  void visit(Node node) {
    const Row row = arrived_[node];  // it may grow meanwhile
    const Tracks::Track& track = tracks_.at(node);
    work_ += row.size() + attributes_.at(node).size();
    go_on(tracks_.on_failure(track), row);
    go_on(tracks_.on_undone(track), row);
    if (track.has_links) follow_links(node, row);
    switch (track.role) {
      case BlockRole::call: call(node, row); return;
      case BlockRole::end_of_module: come_back(node, row); return;
      case BlockRole::into_queue: enter_queue(node, row); break;
      case BlockRole::to_other_queue: enter_any(in_any_queue_, leaving(node, row)); break;
      case BlockRole::other:
      case BlockRole::unknown: break;
    }
    go_on(tracks_.on(track), with_settings(node, row, row));
  }

  void go_on(std::span<const Node> ways, const Row& row) {
    for (const Node to : ways) arrive(to, row);
  }

  void arrive(Node node, const Row& row) {
    work_ += row.size();
    if (join(arrived_[node], row)) revisit(node);
  }

  void revisit(Node node) {
    if (waits_[node]) return;
    waits_[node] = true;
    ++waiting_;
  }

  Row leaving(Node node, const Row& row) const { return within(settled(node, row), fixed_.transferred); }

  void follow_links(Node node, const Row& row) {
    for (const Link& link : graph_.links(node)) {
      if (link.kind == LinkKind::transfer) {
        if (link.to == nullptr) {
          enter_any(anywhere_, leaving(node, row));
        } else {
          arrive(link.to->start, leaving(node, row));
        }
      } else if (link.to != nullptr && link.kind != LinkKind::call && !is_queue_flow(*link.to)) {
        arrive(link.to->start, fixed_.midst);
      }
    }
  }

  void enter_queue(Node node, const Row& row) {
    const QueueFlows& ahead = flows_.queue_flows[node];
    for (const Part* flow : ahead.flows) arrive(flow->start, leaving(node, row));
    if (ahead.may_be_any || flows_.arrivals[node].perhaps != 0) enter_any(in_any_queue_, leaving(node, row));
  }

  void enter_any(Choice& choice, const Row& row) {
    work_ += row.size();
    if (!join(choice.row, row)) return;
    for (const Node start : choice.starts) arrive(start, choice.row);
  }

  // One that is chosen while the contact runs may be any of them. What those do that were not read is said elsewhere.
  void call(Node node, const Row& row) {
    const Row before = settled(node, row);
    const Row given = with_settings(node, before, within(before, fixed_.of_contact));
    bool is_unread = graph_.links(node).empty() && !graph_.names_nothing_usable(node);
    for (const Link& link : graph_.links(node)) {
      if (link.kind != LinkKind::call) continue;
      if (link.to != nullptr) call(node, *link.to, row, given);
      is_unread = is_unread || link.to == nullptr;
    }
    if (!is_unread) return;
    go_on(tracks_.on(tracks_.at(node)), within(row, fixed_.without_result));
    if (!chooses_module(node)) return;
    for (const Part& part : graph_.parts()) {
      if (part.is_module) call(node, part, row, given);
    }
  }

  bool chooses_module(Node node) const {
    return std::ranges::any_of(graph_.action(node).references, [](const model::FlowReference& reference) {
      return reference.kind == model::ReferenceKind::flow_module && model::is_chosen_later(reference.named);
    });
  }

  void call(Node node, const Part& callee, const Row& row, const Row& given) {
    Module& module = module_of(callee);
    module.callers.insert(node);
    enter_module(callee, given);
    if (module.at_end.empty()) return;
    work_ += row.size();
    go_on(tracks_.on(tracks_.at(node)), rows_.replaced(module.at_end, row));
  }

  void enter_module(const Part& callee, const Row& given) {
    work_ += given.size();
    if (join(module_of(callee).at_start, given)) {
      for (Node node = callee.first; node < callee.end; ++node) {
        if (!arrived_[node].empty() && settles(node)) revisit(node);
      }
    }
    arrive(callee.start, fixed_.unchanged);
  }

  // What the block makes of what is as it was at the start of the module changes with that.
  bool settles(Node node) const {
    const Tracks::Track& track = tracks_.at(node);
    return track.has_links || track.role != BlockRole::other || !attributes_.at(node).empty();
  }

  void come_back(Node node, const Row& row) {
    const Part& part = graph_.part(node);
    if (!part.is_module) return;
    Row returned = with_settings(node, row, within(row, fixed_.of_contact));
    join(returned, fixed_.left_alone);
    Module& module = module_of(part);
    work_ += returned.size();
    if (!join(module.at_end, returned)) return;
    for (const Node caller : module.callers) revisit(caller);
  }

  const FollowedFlows& flows_;
  const InstanceGraph& graph_;
  const HandedOn& attributes_;
  const AttributeRows rows_;
  const FixedRows fixed_;
  const Tracks tracks_;
  std::vector<Row> arrived_;  // by block
  std::vector<bool> waits_;
  std::size_t waiting_ = 0;      // of them
  std::vector<Module> modules_;  // by part
  Choice anywhere_, in_any_queue_;
  std::size_t work_ = 0;
};

}  // namespace

AttributeSources::AttributeSources(const FollowedFlows& flows, const AttributesRead& reads)
    : attributes_(flows, reads) {
  if (attributes_.size() == 0) return;
  Propagation propagation(flows, attributes_);
  const bool is_known = propagation.run();
  work_ = propagation.work();
  for (Node node = 0; is_known && node < flows.graph.size(); ++node) {
    if (!flows.reached[node]) continue;
    for (const std::string& attribute : reads(flows.graph.action(node))) {
      const auto number = attributes_.number(attribute), stand_in = attributes_.number_of_stand_in(attribute);
      if (!number) continue;
      const AttributeSource of_any = stand_in ? propagation.at(node, *stand_in) : AttributeSource::company;
      found_.try_emplace({node, *number}, std::min(propagation.at(node, *number), of_any));
    }
  }
}

std::optional<AttributeSource> AttributeSources::at(Node node, const std::string& attribute) const {
  const auto number = attributes_.number(attribute);
  if (!number) return model::source_of(attribute);
  const auto found = found_.find({node, *number});
  return found == found_.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace analysis
