#include "app/fix/fix_flows.hpp"

#include <algorithm>
#include <filesystem>
#include <fmt/format.h>
#include <set>
#include <utility>

#include "analysis/flow_logging.hpp"
#include "app/fix/fix_text.hpp"
#include "app/flows/check_flows.hpp"
#include "base/text.hpp"
#include "collect/flow/exported_flow.hpp"
#include "words/names.hpp"

namespace app {
namespace {

namespace fs = std::filesystem;
using model::Finding;
using GivenFlows = std::vector<FlowFile>;

// A block that a check finds something at: what is new is what was not there before.
struct FlowTrouble {
  std::string check, file, block;

  auto operator<=>(const FlowTrouble&) const = default;
};
using Troubles = std::set<FlowTrouble>;

Troubles troubles_of(const GivenFlows& flows) {
  const FilesAsInstance instance(flows, {});
  static const std::vector<model::Mute> none;
  const formats::FlowCheck check = check_flows(instance, {}, {}, {none, {}});
  Troubles troubles;
  for (const auto& found : check.findings) {
    if (!model::is_problem(found.finding)) continue;
    for (const auto& block : found.blocks)
      troubles.insert({found.finding.check_id, found.finding.resource.key, block.identifier});
  }
  return troubles;
}

bool is_named_like(const FlowFile& file, const Finding& finding) {
  const bool is_module = finding.resource.type == "flow_module";
  return is_module == file.is_module() && file.name == finding.resource.name;
}

bool has_id(const FlowFile& file, const std::string& id) {
  return !id.empty() && (file.flow.id == id || model::flow_id(file.flow.arn) == id);
}

// The file of the flow that the finding is about: by its id, else by a name that only one has.
std::optional<std::size_t> file_of_finding(const GivenFlows& flows, const Finding& finding) {
  std::optional<std::size_t> named;
  for (std::size_t i = 0; i < flows.size(); ++i) {
    if (has_id(flows[i], finding.resource.key)) return i;
    if (!is_named_like(flows[i], finding) || !flows[i].flow.id.empty()) continue;
    if (named) return std::nullopt;
    named = i;
  }
  return named;
}

// Files to which contacts may go from one, and what of them is not known.
class WaysBehind {
 public:
  explicit WaysBehind(const GivenFlows& flows) : instance_(flows, {}) {}

  // Why it is not known where contacts go from there; empty when it is.
  std::string unknown_behind(std::size_t file) const {
    std::set<std::size_t> seen = {file};
    std::vector<std::size_t> open = {file};
    while (!open.empty()) {
      const std::size_t at = open.back();
      open.pop_back();
      if (std::string why = unknown_of(at); !why.empty()) return why;
      for (const std::size_t to : led_to(at)) {
        if (seen.insert(to).second) open.push_back(to);
      }
    }
    return "";
  }

 private:
  static bool is_of_flow(const model::FlowReference& reference) {
    return reference.kind == model::ReferenceKind::flow || reference.kind == model::ReferenceKind::hook ||
           reference.kind == model::ReferenceKind::flow_module;
  }

  // What is named and is among the files is the number of one there.
  std::string unknown_of(std::size_t file) const {
    const FlowFile& flow = instance_.files()[file];
    for (const model::FlowAction& action : flow.flow.graph.actions) {
      if (chooses_flow(action) || attribute_of_module(action))
        return fmt::format("{} chooses where contacts go while they run", words::in_quotes(flow.name));
      for (const model::FlowReference& reference : action.references) {
        if (!is_of_flow(reference) || base::number_in<std::size_t>(reference.named)) continue;
        return fmt::format("{}, to which the block {} of {} leads, is not among the files",
                           reference.shown.empty() ? "a flow" : words::in_quotes(reference.shown),
                           words::in_quotes(action.identifier), words::in_quotes(flow.name));
      }
    }
    return "";
  }

  std::set<std::size_t> led_to(std::size_t file) const {
    std::set<std::size_t> files;
    for (const model::FlowAction& action : instance_.files()[file].flow.graph.actions) {
      for (const model::FlowReference& reference : action.references) {
        const auto to = is_of_flow(reference) ? base::number_in<std::size_t>(reference.named) : std::nullopt;
        if (to && *to < instance_.files().size()) files.insert(*to);
      }
    }
    return files;
  }

