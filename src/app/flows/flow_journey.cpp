#include "app/flows/flow_journey.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>

#include "app/flows/block_words.hpp"
#include "app/flows/map_parts.hpp"
#include "app/flows/number_flows.hpp"
#include "app/flows/spoken.hpp"
#include "base/encode.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "checks/registry.hpp"
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

// Those that have to lead on and do not.
std::set<Node> blocks_without_a_way(const SeenFlows& seen) {
  std::set<Node> blocks;
  for (const ProblemOfFlow& problem : seen.problems) {
    if (problem.check_id != checks::flow_dead_ends.about.id) continue;
    for (const ProblemSpot& spot : problem.spots) {
      if (!model::leaves_flow(seen.graph.action(spot.block))) blocks.insert(spot.block);
    }
  }
  return blocks;
}

class Telling {
 public:
  Telling(const SeenFlows& seen, const JourneyBounds& bounds, const analysis::FlowLanguages* languages)
      : graph_(seen.graph),
        names_(seen.names),
        bounds_(bounds),
        languages_(languages),
        queue_flows_(seen.followed.queue_flows),
        problems_(seen.problems),
        breaks_off_(blocks_without_a_way(seen)),
        number_of_(graph_.size()),
        is_on_way_(graph_.size()) {}

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

  // Of the flows and modules that were told.
  void tell_problems(Journey& journey) const {
    for (const ProblemOfFlow& problem : problems_) {
      const bool is_told = std::ranges::find(open_, problem.part) != open_.end();
      if (is_told) journey.problems.push_back({problem.status, problem.headline});
    }
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

  // The flow that contacts are in while they wait in the queue, or which it is on each of the ways there.
  std::string waiting_at(Node node) {
    const analysis::QueueFlows& waiting = queue_flows_[node];
    if (!model::queues_contact(graph_.action(node)) || waiting.flows.empty()) return "";
    std::string names;
    for (const Part* flow : waiting.flows) {
      enter(*flow);
      names += fmt::format("{}{}", names.empty() ? "" : " or ", flow->flow->name);
    }
    const char* in_default = waiting.may_be_default ? ", or in the default customer queue flow" : "";
    const char* in_any = waiting.may_be_any ? ", or in one that is chosen while the contact runs" : "";
    return fmt::format(", and waits in the flow {}{}{}", names, in_default, in_any);
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
    if (forks.empty() && breaks_off_.contains(node)) {
      steps_->push_back({.depth = depth, .by = {}, .block = {}, .what = "and then the flow breaks off"});
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
  const std::vector<analysis::QueueFlows>& queue_flows_;
  const std::vector<ProblemOfFlow>& problems_;
  const std::set<Node> breaks_off_;
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

const Part* part_of_id(const InstanceGraph& graph, const std::string& wanted) {
  const auto is_it = [&](const Part& part) { return part.flow->id == wanted || part.flow->arn == wanted; };
  const auto found = std::ranges::find_if(graph.parts(), is_it);
  return found == graph.parts().end() ? nullptr : &*found;
}

std::vector<const Part*> parts_where(const InstanceGraph& graph, const std::function<bool(std::string_view)>& is_name) {
  std::vector<const Part*> parts;
  for (const Part& part : graph.parts()) {
    if (is_name(part.flow->name)) parts.push_back(&part);
  }
  return parts;
}

base::Error several_called(const std::string& wanted, const std::vector<const Part*>& parts) {
  Texts which;
  for (const Part* part : parts) which.push_back(fmt::format("{} {}", type_words(*part), part->flow->id));
  return {ErrorKind::usage, fmt::format("several flows or modules are called '{}': give an id or an ARN of {}",
                                        base::printable(wanted, 60), base::printable(words::list(which), 600))};
}

// By its id or ARN, else by its name as it is written, else in any case of letters.
const Part* part_called(const InstanceGraph& graph, const std::string& wanted) {
  if (const Part* part = part_of_id(graph, wanted)) return part;
  auto parts = parts_where(graph, [&](std::string_view name) { return name == wanted; });
  if (parts.empty()) parts = parts_where(graph, [&](std::string_view name) { return is_same_name(name, wanted); });
  if (parts.size() > 1) throw several_called(wanted, parts);
  return parts.empty() ? nullptr : parts.front();
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

base::Error not_shown(const SeenFlows& seen, const std::string& name, const std::string& id) {
  return {ErrorKind::not_found, fmt::format("the flow {} cannot be shown: {}", words::in_quotes(name),
                                            why_not_followed(seen.inventory, id).why)};
}

// Where its calls and messages lead.
std::vector<const Part*> parts_of(const SeenFlows& seen, const model::PhoneNumber& number) {
  const auto flows = flows_of_number(seen.inventory, number);
  const auto gap = model::unknown_entries(seen.inventory.flow_associations, seen.inventory.message_flows);
  if (flows.empty() && gap)
    throw base::Error(ErrorKind::unavailable, fmt::format("where it leads is not known: {}", gap->reason));
  std::vector<const Part*> parts;
  for (const auto& [id, is_by_message] : flows) {
    parts.push_back(part_of_id(seen.graph, id));
    if (parts.back() == nullptr) throw not_shown(seen, seen.names.flow(id), id);
  }
  return parts;
}

const Part& wanted_part(const SeenFlows& seen, const std::string& wanted) {
  if (const Part* part = part_called(seen.graph, wanted)) return *part;
  if (const auto* flow = flow_called(seen.inventory, wanted)) throw not_shown(seen, flow->name, flow->id);
  require_lists(seen.inventory);
  throw unknown(seen.inventory, wanted, !seen.masked);
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

Journey journey_of(const Inventory& inventory, const std::string& wanted, const NumberMask& masked,
                   const JourneyBounds& bounds) {
  const SeenFlows seen(inventory, masked);
  const analysis::FlowLanguages languages(seen.graph);
  return journey_in(seen, wanted, bounds, &languages);
}

Journey journey_in(const SeenFlows& seen, const std::string& wanted, const JourneyBounds& bounds,
                   const analysis::FlowLanguages* languages) {
  Telling telling(seen, bounds, languages);
  Journey journey;
  journey.not_read = not_read(seen.inventory, contents);
  const auto gap = model::unknown_entries(seen.inventory.flow_associations, seen.inventory.message_flows);
  if (gap) journey.maybe_more_problems = fmt::format("where numbers lead is not known: {}", gap->reason);
  if (const auto* number = number_called(seen.inventory, wanted)) {
    journey.of = seen.masked ? seen.masked(number->e164) : number->e164;
    for (const Part* part : parts_of(seen, *number)) telling.tell_from(*part, journey);
  } else {
    const Part& part = wanted_part(seen, wanted);
    journey.of = part.flow->name;
    telling.tell_all_of(part, journey);
  }
  telling.tell_problems(journey);
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
  json problems = json::array();
  for (const JourneyProblem& problem : journey.problems) {
    problems.push_back({{"status", model::name(problem.status)}, {"headline", problem.headline}});
  }
  return {{"of", journey.of},
          {"flows", std::move(parts)},
          {"blocksLeftOut", journey.blocks_left_out},
          {"problems", std::move(problems)},
          {"mayBeMoreProblems", !journey.maybe_more_problems.empty()},
          {"notRead", journey.not_read}};
}

}  // namespace app
