#include "components/cloudtrail/section.hpp"

#include <fmt/format.h>

#include "model/console.hpp"
#include "page/blocks.hpp"
#include "page/chart.hpp"
#include "words/moments.hpp"
#include "words/numbers.hpp"

namespace components {
namespace {

using page::chart;
using page::charts_block;
using page::code_cell;
using page::figures_block;
using page::folded_table_block;
using page::link_block;
using page::note_block;
using page::plain;
using page::Plot;
using page::series_of_hours;
using page::Table;
using page::Views;

using components::CloudTrailFacts;

std::string if_read(const CloudTrailFacts& facts, std::int64_t count) {
  return facts.events_read ? words::count(count) : std::string(words::not_known);
}

std::string coverage(const CloudTrailFacts& facts) {
  if (!facts.window) return "";
  if (facts.complete || !facts.oldest_read)
    return fmt::format("CloudTrail was read for {}.", words::window(*facts.window));
  return fmt::format("Only a part was read: from {} to {}, of {}. What happened before is not known.",
                     words::moment(*facts.oldest_read), words::moment(facts.window->end), words::window(*facts.window));
}

void add_chart(Views& blocks, const CloudTrailFacts& facts, page::Anchors& anchors) {
  if (facts.by_hour.empty() || !facts.window) return;
  Plot plot;
  plot.title = "Refused API calls";
  plot.shape = Plot::Shape::bars;
  plot.unit = "calls";
  plot.series.push_back(series_of_hours(facts.by_hour, *facts.window, facts.oldest_read.value_or(facts.window->start)));
  if (plot.series[0].values.empty()) return;
  blocks.push_back(charts_block({chart(plot, anchors.unique("chart"))}));
}

void add_apis(Views& blocks, const CloudTrailFacts& facts) {
  Table table("Refused calls by API, the most first");
  table.column("API").number_column("This instance").number_column("Other instances").number_column("Cannot be told");
  for (const auto& api : facts.by_api) {
    table.row({code_cell(api.api), plain(words::count(api.this_instance)), plain(words::count(api.other_instances)),
               plain(words::count(api.unknown))});
  }
  if (table.empty()) {
    if (facts.events_read)
      blocks.push_back(note_block("In what was read, no call was refused for exceeding the rate limit."));
    return;
  }
  blocks.push_back(folded_table_block(table));
  blocks.push_back(note_block(
      "Limits hold for the account and Region together, so that the calls of other instances slow this one down too. "
      "CloudTrail does not record the parameters of every refused call: then the instance cannot be told."));
}

}  // namespace

Views cloudtrail_section(const CloudTrailFacts& facts, const model::Review& review, page::Anchors& anchors) {
  Views blocks;
  const ThrottleCounts all = throttles(facts);
  blocks.push_back(figures_block(
      {{if_read(facts, all.this_instance), "refused for this instance", ""},
       {if_read(facts, all.other_instances), "for other instances", ""},
       {if_read(facts, all.unknown), "instance cannot be told", ""},
       {words::or_not_known(facts.events_read), words::noun(facts.events_read, "event read", "events read"), ""}}));
  blocks.push_back(note_block(coverage(facts)));
  add_chart(blocks, facts, anchors);
  add_apis(blocks, facts);
  blocks.push_back(
      link_block(model::console::cloudtrail(instance_of(review), ""), "Open CloudTrail in the AWS console"));
  return blocks;
}

}  // namespace components
