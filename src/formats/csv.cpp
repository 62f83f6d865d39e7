// The CSV report: a row a finding, for spreadsheets. RFC 4180; UTF-8 without a byte order mark.
#include <fmt/format.h>

#include "base/timestamp.hpp"
#include "formats/export.hpp"
#include "formats/flow_check.hpp"
#include "formats/rows.hpp"
#include "formats/writers.hpp"
#include "words/headline.hpp"
#include "words/numbers.hpp"

namespace formats {
namespace {

using model::Finding;

std::string value_text(const Finding& finding) {
  return finding.measured ? fmt::format("{}", finding.measured->value) : "";
}

std::string limit_text(const Finding& finding) {
  return finding.measured && finding.measured->limit ? fmt::format("{}", *finding.measured->limit) : "";
}

std::string links_text(const Finding& finding) {
  return fmt::format("{}", fmt::join(finding.links, " "));
}

struct Column {
  const char* name;
  std::string (*text)(const Export& review, const Finding& finding);
};

constexpr Column columns[] = {
    {"review_id", [](const Export& review, const Finding&) { return review.review_id; }},
    {"time", [](const Export& review, const Finding& one) { return base::to_iso8601(review.time_of(one)); }},
    {"account_id", [](const Export& review, const Finding&) { return review.instance.account_id; }},
    {"region", [](const Export& review, const Finding&) { return review.instance.region; }},
    {"instance_id", [](const Export& review, const Finding&) { return review.instance.instance_id; }},
    {"instance", [](const Export& review, const Finding&) { return review.instance_name; }},
    {"component", [](const Export&, const Finding& one) { return one.component; }},
    {"check_id", [](const Export&, const Finding& one) { return one.check_id; }},
    {"finding_id", [](const Export&, const Finding& one) { return one.id; }},
    {"status", [](const Export&, const Finding& one) { return std::string(model::name(one.status)); }},
    {"severity", [](const Export&, const Finding& one) { return std::string(model::name(one.severity)); }},
    {"pillar", [](const Export&, const Finding& one) { return std::string(model::name(one.pillar)); }},
    {"headline", [](const Export&, const Finding& one) { return words::headline(one); }},
    {"action", [](const Export&, const Finding& one) { return one.action; }},
    {"check", [](const Export&, const Finding& one) { return one.title; }},
    {"resource_type", [](const Export&, const Finding& one) { return one.resource.type; }},
    {"resource_key", [](const Export&, const Finding& one) { return one.resource.key; }},
    {"resource_name", [](const Export&, const Finding& one) { return one.resource.name; }},
    {"observed", [](const Export&, const Finding& one) { return one.observed; }},
    {"value", [](const Export&, const Finding& one) { return value_text(one); }},
    {"value_limit", [](const Export&, const Finding& one) { return limit_text(one); }},
    {"unit", [](const Export&, const Finding& one) { return one.measured ? one.measured->unit : ""; }},
    {"limit", [](const Export&, const Finding& one) { return one.limit; }},
    {"reason", [](const Export&, const Finding& one) { return one.reason; }},
    {"permission", [](const Export&, const Finding& one) { return one.permission; }},
    {"remedy", [](const Export&, const Finding& one) { return one.remedy; }},
    {"command", [](const Export&, const Finding& one) { return one.command; }},
    {"evidence", [](const Export&, const Finding& one) { return one.evidence; }},
    {"console_url", [](const Export&, const Finding& one) { return one.console_url; }},
    {"muted", [](const Export&, const Finding& one) { return one.muted ? words::muted(*one.muted) : ""; }},
    {"links", [](const Export&, const Finding& one) { return links_text(one); }},
    {"controls", [](const Export&, const Finding& one) { return fmt::format("{}", fmt::join(one.controls, ", ")); }},
};

template <typename Columns, typename Text>
std::string line(const Columns& all, const Text& text_of) {
  std::vector<std::string> cells;
  for (const auto& column : all) cells.push_back(text_of(column));
  return csv_line(cells);
}

// A row a block of a flow in a file, and one for each finding without any.
struct BlockColumn {
  const char* name;
  std::string (*text)(const FlowFinding& found, const FlowBlock* block);
};

constexpr BlockColumn block_columns[] = {
    {"file", [](const FlowFinding& found, const FlowBlock*) { return found.finding.resource.key; }},
    {"line",
     [](const FlowFinding&, const FlowBlock* block) {
       return block == nullptr ? std::string() : std::to_string(block->place.line);
     }},
    {"column",
     [](const FlowFinding&, const FlowBlock* block) {
       return block == nullptr ? std::string() : std::to_string(block->place.column);
     }},
    {"status",
     [](const FlowFinding& found, const FlowBlock*) { return std::string(model::name(found.finding.status)); }},
    {"severity",
     [](const FlowFinding& found, const FlowBlock*) { return std::string(model::name(found.finding.severity)); }},
    {"check_id", [](const FlowFinding& found, const FlowBlock*) { return found.finding.check_id; }},
    {"finding_id", [](const FlowFinding& found, const FlowBlock*) { return found.finding.id; }},
    {"resource_type", [](const FlowFinding& found, const FlowBlock*) { return found.finding.resource.type; }},
    {"resource_name", [](const FlowFinding& found, const FlowBlock*) { return found.finding.resource.name; }},
    {"block",
     [](const FlowFinding&, const FlowBlock* block) { return block == nullptr ? std::string() : block->identifier; }},
    {"problem",
     [](const FlowFinding& found, const FlowBlock* block) {
       return block == nullptr ? words::headline(found.finding) : block->problem;
     }},
    {"action", [](const FlowFinding& found, const FlowBlock*) { return found.finding.action; }},
    {"reason", [](const FlowFinding& found, const FlowBlock*) { return found.finding.reason; }},
    {"remedy", [](const FlowFinding& found, const FlowBlock*) { return found.finding.remedy; }},
    {"muted", [](const FlowFinding& found,
                 const FlowBlock*) { return found.finding.muted ? words::muted(*found.finding.muted) : ""; }},
};

}  // namespace

void csv(std::span<const model::Review> reviews, const Sink& sink) {
  sink(line(columns, [](const Column& column) { return std::string(column.name); }));
  for (const model::Review& review : reviews) {
    const Export out = exported(review);
    for (const Finding& finding : out.findings) {
      sink(line(columns, [&](const Column& column) { return column.text(out, finding); }));
    }
  }
}

void csv(const FlowCheck& check, const Sink& sink) {
  sink(line(block_columns, [](const BlockColumn& column) { return std::string(column.name); }));
  for (const FlowFinding& found : check.findings) {
    const auto add = [&](const FlowBlock* block) {
      sink(line(block_columns, [&](const BlockColumn& column) { return column.text(found, block); }));
    };
    for (const FlowBlock& block : found.blocks) add(&block);
    if (found.blocks.empty()) add(nullptr);
  }
}

}  // namespace formats
