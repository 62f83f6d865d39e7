#include "app/flows/check_flows.hpp"

#include <algorithm>
#include <filesystem>
#include <fmt/format.h>
#include <iterator>
#include <utility>

#include "analysis/flow_states.hpp"
#include "base/error.hpp"
#include "checks/flow/flow_dangling.hpp"
#include "checks/flow/flow_look.hpp"
#include "checks/registry.hpp"
#include "words/names.hpp"

namespace app {
namespace {

using checks::FlowLook;
using formats::FlowBlock;
using formats::FlowCheck;
using formats::FlowFinding;
using model::Status;

// What is not known is a finding of its own, whatever was to be judged by it.
struct Unknown {
  std::string_view id, title, why, action;
};
constexpr Unknown not_whole = {"flow_files_are_whole", "Flows that lead to each other are checked together",
                               "What contacts do in a flow that is not there was not judged.", "Give these files too"};
constexpr Unknown unread_file = {"flow_files_are_read", "Each file holds a flow",
                                 "The file was not checked, and what it leads to was checked as if nothing led there.",
                                 "Correct the file, or leave it out"};
constexpr Unknown not_unique = {"flow_names_are_unique", "Each flow that is led to is one of the files",
                                "What contacts do in whichever of the flows is meant was not judged.",
                                "Name what is meant by an id or a name that one file has"};
constexpr Unknown not_named = {
    "flow_modules_are_known", "It is known which modules flows call",
    "What contacts do in these modules, and what they have behind them then, was not judged.",
    "Check each module that may be chosen"};
constexpr Unknown not_known = {"flow_block_types_are_known", "The flow language has each block's type",
                               "What these blocks do was not judged, and Amazon Connect publishes no flow with a block "
                               "that it does not know.",
                               "Correct the types of these blocks, unless they are new"};
constexpr Unknown not_led_to = {"flow_is_led_to", "Flows are checked together with what leads to them",
                                "What callers have behind them when they come to a block was not judged.",
                                "Give the flows that lead there too"};
constexpr Unknown no_entry = {"flow_entry_is_known", "It is known where callers come in",
                              "What callers have behind them when they come to a block was not judged.",
                              "Name flows that callers come in by: --entry"};

model::Resource resource_of(const FlowFile& file) {
  return {file.is_module() ? "flow_module" : "flow", file.path, file.name};
}

FlowFinding unknown_of(model::Resource resource, const Unknown& unknown, std::string reason) {
  FlowFinding found;
  model::Finding& finding = found.finding;
  finding.check_id = unknown.id;
  finding.component = "flow";
  finding.title = unknown.title;
  finding.why = unknown.why;
  finding.remedy = unknown.action;
  finding.action = unknown.action;
  finding.status = Status::not_assessed;
  finding.severity = model::Severity::low;
  finding.pillar = model::Pillar::resilience;
  finding.resource = std::move(resource);
  finding.reason = std::move(reason);
  finding.id = model::finding_id("", finding.check_id, finding.resource);
  return found;
}

FlowFinding unknown_in(const FlowFile& file, const Unknown& unknown, std::string reason) {
  return unknown_of(resource_of(file), unknown, std::move(reason));
}

std::string_view noun_of(model::ReferenceKind kind) {
  return kind == model::ReferenceKind::flow_module ? "module" : "flow";
}

// What blocks name that nothing in their own flow leads to changes nothing.
std::vector<NotGiven> missed(const FilesAsInstance& instance, const std::vector<bool>& reached) {
  std::set<std::pair<std::size_t, std::string_view>> blocks;
  for (analysis::Node node = 0; node < instance.graph().size(); ++node) {
    if (reached[node]) {
      blocks.emplace(instance.file_of(instance.graph().part(node)), instance.graph().action(node).identifier);
    }
  }
  std::vector<NotGiven> missed;
  std::ranges::copy_if(instance.not_given(), std::back_inserter(missed), [&](const NotGiven& one) {
    return blocks.contains({one.file, std::string_view(one.block->identifier)});
  });
  return missed;
}

// One of the files, and blocks of it that say or lead to what is not known.
struct Unknowns {
  std::vector<FlowBlock> blocks;
  std::vector<std::string> names;  // each once

