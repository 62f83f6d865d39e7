#include "components/traffic/measures.hpp"

#include "components/measure.hpp"
#include "components/traffic/facts.hpp"

namespace components {
namespace {

template <auto member>
Reading of_contacts(const TrafficFacts& facts, const model::Document&) {
  return known(std::invoke(member, facts));
}

template <auto member>
Reading counted_contacts(const TrafficFacts& facts, const model::Document&) {
  return counted_over(facts.window, known(std::invoke(member, facts)));
}

const MeasureRow<TrafficFacts> traffic_rows[] = {
    {"traffic.contacts_queued.sum", "Contacts that came to a queue", "contacts", true,
     counted_contacts<&TrafficFacts::contacts_queued>},
    {"traffic.contacts_handled.sum", "Contacts that agents handled", "contacts", true,
     counted_contacts<&TrafficFacts::contacts_handled>},
    {"traffic.abandoned.percentage", "Calls and chats that were abandoned in a queue", "%", false,
     of_contacts<&TrafficFacts::contacts_abandoned_percent>},
    {"traffic.service_level.percentage", "Calls and chats that left the queue within 60 seconds", "%", false,
     of_contacts<&TrafficFacts::contacts_in_time_percent>},
};

}  // namespace

std::vector<Measure> traffic_measures() {
  return measures_of(traffic_rows);
}

}  // namespace components
