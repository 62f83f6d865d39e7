#include "formats/flow_check.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <utility>

#include "words/headline.hpp"
#include "words/names.hpp"
#include "words/numbers.hpp"

namespace formats {
namespace {

using model::Status;

// As JSON and the terminal have them; what is fine is no line.
const char* colour_of(Status status) {
  if (status == Status::fail) return "31";
  return status == Status::warn ? "33" : "35";
}

// "callers come in by 'Main'": of flows that nobody named, that it is taken so.
std::string entries_text(const FlowCheck& check) {
  std::vector<std::string> names;
  for (const CheckedFlow& flow : check.flows) {
    if (flow.is_entry) names.push_back(words::in_quotes(flow.name));
  }
  if (names.empty()) return "No flow is known that callers come in by.";
  const char* why = names.size() == 1 ? ", which no other file leads to" : ", which no other files lead to";
  return fmt::format("Callers come in by {}{}.", words::list(names), check.are_entries_assumed ? why : "");
}

// Flows whose files do not say of what type they are, and what they are taken for.
std::string untyped_text(const FlowCheck& check, std::string_view type, std::string_view taken_for) {
  std::vector<std::string> names;
  for (const CheckedFlow& flow : check.flows) {
    if (!flow.is_type_known && flow.type == type) names.push_back(words::in_quotes(flow.name));
  }
  if (names.empty()) return "";
  return fmt::format(" Taken for {}, as the files do not say their type: {}.", taken_for, words::list(names));
}

bool counts_as(const FlowFinding& found, Status status) {
  return found.finding.status == status && !found.finding.muted;
}

// " in 7 places", where the lines of these findings are more than the findings.
std::string places_text(const FlowCheck& check, Status status) {
  std::size_t places = 0, findings = 0;
  for (const FlowFinding& found : check.findings) {
    if (!counts_as(found, status)) continue;
    ++findings;
    places += std::max<std::size_t>(found.blocks.size(), 1);
  }
  return places == findings ? "" : fmt::format(" in {}", words::counted(std::int64_t(places), "place"));
}

// "1 fail, 2 warnings in 7 places, 0 not assessed, 1 for information, 1 muted"; the last two where there are any.
std::string counts_text(const FlowCheck& check) {
  std::string text =
      fmt::format("{}{}, {}{}, {} not assessed{}", words::counted(count(check, Status::fail), "fail"),
                  places_text(check, Status::fail), words::counted(count(check, Status::warn), "warning"),
                  places_text(check, Status::warn), words::count(count(check, Status::not_assessed)),
                  places_text(check, Status::not_assessed));
  if (const int infos = count(check, Status::info); infos > 0) {
    text += fmt::format(", {} for information{}", words::count(infos), places_text(check, Status::info));
  }
  if (const int muted = count_muted(check); muted > 0) text += fmt::format(", {} muted", words::count(muted));
  return text;
}

std::string line_of(const FlowFinding& found, const FlowBlock* block, bool colour) {
  const model::Finding& finding = found.finding;
  const std::string state = fmt::format("{} ({})", words::spelled_out(model::name(finding.status)),
                                        words::spelled_out(model::name(finding.severity)));
  std::string line = words::one_line(finding.resource.key, 500);
  if (block != nullptr) line += fmt::format(":{}:{}", block->place.line, block->place.column);
  line +=
      colour ? fmt::format(": \x1b[{}m{}\x1b[0m: ", colour_of(finding.status), state) : fmt::format(": {}: ", state);
  return fmt::format("{}{} [{}]\n", line, words::one_line(block == nullptr ? words::headline(finding) : block->problem),
                     finding.check_id);
}

// Each action once, by the check that asks for it.
std::string actions_text(const FlowCheck& check) {
  std::string text;
  std::vector<std::pair<std::string_view, std::string_view>> told;
  for (const FlowFinding& found : check.findings) {
    const std::pair<std::string_view, std::string_view> asked = {found.finding.check_id, found.finding.action};
    const bool is_told = std::ranges::find(told, asked) != told.end();
    if (found.finding.muted || found.finding.action.empty() || is_told) continue;
    told.push_back(asked);
    text += fmt::format("→ {}: {}\n", found.finding.check_id, found.finding.action);
  }
  return text.empty() ? "" : fmt::format("\n{}\n", text);
}

nlohmann::json json_of(const FlowFinding& found) {
  nlohmann::json object = model::to_json(found.finding);
  nlohmann::json blocks = nlohmann::json::array();
  for (const FlowBlock& block : found.blocks) {
    blocks.push_back({{"identifier", block.identifier},
                      {"problem", block.problem},
                      {"line", block.place.line},
                      {"column", block.place.column}});
  }
  object["file"] = found.finding.resource.key;
  object["blocks"] = std::move(blocks);
  return object;
}

}  // namespace

int count(const FlowCheck& check, Status status) {
  return int(std::ranges::count_if(check.findings, [&](const FlowFinding& found) { return counts_as(found, status); }));
}

int count_muted(const FlowCheck& check) {
  return int(std::ranges::count_if(check.findings, [](const FlowFinding& found) { return !!found.finding.muted; }));
}

int count_unread(const FlowCheck& check) {
  return int(std::ranges::count(check.flows, false, &CheckedFlow::is_read));
}

std::string summary_of(const FlowCheck& check) {
  const auto modules = std::ranges::count(check.flows, "MODULE", &CheckedFlow::type);
  const auto unread = count_unread(check);
  std::string what = words::counted(std::int64_t(check.flows.size()) - modules - unread, "flow");
  if (modules > 0) what += fmt::format(", {}", words::counted(modules, "module"));
  if (unread > 0) what += fmt::format(", {}", words::counted(unread, "unread file"));
  return fmt::format("{}, {}: {}. {}{}{}", what, words::counted(std::int64_t(check.checks.size()), "check"),
                     counts_text(check), entries_text(check), untyped_text(check, "CONTACT_FLOW", "inbound flows"),
                     untyped_text(check, "CUSTOMER_QUEUE", "customer queue flows"));
}

std::string text(const FlowCheck& check, bool colour) {
  std::string text;
  for (const FlowFinding& found : check.findings) {
    if (found.finding.muted) continue;
    for (const FlowBlock& block : found.blocks) text += line_of(found, &block, colour);
    if (found.blocks.empty()) text += line_of(found, nullptr, colour);
  }
  return fmt::format("{}{}{}\n", text, actions_text(check), words::one_line(summary_of(check)));
}

nlohmann::json to_json(const FlowCheck& check) {
  nlohmann::json flows = nlohmann::json::array(), checks = flows, findings = flows;
  for (const CheckedFlow& flow : check.flows) {
    flows.push_back({{"file", flow.file},
                     {"name", flow.name},
                     {"type", flow.type},
                     {"typeKnown", flow.is_type_known},
                     {"entry", flow.is_entry},
                     {"reached", flow.is_reached},
                     {"read", flow.is_read}});
  }
  for (const MadeCheck& made : check.checks) checks.push_back(made.id);
  for (const FlowFinding& found : check.findings) findings.push_back(json_of(found));
  return {{"flows", std::move(flows)},
          {"checks", std::move(checks)},
          {"entriesAssumed", check.are_entries_assumed},
          {"findings", std::move(findings)},
          {"counts",
           {{"fail", count(check, Status::fail)},
            {"warn", count(check, Status::warn)},
            {"not_assessed", count(check, Status::not_assessed)},
            {"info", count(check, Status::info)},
            {"muted", count_muted(check)}}},
          {"muteNotes", check.mute_notes}};
}

}  // namespace formats
