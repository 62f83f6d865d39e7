#include "app/flows/changed_flows.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <nlohmann/json.hpp>

#include "app/flows/block_words.hpp"
#include "app/flows/kept_flows.hpp"
#include "base/error.hpp"
#include "base/timestamp.hpp"
#include "base/uuid.hpp"
#include "components/cloudtrail/facts.hpp"
#include "words/names.hpp"

namespace app {
namespace {

using analysis::FlowChange;
using analysis::FlowChangeKind;
using model::FlowAction;
using model::Inventory;
using nlohmann::json;
using words::in_quotes;

std::string branch_text(const model::FlowBranch& branch, const FlowAction& block) {
  const std::string by = words_of(branch, block);
  if (by == "no matching error") return "an error";
  return by.empty() ? "it" : in_quotes(by);
}

// By the block's name, or where nobody has given it any, by what it is: "Disconnect (44e64afb)".
std::string target_text(const model::FlowBranch& branch, const FlowAction* block) {
  if (block == nullptr || !base::is_uuid(branch.to)) return in_quotes(branch.to);
  return fmt::format("{} ({})", designers_name(*block), branch.to.substr(0, 8));
}

std::string rewired_text(const analysis::Rewired& change) {
  if (change.now == nullptr) {
    return fmt::format("has lost a branch: {} led to {}", branch_text(*change.before, *change.block),
                       target_text(*change.before, change.led_to));
  }
  const std::string by = branch_text(*change.now, *change.block);
  const std::string to = target_text(*change.now, change.leads_to);
  if (change.before == nullptr) return fmt::format("has a new branch: {} leads to {}", by, to);
  return fmt::format("{} leads to {}, not to {}", by, to, target_text(*change.before, change.led_to));
}

// Blocks in the order in which something of them is found.
class Blocks {
 public:
  BlockChange& of(const FlowAction& action, char sign) {
    const auto [found, is_new] = places_.try_emplace(action.identifier, all_.size());
    if (is_new) all_.push_back({sign, action.identifier, designers_name(action), {}});
    return all_[found->second];
  }
  std::vector<BlockChange> all() && { return std::move(all_); }

 private:
  std::vector<BlockChange> all_;
  std::map<std::string, std::size_t> places_;
};

std::string retargeted_text(const analysis::Retargeted& change, const FlowNames& were, const FlowNames& are) {
  if (change.now == nullptr) return fmt::format("no longer names the {}", were.of(*change.before));
  if (change.before == nullptr) return fmt::format("names the {}, which is new", are.of(*change.now));
  return fmt::format("names the {}, not the {}", are.of(*change.now), were.of(*change.before));
}

std::vector<std::string> of_the_whole(const FlowChange& change) {
  std::vector<std::string> what;
  if (change.kind != FlowChangeKind::changed) return what;
  if (change.before->name != change.now->name) what.push_back(fmt::format("was {} before", change.before->name));
  const auto add = [&](const std::string& before, const std::string& now) {
    if (before != now && !now.empty()) what.push_back(fmt::format("is {} now", words::spelled_out(now)));
  };
  add(change.before->state, change.now->state);
  add(change.before->status, change.now->status);
  if (change.start != nullptr) what.push_back(fmt::format("begins at {} now", in_quotes(change.start->identifier)));
  if (change.is_unread) what.emplace_back("its content is another, which was not read");
  return what;
}

ChangedFlow in_words(const FlowChange& change, const FlowNames& were, const FlowNames& are) {
  const model::FlowSummary& flow = change.flow();
  ChangedFlow changed{change.kind, flow.id, flow.name, flow.type, of_the_whole(change), {}, {}, {}};
  Blocks blocks;
  for (const FlowAction* block : change.added) blocks.of(*block, '+');
  for (const FlowAction* block : change.removed) blocks.of(*block, '-');
  for (const auto& one : change.rewired) blocks.of(*one.block, '~').what.push_back(rewired_text(one));
  for (const auto& one : change.retargeted) {
    blocks.of(*one.block, '~').what.push_back(retargeted_text(one, were, are));
  }
  for (const FlowAction* block : change.reset) blocks.of(*block, '~').what.emplace_back("has another text or setting");
  changed.blocks = std::move(blocks).all();
  return changed;
}

// Who published what came after the older review, where the newer one has read of it.
class Publications {
 public:
  Publications(const model::Review& older, const model::Review& newer)
      : facts_(newer.facts<components::CloudTrailFacts>()), seen_(older.window()) {}

  void add_to(ChangedFlow& flow) const {
    if (!facts_ || !seen_) return;
    const auto found = std::ranges::find(facts_->flow_publications, flow.id, &components::FlowPublicationFact::flow_id);
    if (found == facts_->flow_publications.end() || found->at <= seen_->end) return;
    flow.published = found->at;
    flow.published_by = found->by;
  }

 private:
  std::optional<components::CloudTrailFacts> facts_;
  std::optional<model::Window> seen_;
};

// Nothing, and why, when the review looked at flows and what it kept of them is not there.
std::optional<Inventory> flows_of(store::Store& store, const model::Review& review, std::vector<std::string>& notes) {
  const std::string& id = review.status.review_id;
  const auto not_known = [&](std::string_view why) {
    notes.push_back(fmt::format("What changed in flows is not known: {}.", why));
  };
  try {
    auto kept = kept_flows(store, id);
    if (!kept) not_known(fmt::format("review {} has kept nothing of them", id));
    return kept;
  } catch (const base::Error& error) {
    not_known(error.what());
    return std::nullopt;
  }
}

json to_json(const BlockChange& block) {
  static constexpr std::pair<char, const char*> kinds[] = {{'+', "added"}, {'-', "removed"}, {'~', "changed"}};
  const auto* kind = std::ranges::find(kinds, block.sign, [](const auto& one) { return one.first; });
  return {{"kind", kind->second}, {"block", block.block}, {"title", block.title}, {"what", block.what}};
}

json to_json(const ChangedFlow& flow) {
  json blocks = json::array();
  for (const BlockChange& block : flow.blocks) blocks.push_back(to_json(block));
  return {{"kind", name(flow.kind)},
          {"id", flow.id},
          {"name", flow.name},
          {"type", flow.type},
          {"what", flow.what},
          {"blocks", std::move(blocks)},
          {"published", flow.published ? json(base::to_iso8601(*flow.published)) : json()},
          {"publishedBy", flow.published_by}};
}

}  // namespace

ChangedFlows changed_flows(store::Store& store, const model::Review& older, const model::Review& newer) {
  ChangedFlows changed;
  if (older.document("flow") == nullptr || newer.document("flow") == nullptr) return changed;
  const auto before = flows_of(store, older, changed.notes);
  const auto now = flows_of(store, newer, changed.notes);
  if (!before || !now) return changed;
  changed.are_compared = true;
  const analysis::FlowChanges changes = analysis::flow_changes(*before, *now);
  const FlowNames were(*before), are(*now);
  const Publications publications(older, newer);
  for (const FlowChange& change : changes.changes) {
    changed.flows.push_back(in_words(change, were, are));
    if (change.is_other_content()) publications.add_to(changed.flows.back());
  }
  changed.notes = changes.not_known;
  return changed;
}

json to_json(const ChangedFlows& changed) {
  json flows = json::array();
  for (const ChangedFlow& flow : changed.flows) flows.push_back(to_json(flow));
  return {{"compared", changed.are_compared}, {"changes", std::move(flows)}, {"notes", changed.notes}};
}

}  // namespace app
