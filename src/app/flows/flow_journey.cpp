#include "app/flows/flow_journey.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>
#include <optional>

#include "analysis/flow_events.hpp"
#include "app/flows/block_words.hpp"
#include "app/flows/number_flows.hpp"
#include "app/flows/spoken.hpp"
#include "base/encode.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "words/names.hpp"
#include "words/nearest.hpp"

namespace app {
namespace {

using analysis::InstanceGraph;
using analysis::Link;
using analysis::Node;
using analysis::nowhere;
using analysis::Part;
using analysis::Way;
using base::ErrorKind;
using model::Inventory;
using nlohmann::json;
using Texts = std::vector<std::string>;

// Where branches lead, each place once, with what they are taken by.
struct Fork {
  Node to = nowhere;
  Texts by;
};

class Telling {
 public:
  Telling(const InstanceGraph& graph, const std::vector<analysis::QueueFlow>& queue_flows, const FlowNames& names,
          const JourneyBounds& bounds, const analysis::FlowLanguages* languages)
      : graph_(graph),
        names_(names),
        bounds_(bounds),
        languages_(languages),
        queue_flows_(queue_flows),
        number_of_(graph.size()),
        is_on_way_(graph.size()) {}

  // Of the contacts that begin there.
  void tell_from(const Part& start, Journey& journey) {
    if (languages_ != nullptr) spoken_.emplace(graph_, *languages_, &start);
    tell(start, journey);
  }

  // Of all that come there.
  void tell_all_of(const Part& start, Journey& journey) {
    if (languages_ != nullptr) spoken_.emplace(graph_, *languages_, nullptr);
    tell(start, journey);
  }

 private:
  void tell(const Part& from, Journey& journey) {
    enter(from);
    for (; next_ < open_.size() && told_ < bounds_.steps; ++next_) {
      journey.parts.push_back({open_[next_]->flow->id,
                               open_[next_]->flow->name,
                               open_[next_]->is_module ? "MODULE" : open_[next_]->flow->type,
                               {},
                               {}});
      tell_part(*open_[next_], journey.parts.back());
    }
    journey.blocks_left_out = left_out();
  }

  void enter(const Part& part) {
    if (std::ranges::find(open_, &part) == open_.end()) open_.push_back(&part);
  }

  void tell_part(const Part& part, JourneyPart& told) {
    failing_.clear();
    steps_ = &told.steps;
    follow(part.start, {}, 0);
    steps_ = &told.failures;
    // Blocks on such ways may fail as well, and lead elsewhere then.
    for (std::size_t i = 0; i < failing_.size(); ++i) {
      const Fork fork = failing_[i];
      failing_[i].to = nowhere;  // what fails from here on and leads there is a line of its own
      follow(fork.to, fork.by, 0);
    }
  }

  void follow(Node node, Texts by, std::size_t depth) {
    std::vector<Node> way;
    while (node != nowhere) {
      if (number_of_[node] != 0) {
        steps_->push_back({.depth = depth,
                           .by = std::move(by),
                           .block = {},
                           .what = {},
                           .see = number_of_[node],
                           .goes_round = is_on_way_[node]});
        break;
      }
      if (depth > bounds_.depth || told_ >= bounds_.steps) break;
      tell_block(node, std::move(by), depth);
      by.clear();
      is_on_way_[node] = true;
      way.push_back(node);
      node = after(node, depth);
    }
    for (const Node one : way) is_on_way_[one] = false;
  }

  void tell_block(Node node, Texts by, std::size_t depth) {
    const model::FlowAction& action = graph_.action(node);
    number_of_[node] = ++told_;
    std::string what = words_of(action, names_);
    const std::string_view verb = action.type == "InvokeFlowModule" ? "goes through the module" : "goes on in the flow";
    if (graph_.names_nothing_usable(node)) what = fmt::format("{} {}", verb, unseen(action, "which cannot be used"));
    for (const Link& link : graph_.links(node)) {
      if (takes_contact(link)) {
        what = link.to == nullptr ? fmt::format("{} {}", verb, unseen(action, "which was not read"))
                                  : fmt::format("{} {}", verb, link.to->flow->name);
      }
      if (link.to != nullptr && link.kind != analysis::LinkKind::new_contact) enter(*link.to);
    }
    what += waiting_at(node);
    steps_->push_back({.depth = depth,
                       .by = std::move(by),
                       .number = number_of_[node],
                       .block = action.identifier,
                       .what = std::move(what)});
    if (!spoken_) return;
    steps_->back().what += spoken_->words_at(node);
    steps_->back().languages = spoken_->languages_at(node);
  }

  // The flow that contacts are in while they wait in the queue.
  std::string waiting_at(Node node) {
    const Part* flow = queue_flows_[node].flow;
    if (!model::queues_contact(graph_.action(node)) || flow == nullptr) return "";
    enter(*flow);
    return fmt::format(", and waits in the flow {}", flow->flow->name);
  }

