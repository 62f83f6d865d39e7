#include "components/metrics/section.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "components/quota/facts.hpp"
#include "model/console.hpp"
#include "page/blocks.hpp"
#include "page/chart.hpp"
#include "words/moments.hpp"
#include "words/numbers.hpp"

namespace components {
namespace {

using page::chart;
using page::charts_block;
using page::figures_block;
using page::folded_table_block;
using page::heading_block;
using page::link_block;
using page::name_cell;
using page::note_block;
using page::plain;
using page::Plot;
using page::Table;
using page::View;
using page::Views;

using components::CountFact;
using components::GaugeFact;
using components::MetricsFacts;

std::string at_least(const std::optional<std::int64_t>& count, bool partial) {
  return fmt::format("{}{}", count && partial ? "at least " : "", words::or_not_known(count));
}

std::string peak_note(const std::optional<base::Time>& at, const std::string& otherwise) {
  return at ? words::hour(*at) : otherwise;
}

View figures(const MetricsFacts& facts) {
  const GaugeFact &calls = facts.gauges.at(concurrent_calls), &rate = facts.gauges.at(calls_per_second);
  const std::string no_data = "CloudWatch has no data";
  const std::string calls_note =
      calls.peak ? peak_note(calls.peak_at, "") +
                       (calls.average ? fmt::format(", on average {}", words::number(*calls.average, 1)) : "")
                 : no_data;
  const CountFact &missed = facts.counts.at(missed_calls), &throttled = facts.counts.at(throttled_calls);
  return figures_block(
      {{words::or_not_known(calls.peak, 0), "calls at the same time, at most", calls_note},
       {words::or_not_known(rate.peak, 2), "calls per second, at most",
        rate.peak ? peak_note(rate.peak_at, "") : no_data},
       {at_least(missed.total, missed.partial), words::noun(missed.total, "missed call", "missed calls"),
        missed.total ? fmt::format("on average {} a day", words::or_not_known(missed.daily_average, 1)) : no_data},
       {at_least(throttled.total, throttled.partial), words::noun(throttled.total, "throttled call", "throttled calls"),
        throttled.total ? fmt::format("in {}", words::counted(throttled.hours_above_zero, "hour")) : no_data}});
}

// A picture of the charts table: which stored series it draws.
struct Picture {
  const char* title = "";
  const char* metric = "";
  const char* first = "";   // statistic
  const char* second = "";  // statistic; empty: one series
  const char* unit = "";
  double factor = 1;  // of the stored values: fractions become percent
};

constexpr Picture pictures[] = {
    {"Calls at the same time", "ConcurrentCalls", "Maximum", "Average", "calls", 1},
    {"Calls at the same time, share of the quota", "ConcurrentCallsPercentage", "Maximum", "", "%", 100},
    {"Missed calls", "MissedCalls", "Sum", "", "calls", 1},
    {"Throttled calls", "ThrottledCalls", "Sum", "", "calls", 1},
    {"Calls per second", "CallsPerInterval", "Maximum", "Average", "per second", 1},
    {"Chats, share of the quota", "ConcurrentActiveChatsPercentage", "Maximum", "", "%", 1},
    {"Tasks, share of the quota", "ConcurrentTasksPercentage", "Maximum", "", "%", 1},
    {"E-mails, share of the quota", "ConcurrentEmailsPercentage", "Maximum", "", "%", 1},
    {"Campaign calls, share of the quota", "ConcurrentHighVolumeCallsPercentage", "Maximum", "", "%", 100},
    {"Calls over the quota", "CallsBreachingConcurrencyQuota", "Sum", "", "calls", 1},
    {"Chats over the quota", "ChatsBreachingActiveChatQuota", "Sum", "", "chats", 1},
    {"Tasks over the quota", "TasksBreachingConcurrencyQuota", "Sum", "", "tasks", 1},
};

const model::TimeSeries* stored(const MetricsFacts& facts, std::string_view metric, std::string_view statistic) {
  for (const auto& series : facts.hourly) {
    if (series.metric == metric && series.statistic == statistic && !series.values.empty()) return &series;
  }
  return nullptr;
}

model::TimeSeries scaled(model::TimeSeries series, double factor) {
  for (auto& value : series.values) {
    if (value) *value *= factor;
  }
  return series;
}

bool is_above_zero(const model::TimeSeries& series) {
  return std::ranges::any_of(series.values, [](const auto& value) { return value.value_or(0) > 0; });
}

std::vector<page::Threshold> thresholds(const Picture& picture, const std::optional<QuotaFacts>& quota) {
  if (picture.unit == std::string_view("%")) {
    const QuotaFacts levels = quota.value_or(QuotaFacts());
    return {{levels.warn_percentage, fmt::format("warning from {}", words::percentage(levels.warn_percentage)),
             model::Status::warn},
            {levels.fail_percentage, fmt::format("failure from {}", words::percentage(levels.fail_percentage)),
             model::Status::fail}};
  }
  if (picture.metric != std::string_view("ConcurrentCalls") || !quota) return {};
  for (const auto& one : quota->quotas) {
    if (one.key == concurrent_calls && one.limit) {
      return {{*one.limit, fmt::format("the quota of {}", words::number(*one.limit, 0)), model::Status::fail}};
    }
  }
  return {};
}

std::optional<Plot> plot(const Picture& picture, const MetricsFacts& facts, const std::optional<QuotaFacts>& quota) {
  const model::TimeSeries* first = stored(facts, picture.metric, picture.first);
  const bool sums = picture.first == std::string_view("Sum");
  // A count that is zero throughout needs no picture; the table of totals says so.
  if (first == nullptr || (sums && !is_above_zero(*first))) return std::nullopt;
  Plot plot;
  plot.title = picture.title;
  plot.unit = picture.unit;
  plot.shape = sums ? Plot::Shape::bars : Plot::Shape::line;
  plot.series.push_back(scaled(*first, picture.factor));
  plot.names.emplace_back("highest");
  const model::TimeSeries* second = stored(facts, picture.metric, picture.second);
  if (second != nullptr && second->values.size() == first->values.size()) {
    plot.series.push_back(scaled(*second, picture.factor));
    plot.names.emplace_back("average");
  }
  plot.thresholds = thresholds(picture, quota);
  return plot;
}

// Shares of quotas are compared with each other: their pictures have one scale, of 100 % or as much as the highest
// needs.
void share_scale(std::vector<Plot>& plots) {
  double reach = 100;
  const auto is_share = [](const Plot& plot) { return plot.unit == "%"; };
  for (const Plot& plot : plots) {
    if (is_share(plot)) reach = std::max(reach, page::highest_of(plot));
  }
  for (Plot& plot : plots) {
    if (is_share(plot)) plot.reach = reach;
  }
}

void add_charts(Views& blocks, const MetricsFacts& facts, const std::optional<QuotaFacts>& quota,
                page::Anchors& anchors) {
  std::vector<Plot> plots;
  for (const auto& picture : pictures) {
    if (auto drawn = plot(picture, facts, quota)) plots.push_back(std::move(*drawn));
  }
  share_scale(plots);
  Views charts;
  for (const Plot& plot : plots) charts.push_back(chart(plot, anchors.unique("chart")));
  if (charts.empty()) return;
  blocks.push_back(heading_block("Over time"));
  blocks.push_back(charts_block(std::move(charts)));
}

void add_totals(Views& blocks, const MetricsFacts& facts) {
  Table table("Totals of the window");
  table.column("What").number_column("Total").number_column("Average a day").number_column("Highest hour");
  table.column("When").number_column("Hours with data");
  for (const CountRow& row : count_rows) {
    const CountFact& count = facts.counts.at(row.key);
    const bool known = count.total.has_value();
    const bool happened = count.total.value_or(0) > 0;
    table.row({plain(std::string(row.title)), plain(at_least(count.total, count.partial)),
               plain(known ? words::or_not_known(count.daily_average, 1) : "–"),
               plain(known ? words::or_not_known(count.max_hourly) : "–"),
               plain(happened ? peak_note(count.max_hourly_at, "–") : "–"),
               plain(words::count(count.hours_with_data))});
  }
  blocks.push_back(folded_table_block(table));
  blocks.push_back(
      note_block("“Not known” means that CloudWatch holds nothing for it. Amazon Connect publishes some metrics only "
                 "when there is something to count, so this may be good news; it is not proof of zero."));
}

// What a table leaves out: "5 queues had no data in the window." Nothing where it leaves out none.
std::string left_out(std::int64_t without_data, std::int64_t unpublished, std::string_view noun) {
  std::string text;
  if (without_data > 0) text += fmt::format("{} had no data in the window. ", words::counted(without_data, noun));
  if (unpublished > 0) {
    text +=
        fmt::format("Nothing is known of {} whose name CloudWatch does not take. ", words::counted(unpublished, noun));
  }
  return text.substr(0, text.find_last_not_of(' ') + 1);
}

void add_queues(Views& blocks, const MetricsFacts& facts) {
  std::int64_t without_data = 0, unpublished = 0;
  Table table("Queues with data, the longest wait first");
  table.column("Queue").number_column("Longest wait").number_column("Most waiting").number_column("Waiting on average");
  table.number_column("Turned away");
  for (const auto& queue : facts.queues) {
    if (!queue.published) {
      ++unpublished;
    } else if (!queue.longest_wait_seconds && !queue.max_size && !queue.capacity_errors) {
      ++without_data;
    } else {
      table.row({name_cell(queue.name),
                 plain(queue.longest_wait_seconds ? words::seconds(*queue.longest_wait_seconds) : "no data"),
                 plain(words::or_not_known(queue.max_size, 0)), plain(words::or_not_known(queue.average_size, 1)),
                 plain(at_least(queue.capacity_errors, queue.partial))});
    }
  }
  if (facts.queues.empty()) return;
  if (!table.empty()) blocks.push_back(folded_table_block(table));
  const std::string rest = left_out(without_data, unpublished, "queue");
  if (!rest.empty()) blocks.push_back(note_block(rest));
}

void add_flows(Views& blocks, const MetricsFacts& facts) {
  if (!facts.window) return;
  Table table("Flows with errors");
  table.column("Flow").number_column("Fatal errors").number_column("Errors");
  for (const auto& flow : facts.flows) {
    table.row({name_cell(flow.name), plain(at_least(flow.fatal_errors, flow.partial)),
               plain(at_least(flow.errors, flow.partial))});
  }
  if (!table.empty()) blocks.push_back(folded_table_block(table));
  const std::string rest =
      left_out(facts.flows_without_data.value_or(0), facts.flows_unpublished.value_or(0), "live flow");
  const std::string note = table.empty() ? "No error was counted in the flows that have data. " : "";
  if (!note.empty() || !rest.empty()) blocks.push_back(note_block(note + rest));
}

}  // namespace

Views metrics_section(const MetricsFacts& facts, const model::Review& review, page::Anchors& anchors) {
  Views blocks;
  blocks.push_back(figures(facts));
  if (facts.window) {
    blocks.push_back(note_block(fmt::format(
        "CloudWatch was read for {}; Amazon Connect keeps its metrics for two weeks.", words::window(*facts.window))));
  }
  add_charts(blocks, facts, review.facts<QuotaFacts>(), anchors);
  add_totals(blocks, facts);
  add_queues(blocks, facts);
  add_flows(blocks, facts);
  blocks.push_back(link_block(model::console::metrics(instance_of(review)), "Open the metrics in the AWS console"));
  return blocks;
}

}  // namespace components
