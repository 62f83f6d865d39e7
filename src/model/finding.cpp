#include "model/finding.hpp"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <tuple>
#include <utility>

#include "base/digest.hpp"
#include "base/encode.hpp"
#include "base/error.hpp"
#include "base/json/read.hpp"
#include "model/word.hpp"

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

void put_text(nlohmann::json& json, const char* key, const std::string& value) {
  if (!value.empty()) json[key] = value;
}

std::vector<std::string> texts(const nlohmann::json& json, const char* key) {
  std::vector<std::string> found;
  for (const auto& text : base::read::array(json, key)) {
    if (text.is_string()) found.push_back(text.get<std::string>());
  }
  return found;
}

// What a finding has to do whose own remedy is not stored.
std::string implied_remedy(const Finding& finding, const Rule& rule) {
  return needs_action(finding) ? rule.remedy : "";
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

bool needs_action(const Finding& finding) {
  return finding.status == Status::fail || finding.status == Status::warn;
}

bool comes_before(const Finding& a, const Finding& b) {
  const auto key = [](const Finding& f) {
    return std::make_tuple(rank(f.status), f.severity, f.status == Status::fail ? 0 : 1, std::string_view(f.check_id),
                           std::string_view(f.resource.name), std::string_view(f.resource.key));
  };
  return key(a) < key(b);
}

nlohmann::json to_json(const Rule& rule) {
  return {{"title", rule.title},
          {"why", rule.why},
          {"remedy", rule.remedy},
          {"pillar", name(rule.pillar)},
          {"links", rule.links}};
}

Rule rule_from_json(const nlohmann::json& json) {
  return {base::read::text(json, "title"), base::read::text(json, "why"), base::read::text(json, "remedy"),
          parse_pillar(base::read::text(json, "pillar")).value_or(Pillar::operational_excellence),
          texts(json, "links")};
}

nlohmann::json to_json(const Finding& finding) {
  nlohmann::json json{
      {"id", finding.id},
      {"checkId", finding.check_id},
      {"component", finding.component},
      {"title", finding.title},
      {"status", name(finding.status)},
      {"severity", name(finding.severity)},
      {"pillar", name(finding.pillar)},
      {"resource", {{"type", finding.resource.type}, {"key", finding.resource.key}, {"name", finding.resource.name}}}};
  put_text(json, "observed", finding.observed);
  put_text(json, "limit", finding.limit);
  put_text(json, "evidence", finding.evidence);
  put_text(json, "remedy", finding.remedy);
  put_text(json, "command", finding.command);
  put_text(json, "consoleUrl", finding.console_url);
  put_text(json, "reason", finding.reason);
  put_text(json, "permission", finding.permission);
  if (!finding.links.empty()) json["links"] = finding.links;
  return json;
}

nlohmann::json to_json(const Finding& finding, const Rules& rules) {
  nlohmann::json json = to_json(finding);
  const auto found = rules.find(finding.check_id);
  if (found == rules.end()) return json;
  const Rule& rule = found->second;
  if (finding.title == rule.title) json.erase("title");
  if (finding.pillar == rule.pillar) json.erase("pillar");
  if (finding.links == rule.links) {
    json.erase("links");
  } else {
    json["links"] = finding.links;
  }
  if (finding.remedy == implied_remedy(finding, rule)) {
    json.erase("remedy");
  } else {
    json["remedy"] = finding.remedy;
  }
  return json;
}

Finding finding_from_json(const nlohmann::json& json, const Rules& rules) {
  const auto status = parse_status(base::read::text(json, "status"));
  if (!json.is_object() || !status) {
    throw base::Error(base::ErrorKind::corrupt, "a finding has the unknown status '" +
                                                    base::printable(base::read::text(json, "status"), 40) + "'");
  }
  Finding finding;
  finding.id = base::read::text(json, "id");
  finding.check_id = base::read::text(json, "checkId");
  finding.component = base::read::text(json, "component");
  const auto found = rules.find(finding.check_id);
  const Rule rule = found == rules.end() ? Rule() : found->second;
  finding.title = base::read::optional_text(json, "title").value_or(rule.title);
  finding.why = rule.why;
  finding.status = *status;
  finding.severity = parse_severity(base::read::text(json, "severity")).value_or(Severity::informational);
  finding.pillar = parse_pillar(base::read::text(json, "pillar")).value_or(rule.pillar);
  const auto& resource = base::read::object(json, "resource");
  finding.resource = {base::read::text(resource, "type"), base::read::text(resource, "key"),
                      base::read::text(resource, "name")};
  finding.observed = base::read::text(json, "observed");
  finding.limit = base::read::text(json, "limit");
  finding.evidence = base::read::text(json, "evidence");
  finding.remedy = base::read::optional_text(json, "remedy").value_or(implied_remedy(finding, rule));
  finding.command = base::read::text(json, "command");
  finding.console_url = base::read::text(json, "consoleUrl");
  finding.reason = base::read::text(json, "reason");
  finding.permission = base::read::text(json, "permission");
  finding.links = json.contains("links") ? texts(json, "links") : rule.links;
  return finding;
}

}  // namespace model