  // A flow or module that cannot be told.
  std::string unseen(const model::FlowAction& action, std::string_view why) const {
    for (const model::FlowReference& reference : action.references) {
      const std::string id = model::flow_id(reference.named);
      if (reference.kind != model::ReferenceKind::flow && reference.kind != model::ReferenceKind::flow_module) continue;
      if (id.empty()) break;
      return fmt::format("{}, {}", reference.kind == model::ReferenceKind::flow ? names_.flow(id) : names_.module(id),
                         why);
    }
    return "that is chosen while the contact runs";
  }

  // Where it simply goes on; what it branches into is told first, deeper, and then it goes on nowhere.
  Node after(Node node, std::size_t depth) {
    std::vector<Fork> forks;
    for (const Way& way : graph_.ways(node)) {
      if (!model::is_failure(*way.branch)) add(forks, way.to, words_of(*way.branch, graph_.action(node)));
    }
    for (const Way& way : graph_.ways(node)) {
      const bool leads_elsewhere = std::ranges::find(forks, way.to, &Fork::to) == forks.end();
      if (model::is_failure(*way.branch) && way.to != nowhere && leads_elsewhere) {
        add(failing_, way.to, words_of_failure(*way.branch, number_of_[node]));
      }
    }
    const bool are_labelled = std::ranges::any_of(forks, [](const Fork& fork) { return !fork.by.empty(); });
    for (Fork& fork : forks) {
      if (are_labelled && fork.by.empty()) fork.by.emplace_back("otherwise");
    }
    if (forks.size() == 1 && forks.front().by.empty() && forks.front().to != nowhere) return forks.front().to;
    for (const Fork& fork : forks) {
      if (fork.to == nowhere) {
        steps_->push_back(
            {.depth = depth + 1, .by = fork.by, .block = {}, .what = "leads nowhere: the flow breaks off"});
      } else {
        follow(fork.to, fork.by, depth + 1);
      }
    }
    return nowhere;
  }

  static void add(std::vector<Fork>& forks, Node to, std::string by) {
    auto fork = std::ranges::find(forks, to, &Fork::to);
    if (fork == forks.end()) fork = forks.insert(forks.end(), {to, {}});
    if (!by.empty() && std::ranges::find(fork->by, by) == fork->by.end()) fork->by.push_back(std::move(by));
  }

  std::size_t left_out() const {
    const auto reached = analysis::reached_in_flow(graph_);
    std::size_t count = 0;
    for (const Part* part : open_) {
      for (Node node = part->first; node < part->end; ++node) count += reached[node] && number_of_[node] == 0 ? 1 : 0;
    }
    return count;
  }

