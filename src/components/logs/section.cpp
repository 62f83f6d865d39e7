#include "components/logs/section.hpp"

#include <fmt/format.h>

#include "model/console.hpp"
#include "model/flow_block.hpp"
#include "page/blocks.hpp"
#include "page/chart.hpp"
#include "words/moments.hpp"
#include "words/names.hpp"
#include "words/numbers.hpp"

namespace components {
namespace {

using page::bar;
using page::bar_cell;
using page::chart;
using page::charts_block;
using page::code_cell;
using page::facts_block;
using page::figures_block;
using page::folded_table_block;
using page::link_block;
using page::most_first;
using page::name_cell;
using page::note_block;
using page::plain;
using page::Plot;
using page::series_of_hours;
using page::Table;
using page::View;
using page::Views;
using page::with_note;

using components::LogsFacts;

// Kinds of the reference are words for people already.
std::string kind_text(const std::string& kind) {
  return words::capitalized(words::spelled_out(kind));
}

std::string kinds_text(const std::map<std::string, std::int64_t>& kinds) {
  std::string text;
  for (const auto& [kind, count] : most_first(kinds)) {
    text += fmt::format("{}{} ({})", text.empty() ? "" : ", ", words::spelled_out(kind), words::count(count));
  }
  return text.empty() ? "–" : text;
}

View group_block(const LogsFacts& facts) {
  std::string retention(words::not_known);
  if (facts.retention_days) {
    retention = words::counted(*facts.retention_days, "day");
  } else if (facts.log_group_exists == true) {
    retention = "for ever: no retention is set";
  }
  std::string exists = words::or_not_known(facts.log_group_exists);
  if (facts.log_group_exists == false) exists = "no: flow logs have nowhere to go";
  std::string logging = words::or_not_known(facts.instance_logging);
  if (facts.instance_logging == true) logging = "on for the instance";
  if (facts.instance_logging == false) logging = "off for the instance now: what fails is not written down";
  return facts_block({{"Flow logs", plain(logging)},
                      {"Log group", code_cell(facts.log_group.empty() ? words::not_known : facts.log_group)},
                      {"Log group exists", plain(exists)},
                      {"Lines are kept", plain(retention)},
                      {"Stored", plain(facts.stored_bytes ? words::bytes(*facts.stored_bytes) : words::not_known)}});
}

void add_chart(Views& blocks, const LogsFacts& facts, const std::optional<model::Window>& window,
               page::Anchors& anchors) {
  if (facts.by_hour.empty() || !window) return;
  Plot plot;
  plot.title = "Failures in flows";
  plot.shape = Plot::Shape::bars;
  plot.unit = "failures";
  plot.series.push_back(series_of_hours(facts.by_hour, *window, window->start));
  if (!plot.series[0].values.empty()) blocks.push_back(charts_block({chart(plot, anchors.unique("chart"))}));
}

void add_counts(Views& blocks, const std::string& caption, const std::string& what,
                const std::map<std::string, std::int64_t>& counts, std::int64_t all, bool are_words) {
  Table table(caption);
  table.column(what).number_column("Failures").column("Share");
  for (const auto& [name, count] : most_first(counts)) {
    const double share = all > 0 ? 100.0 * double(count) / double(all) : 0;
    table.row({plain(are_words ? kind_text(name) : model::block_title(name)), plain(words::count(count)),
               bar_cell(bar(share, "plain"))});
  }
  if (!table.empty()) blocks.push_back(folded_table_block(table));
}

std::string callers_text(const std::vector<CallingFlow>& callers) {
  std::vector<std::string> names;
  for (const auto& caller : callers) {
    names.push_back(fmt::format("{} ({})", words::flow(caller.flow_name, caller.flow_arn), words::count(caller.count)));
  }
  return names.empty() ? "" : fmt::format("module, called by {}", words::list(names));
}

void add_flows(Views& blocks, const LogsFacts& facts) {
  Table table("Flows and modules with failures, the most first");
  table.column("Flow").number_column("Failures").column("Kinds");
  for (const auto& flow : facts.flows) {
    table.row(
        {with_note(name_cell(flow.flow_name.empty() ? flow.flow_arn : flow.flow_name), callers_text(flow.called_by)),
         plain(words::count(flow.count)), plain(kinds_text(flow.kinds))});
  }
  if (!table.empty()) blocks.push_back(folded_table_block(table));
}

void add_samples(Views& blocks, const LogsFacts& facts) {
  Table table("Samples of failures, the newest first");
  table.column("When").column("Flow").column("Block").column("What the log says");
  for (const auto& sample : facts.samples) {
    table.row({plain(sample.at == base::Time{} ? std::string(words::not_known) : words::hour(sample.at)),
               name_cell(sample.flow_name.empty() ? sample.flow_arn : sample.flow_name),
               with_note(name_cell(sample.block), model::block_title(sample.module_type)), name_cell(sample.result)});
  }
  if (table.empty()) return;
  blocks.push_back(folded_table_block(table));
  if (facts.log_samples == model::LogSamples::masked) {
    blocks.push_back(
        note_block("In samples, whatever may be a caller's word or number is masked: x for a letter, 0 for a digit."));
  }
}

std::string reading(const LogsFacts& facts) {
  std::string text = fmt::format(
      "Read: {}", words::counted(double(facts.lines_read), "line that may be a failure", "lines that may be failures"));
  if (facts.lines_malformed > 0)
    text += fmt::format(", {} of them {}", words::count(facts.lines_malformed),
                        words::noun(facts.lines_malformed, "no flow-log entry", "no flow-log entries"));
  if (facts.duplicates > 0)
    text += fmt::format(", {} delivered more than once and counted once", words::count(facts.duplicates));
  return fmt::format("{}. {}", text,
                     facts.instance_logging == false
                         ? "All of them are from before flow logs were switched off for the instance."
                         : "Only flows that log can show their failures.");
}

}  // namespace

Views logs_section(const LogsFacts& facts, const model::Review& review, page::Anchors& anchors) {
  const auto flows = std::int64_t(facts.flows.size());
  Views blocks;
  blocks.push_back(figures_block(
      {{words::or_not_known(facts.failures), words::noun(facts.failures, "failure in flows", "failures in flows"),
        facts.failures && !facts.complete ? "a part of the log was not read" : ""},
       {facts.failures ? words::count(flows) : std::string(words::not_known),
        words::noun(flows, "flow with failures", "flows with failures"), ""}}));
  blocks.push_back(group_block(facts));
  if (facts.lines_read > 0) blocks.push_back(note_block(reading(facts)));
  add_chart(blocks, facts, review.window(), anchors);
  add_flows(blocks, facts);
  add_counts(blocks, "Failures by kind", "Kind", facts.by_kind, facts.failures.value_or(0), true);
  add_counts(blocks, "Failures by type of block", "Type of block", facts.by_module_type, facts.failures.value_or(0),
             false);
  add_samples(blocks, facts);
  if (!facts.log_group.empty()) {
    blocks.push_back(link_block(model::console::log_group(instance_of(review), facts.log_group),
                                "Open the log group in the AWS console"));
  }
  return blocks;
}

}  // namespace components
