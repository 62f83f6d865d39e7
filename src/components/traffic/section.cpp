#include "components/traffic/section.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "page/blocks.hpp"
#include "words/moments.hpp"
#include "words/names.hpp"
#include "words/numbers.hpp"

namespace components {
namespace {

using page::Cell;
using page::figures_block;
using page::folded_table_block;
using page::name_cell;
using page::note_block;
using page::plain;
using page::Table;
using page::View;
using page::Views;

std::string channel_word(const std::string& channel) {
  if (channel == model::voice_channel) return "calls";
  if (channel == model::chat_channel) return "chats";
  if (channel == "TASK") return "tasks";
  return channel == "EMAIL" ? "e-mails" : words::spelled_out(channel);
}

// "12,400 calls, 310 chats"
std::string channels_text(const TrafficFacts& facts) {
  std::vector<std::string> all;
  for (const auto& one : facts.contacts_by_channel) {
    all.push_back(fmt::format("{} {}", words::or_not_known(one.queued), channel_word(one.channel)));
  }
  return fmt::format("{}", fmt::join(all, ", "));
}

View traffic_figures(const TrafficFacts& facts) {
  const auto& callbacks = facts.contacts_of_callbacks;
  return figures_block({{words::or_not_known(facts.contacts_queued), "contacts came to a queue", channels_text(facts)},
                        {words::or_not_known(facts.contacts_handled), "contacts were handled by agents",
                         callbacks ? fmt::format("{} of them callbacks", words::count(*callbacks)) : ""},
                        {words::percentage(facts.contacts_abandoned_percent), "of calls and chats were abandoned",
                         "by those who waited in a queue"},
                        {words::percentage(facts.contacts_in_time_percent), "left the queue within 60 seconds",
                         "calls and chats: the service level"}});
}

std::string traffic_note(const TrafficFacts& facts) {
  std::string text =
      facts.contacts_queued == 0 ? "No contact came to a queue." : "What came to no queue is not counted.";
  if (facts.window) text = fmt::format("Amazon Connect was asked for {}. {}", words::window(*facts.window), text);
  for (const auto& [what, missing] :
       {std::pair("contacts", facts.contacts_missing), {"agents", facts.agents_missing}}) {
    if (!missing.empty()) text += words::full_stop(fmt::format(" Not all is known of {}: {}", what, missing));
  }
  return text;
}

// "4 min 2 s", and below it "35 s after it".
Cell seconds_cell(const std::optional<double>& seconds, const std::optional<double>& noted, std::string_view note) {
  const Cell cell = plain(seconds ? words::seconds(*seconds) : std::string(words::not_known));
  return noted ? page::with_note(cell, fmt::format("{} {}", words::seconds(*noted), note)) : cell;
}

Cell handled_cell(const ContactsOfQueueFact& fact) {
  const Cell cell = plain(words::or_not_known(fact.handled));
  const std::int64_t callbacks = fact.callbacks.value_or(0);
  return callbacks > 0 ? page::with_note(cell, words::counted(callbacks, "callback")) : cell;
}

View queues_table(const TrafficFacts& facts) {
  Table table("Contacts by queue, the worst first");
  table.column("Queue").number_column("Queued").number_column("Abandoned").number_column("Within 60 s");
  table.number_column("Longest wait")
      .number_column("Handled")
      .number_column("Transferred")
      .number_column("Handle time");
  for (const auto& one : facts.contacts_by_queue) {
    table.row({page::with_note(name_cell(one.name), channel_word(one.channel)), plain(words::or_not_known(one.queued)),
               plain(words::percentage(one.abandoned_percent)), plain(words::percentage(one.in_time_percent)),
               seconds_cell(one.longest_wait_seconds, one.answer_seconds, "on average"), handled_cell(one),
               plain(words::or_not_known(one.transferred)),
               seconds_cell(one.handle_seconds, one.after_work_seconds, "after it")});
  }
  return folded_table_block(table);
}

View profiles_table(const TrafficFacts& facts) {
  Table table("Agents by routing profile, the busiest first");
  table.column("Routing profile").number_column("Hours online").number_column("Occupancy");
  table.number_column("Handled").number_column("Not answered");
  for (const auto& one : facts.agents_by_profile) {
    table.row({name_cell(one.name), plain(words::or_not_known(one.online_hours, 0)),
               plain(words::percentage(one.occupancy_percent)), plain(words::or_not_known(one.handled)),
               plain(words::or_not_known(one.not_answered))});
  }
  return folded_table_block(table);
}

}  // namespace

Views traffic_section(const TrafficFacts& facts, const model::Review&, page::Anchors&) {
  Views blocks;
  if (facts.contacts_queued != 0) blocks.push_back(traffic_figures(facts));
  blocks.push_back(note_block(traffic_note(facts)));
  if (!facts.contacts_by_queue.empty()) blocks.push_back(queues_table(facts));
  if (!facts.agents_by_profile.empty()) blocks.push_back(profiles_table(facts));
  return blocks;
}

}  // namespace components
