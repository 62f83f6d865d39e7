#include "components/lists.hpp"

#include <algorithm>
#include <iterator>

#include "components/flow/facts.hpp"
#include "components/metrics/facts.hpp"
#include "components/phone/facts.hpp"

namespace components {
namespace {

template <typename Fact>
std::set<std::string, std::less<>> ids(const std::vector<Fact>& facts) {
  std::set<std::string, std::less<>> all;
  std::ranges::transform(facts, std::inserter(all, all.end()), &Fact::id);
  return all;
}

// The reference application did not say whether a list was cut short.
template <typename OfFacts>
std::optional<OfFacts> facts_of(const model::Review& review) {
  const model::Document* document = review.document(OfFacts::component);
  const bool says = document != nullptr && document->schema_version > 0;
  return says ? review.facts<OfFacts>() : std::nullopt;
}

}  // namespace

analysis::FullLists full_lists(const model::Review& review) {
  analysis::FullLists lists;
  if (const auto flow = facts_of<FlowFacts>(review)) {
    if (flow->is_complete) lists["flow"] = ids(flow->flows);
    if (flow->modules_are_complete) lists["flow_module"] = ids(flow->flow_modules);
  }
  if (const auto metrics = facts_of<MetricsFacts>(review)) {
    if (metrics->queues_are_complete) lists["queue"] = ids(metrics->queues);
  }
  if (const auto phone = facts_of<PhoneFacts>(review)) {
    if (phone->total && !phone->partial) lists["phone_number"] = ids(phone->numbers);
  }
  return lists;
}

}  // namespace components
