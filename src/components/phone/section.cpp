#include "components/phone/section.hpp"

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
using page::link_block;
using page::most_first;
using page::name_cell;
using page::note_block;
using page::plain;
using page::Table;
using page::Views;
using page::with_note;

using components::PhoneFacts;
using Counts = std::map<std::string, std::int64_t>;

std::string type_text(const std::string& type) {
  if (type == "DID" || type == "UIFN") return type;
  if (type == "THIRD_PARTY_TF") return "Toll-free of a third party";
  if (type == "THIRD_PARTY_DID") return "DID of a third party";
  return type == "TOLL_FREE" ? "Toll-free" : words::capitalized(words::spelled_out(type));
}

std::string share_note(const std::optional<double>& share, const PhoneFacts& facts) {
  if (share) return "of all numbers";
  if (!facts.total) return "";
  return facts.partial ? "only a part of the numbers was read" : "no numbers";
}

void add_counts(Views& blocks, const std::string& caption, const std::string& what, const Counts& counts,
                std::string (*label)(const std::string&)) {
  std::int64_t all = 0;
  for (const auto& [name, count] : counts) all += count;
  Table table(caption);
  table.column(what).number_column("Numbers").column("Share").number_column("Percent");
  for (const auto& [name, count] : most_first(counts)) {
    const double share = all > 0 ? 100.0 * double(count) / double(all) : 0;
    table.row({plain(label(name)), plain(words::count(count)), bar_cell(bar(share, "plain")),
               plain(words::percentage(share))});
  }
  if (!table.empty()) blocks.push_back(folded_table_block(table));
}

void add_carriers(Views& blocks, const PhoneFacts& facts) {
  if (facts.carriers.empty()) {
    blocks.push_back(note_block(words::full_stop(fmt::format(
        "Carriers are not known: {}",
        (facts.carriers_missing.empty() ? std::string("no number was looked up") : facts.carriers_missing)))));
    return;
  }
  Table table("Carriers by country");
  table.column("Country").column("Carriers").number_column("Carrier not known");
  for (const auto& country : facts.carriers) {
    std::string carriers;
    for (const auto& [name, count] : most_first(country.carriers)) {
      carriers += fmt::format("{}{} ({})", carriers.empty() ? "" : ", ", name, words::count(count));
    }
    table.row(
        {plain(country.country), name_cell(carriers.empty() ? "–" : carriers), plain(words::count(country.unknown))});
  }
  blocks.push_back(folded_table_block(table));
  if (facts.carriers_reused > 0) {
    blocks.push_back(note_block(fmt::format("Taken over from an earlier review, because each look-up is paid for: {}.",
                                            words::counted(facts.carriers_reused, "number"))));
  }
  if (!facts.carriers_missing.empty())
    blocks.push_back(note_block(words::full_stop(fmt::format("Not all are known: {}", facts.carriers_missing))));
}

Cell flow_cell(const components::PhoneNumberFact& number) {
  if (!number.has_flow) return plain(words::not_known);
  return *number.has_flow ? plain("yes") : badge_cell("warn", "No flow");
}

Cell state_cell(const std::string& state) {
  if (state == "CLAIMED") return plain("claimed");
  if (state.empty()) return plain(words::not_known);
  return badge_cell(state == "FAILED"        ? "fail"
                    : state == "IN_PROGRESS" ? "warn"
                                             : "not_assessed",
                    words::capitalized(words::spelled_out(state)));
}

void add_numbers(Views& blocks, const PhoneFacts& facts) {
  Table table(fmt::format("All numbers ({})", words::count(std::int64_t(facts.numbers.size()))));
  table.column("Number").column("Type").column("Country").column("Carrier").column("State").column("Flow");
  for (const auto& number : facts.numbers) {
    const std::string note =
        number.group.empty() ? number.description : fmt::format("traffic distribution group {}", number.group);
    table.row({with_note(name_cell(number.e164), note), plain(type_text(number.type)), plain(number.country),
               name_cell(number.carrier.empty() ? words::not_known : number.carrier), state_cell(number.state),
               flow_cell(number)});
  }
  if (table.empty()) return;
  blocks.push_back(folded_table_block(table));
}

}  // namespace

Views phone_section(const PhoneFacts& facts, const model::Review& review, page::Anchors&) {
  Views blocks;
  const std::string group_note = facts.groups.empty()
                                     ? ""
                                     : fmt::format("with those of {}", words::counted(std::int64_t(facts.groups.size()),
                                                                                      "traffic distribution group"));
  blocks.push_back(figures_block(
      {{fmt::format("{}{}", facts.partial ? "at least " : "", words::or_not_known(facts.total)),
        words::noun(facts.total, "number", "numbers"), group_note},
       {words::count(std::int64_t(facts.by_country.size())), facts.by_country.size() == 1 ? "country" : "countries",
        ""},
       {words::percentage(toll_free_percentage(facts)), "toll-free", share_note(toll_free_percentage(facts), facts)},
       {words::percentage(did_percentage(facts)), "direct inward dialling",
        share_note(did_percentage(facts), facts)}}));
  add_counts(blocks, "Numbers by type", "Type", facts.by_type, [](const std::string& type) { return type_text(type); });
  add_counts(blocks, "Numbers by country", "Country", facts.by_country,
             [](const std::string& country) { return country; });
  add_carriers(blocks, facts);
  add_numbers(blocks, facts);
  blocks.push_back(
      link_block(model::console::phone_numbers(access_url_of(review)), "Open the numbers in Amazon Connect"));
  return blocks;
}

}  // namespace components
