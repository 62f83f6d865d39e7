// The SARIF 2.1.0 report, for code scanning: a run a review, a result for each finding that somebody has to look at.
// What GitHub takes and reads of it:
// https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning
#include <algorithm>
#include <fmt/format.h>
#include <functional>
#include <nlohmann/json.hpp>

#include "base/encode.hpp"
#include "base/text.hpp"
#include "base/timestamp.hpp"
#include "formats/export.hpp"
#include "formats/flow_check.hpp"
#include "formats/html/findings.hpp"
#include "formats/json_array.hpp"
#include "formats/writers.hpp"
#include "page/link.hpp"
#include "words/headline.hpp"
#include "words/names.hpp"

namespace formats {
namespace {

using model::Finding;
using model::Severity;
using model::Status;
using nlohmann::json;

constexpr const char* schema = "https://json.schemastore.org/sarif-2.1.0.json";
constexpr std::size_t most_description = 1024, most_message = 4000;

// One that is not assessed stays a result: were it left out, GitHub would call fixed what could not be read.
bool is_result(const Finding& finding) {
  return model::is_problem(finding) || finding.status == Status::not_assessed;
}

// GitHub annotates pull requests with errors and warnings.
const char* level_of(const Finding& finding) {
  switch (finding.status) {
    case Status::fail: return "error";
    case Status::warn: return "warning";
    default: return "note";
  }
}

// In the middle of the range that GitHub shows by that name; nothing for what is no problem.
const char* security_severity(Severity severity) {
  switch (severity) {
    case Severity::critical: return "9.5";
    case Severity::high: return "8.0";
    case Severity::medium: return "5.0";
    case Severity::low: return "2.0";
    case Severity::informational: break;
  }
  return nullptr;
}

// A link stands in brackets in a message: those of a name must not become one.
std::string message_text(const std::string& text) {
  std::string out;
  for (const char c : limited(text, most_message)) {
    if (c == '[' || c == ']') out += '\\';
    out += c;
  }
  return out;
}

// resource_quota as ResourceQuota.
std::string rule_name(std::string_view check_id) {
  std::string name;
  bool begins_word = true;
  for (const char c : check_id) {
    if (base::is_alphanumeric(c)) name += begins_word ? base::upper(c) : c;
    begins_word = !base::is_alphanumeric(c);
  }
  return name;
}

std::string help_of(const Finding& finding) {
  std::string help = finding.remedy.empty() ? finding.title : finding.remedy;
  for (const auto& link : finding.links) help += fmt::format("\n{}", link);
  return base::printable(help, most_message);
}

// The words of a check, by the worst of its findings.
json rule_of(const Finding& finding) {
  const std::string title =
      filled(finding.title, most_description, filled(finding.check_id, most_description, "A check without a name"));
  json properties = {{"precision", "high"}, {"tags", json::array({"amazon-connect", model::name(finding.pillar)})}};
  if (const char* const score = security_severity(finding.severity)) properties["security-severity"] = score;
  json rule = {{"id", finding.check_id},
               {"shortDescription", {{"text", title}}},
               {"fullDescription", {{"text", filled(finding.why, most_description, title)}}},
               {"help", {{"text", help_of(finding)}}},
               {"properties", properties}};
  // Of a single word it would be the id again, which SARIF has one leave out.
  const std::string name = rule_name(finding.check_id);
  if (base::lower(name) != finding.check_id) rule["name"] = name;
  const auto link = std::ranges::find_if(finding.links, page::is_safe_link);
  if (link != finding.links.end()) rule["helpUri"] = *link;
  return rule;
}

// GitHub refuses a whole file for one result without the path of a file: this one stands for the resource.
std::string path_of(const Export& review, const Finding& finding) {
  std::string path = "connect";
  for (const std::string_view part : std::initializer_list<std::string_view>{
           review.instance.account_id, review.instance.region, review.instance.instance_id, finding.resource.type,
           finding.resource.key}) {
    const bool is_name = part.find_first_not_of('.') != std::string_view::npos;  // and not the directory above
    path += fmt::format("/{}", is_name ? base::percent_encode(part) : "unknown");
  }
  return path;
}

json location_of(const Export& review, const Finding& finding) {
  return {{"physicalLocation",
           {{"artifactLocation", {{"uri", path_of(review, finding)}}},
            {"region", {{"startLine", 1}, {"startColumn", 1}, {"endLine", 1}, {"endColumn", 1}}}}},
          {"logicalLocations", json::array({{{"name", resource_name(finding.resource)},
                                             {"fullyQualifiedName", resource_id(review.instance, finding.resource)},
                                             {"kind", "resource"}}})}};
}

void suppress(json& result, const Finding& finding) {
  if (!finding.muted) return;
  result["suppressions"] =
      json::array({{{"kind", "external"}, {"status", "accepted"}, {"justification", words::muted(*finding.muted)}}});
}

json result_of(const Export& review, const Finding& finding, std::size_t rule_index) {
  std::string message = words::headline(finding);
  // GitHub shows it in one line.
  if (const std::string action = action_text(finding); !action.empty()) {
    message = fmt::format("{}\nTo do: {}", words::full_stop(std::move(message)), action);
  }
  json properties = {{"findingId", finding.id},
                     {"status", model::name(finding.status)},
                     {"severity", model::name(finding.severity)},
                     {"component", finding.component}};
  if (!finding.observed.empty()) properties["observed"] = finding.observed;
  if (!finding.permission.empty()) properties["permission"] = finding.permission;
  if (!finding.command.empty()) properties["command"] = finding.command;
  if (!finding.console_url.empty()) properties["consoleUrl"] = finding.console_url;
  json result = {{"ruleId", finding.check_id},
                 {"ruleIndex", rule_index},
                 {"level", level_of(finding)},
                 {"message", {{"text", message_text(message)}}},
                 {"locations", json::array({location_of(review, finding)})},
                 // "HASH:OCCURRENCE", which tells one alert from another.
                 {"partialFingerprints", {{"primaryLocationLineHash", fmt::format("{}:1", finding.id)}}},
                 {"properties", properties}};
  suppress(result, finding);
  return result;
}

json run_of(const model::Review& review) {
  const Export out = exported(review);
  json rules = json::array(), results = json::array();
  std::map<std::string, std::size_t> index;  // of the rule, by the check's id
  for (const Finding& finding : out.findings) {
    if (!is_result(finding)) continue;
    // The first of a check is its worst: they come in that order.
    const auto& [at, is_new] = index.try_emplace(finding.check_id, rules.size());
    if (is_new) rules.push_back(rule_of(finding));
    results.push_back(result_of(out, finding, at->second));
  }
  json driver = {{"name", "connect-ops-review"}, {"rules", rules}};
  if (!out.version.empty()) driver["version"] = out.version;
  // Of an id, GitHub takes what stands before the last slash as the category: the instance.
  const std::string run = fmt::format("connect-ops-review/{}/{}", base::percent_encode(out.instance.instance_id),
                                      base::percent_encode(out.review_id));
  return {{"tool", {{"driver", driver}}},
          {"automationDetails", {{"id", run}}},
          {"columnKind", "utf16CodeUnits"},
          {"invocations", json::array({{{"executionSuccessful", is_done(review.status.status)},
                                        {"endTimeUtc", base::to_iso8601(out.time)}}})},
          {"results", results}};
}

// From where the file was given; an absolute path is a file's URL.
std::string uri_of(std::string_view path) {
  std::string uri = path.starts_with('/') ? "file://" : "";
  for (std::size_t at = 0; at <= path.size();) {
    const std::size_t end = std::min(path.find('/', at), path.size());
    uri += fmt::format("{}{}", at == 0 ? "" : "/", base::percent_encode(path.substr(at, end - at)));
    at = end + 1;
  }
  return uri;
}

// The line of the block, of a finding of the whole file the first.
json place_in_file(const FlowFinding& found, const FlowBlock* block) {
  const FilePlace place = block == nullptr ? FilePlace{} : block->place;
  json location = {{"physicalLocation",
                    {{"artifactLocation", {{"uri", uri_of(found.finding.resource.key)}}},
                     {"region", {{"startLine", place.line}, {"startColumn", place.column}}}}}};
  const std::string name = block == nullptr ? resource_name(found.finding.resource) : block->identifier;
  location["logicalLocations"] = json::array({{{"name", limited(name, most_message)}, {"kind", "resource"}}});
  return location;
}

json result_in_file(const FlowFinding& found, const FlowBlock* block, std::size_t rule_index) {
  const Finding& finding = found.finding;
  std::string message = block == nullptr ? words::headline(finding) : words::capitalized(block->problem);
  if (const std::string action = action_text(finding); !action.empty()) {
    message = fmt::format("{}\nTo do: {}", words::full_stop(std::move(message)), action);
  }
  // The same for as long as the block has its name, whatever else the file holds.
  const std::string id = block == nullptr ? finding.id
                                          : model::finding_id(finding.id, finding.check_id,
                                                              {"block", block->identifier, block->identifier});
  json result = {{"ruleId", finding.check_id},
                 {"ruleIndex", rule_index},
                 {"level", level_of(finding)},
                 {"message", {{"text", message_text(message)}}},
                 {"locations", json::array({place_in_file(found, block)})},
                 {"partialFingerprints", {{"primaryLocationLineHash", fmt::format("{}:1", id)}}},
                 {"properties",
                  {{"findingId", finding.id},
                   {"status", model::name(finding.status)},
                   {"severity", model::name(finding.severity)},
                   {"flow", finding.resource.name}}}};
  suppress(result, finding);
  return result;
}

json run_of(const FlowCheck& check) {
  json rules = json::array(), results = json::array();
  std::map<std::string, std::size_t> index;
  for (const FlowFinding& found : check.findings) {
    const auto& [at, is_new] = index.try_emplace(found.finding.check_id, rules.size());
    if (is_new) rules.push_back(rule_of(found.finding));
    for (const FlowBlock& block : found.blocks) results.push_back(result_in_file(found, &block, at->second));
    if (found.blocks.empty()) results.push_back(result_in_file(found, nullptr, at->second));
  }
  json driver = {{"name", "connect-ops-review"}, {"rules", rules}};
  if (!check.version.empty()) driver["version"] = check.version;
  return {{"tool", {{"driver", driver}}},
          {"automationDetails", {{"id", "connect-ops-review/flows/"}}},
          {"columnKind", "utf16CodeUnits"},
          {"invocations", json::array({{{"executionSuccessful", count_unread(check) == 0},
                                        {"endTimeUtc", base::to_iso8601(check.time)}}})},
          {"results", results}};
}

void write_runs(const Sink& sink, const std::function<void(JsonArray&)>& add) {
  sink(fmt::format("{{\"$schema\":\"{}\",\"version\":\"2.1.0\",\"runs\":", schema));
  JsonArray runs(sink);
  add(runs);
  runs.end();
  sink("}\n");
}

}  // namespace

void sarif(const FlowCheck& check, const Sink& sink) {
  write_runs(sink, [&](JsonArray& runs) { runs.add(run_of(check)); });
}

void sarif(std::span<const model::Review> reviews, const Sink& sink) {
  write_runs(sink, [&](JsonArray& runs) {
    for (const model::Review& review : reviews) runs.add(run_of(review));
  });
}

}  // namespace formats
