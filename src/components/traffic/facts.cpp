#include "components/traffic/facts.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include "components/described.hpp"

namespace components {

template <typename Visit>
void describe(ContactsOfChannelFact& fact, Visit&& field) {
  field("channel", fact.channel);
  field("queued", fact.queued);
  field("handled", fact.handled);
}

template <typename Visit>
void describe(ContactsOfQueueFact& fact, Visit&& field) {
  field("id", fact.id);
  field("name", fact.name);
  field("channel", fact.channel);
  field("queued", fact.queued);
  field("abandoned_percent", fact.abandoned_percent, decimals(2));
  field("in_time_percent", fact.in_time_percent, decimals(2));
  field("answer_seconds", fact.answer_seconds, decimals(1));
  field("longest_wait_seconds", fact.longest_wait_seconds, decimals(1));
  field("handled", fact.handled);
  field("callbacks", fact.callbacks);
  field("transferred", fact.transferred);
  field("handle_seconds", fact.handle_seconds, decimals(1));
  field("after_work_seconds", fact.after_work_seconds, decimals(1));
}

template <typename Visit>
void describe(AgentsOfProfileFact& fact, Visit&& field) {
  field("id", fact.id);
  field("name", fact.name);
  field("online_hours", fact.online_hours, decimals(1));
  field("occupancy_percent", fact.occupancy_percent, decimals(2));
  field("handled", fact.handled);
  field("not_answered", fact.not_answered);
}

template <typename Visit>
void describe(TrafficFacts& facts, Visit&& field) {
  field("window", facts.window);
  field("contacts_missing", facts.contacts_missing, null_if_empty);
  field("contacts_queued", facts.contacts_queued);
  field("contacts_handled", facts.contacts_handled);
  field("contacts_of_callbacks", facts.contacts_of_callbacks);
  field("contacts_abandoned_percent", facts.contacts_abandoned_percent, decimals(2));
  field("contacts_in_time_percent", facts.contacts_in_time_percent, decimals(2));
  const bool any_contacts = facts.contacts_missing.empty() || !facts.contacts_by_queue.empty();
  field("contacts_by_channel", facts.contacts_by_channel, if_known(any_contacts));
  field("contacts_by_queue", facts.contacts_by_queue, if_known(any_contacts));
  field("agents_missing", facts.agents_missing, null_if_empty);
  field("agents_by_profile", facts.agents_by_profile,
        if_known(facts.agents_missing.empty() || !facts.agents_by_profile.empty()));
}

template json to_json(const TrafficFacts&);
template void read_facts(const model::Document&, TrafficFacts&);
template json data_schema<TrafficFacts>();

namespace {

using model::ChannelContacts;
using Number = std::optional<double> ChannelContacts::*;

std::optional<std::int64_t> whole(const std::optional<double>& count) {
  return count ? std::optional(std::int64_t(*count)) : std::nullopt;
}

std::optional<double> share_of(const std::optional<double>& part, const std::optional<double>& all) {
  return part && all && *all > 0 ? std::optional(100 * *part / *all) : std::nullopt;
}

using Rows = std::vector<ChannelContacts>;

// Nothing when it is not known of one of them.
std::optional<double> sum_of(const Rows& rows, Number number) {
  double sum = 0;
  for (const auto& row : rows) {
    if (!(row.*number)) return std::nullopt;
    sum += *(row.*number);
  }
  return sum;
}

// Each row's share counts by how many contacts were queued.
std::optional<double> in_time_of(const Rows& rows) {
  double in_time = 0, queued = 0;
  for (const auto& row : rows) {
    if (row.queued == 0) continue;
    if (!row.queued || !row.in_time) return std::nullopt;
    in_time += *row.queued * *row.in_time;
    queued += *row.queued;
  }
  return queued > 0 ? std::optional(in_time / queued) : std::nullopt;
}

ContactsOfQueueFact fact_of(const ChannelContacts& row) {
  return {.id = row.queue_id,
          .name = row.queue_name,
          .channel = row.channel,
          .queued = whole(row.queued),
          .abandoned_percent = share_of(row.abandoned, row.queued),
          .in_time_percent = row.in_time,
          .answer_seconds = row.answer_seconds,
          .longest_wait_seconds = row.longest_wait_seconds,
          .handled = whole(row.handled),
          .callbacks = whole(row.callbacks),
          .transferred = whole(row.transferred),
          .handle_seconds = row.handle_seconds,
          .after_work_seconds = row.after_work_seconds};
}

// By what was abandoned, then by how many contacts it is about. Of few contacts a share says little.
bool is_worse(const ContactsOfQueueFact& a, const ContactsOfQueueFact& b) {
  constexpr std::int64_t few = 30;
  const auto rank = [](const ContactsOfQueueFact& one) {
    const bool counts = one.queued.value_or(0) >= few;
    return std::make_tuple(counts, counts ? one.abandoned_percent.value_or(0) : 0, one.queued.value_or(0));
  };
  if (rank(a) != rank(b)) return rank(a) > rank(b);
  return std::tie(a.name, a.id, a.channel) < std::tie(b.name, b.id, b.channel);
}

void add_contacts(TrafficFacts& facts, const model::QueueContacts& contacts) {
  facts.window = contacts.window;
  std::map<std::string, Rows> by_channel;
  Rows waiting;
  for (const auto& row : contacts.rows) {
    by_channel[row.channel].push_back(row);
    if (model::is_waited_for(row)) waiting.push_back(row);
    facts.contacts_by_queue.push_back(fact_of(row));
  }
  std::ranges::sort(facts.contacts_by_queue, is_worse);
  for (const auto& [channel, rows] : by_channel) {
    facts.contacts_by_channel.push_back(
        {channel, whole(sum_of(rows, &ChannelContacts::queued)), whole(sum_of(rows, &ChannelContacts::handled))});
  }
  if (!facts.contacts_missing.empty()) return;
  facts.contacts_queued = whole(sum_of(contacts.rows, &ChannelContacts::queued));
  facts.contacts_handled = whole(sum_of(contacts.rows, &ChannelContacts::handled));
  facts.contacts_of_callbacks = whole(sum_of(contacts.rows, &ChannelContacts::callbacks));
  facts.contacts_abandoned_percent =
      share_of(sum_of(waiting, &ChannelContacts::abandoned), sum_of(waiting, &ChannelContacts::queued));
  facts.contacts_in_time_percent = in_time_of(waiting);
}

AgentsOfProfileFact fact_of(const model::ProfileActivity& profile) {
  constexpr double seconds_an_hour = 3600;
  AgentsOfProfileFact fact;
  fact.id = profile.profile_id;
  fact.name = profile.profile_name;
  if (profile.online_seconds) fact.online_hours = *profile.online_seconds / seconds_an_hour;
  fact.occupancy_percent = profile.occupancy;
  fact.handled = whole(profile.handled);
  fact.not_answered = whole(profile.not_answered);
  return fact;
}

bool is_busier(const AgentsOfProfileFact& a, const AgentsOfProfileFact& b) {
  return std::make_tuple(-a.occupancy_percent.value_or(0), a.name, a.id) <
         std::make_tuple(-b.occupancy_percent.value_or(0), b.name, b.id);
}

}  // namespace

TrafficFacts traffic_facts(const model::Scene&, const model::Dataset<model::QueueContacts>& contacts,
                           const model::Dataset<model::AgentActivity>& agents) {
  TrafficFacts facts;
  if (contacts.gap) facts.contacts_missing = contacts.gap->reason;
  if (agents.gap) facts.agents_missing = agents.gap->reason;
  if (contacts.known()) add_contacts(facts, *contacts.value);
  if (agents.known()) {
    if (!facts.window) facts.window = agents.value->window;
    for (const auto& profile : agents.value->profiles) facts.agents_by_profile.push_back(fact_of(profile));
    std::ranges::sort(facts.agents_by_profile, is_busier);
  }
  return facts;
}

}  // namespace components