  void add(const FlowFile& file, const model::FlowAction& block, std::string_view problem, std::string name) {
    blocks.push_back({block.identifier, fmt::format("block {} {}", checks::Spot{&block, ""}.text(), problem),
                      file.place_of(block.identifier)});
    if (std::ranges::find(names, name) == names.end()) names.push_back(std::move(name));
  }
};

void add_unknowns(FlowCheck& check, const FlowFile& file, Unknowns&& unknowns, const Unknown& unknown,
                  std::string reason) {
  if (unknowns.blocks.empty()) return;
  FlowFinding found = unknown_in(file, unknown, std::move(reason));
  found.blocks = std::move(unknowns.blocks);
  check.findings.push_back(std::move(found));
}

// One for each file that leads out of what was given, and one for each that leads to a name which several files have.
void add_not_given(FlowCheck& check, const FilesAsInstance& instance, const std::vector<bool>& reached) {
  std::map<std::size_t, Unknowns> gone, several;
  for (const NotGiven& one : missed(instance, reached)) {
    const std::string name = fmt::format("{} {}", noun_of(one.kind), words::in_quotes(one.name));
    const char* why = one.is_several ? "which is the name of several of the files" : "which is not among the files";
    (one.is_several ? several : gone)[one.file].add(instance.files()[one.file], *one.block,
                                                    fmt::format("leads to the {}, {}", name, why), name);
  }
  for (auto& [file, unknowns] : gone) {
    std::string reason =
        fmt::format("It leads to what is not among the files ({}): what contacts do there is not known.",
                    words::list(unknowns.names));
    add_unknowns(check, instance.files()[file], std::move(unknowns), not_whole, std::move(reason));
  }
  for (auto& [file, unknowns] : several) {
    std::string reason =
        fmt::format("It leads to what several of the files are called ({}): which is meant is not known.",
                    words::list(unknowns.names));
    add_unknowns(check, instance.files()[file], std::move(unknowns), not_unique, std::move(reason));
  }
}

// Behind such a block contacts may have anything behind them, and the checks that follow them say nothing there.
void add_chosen_modules(FlowCheck& check, const FilesAsInstance& instance, const std::vector<bool>& reached) {
  std::map<std::size_t, Unknowns> choosing;
  for (analysis::Node node = 0; node < instance.graph().size(); ++node) {
    const model::FlowAction& block = instance.graph().action(node);
    const auto attribute = attribute_of_module(block);
    if (!reached[node] || !attribute) continue;
    const std::size_t file = instance.file_of(instance.graph().part(node));
    choosing[file].add(instance.files()[file], block, "calls a module that is chosen while the contact runs",
                       words::one_line(*attribute));
  }
  for (auto& [file, unknowns] : choosing) {
    std::string reason = fmt::format(
        "It calls modules that are chosen while the contact runs ({}): what contacts do there is not known.",
        words::list(unknowns.names));
    add_unknowns(check, instance.files()[file], std::move(unknowns), not_named, std::move(reason));
  }
}

// Whether contacts come to them or not: AWS refuses the flow all the same.
void add_unknown_types(FlowCheck& check, const FilesAsInstance& instance) {
  for (const FlowFile& file : instance.files()) {
    Unknowns unknowns;
    for (const model::FlowAction& block : file.flow.graph.actions) {
      if (!model::is_known_type(block.type))
        unknowns.add(file, block, "is of a type that is not known", words::one_line(block.type));
    }
    std::string reason =
        fmt::format("It has blocks of types that are not known ({}): what contacts do there is not known.",
                    words::list(unknowns.names));
    add_unknowns(check, file, std::move(unknowns), not_known, std::move(reason));
  }
}

std::string names_of_files(const FilesAsInstance& instance, const std::set<std::size_t>& files) {
  std::vector<std::string> names;
  for (const std::size_t file : files) names.push_back(words::in_quotes(instance.files()[file].name));
  return words::list(names);
}

// At the blocks that choose a flow, in the first file that has one.
FlowFinding unclear_entries(const FilesAsInstance& instance) {
  const auto choosing = std::ranges::find_if(instance.files(), [](const FlowFile& file) {
    return std::ranges::any_of(file.flow.graph.actions, chooses_flow);
  });
  FlowFinding found =
      unknown_in(*choosing, no_entry,
                 fmt::format("Which flow follows is chosen while the contact runs, so that flows which no file names "
                             "may be led to all the same ({}): say with --entry by which of them callers come in.",
                             names_of_files(instance, instance.unclear_entries())));
  for (const model::FlowAction& action : choosing->flow.graph.actions) {
    if (!chooses_flow(action)) continue;
    found.blocks.push_back({action.identifier,
                            fmt::format("block {} chooses a flow while the contact runs: say with --entry by which "
                                        "flows callers come in",
                                        checks::Spot{&action, ""}.text()),
                            choosing->place_of(action.identifier)});
  }
  return found;
}

// Inbound flows that all lead to each other: somewhere callers come in.
void add_no_entry(FlowCheck& check, const FilesAsInstance& instance) {
  if (!instance.unclear_entries().empty()) {
    check.findings.push_back(unclear_entries(instance));
    return;
  }
  const auto is_entry = [](const formats::CheckedFlow& flow) { return flow.is_entry; };
  if (std::ranges::any_of(check.flows, is_entry)) return;
  const auto inbound = std::ranges::find(check.flows, "CONTACT_FLOW", &formats::CheckedFlow::type);
  if (inbound == check.flows.end()) return;
  check.findings.push_back(unknown_in(instance.files()[std::size_t(inbound - check.flows.begin())], no_entry,
                                      "Each inbound flow is led to by another of the files, so that none is known to "
                                      "be one that callers come in by: say which with --entry."));
}

// As far as they are given: of any other it is not known whether it is there.
model::Dataset<model::FlowSummaries> given_flows(const analysis::InstanceGraph& graph) {
  model::FlowSummaries flows;
  for (const analysis::Part& part : graph.parts()) {
    if (!part.is_module) flows.push_back(*part.flow);
  }
  return model::Dataset<model::FlowSummaries>::partly(std::move(flows),
                                                      {model::GapKind::unavailable, "only the files were given", ""});
}

checks::FlowProblems unusable_names(const analysis::FollowedFlows& flows) {
  static const model::InstanceRef nobodys;
  const auto given = given_flows(flows.graph);
  return checks::dangling_names(flows, {.instance = nobodys, .flows = &given});
}

// What of flow_dangling needs no account, under the same id: services that have ended for everybody, and flows of the
// wrong type among the files.
const FlowLook& dangling_in_files() {
  static const checks::Check check = [] {
    checks::Check narrowed = checks::flow_dangling;
    narrowed.about.title = "Bots, services and flows that blocks cannot use";
    narrowed.about.why =
        "Amazon Lex V1 and Amazon Connect Voice ID have ended, and a flow of another type is not run: such a block "
        "fails for every contact.";
    narrowed.about.remedy =
        "Make the bot again in Amazon Lex V2 and choose an alias of it in these blocks, take blocks of Amazon Connect "
        "Voice ID out, and choose a flow of the type that the block asks for.";
    narrowed.about.action = "Choose what the block can use";
    return narrowed;
  }();
  static const FlowLook look = {&check, "No block needs a service that has ended, or a flow of another type",
                                unusable_names};
  return look;
}

std::vector<const FlowLook*> looks_at_files() {
  std::vector<const FlowLook*> looks = {&dangling_in_files()};
  std::ranges::copy(checks::flow_looks(), std::back_inserter(looks));
  return looks;
}

// A look says of a block what is wrong with it behind its name, or behind a colon in more words.
std::string words_at(const checks::FlowProblem& problem, const checks::Spot& spot) {
  const std::string block = checks::Spot{spot.block, ""}.text();
  const std::string_view what = spot.what.starts_with(": ") ? "" : std::string_view(problem.one);
  return fmt::format("block {}{}{}", block, what, spot.what);
}

// Why no contacts are followed through it, where something among the files has to lead there: what leads to whispers
// and transfer flows is no flow. Callers may wait in a queue flow only where a file puts them into a queue.
std::string_view why_no_callers(const FilesAsInstance& instance, const FlowCheck& check, std::size_t file) {
  static constexpr std::string_view not_led =
      "None of the files leads to it: the checks that follow contacts were not made there.";
  static constexpr std::string_view not_queued =
      "No way is known on which callers wait in it: the checks that follow contacts were not made there.";
  const formats::CheckedFlow& flow = check.flows[file];
  const bool is_queue_flow = flow.type == "CUSTOMER_QUEUE";
  if (flow.is_reached || (flow.type != "MODULE" && !is_queue_flow)) return "";
  if (!instance.is_led_to(file)) return not_led;
  const bool is_any_followed = std::ranges::any_of(check.flows, &formats::CheckedFlow::is_entry);
  return is_queue_flow && is_any_followed ? not_queued : "";
}

void add_not_led_to(FlowCheck& check, const FilesAsInstance& instance) {
  for (std::size_t i = 0; i < instance.files().size(); ++i) {
    const std::string_view why = why_no_callers(instance, check, i);
    if (!why.empty()) check.findings.push_back(unknown_in(instance.files()[i], not_led_to, std::string(why)));
  }
}

FlowFinding finding_of(const FlowLook& look, const checks::FlowProblem& problem, const FlowFile& file) {
  checks::Judgement judgement = judgement_of(problem, resource_of(file));
  judgement.limit = look.limit;
  judgement.evidence = fmt::format("the file {}", file.path);
  FlowFinding found{checks::finding_of(*look.check, {}, std::move(judgement)), {}};
  for (const checks::Spot& spot : problem.spots.blocks) {
    found.blocks.push_back({spot.block->identifier, words_at(problem, spot), file.place_of(spot.block->identifier)});
  }
  return found;
}

std::vector<const FlowLook*> looks_made(const CheckIds& left_out) {
  std::vector<const FlowLook*> looks;
  std::string ids;
  for (const FlowLook* look : looks_at_files()) {
    const std::string_view id = look->check->about.id;
    ids += fmt::format("{}{}", ids.empty() ? "" : ", ", id);
    if (!left_out.contains(id)) looks.push_back(look);
  }
  if (!looks.empty()) return looks;
  throw base::Error(base::ErrorKind::usage,
                    fmt::format("no check is left that can be made of files alone: there are {}", ids));
}

// In the order of the files; a part is reached where contacts surely come to its first block.
void add_flows(FlowCheck& check, const FilesAsInstance& instance, const analysis::FollowedFlows& followed) {
  std::set<std::size_t> reached;
  for (const analysis::Part& part : instance.graph().parts()) {
    if (followed.arrivals[part.start].surely != 0) reached.insert(instance.file_of(part));
  }
  for (std::size_t i = 0; i < instance.files().size(); ++i) {
    const FlowFile& file = instance.files()[i];
    check.flows.push_back(
        {file.path, file.name, file.type(), !file.flow.type.empty(), instance.is_entry(i), reached.contains(i)});
  }
}

void add_unread(FlowCheck& check, const std::vector<UnreadFile>& unread) {
  for (const UnreadFile& file : unread) {
    const std::string name = std::filesystem::path(file.path).stem().string();
    check.flows.push_back({.file = file.path, .name = name, .type = "", .is_read = false});
    check.findings.push_back(unknown_of({"flow", file.path, name}, unread_file, fmt::format("The file {}.", file.why)));
  }
}

bool follows_contacts(const FlowCheck& check) {
  return std::ranges::any_of(check.checks, &formats::MadeCheck::follows_contacts);
}

// Which mutes cover nothing is not told, since only some of an instance's flows may be among the files.
void mute(FlowCheck& check, Muting& muting) {
  for (FlowFinding& found : check.findings) {
    muting.mark(found.finding, {});
    muting.count(found.finding, {});
  }
  check.mute_notes = muting.notes({});
}

void sort_findings(FlowCheck& check) {
  std::map<std::string_view, std::size_t> order;
  for (const auto& flow : check.flows) order.try_emplace(flow.file, order.size());
  std::ranges::stable_sort(check.findings, [&](const FlowFinding& a, const FlowFinding& b) {
    const std::size_t first = order[a.finding.resource.key], second = order[b.finding.resource.key];
    return first != second ? first < second : model::comes_before(a.finding, b.finding);
  });
  for (FlowFinding& found : check.findings) {
    std::ranges::stable_sort(found.blocks, {},
                             [](const FlowBlock& block) { return std::pair(block.place.line, block.place.column); });
  }
}

}  // namespace

FlowCheck check_flows(const FilesAsInstance& instance, const std::vector<UnreadFile>& unread, const CheckIds& left_out,
                      Muting muting) {
  FlowCheck check;
  const analysis::FollowedFlows followed(instance.graph());
  add_flows(check, instance, followed);
  for (const FlowLook* look : looks_made(left_out)) {
    const checks::About& about = look->check->about;
    check.checks.push_back({std::string(about.id), std::string(about.title), look->follows_contacts});
    for (const checks::FlowProblem& problem : found_by(*look, followed)) {
      check.findings.push_back(finding_of(*look, problem, instance.files()[instance.file_of(*problem.part)]));
    }
  }
  add_unknown_types(check, instance);
  add_not_given(check, instance, followed.reached);
  add_chosen_modules(check, instance, followed.reached);
  add_no_entry(check, instance);
  if (follows_contacts(check)) add_not_led_to(check, instance);
  add_unread(check, unread);
  mute(check, muting);
  sort_findings(check);
  return check;
}

}  // namespace app
