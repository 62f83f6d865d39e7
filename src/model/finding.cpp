#include "model/finding.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <tuple>
#include <utility>

#include "base/digest.hpp"
#include "base/encode.hpp"
#include "base/error.hpp"
#include "base/json/read.hpp"
#include "model/describe.hpp"

namespace model {
namespace {

struct Word {
  std::string_view name;
  std::string_view title;
};

// In the order of the enumerators.
constexpr Word status_words[] = {{"pass", "Pass"},
                                 {"warn", "Warning"},
                                 {"fail", "Fail"},
                                 {"info", "Information"},
                                 {"not_applicable", "Not applicable"},
                                 {"not_assessed", "Not assessed"}};
constexpr Word severity_words[] = {{"critical", "Critical"},
                                   {"high", "High"},
                                   {"medium", "Medium"},
                                   {"low", "Low"},
                                   {"informational", "Informational"}};
constexpr Word pillar_words[] = {
    {"security", "Security"}, {"resilience", "Resilience"},       {"operational_excellence", "Operational excellence"},
    {"capacity", "Capacity"}, {"observability", "Observability"}, {"cost", "Cost"}};

// Fails and warnings first, then what is unknown, then what is fine.
int rank(Status status) {
  switch (status) {
    case Status::fail:
    case Status::warn: return 0;
    case Status::not_assessed: return 1;
    case Status::info: return 2;
    case Status::pass: return 3;
    case Status::not_applicable: return 4;
  }
  return 4;
}

// What a finding has to do whose own words are not stored.
std::string implied(const Finding& finding, const std::string& words) {
  return is_problem(finding) ? words : "";
}

}  // namespace

std::string_view name(Status status) {
  return status_words[std::size_t(status)].name;
}
std::string_view name(Severity severity) {
  return severity_words[std::size_t(severity)].name;
}
std::string_view name(Pillar pillar) {
  return pillar_words[std::size_t(pillar)].name;
}
std::string_view title(Status status) {
  return status_words[std::size_t(status)].title;
}
std::string_view title(Severity severity) {
  return severity_words[std::size_t(severity)].title;
}
std::string_view title(Pillar pillar) {
  return pillar_words[std::size_t(pillar)].title;
}
std::optional<Status> parse_status(std::string_view text) {
  return parse_word<Status>(status_words, text, &Word::name);
}
std::optional<Severity> parse_severity(std::string_view text) {
  return parse_word<Severity>(severity_words, text, &Word::name);
}
std::optional<Pillar> parse_pillar(std::string_view text) {
  return parse_word<Pillar>(pillar_words, text, &Word::name);
}

std::string finding_id(std::string_view instance_arn, std::string_view check_id, const Resource& resource) {
  std::string material;
  for (const std::string_view part :
       {instance_arn, check_id, std::string_view(resource.type), std::string_view(resource.key)}) {
    material += part;
    material += '\n';
  }
  return base::sha256_hex(material).substr(0, 16);
}

bool is_problem(const Finding& finding) {
  return finding.status == Status::fail || finding.status == Status::warn;
}

bool needs_action(const Finding& finding) {
  return is_problem(finding) && !finding.muted;
}

bool is_unassessed(const Finding& finding) {
  return finding.status == Status::not_assessed && !finding.muted;
}

bool comes_before(const Finding& a, const Finding& b) {
  const auto key = [](const Finding& f) {
    return std::make_tuple(f.muted.has_value(), rank(f.status), f.severity, f.status == Status::fail ? 0 : 1,
                           std::string_view(f.check_id), std::string_view(f.resource.name),
                           std::string_view(f.resource.key));
  };
  return key(a) < key(b);
}

nlohmann::json to_json(const Rule& rule) {
  return base::fields::write(rule);
}

nlohmann::json to_json(const Finding& finding) {
  return base::fields::write(finding);
}

nlohmann::json to_json(const Finding& finding, const Rules& rules) {
  nlohmann::json json = to_json(finding);
  const auto found = rules.find(finding.check_id);
  if (found == rules.end()) return json;
  const Rule& rule = found->second;
  // What differs is written even when it is empty.
  json["links"] = finding.links;
  json["controls"] = finding.controls;
  json["remedy"] = finding.remedy;
  json["action"] = finding.action;
  if (finding.title == rule.title) json.erase("title");
  if (finding.pillar == rule.pillar) json.erase("pillar");
  if (finding.links == rule.links) json.erase("links");
  if (finding.controls == rule.controls) json.erase("controls");
  if (finding.remedy == implied(finding, rule.remedy)) json.erase("remedy");
  if (finding.action == implied(finding, rule.action)) json.erase("action");
  return json;
}

Finding finding_from_json(const nlohmann::json& json, const Rules& rules) {
  Finding finding;
  const auto found = rules.find(base::read::text(json, "checkId"));
  const Rule rule = found == rules.end() ? Rule() : found->second;
  finding.title = rule.title;
  finding.why = rule.why;
  finding.pillar = rule.pillar;
  finding.links = rule.links;
  finding.controls = rule.controls;
  if (!base::fields::read(json, finding)) {
    throw base::Error(base::ErrorKind::corrupt, fmt::format("a finding has the unknown status '{}'",
                                                            base::printable(base::read::text(json, "status"), 40)));
  }
  if (!base::read::optional_text(json, "remedy")) finding.remedy = implied(finding, rule.remedy);
  if (!base::read::optional_text(json, "action")) finding.action = implied(finding, rule.action);
  return finding;
}

}  // namespace model
