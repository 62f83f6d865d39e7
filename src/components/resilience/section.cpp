#include "components/resilience/section.hpp"

#include <fmt/format.h>

#include "page/blocks.hpp"
#include "words/moments.hpp"
#include "words/names.hpp"
#include "words/numbers.hpp"

namespace components {
namespace {

using page::folded_table_block;
using page::name_cell;
using page::note_block;
using page::plain;
using page::Table;
using page::Views;

std::string regions_text(const ResilienceFacts& facts) {
  if (!facts.regions_missing.empty())
    return words::full_stop(fmt::format("Whether there is a replica is not known: {}", facts.regions_missing));
  if (facts.other_regions.empty()) return "There is no replica in another Region.";
  return fmt::format("The instance is in {} as well.", words::list(facts.other_regions));
}

std::string changes_text(const ResilienceFacts& facts) {
  if (facts.groups.empty()) return "";
  if (!facts.changes)
    return words::full_stop(fmt::format(" When calls were moved last is not known: {}", facts.changes_missing));
  if (!facts.last_change) return fmt::format(" No calls were moved in the last {} days.", model::trail_days);
  return fmt::format(" Calls were moved last on {}.", words::date(*facts.last_change));
}

std::string loss_text(const ResilienceFacts& facts) {
  if (facts.worst_loss_percent && facts.worst_loss_hour)
    return fmt::format(" At worst {} of the packets of agents' calls were lost, in the hour from {}.",
                       words::percentage(*facts.worst_loss_percent), words::hour(*facts.worst_loss_hour));
  if (facts.loss_missing.empty()) return " Agents had no calls in their browsers.";
  return words::full_stop(
      fmt::format(" How many packets of agents' calls were lost is not known: {}", facts.loss_missing));
}

std::string shares_text(const TrafficGroupFact& group, const std::map<std::string, std::int64_t>& shares) {
  if (shares.empty()) return std::string(group.missing.empty() ? "none" : words::not_known);
  std::vector<std::string> texts;
  for (const auto& [region, percentage] : shares) texts.push_back(fmt::format("{} {} %", region, percentage));
  return words::list(texts);
}

std::string sign_in_text(const TrafficGroupFact& group) {
  if (!group.is_default) return "as the default group";
  if (!group.missing.empty()) return std::string(words::not_known);
  return group.sign_in.empty() ? "none" : words::list(group.sign_in);
}

}  // namespace

Views resilience_section(const ResilienceFacts& facts, const model::Review&, page::Anchors&) {
  Views blocks = {note_block(regions_text(facts) + changes_text(facts) + loss_text(facts))};
  Table table("Traffic distribution groups");
  table.column("Group").column("State").number_column("Numbers").column("Calls").column("Agents").column("Sign-in");
  for (const auto& group : facts.groups) {
    table.row({name_cell(group.name), plain(words::spelled_out(group.status)),
               plain(words::or_not_known(group.numbers)), plain(shares_text(group, group.calls)),
               plain(shares_text(group, group.agents)), plain(sign_in_text(group))});
  }
  if (!table.empty()) blocks.push_back(folded_table_block(table));
  return blocks;
}

}  // namespace components
