#include "analysis/flow_changes.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <string_view>
#include <tuple>

namespace analysis {
namespace {

using model::FlowAction;
using model::FlowBranch;
using model::FlowContent;
using model::FlowContents;
using model::FlowGraph;
using model::FlowReference;
using model::FlowSummary;

// What of a flow or module a review has.
struct KeptFlow {
  const FlowSummary* flow = nullptr;
  const FlowContent* content = nullptr;
};

struct KeptLists {
  const model::Dataset<model::FlowSummaries>& flows;
  const model::Dataset<FlowContents>& contents;

  std::map<std::string_view, KeptFlow> by_id() const {
    std::map<std::string_view, KeptFlow> sides;
    if (!flows.known()) return sides;
    for (const FlowSummary& flow : *flows.value) {
      KeptFlow& side = sides[flow.id];
      side.flow = &flow;
      if (!contents.known()) continue;
      const auto found = contents.value->find(flow.id);
      if (found != contents.value->end()) side.content = &found->second;
    }
    return sides;
  }
};

using BlocksByIdentifier = std::map<std::string_view, const FlowAction*>;

BlocksByIdentifier by_identifier(const FlowGraph& graph) {
  BlocksByIdentifier blocks;
  for (const FlowAction& action : graph.actions) blocks.try_emplace(action.identifier, &action);
  return blocks;
}

// Calls visit(before, now) for each pair of the same key, and with nullptr for what has no other. Each key is one way
// out, or one thing that is named: the second of the same has a number behind it.
template <typename T, typename KeyOf, typename Visit>
void each_pair(const std::vector<T>& before, const std::vector<T>& now, KeyOf&& key_of, Visit&& visit) {
  using Key = std::pair<decltype(key_of(before.front())), int>;
  std::map<Key, std::pair<const T*, const T*>> pairs;
  const auto add = [&](const std::vector<T>& items, auto member) {
    std::map<decltype(key_of(items.front())), int> counts;
    for (const T& item : items) {
      const auto key = key_of(item);
      pairs[{key, counts[key]++}].*member = &item;
    }
  };
  add(before, &std::pair<const T*, const T*>::first);
  add(now, &std::pair<const T*, const T*>::second);
  for (const auto& [key, pair] : pairs) visit(pair.first, pair.second);
}

auto branch_key(const FlowBranch& branch) {
  return std::tuple(branch.kind, std::string_view(branch.of), std::string_view(branch.comparison));
}

// Its id where it has one: a version or the form of an ARN is no other thing.
std::string named_by(const FlowReference& reference) {
  std::string id = model::flow_id(reference.named);
  return id.empty() || reference.kind == model::ReferenceKind::lambda ? reference.named : id;
}

const FlowAction* block_behind(const FlowBranch* branch, const BlocksByIdentifier& blocks) {
  const auto found = branch == nullptr ? blocks.end() : blocks.find(branch->to);
  return found == blocks.end() ? nullptr : found->second;
}

void compare_branches(const FlowAction& before, const FlowAction& now, const BlocksByIdentifier& were,
                      const BlocksByIdentifier& are, FlowChange& change) {
  each_pair(before.branches, now.branches, branch_key, [&](const FlowBranch* was, const FlowBranch* is) {
    if (was != nullptr && is != nullptr && was->to == is->to) return;
    change.rewired.push_back({&now, was, is, block_behind(was, were), block_behind(is, are)});
  });
}

void compare_settings(const FlowAction& before, const FlowAction& now, FlowChange& change) {
  each_pair(
      before.references, now.references, [](const FlowReference& reference) { return reference.kind; },
      [&](const FlowReference* was, const FlowReference* is) {
        if (was != nullptr && is != nullptr && named_by(*was) == named_by(*is)) return;
        change.retargeted.push_back({&now, was, is});
      });
  if (before.type != now.type || before.digest != now.digest) change.reset.push_back(&now);
}

void compare_graphs(const FlowGraph& before, const FlowGraph& now, FlowChange& change) {
  const auto were = by_identifier(before), are = by_identifier(now);
  for (const FlowAction& action : now.actions) {
    const auto found = were.find(action.identifier);
    if (found == were.end()) {
      change.added.push_back(&action);
    } else {
      compare_branches(*found->second, action, were, are, change);
      compare_settings(*found->second, action, change);
    }
  }
  for (const FlowAction& action : before.actions) {
    if (!are.contains(action.identifier)) change.removed.push_back(&action);
  }
  if (before.start != now.start && are.contains(now.start)) change.start = are.at(now.start);
}

bool is_anything(const FlowChange& change) {
  const bool is_other = change.before->name != change.now->name || change.before->state != change.now->state;
  return is_other || change.is_other_content();
}

class Comparing {
 public:
  FlowChanges all(const model::Inventory& before, const model::Inventory& now) && {
    compare({before.flows, before.flow_contents}, {now.flows, now.flow_contents}, false);
    compare({before.modules, before.module_contents}, {now.modules, now.module_contents}, true);
    std::ranges::stable_sort(changes_.changes, {}, [](const FlowChange& change) {
      return std::tuple(change.is_module, std::string_view(change.flow().name));
    });
    return std::move(changes_);
  }

