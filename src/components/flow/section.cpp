#include "components/flow/section.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "components/instance/facts.hpp"
#include "model/console.hpp"
#include "page/blocks.hpp"
#include "page/chart.hpp"
#include "words/names.hpp"
#include "words/numbers.hpp"

namespace components {
namespace {

using page::badge_cell;
using page::bar;
using page::bar_cell;
using page::Cell;
using page::figures_block;
using page::folded_table_block;
using page::link_cell;
using page::most_first;
using page::name_cell;
using page::note_block;
using page::plain;
using page::stacked_bar;
using page::stacked_cell;
using page::Table;
using page::table_block;
using page::Views;

using components::FlowFact;
using components::FlowFacts;
using components::LoggingCounts;

std::string_view logging_label(Logging logging) {
  switch (logging) {
    case Logging::on: return "On";
    case Logging::partly: return "Partly";
    case Logging::off: return "Off";
    case Logging::not_assessed: return "Not assessed";
  }
  return "Not assessed";
}

// What needs somebody first.
int logging_rank(const FlowFact& flow) {
  switch (flow.logging.value_or(Logging::not_assessed)) {
    case Logging::off: return 0;
    case Logging::partly: return 1;
    case Logging::not_assessed: return 2;
    case Logging::on: return 3;
  }
  return 2;
}

std::string class_text(model::FlowClass flow_class) {
  if (flow_class == model::FlowClass::aws_sample) return "AWS sample";
  return flow_class == model::FlowClass::draft ? "draft, never published" : words::spelled_out(name(flow_class));
}

void add_logging(Views& blocks, const FlowFacts& facts) {
  Table table("Logging of what is live");
  table.column("What").number_column("On").number_column("Partly").number_column("Off").number_column("Not assessed");
  table.column("Share");
  const auto add = [&table](const char* what, const LoggingCounts& counts) {
    if (!counts.on && !counts.not_assessed) return;
    const std::int64_t on = counts.on.value_or(0), partly = counts.partly.value_or(0), off = counts.off.value_or(0),
                       not_assessed = counts.not_assessed.value_or(0);
    table.row({plain(what), plain(words::or_not_known(counts.on)), plain(words::or_not_known(counts.partly)),
               plain(words::or_not_known(counts.off)), plain(words::count(not_assessed)),
               stacked_cell(stacked_bar({{"pass", on}, {"warn", partly}, {"fail", off}, {"unknown", not_assessed}}))});
  };
  add("Flows", facts.logging);
  add("Modules", facts.modules);
  if (table.empty()) return;
  if (facts.instance_logging == false) {
    blocks.push_back(
        note_block("Flow logs are switched off for the whole instance: nothing is logged, whatever the flows say."));
  }
  blocks.push_back(table_block(table));
}

void add_types(Views& blocks, const FlowFacts& facts) {
  Table table("Flows by type");
  table.column("Type").number_column("Flows").column("Share");
  for (const auto& [type, count] : most_first(facts.by_type)) {
    const double all = double(std::max<std::int64_t>(facts.total.value_or(count), 1));
    table.row({plain(words::capitalized(words::spelled_out(type))), plain(words::count(count)),
               bar_cell(bar(100.0 * double(count) / all, "plain"))});
  }
  if (!table.empty()) blocks.push_back(folded_table_block(table));
}

// A link where there may be something to do; links to all would make the page much larger.
Cell flow_name(const FlowFact& flow, const std::string& access_url) {
  const std::string url = flow.logging == Logging::on ? "" : model::console::flow(access_url, flow.arn);
  return url.empty() ? name_cell(flow.name) : link_cell(url, flow.name);
}

void add_live(Views& blocks, const std::string& caption, std::vector<FlowFact> flows, const std::string& access_url) {
  std::erase_if(flows, [](const FlowFact& flow) { return !flow.logging; });
  std::ranges::stable_sort(flows,
                           [](const FlowFact& a, const FlowFact& b) { return logging_rank(a) < logging_rank(b); });
  Table table(fmt::format("{} ({})", caption, words::count(std::int64_t(flows.size()))));
  table.column("Name").column("Type").column("Logging").column("Why");
  for (const auto& flow : flows) {
    table.row({flow_name(flow, access_url), plain(words::spelled_out(flow.type)),
               badge_cell(name(*flow.logging), logging_label(*flow.logging)),
               plain(flow.logging == Logging::on ? "" : flow.why)});
  }
  if (!table.empty()) blocks.push_back(folded_table_block(table));
}

void add_set_apart(Views& blocks, const FlowFacts& facts) {
  Table table("Set apart: drafts, archived flows and AWS samples");
  table.column("Name").column("Type").column("Why set apart");
  for (const auto* flows : {&facts.flows, &facts.flow_modules}) {
    for (const auto& flow : *flows) {
      if (flow.logging || !flow.flow_class) continue;
      table.row({name_cell(flow.name), plain(words::spelled_out(flow.type)), plain(class_text(*flow.flow_class))});
    }
  }
  if (!table.empty()) blocks.push_back(folded_table_block(table));
}

}  // namespace

Views flow_section(const FlowFacts& facts, const model::Review& review, page::Anchors&) {
  const std::string access_url = access_url_of(review);
  std::string apart;
  if (facts.classes.drafts) {
    apart = fmt::format("{}, {} archived", words::counted(*facts.classes.drafts, "draft"),
                        words::count(facts.classes.archived.value_or(0)));
  }
  if (facts.classes.aws_samples) {
    apart += fmt::format(", {} set apart", words::counted(*facts.classes.aws_samples, "AWS sample"));
  }
  Views blocks;
  blocks.push_back(figures_block(
      {{words::or_not_known(facts.total), words::noun(facts.total, "flow", "flows"), apart},
       {words::or_not_known(facts.classes.live), "live", "published and in use or ready for it"},
       {words::percentage(share_on(facts.logging)), "log what they do", "of the live flows that could be read"},
       {words::or_not_known(facts.total_modules), words::noun(facts.total_modules, "module", "modules"), ""}}));
  add_logging(blocks, facts);
  add_types(blocks, facts);
  add_live(blocks, facts.classes.drafts ? "Live flows" : "Flows without logging", facts.flows, access_url);
  add_live(blocks, "Live modules", facts.flow_modules, "");
  add_set_apart(blocks, facts);
  if (facts.flows.empty() && facts.flow_modules.empty()) blocks.push_back(note_block("No flow was stored."));
  return blocks;
}

}  // namespace components
