#include "app/fix/fix_pack.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "app/fix/fix_alarms.hpp"
#include "app/fix/fix_flows.hpp"
#include "app/fix/fix_scripts.hpp"
#include "app/fix/fix_text.hpp"
#include "words/names.hpp"

namespace app {
namespace {

void add_file(FixPack& pack, FixFile file) {
  if (!file.closes.empty()) pack.files.push_back(std::move(file));
}

void add_alarms(FixPack& pack, const FixRequest& request, const std::vector<model::Finding>& findings) {
  const FixAlarms alarms = fix_alarms(request.review, findings, pack.notes);
  if (alarms.empty()) return;
  for (FixFile& file : alarm_templates(request.review, alarms)) add_file(pack, std::move(file));
  add_file(pack, alarms_in_terraform(request.review, alarms));
  add_file(pack, replaced_alarms_script(request.review, alarms));
}

// Of a list in Markdown: what names of resources mean there is taken from them.
std::string markdown_item(std::string_view text) {
  std::string line = "- ";
  for (const char c : words::one_line(text, 500)) {
    static constexpr std::string_view marks = "\\`*_{}[]<>()#!|~&";
    if (marks.find(c) != std::string_view::npos) line += '\\';
    line += c;
  }
  return line + "\n";
}

FixFile contents_of_pack(const model::Review& review, const FixPack& pack) {
  std::string text =
      fmt::format("# Fix pack\n\n{}\nRead each file before you deploy it. The next review tells what is closed.\n",
                  markdown_item(of_review(review)));
  for (const FixFile& file : pack.files) {
    text += fmt::format("\n## {}\n\n", words::one_line(file.name, 200));
    for (const ClosedFinding& finding : file.closes) text += markdown_item(closed_text(finding));
  }
  if (!pack.notes.empty()) text += "\n## Left open\n\n";
  for (const std::string& note : pack.notes) text += markdown_item(note);
  return {.name = "README.md", .text = std::move(text), .closes = {}};
}

}  // namespace

std::vector<model::Finding> findings_to_fix(const FixRequest& request) {
  std::vector<model::Finding> findings = model::all_findings(request.review);
  std::erase_if(findings, [&](const model::Finding& finding) {
    return !model::needs_action(finding) || !request.checks.contains(finding.check_id);
  });
  return findings;
}

FixPack fix_pack(const FixRequest& request) {
  const std::vector<model::Finding> findings = findings_to_fix(request);
  FixPack pack;
  add_alarms(pack, request, findings);
  add_file(pack, quotas_script(request.review, findings, request.growth));
  add_file(pack, storage_script(request.review, findings));
  add_file(pack, settings_script(request.review, findings));
  for (FixFile& file : corrected_flows(request, findings, pack.notes)) add_file(pack, std::move(file));
  if (!pack.files.empty()) pack.files.push_back(contents_of_pack(request.review, pack));
  return pack;
}

nlohmann::json to_json(const FixPack& pack) {
  nlohmann::json files = nlohmann::json::array();
  for (const FixFile& file : pack.files) {
    nlohmann::json closes = nlohmann::json::array();
    for (const ClosedFinding& finding : file.closes) {
      closes.push_back({{"id", finding.id}, {"checkId", finding.check}, {"headline", finding.headline}});
    }
    files.push_back({{"name", file.name}, {"closes", std::move(closes)}});
  }
  return {{"files", std::move(files)}, {"leftOpen", pack.notes}};
}

}  // namespace app
