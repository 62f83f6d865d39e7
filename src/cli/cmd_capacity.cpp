#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include "app/history/capacity.hpp"
#include "app/history/listing.hpp"
#include "app/stored.hpp"
#include "base/error.hpp"
#include "base/json/canonical.hpp"
#include "base/json/number.hpp"
#include "cli/command.hpp"
#include "formats/past.hpp"
#include "formats/rows.hpp"
#include "words/names.hpp"
#include "words/numbers.hpp"
#include "words/width.hpp"

namespace cli {
namespace {

using app::Capacity;
using app::CapacityRow;

constexpr std::size_t rows_shown = 20;  // most of the others are far from their limits

// Cut, so that what is below a limit is not told as if it had reached it.
std::string capacity_number(const std::optional<double>& value, int decimals = 2) {
  return value ? words::number(base::cut(*value, decimals), decimals) : "-";
}

std::string outlook_of(const CapacityRow& row) {
  if (row.is_full) return "full";
  if (row.breaks()) return fmt::format("breaks at +{} %", capacity_number(row.growth_left, 0));
  const bool ends_soon = row.weeks_left && *row.weeks_left <= formats::lead_weeks;
  return ends_soon ? "soon full" : "";
}

std::string capacity_title(const Capacity& capacity) {
  const std::string name = capacity.instance_alias.empty() ? capacity.instance_arn : capacity.instance_alias;
  const auto broken = std::ranges::count_if(capacity.rows, &CapacityRow::breaks);
  const auto full = std::ranges::count_if(capacity.rows, &CapacityRow::is_full);
  const std::string what =
      fmt::format("{}, and {} full now", words::counted(double(broken), "limit breaks", "limits break"),
                  words::counted(double(full), "limit is", "limits are"));
  return fmt::format("With {} % more traffic than in the review {}{}: {}.", words::number(capacity.growth),
                     capacity.review_id, words::in_brackets(words::one_line(name)), what);
}

void print_capacity_rows(const Capacity& capacity) {
  constexpr const char* line = "{} {:>8} {:>8} {:>9} {:>9} {:>5}  {}";
  constexpr std::size_t name_width = 38;
  print(fmt::format(line, words::fitted("LIMIT OF", name_width), "NOW", "LIMIT", "SHARE", "THEN", "WEEKS", "OUTLOOK"));
  for (std::size_t i = 0; i < std::min(capacity.rows.size(), rows_shown); ++i) {
    const CapacityRow& row = capacity.rows[i];
    print(fmt::format(line, words::fitted(words::one_line(row.name), name_width), capacity_number(row.now),
                      capacity_number(row.limit), words::percentage(row.share), words::percentage(row.share_then),
                      capacity_number(row.weeks_left, 0), outlook_of(row)));
  }
  if (capacity.rows.size() <= rows_shown) return;
  print(fmt::format("and {} more, of which none is fuller than {}.",
                    words::count(std::int64_t(capacity.rows.size() - rows_shown)),
                    words::percentage(capacity.rows[rows_shown].share_then)));
}

std::vector<std::string> capacity_notes(const Capacity& capacity) {
  std::vector<std::string> notes = {
      "Contacts at the same time and API calls grow with traffic: of them THEN is the peak of the review with that "
      "growth. Users, queues and other resources grow as people add them: of them it is what is there now. WEEKS are "
      "those that are left until the limit, by the stored reviews; soon full is what has no more than AWS may take.",
      fmt::format("AWS takes from hours to {} weeks to raise a quota, longer for very large ones: ask so long before.",
                  words::number(formats::lead_weeks))};
  if (!capacity.calls_not_known.empty()) {
    notes.push_back(words::full_stop(fmt::format("Not all API calls are known: {}", capacity.calls_not_known)));
  }
  if (!capacity.history_not_known.empty()) {
    notes.push_back(words::full_stop(fmt::format("No weeks left are known: {}", capacity.history_not_known)));
  }
  std::vector<std::string> unknown;
  for (const auto& one : capacity.unknown) unknown.push_back(one.name);
  if (!unknown.empty()) notes.push_back(fmt::format("Not known: {}.", fmt::join(unknown, ", ")));
  return notes;
}

void print_capacity(const Session& session, const Capacity& capacity) {
  print_wrapped(capacity_title(capacity), session.width(), "");
  print("");
  print_capacity_rows(capacity);
  for (const std::string& note : capacity_notes(capacity)) {
    print("");
    print_wrapped(words::one_line(note), session.width(), "");
  }
}

std::vector<std::string> capacity_columns() {
  return {"key",         "name",       "grows",   "now", "limit", "percentage", "percentage_then",
          "growth_left", "weeks_left", "outlook", "note"};
}

std::string capacity_cell(const std::optional<double>& value) {
  return value ? base::number(base::cut(*value, 4)).dump() : "";
}

std::vector<std::string> capacity_cells(const CapacityRow& row) {
  return {row.key,
          row.name,
          row.grows == app::Grows::with_traffic ? "with traffic" : "by hand",
          capacity_cell(row.now),
          capacity_cell(row.limit),
          capacity_cell(row.share),
          capacity_cell(row.share_then),
          capacity_cell(row.growth_left),
          capacity_cell(row.weeks_left),
          outlook_of(row),
          row.note};
}

// The table has no place for what is not known.
void print_capacity_csv(const Capacity& capacity) {
  write(formats::csv_line(capacity_columns()));
  for (const CapacityRow& row : capacity.rows) write(formats::csv_line(capacity_cells(row)));
  for (const auto& one : capacity.unknown) complain(fmt::format("not known: {}", words::one_line(one.name)));
}

void print_capacity_markdown(const Capacity& capacity) {
  std::vector<std::string> titles;
  for (const std::string& name : capacity_columns()) titles.push_back(words::title_of(name));
  write(fmt::format("{}\n\n", formats::markdown_plain(capacity_title(capacity))));
  write(formats::markdown_head(titles, "---"));
  for (const CapacityRow& row : capacity.rows) {
    std::vector<std::string> cells = capacity_cells(row);
    for (std::string& cell : cells) cell = formats::markdown_plain(cell);
    write(formats::markdown_row(cells));
  }
  for (const std::string& note : capacity_notes(capacity)) write(fmt::format("\n{}\n", formats::markdown_plain(note)));
}

// The newest review, or the newest of an instance.
std::string chosen_review(const Session& session, store::Store& store) {
  const auto& words = session.arguments.words;
  const base::Time now = session.world.clock.now();
  const std::string& instance = session.arguments.instance;
  if (instance.empty()) return app::resolve_review_id(store, words.empty() ? "latest" : words[0], now);
  if (!words.empty() && words[0] != "latest") {
    throw base::Error(base::ErrorKind::usage, "--instance says whose latest review to take: leave out the review's id");
  }
  store::Filter filter;
  filter.instance_arn = app::stored_instance(store, instance, now);
  filter.to = app::latest_possible(now);
  return app::newest_review(store, filter);
}

int run_capacity(const Session& session) {
  const auto store = open_store(session, false);
  const model::Review review = app::load_review(*store, chosen_review(session, *store), session.world.clock.now());
  const Capacity capacity = app::capacity(*store, review, double(session.arguments.growth));
  if (session.arguments.json) {
    print_data(base::canonical(to_json(capacity)));
  } else if (session.arguments.format == "csv") {
    print_capacity_csv(capacity);
  } else if (session.arguments.format == "md") {
    print_capacity_markdown(capacity);
  } else {
    print_capacity(session, capacity);
  }
  return exit_done;
}

}  // namespace

const Command capacity_command = {"capacity",
                                  "Say what breaks first when traffic grows, by peaks, limits and how they went",
                                  {"[REVIEW]"},
                                  with_store({}),
                                  {"growth", "instance", "table_format"},
                                  "  connect-ops-review capacity\n"
                                  "  connect-ops-review capacity --growth 40\n"
                                  "  connect-ops-review capacity 20260213-090000 --growth 100 --format csv",
                                  run_capacity};

}  // namespace cli