 private:
  void compare(const KeptLists& before, const KeptLists& now, bool is_module) {
    const std::string_view nouns = is_module ? "modules" : "flows";
    note_gap(before.flows.gap, nouns, "older");
    note_gap(now.flows.gap, nouns, "newer");
    const auto were = before.by_id(), are = now.by_id();
    for (const auto& [id, is] : are) {
      const auto was = were.find(id);
      if (was != were.end()) {
        pair(was->second, is, is_module);
      } else if (before.flows.complete()) {
        changes_.changes.push_back({FlowChangeKind::appeared, is_module, nullptr, is.flow});
      }
    }
    if (!now.flows.complete()) return;
    for (const auto& [id, was] : were) {
      if (!are.contains(id)) changes_.changes.push_back({FlowChangeKind::gone, is_module, was.flow, nullptr});
    }
  }

  void pair(const KeptFlow& before, const KeptFlow& now, bool is_module) {
    FlowChange change{FlowChangeKind::changed, is_module, before.flow, now.flow};
    const FlowContent *was = before.content, *is = now.content;
    const bool has_digests = was != nullptr && is != nullptr && !was->sha256.empty() && !is->sha256.empty();
    if (has_digests && was->sha256 == is->sha256) {
      // As it was, to the byte.
    } else if (was != nullptr && is != nullptr && was->graph && is->graph) {
      compare_graphs(*was->graph, *is->graph, change);
    } else if (has_digests) {
      change.is_unread = true;
    } else if (was != nullptr || is != nullptr) {
      const bool is_now = is == nullptr || !is->graph;
      changes_.not_known.push_back(
          fmt::format("What is in {} was not read in the {} review.", now.flow->name, is_now ? "newer" : "older"));
    }
    if (is_anything(change)) changes_.changes.push_back(std::move(change));
  }

  void note_gap(const std::optional<model::Gap>& gap, std::string_view nouns, std::string_view which) {
    if (!gap) return;
    changes_.not_known.push_back(fmt::format("Not all {} are known in the {} review: {}", nouns, which, gap->reason));
  }

  FlowChanges changes_;
};

}  // namespace

std::string_view name(FlowChangeKind kind) {
  static constexpr std::string_view names[] = {"new", "gone", "changed"};
  return names[std::size_t(kind)];
}

bool FlowChange::is_other_content() const {
  if (kind != FlowChangeKind::changed) return kind == FlowChangeKind::appeared;
  return is_unread || before->status != now->status || start != nullptr || !added.empty() || !removed.empty() ||
         !rewired.empty() || !retargeted.empty() || !reset.empty();
}

FlowChanges flow_changes(const model::Inventory& before, const model::Inventory& now) {
  return Comparing().all(before, now);
}

}  // namespace analysis
