#include "components/quota/section.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "model/console.hpp"
#include "page/blocks.hpp"
#include "page/chart.hpp"
#include "words/moments.hpp"
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
using page::link_block;
using page::note_block;
using page::plain;
using page::Table;
using page::table_block;
using page::Views;
using page::with_note;

using components::QuotaFact;
using components::QuotaFacts;

std::string_view label(model::QuotaLevel level) {
  switch (level) {
    case model::QuotaLevel::normal: return "Normal";
    case model::QuotaLevel::warning: return "Warning";
    case model::QuotaLevel::critical: return "Critical";
    case model::QuotaLevel::unknown: return "Not known";
    case model::QuotaLevel::idle: return "Not in use";
  }
  return "Not known";
}

// The fullest first; what is not known last.
std::vector<const QuotaFact*> by_fullness(const QuotaFacts& facts) {
  std::vector<const QuotaFact*> quotas;
  for (const auto& fact : facts.quotas) quotas.push_back(&fact);
  std::ranges::stable_sort(quotas, [](const QuotaFact* a, const QuotaFact* b) {
    return a->percentage.value_or(-1) > b->percentage.value_or(-1);
  });
  return quotas;
}

std::string use_note(const QuotaFact& quota) {
  if (!quota.reason.empty()) return quota.reason;
  if (!quota.concurrency) return "";
  std::string note = quota.peak_at ? fmt::format("peak, {}", words::hour(*quota.peak_at)) : "peak of the window";
  if (quota.percentage && quota.measured && model::differs_from_measured(*quota.percentage, *quota.measured)) {
    note += fmt::format("; {} of the quota at that time", words::percentage(*quota.measured));
  }
  return note;
}

void add_row(Table& table, const QuotaFact& quota, const QuotaFacts& facts) {
  const Cell use =
      quota.percentage
          ? bar_cell(bar(*quota.percentage, name(quota.level), facts.warn_percentage, facts.fail_percentage))
          : plain("–");
  table.row({with_note(plain(quota.name), use_note(quota)), badge_cell(name(quota.level), label(quota.level)),
             plain(words::percentage(quota.percentage)), use, plain(words::or_not_known(quota.current, 1)),
             with_note(plain(words::or_not_known(quota.limit, 1)),
                       quota.limit_source ? std::string(title(*quota.limit_source)) : "")});
}

std::string api_rate_note(const ApiRateFact& rate) {
  if (!rate.reason.empty()) return rate.reason;
  return rate.peak_at ? words::hour(*rate.peak_at) : "";
}

// Behind its caption: of most operations there are few calls.
void add_api_rates(Views& blocks, const QuotaFacts& facts) {
  if (!facts.api_rates_missing.empty()) {
    blocks.push_back(note_block(fmt::format("Not all API calls are known: {}.", facts.api_rates_missing)));
  }
  Table table(fmt::format("API calls a second, the closest to its limit first ({})",
                          words::count(std::int64_t(facts.api_rates.size()))));
  table.column("Operation").number_column("Share").number_column("Busiest minute").number_column("Limit");
  for (const auto& rate : facts.api_rates) {
    table.row({with_note(plain(rate.operation), api_rate_note(rate)), plain(words::percentage(rate.percentage)),
               plain(words::number(rate.per_second)), plain(words::or_not_known(rate.limit, 1))});
  }
  if (!table.empty()) blocks.push_back(folded_table_block(table));
}

void add_uncounted(Views& blocks, const QuotaFacts& facts) {
  Table table(
      fmt::format("Limits of which no API tells the use ({})", words::count(std::int64_t(facts.uncounted.size()))));
  table.column("Quota").number_column("Limit");
  for (const auto& one : facts.uncounted) {
    table.row({plain(one.name), with_note(plain(words::or_not_known(one.limit, 1)),
                                          one.limit_source ? std::string(title(*one.limit_source)) : "")});
  }
  if (!table.empty()) blocks.push_back(folded_table_block(table));
}

}  // namespace

Views quota_section(const QuotaFacts& facts, const model::Review& review, page::Anchors&) {
  const std::string warn = words::percentage(facts.warn_percentage), fail = words::percentage(facts.fail_percentage);
  const auto count = [&facts](model::QuotaLevel level) { return words::count(count_of(facts, level)); };
  const std::string warnings = words::noun(count_of(facts, model::QuotaLevel::warning), "warning", "warnings");
  Views blocks;
  blocks.push_back(
      figures_block({{count(model::QuotaLevel::critical), "critical", fmt::format("at {} or more", fail)},
                     {count(model::QuotaLevel::warning), warnings, fmt::format("at {} or more", warn)},
                     {count(model::QuotaLevel::normal), "normal", fmt::format("below {}", warn)},
                     {count(model::QuotaLevel::unknown), "not known", "count or limit missing"},
                     {count(model::QuotaLevel::idle), "not in use", "nothing to hold against the quota"}}));
  Table table("Quotas, the fullest first");
  table.column("Quota").column("Level").number_column("Share").column("Picture");
  table.number_column("In use").number_column("Limit");
  for (const QuotaFact* quota : by_fullness(facts)) add_row(table, *quota, facts);
  if (table.empty()) {
    blocks.push_back(note_block("No quota was stored."));
    return blocks;
  }
  blocks.push_back(table_block(table));
  blocks.push_back(note_block(
      fmt::format("The marks in the bars stand at {} and {}. What runs at the same time (calls, chats, tasks, "
                  "e-mails) is measured by its highest hour.",
                  warn, fail)));
  add_api_rates(blocks, facts);
  add_uncounted(blocks, facts);
  blocks.push_back(
      link_block(model::console::quota(instance_of(review), ""), "Open Service Quotas in the AWS console"));
  return blocks;
}

}  // namespace components