  FilesAsInstance instance_;
};

// By the ids under which flows call them.
model::Dataset<model::FlowContents> modules_among(const GivenFlows& flows) {
  model::FlowContents contents;
  for (const FlowFile& file : flows) {
    if (!file.is_module()) continue;
    for (const std::string& id : {file.flow.id, model::flow_id(file.flow.arn)}) {
      if (!id.empty()) contents[id] = {file.flow.graph, "PUBLISHED", "", std::nullopt};
    }
  }
  return model::Dataset<model::FlowContents>::of(std::move(contents));
}

// The corrected one as it would be read; nothing where it does not log on every path even so.
std::optional<FlowFile> corrected_file(const GivenFlows& flows, const FlowFile& file, const std::string& text) {
  collect::FlowReading reading = collect::read_exported_flow(text);
  if (!reading.flow) return std::nullopt;
  const auto own = analysis::own_logging(reading.flow->graph, modules_among(flows));
  if (own.gap || own.logging != model::FlowLogging::on) return std::nullopt;
  FlowFile corrected = file;
  corrected.flow.graph = std::move(reading.flow->graph);
  return corrected;
}

// Names of files in a directory of their own, each once.
std::string file_name_of(const FlowFile& file, std::set<std::string>& taken) {
  const std::string stem = fs::path(file.path).stem().string();
  std::string name = fmt::format("flows/{}.json", stem);
  for (int number = 2; !taken.insert(name).second; ++number) name = fmt::format("flows/{}-{}.json", stem, number);
  return name;
}

class FlowFixes {
 public:
  FlowFixes(const FixRequest& request, std::vector<std::string>& notes)
      : request_(request), notes_(notes), flows_(request.flows), troubles_(troubles_of(flows_)), ways_(flows_) {}

  void add(const Finding& finding) {
    const auto file = file_of_finding(flows_, finding);
    if (!file) return leave(finding, "its flow is not among the files of --flows");
    const auto bytes = request_.flow_texts.find(flows_[*file].path);
    const auto text = bytes == request_.flow_texts.end() ? std::nullopt : with_logging_first(bytes->second);
    if (!text) return leave(finding, "its file is of the designer's old export, which AWS does not import any more");
    auto corrected = corrected_file(flows_, flows_[*file], *text);
    if (!corrected) return leave(finding, "a block or a module switches logging off again, or may");
    if (const std::string why = ways_.unknown_behind(*file); !why.empty())
      return leave(finding, fmt::format("logging goes on where contacts go from there, and {}", why));
    GivenFlows changed = flows_;
    changed[*file] = *std::move(corrected);
    Troubles after = troubles_of(changed);
    const auto is_new = [&](const FlowTrouble& trouble) { return !troubles_.contains(trouble); };
    if (const auto found = std::ranges::find_if(after, is_new); found != after.end()) {
      return leave(finding, fmt::format("with logging on, {} would find the block {} of {}: switch it off around that",
                                        found->check, words::in_quotes(found->block), words::in_quotes(found->file)));
    }
    flows_ = std::move(changed);
    troubles_ = std::move(after);
    files_.push_back({.name = file_name_of(flows_[*file], taken_), .text = *text, .closes = {closed(finding)}});
  }

  std::vector<FixFile> take() { return std::move(files_); }

 private:
  void leave(const Finding& finding, std::string_view why) {
    notes_.push_back(fmt::format("{}: {}.", closed_text(closed(finding)), why));
  }

  const FixRequest& request_;
  std::vector<std::string>& notes_;
  GivenFlows flows_;
  Troubles troubles_;
  const WaysBehind ways_;
  std::vector<FixFile> files_;
  std::set<std::string> taken_;
};

}  // namespace

std::vector<FixFile> corrected_flows(const FixRequest& request, const std::vector<Finding>& findings,
                                     std::vector<std::string>& notes) {
  std::vector<const Finding*> silent;
  for (const Finding& finding : findings) {
    if (finding.check_id == "flow_logging") silent.push_back(&finding);
  }
  if (silent.empty()) return {};
  if (request.flows.empty()) {
    notes.push_back(fmt::format("{} that {} not log: export the flows of the instance and name them with --flows.",
                                silent.size() == 1 ? "1 flow" : fmt::format("{} flows", silent.size()),
                                silent.size() == 1 ? "does" : "do"));
    return {};
  }
  FlowFixes fixes(request, notes);
  for (const Finding* finding : silent) fixes.add(*finding);
  return fixes.take();
}

}  // namespace app
