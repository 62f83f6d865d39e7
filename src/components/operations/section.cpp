#include "components/operations/section.hpp"

#include <fmt/format.h>

#include "page/blocks.hpp"
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

std::string staff_text(const OperationsFacts& facts) {
  if (!facts.routing_profiles || !facts.without_users) return "Which routing profiles have users is not known.";
  return fmt::format("{} of {} {} no user.", words::count(*facts.without_users),
                     words::counted(*facts.routing_profiles, "routing profile"),
                     *facts.without_users == 1 ? "has" : "have");
}

std::string closed_text(const OperationsFacts& facts) {
  if (!facts.queued_when_closed || !facts.abandoned_when_closed)
    return "How many contacts came while queues were closed is not known.";
  if (*facts.queued_when_closed == 0) return "No calls or chats came while queues were closed.";
  return fmt::format("{} while queues were closed, of which {} abandoned.",
                     words::counted(*facts.queued_when_closed, "call or chat came", "calls and chats came"),
                     words::counted(*facts.abandoned_when_closed, "was", "were"));
}

std::string channels_text(const RoutingProfileFact& profile) {
  std::vector<std::string> channels;
  for (const auto& channel : profile.channels) channels.push_back(words::spelled_out(channel));
  return channels.empty() ? std::string(words::not_known) : fmt::format("{}", fmt::join(channels, ", "));
}

}  // namespace

Views operations_section(const OperationsFacts& facts, const model::Review&, page::Anchors&) {
  Views blocks = {note_block(fmt::format("{} {}", staff_text(facts), closed_text(facts)))};
  Table table(fmt::format("Routing profiles ({})", words::count(std::int64_t(facts.profiles.size()))));
  table.column("Routing profile").number_column("Users").number_column("Queues").column("Channels");
  for (const auto& profile : facts.profiles) {
    table.row({name_cell(profile.name), plain(words::or_not_known(profile.users)),
               plain(words::or_not_known(profile.queues)), plain(channels_text(profile))});
  }
  if (!table.empty()) blocks.push_back(folded_table_block(table));
  return blocks;
}

}  // namespace components