  const InstanceGraph& graph_;
  const FlowNames& names_;
  const JourneyBounds bounds_;
  const analysis::FlowLanguages* const languages_;  // nothing: they are not told
  std::optional<Spoken> spoken_;
  const std::vector<analysis::QueueFlow>& queue_flows_;
  std::vector<std::size_t> number_of_;
  std::vector<bool> is_on_way_;  // to the block that is told now
  std::vector<const Part*> open_;
  std::size_t next_ = 0;       // of them, to be told
  std::vector<Fork> failing_;  // of the part that is told now
  std::vector<JourneyStep>* steps_ = nullptr;
  std::size_t told_ = 0;
};

bool is_same_name(std::string_view a, std::string_view b) {
  return base::lower(a) == base::lower(b);
}

const Part* part_called(const InstanceGraph& graph, const std::string& wanted) {
  for (const Part& part : graph.parts()) {
    if (part.flow->id == wanted || part.flow->arn == wanted) return &part;
  }
  const auto found =
      std::ranges::find_if(graph.parts(), [&](const Part& one) { return is_same_name(one.flow->name, wanted); });
  return found == graph.parts().end() ? nullptr : &*found;
}

const model::FlowSummary* flow_called(const Inventory& inventory, const std::string& wanted) {
  if (!inventory.flows.known()) return nullptr;
  const auto found = std::ranges::find_if(*inventory.flows.value, [&](const model::FlowSummary& flow) {
    return flow.id == wanted || flow.arn == wanted || is_same_name(flow.name, wanted);
  });
  return found == inventory.flows.value->end() ? nullptr : &*found;
}

// As people write numbers: +49 30 1234-567.
std::string only_digits(std::string_view text) {
  std::string digits;
  for (const char c : text) {
    if (base::is_digit(c)) digits += c;
  }
  return digits;
}

const model::PhoneNumber* number_called(const Inventory& inventory, const std::string& wanted) {
  const std::string digits = only_digits(wanted);
  const bool is_number = !digits.empty() && wanted.find_first_not_of("+0123456789 -/().") == std::string::npos;
  if (!is_number || !inventory.phone_numbers.known()) return nullptr;
  const auto& numbers = inventory.phone_numbers.value->numbers;
  const auto found =
      std::ranges::find(numbers, digits, [](const model::PhoneNumber& number) { return only_digits(number.e164); });
  return found == numbers.end() ? nullptr : &*found;
}

base::Error unknown(const Inventory& inventory, const std::string& wanted, bool shows_numbers) {
  std::vector<std::string_view> known;
  for (const auto* list : {&inventory.flows, &inventory.modules}) {
    if (!list->known()) continue;
    for (const auto& flow : *list->value) known.push_back(flow.name);
  }
  if (shows_numbers && inventory.phone_numbers.known()) {
    for (const auto& number : inventory.phone_numbers.value->numbers) known.push_back(number.e164);
  }
  const std::string meant = words::one_line(words::did_you_mean(wanted, known), 200);
  return {ErrorKind::usage, fmt::format("there is no phone number, flow or module '{}'{}", base::printable(wanted, 60),
                                        meant.empty() ? "; `connect-ops-review flows list` lists them" : meant)};
}

// Without the lists, what is not in them may be there all the same.
void require_lists(const Inventory& inventory) {
  for (const auto& gap : {inventory.flows.gap, inventory.phone_numbers.gap}) {
    if (gap) throw base::Error(ErrorKind::unavailable, fmt::format("it cannot be looked up: {}", gap->reason));
  }
}

constexpr model::DatasetId contents[] = {model::DatasetId::flow_contents, model::DatasetId::modules,
                                         model::DatasetId::module_contents};

json json_of(const std::vector<JourneyStep>& steps) {
  json list = json::array();
  for (const JourneyStep& step : steps) {
    json object = {{"depth", step.depth}, {"by", step.by}};
    if (step.number != 0) object.update({{"number", step.number}, {"block", step.block}});
    if (!step.what.empty()) object["what"] = step.what;
    if (!step.languages.empty()) object["languages"] = step.languages;
    if (step.see != 0) object.update({{"see", step.see}, {"goesRound", step.goes_round}});
    list.push_back(std::move(object));
  }
  return list;
}

}  // namespace

Journey journey_of(const Inventory& inventory, const std::string& wanted,
                   const std::function<std::string(const std::string&)>& masked, const JourneyBounds& bounds) {
  const InstanceGraph graph(inventory);
  const analysis::FlowLanguages languages(graph);
  return journey_in(graph, analysis::queue_flows(graph), FlowNames(inventory), inventory, wanted, masked, bounds,
                    &languages);
}

Journey journey_in(const InstanceGraph& graph, const std::vector<analysis::QueueFlow>& queue_flows,
                   const FlowNames& names, const Inventory& inventory, const std::string& wanted,
                   const std::function<std::string(const std::string&)>& masked, const JourneyBounds& bounds,
                   const analysis::FlowLanguages* languages) {
  Telling telling(graph, queue_flows, names, bounds, languages);
  Journey journey;
  journey.not_read = not_read(inventory, contents);
  if (const auto* number = number_called(inventory, wanted)) {
    journey.of = masked ? masked(number->e164) : number->e164;
    const auto flows = flows_of_number(inventory, *number);
    const auto gap = model::unknown_entries(inventory.flow_associations, inventory.message_flows);
    if (flows.empty() && gap)
      throw base::Error(ErrorKind::unavailable, fmt::format("where it leads is not known: {}", gap->reason));
    for (const auto& [id, is_by_message] : flows) {
      const auto* part = part_called(graph, id);
      if (part == nullptr) {
        throw base::Error(ErrorKind::not_found,
                          fmt::format("the flow {} cannot be shown: {}", words::in_quotes(names.flow(id)),
                                      why_not_followed(inventory, id).why));
      }
      telling.tell_from(*part, journey);
    }
    return journey;
  }
  const Part* part = part_called(graph, wanted);
  if (part == nullptr) {
    if (const auto* flow = flow_called(inventory, wanted)) {
      throw base::Error(ErrorKind::not_found,
                        fmt::format("the flow {} cannot be shown: {}", words::in_quotes(flow->name),
                                    why_not_followed(inventory, flow->id).why));
    }
    require_lists(inventory);
    throw unknown(inventory, wanted, !masked);
  }
  journey.of = part->flow->name;
  telling.tell_all_of(*part, journey);
  return journey;
}

json to_json(const Journey& journey) {
  json parts = json::array();
  for (const JourneyPart& part : journey.parts) {
    parts.push_back({{"id", part.id},
                     {"name", part.name},
                     {"type", part.type},
                     {"steps", json_of(part.steps)},
                     {"failures", json_of(part.failures)}});
  }
  return {{"of", journey.of},
          {"flows", std::move(parts)},
          {"blocksLeftOut", journey.blocks_left_out},
          {"notRead", journey.not_read}};
}

}  // namespace app
