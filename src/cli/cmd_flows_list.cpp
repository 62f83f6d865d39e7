#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include "app/flows/flow_list.hpp"
#include "base/json/canonical.hpp"
#include "cli/command.hpp"
#include "cli/flow_sources.hpp"
#include "formats/rows.hpp"
#include "words/names.hpp"
#include "words/numbers.hpp"

namespace cli {
namespace {

using app::FlowList;
using app::FlowRow;

std::string problems_text(const FlowRow& row) {
  if (!row.unknown.empty()) return fmt::format("not known: {}", row.unknown);
  if (!row.wrong.empty()) return fmt::format("1 problem: {}", row.wrong);
  if (!row.problems) return "problems not known";
  const std::string least = row.may_be_more_problems ? "at least " : "";
  return *row.problems == 0 ? "no problems" : fmt::format("{}{}", least, words::counted(*row.problems, "problem"));
}

std::vector<std::string> languages_of(const FlowRow& row) {
  std::vector<std::string> languages = row.languages;
  if (row.may_be_more_languages) languages.emplace_back(languages.empty() ? "not known" : "perhaps others");
  return languages;
}

// "+49…  Main menu → After hours → queue Sales, hang-up", and below it what is met on the way.
void print_row(const Session& session, const FlowRow& row) {
  const std::string who = row.number.empty() ? "(no number)" : row.number;
  std::string way = fmt::format("{}{}  {}", who, row.channel == "messages" ? " (messages)" : "", row.flow);
  if (!row.flows.empty()) way += fmt::format(" → {}", words::list(row.flows));
  if (!row.ends.empty()) way += fmt::format(" → {}", words::list(row.ends));
  print_wrapped(way, session.width(), "");
  std::string met;
  if (!row.hours.empty()) met += fmt::format("{}; ", words::list(row.hours));
  if (const auto languages = languages_of(row); !languages.empty()) {
    met += fmt::format("{}{}; ", languages.front().starts_with("voice ") ? "" : "language ", words::list(languages));
  }
  met += problems_text(row);
  print_wrapped(met, session.width(), "    ");
}

void print_text(const Session& session, const FlowList& list) {
  for (const FlowRow& row : list.rows) print_row(session, row);
  if (list.rows.empty()) print(list.gaps.empty() ? "No number and no inbound flow." : "Nothing could be read.");
  for (const std::string& gap : list.gaps) print_wrapped(fmt::format("Not read: {}", gap), session.width(), "");
}

std::string joined(const std::vector<std::string>& texts) {
  return fmt::format("{}", fmt::join(texts, "; "));
}

std::string callback_of(const FlowRow& row) {
  if (!row.callback) return "";
  return *row.callback ? "yes" : "no";
}

std::vector<std::string> names_of_columns() {
  return {"number",    "channel",  "flow",     "leads_to", "ends",    "hours",
          "languages", "callback", "problems", "wrong",    "unknown", "flow_id"};
}

std::vector<std::string> cells_of(const FlowRow& row) {
  return {row.number,
          row.channel,
          row.flow,
          joined(row.flows),
          joined(row.ends),
          joined(row.hours),
          joined(languages_of(row)),
          callback_of(row),
          row.problems ? fmt::format("{}", *row.problems) : "",
          row.wrong,
          row.unknown,
          row.flow_id};
}

void print_csv(const FlowList& list) {
  write(formats::csv_line(names_of_columns()));
  for (const FlowRow& row : list.rows) write(formats::csv_line(cells_of(row)));
  for (const std::string& gap : list.gaps) complain(fmt::format("not read: {}", gap));  // the table has no place for it
}

void print_markdown(const FlowList& list) {
  const auto head = [](const std::vector<std::string>& names) {
    std::vector<std::string> titles;
    for (const std::string& name : names) titles.push_back(words::title_of(name));
    return formats::markdown_head(titles, "---");
  };
  std::vector<std::string> names = names_of_columns();
  names.pop_back();
  write(head(names));
  for (const FlowRow& row : list.rows) {
    std::vector<std::string> cells = cells_of(row);
    cells.pop_back();
    for (std::string& cell : cells) cell = formats::markdown_plain(cell);
    write(formats::markdown_row(cells));
  }
  for (const std::string& gap : list.gaps) write(fmt::format("\nNot read: {}\n", formats::markdown_plain(gap)));
}

int run_flows_list(const Session& session) {
  const model::Inventory inventory = flows_of_source(session);
  const FlowList list = app::list_flows(inventory, number_mask(session, inventory));
  if (session.arguments.json) {
    print_data(base::canonical(to_json(list)));
  } else if (session.arguments.format == "csv") {
    print_csv(list);
  } else if (session.arguments.format == "md") {
    print_markdown(list);
  } else {
    print_text(session, list);
  }
  return list.rows.empty() && !list.gaps.empty() ? exit_failed : exit_done;
}

}  // namespace

const Command flows_list_command = {"flows list",
                                    "List where each phone number leads",
                                    {},
                                    with_flow_source({options::redact}),
                                    {"table_format"},
                                    "  connect-ops-review flows list --instance my-alias\n"
                                    "  connect-ops-review flows list --recording samples/harbour --format csv",
                                    run_flows_list,
                                    require_flow_source};

}  // namespace cli
