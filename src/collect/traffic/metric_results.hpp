// Asking Amazon Connect for figures of the past by queue or by routing profile, in as few calls as it allows.
#pragma once

#include <map>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "collect/collector.hpp"

namespace collect {

// What is asked: the totals of the window for each of the resources.
struct MetricQuestion {
  std::string_view resource;                 // QUEUE: what is filtered by, and grouped by
  std::string_view also_by;                  // CHANNEL; empty: by nothing else
  std::map<std::string, std::string> names;  // of the resources, by id
  std::vector<std::string_view> metrics;     // by AWS's names, and callbacks_handled
  std::string_view many;                     // "queues", for what is missing of them
};

// The resources of a list that can be asked for: what has no id, or one that AWS would refuse, has no figures.
template <typename List>
std::map<std::string, std::string> names_by_id(const List& list) {
  constexpr std::size_t longest_id = 250;
  std::map<std::string, std::string> names;
  for (const auto& one : list) {
    if (!one.id.empty() && one.id.size() <= longest_id) names.emplace(one.id, one.name);
  }
  return names;
}

// One group of an answer, of a resource that was asked for. A metric that AWS could not compute is not in it.
struct MetricRowRead {
  std::string resource_id;
  std::string resource_name;
  std::string also_by;
  std::map<std::string, double, std::less<>> values;  // by the metric's name in the question

  std::optional<double> of(std::string_view metric) const;
};

struct MetricRowsRead {
  std::vector<MetricRowRead> rows;
  std::set<std::string> read_ids;  // of the resources whose rows these are
  std::optional<model::Gap> gap;   // why the others' are missing
};

// CONTACTS_HANDLED of callbacks alone. All other names are AWS's.
inline constexpr std::string_view callbacks_handled = "CONTACTS_HANDLED/CALLBACK";

// Whole hours at the end of the review's window, of as many days as AWS answers for.
model::Window traffic_window(const model::Window& review);

// A part of the resources whose answer cannot be read in full is not read at all: a row that is missed would stand for
// no contacts. Never throws what AWS answers.
MetricRowsRead read_metrics(Source& source, const MetricQuestion& question);

}  // namespace collect
