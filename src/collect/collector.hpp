// Fetching what a review needs from AWS: one dataset a collector, each fetched once and shared by all components. A
// collector never judges. An AWS error ends one dataset, never the review: it becomes the reason why it is not known.
#pragma once

#include <algorithm>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "aws/client.hpp"
#include "aws/retry.hpp"
#include "base/clock.hpp"
#include "base/error.hpp"
#include "base/usage.hpp"
#include "model/inventory.hpp"

namespace collect {

using model::Dataset;
using model::Inventory;

// What a collector works with.
struct Source {
  aws::Client& client;
  base::Clock& clock;  // of the waits between calls
  const model::Given& given;
};

struct Collector {
  model::DatasetId dataset;
  std::string_view component;                     // whose document counts its calls
  std::vector<model::DatasetId> needs;            // that come first; it reads these and no others
  std::vector<const aws::Operation*> operations;  // that it calls
  void (*collect)(Source&, Inventory&);           // fills its own member; throws base::Error
};

// A collector of the dataset `member`, which `read` returns: what it could read, with the reason for what it could not.
// It throws base::Error when it could read nothing. Its parameters are the Source and the datasets that it `needs`.
template <auto member, auto read, auto... needs>
Collector collector(std::string_view component, std::vector<const aws::Operation*> operations) {
  return {model::dataset_of<member>,
          component,
          {model::dataset_of<needs>...},
          std::move(operations),
          [](Source& source, Inventory& inventory) {
            inventory.*member = read(source, std::as_const(inventory.*needs)...);
          }};
}

// One for each row of datasets.def, in a file of its own.
namespace collectors {
#define DATASET(name, type, words) extern const Collector name;
#include "model/datasets.def"
#undef DATASET
}  // namespace collectors

// All of them, each after those that it needs.
const std::vector<Collector>& table();

// Every dataset has one.
const Collector& collector_of(model::DatasetId dataset);

// Why an error leaves something unknown, in words for a person. Names the permission when it is one that is missing.
model::Gap gap_from(const base::Error& error);

// A name that people gave, for people: without control characters and never longer than a screen is wide.
std::string label(const nlohmann::json& item, const char* key);

// True when asking for the next item of the same kind would end the same way: then the dataset ends here.
bool ends_the_dataset(const base::Error& error);

// For loops that ask once an item, patiently each time: when the service failed for some items in a row, nobody waits
// for the others.
class ItemGaps {
 public:
  // Reads one item with `read`. Returns why it stays unknown, and nothing when it was read. Throws what ends the
  // dataset.
  template <typename Read>
  std::optional<model::Gap> of(Read&& read) {
    if (given_up_) return given_up_;
    try {
      read();
    } catch (const base::Error& error) {
      if (ends_the_dataset(error)) throw;
      return after(error);
    }
    failed_in_a_row_ = 0;
    return std::nullopt;
  }

 private:
  static constexpr int most_in_a_row = 3;

  model::Gap after(const base::Error& error);

  int failed_in_a_row_ = 0;
  std::optional<model::Gap> given_up_;  // why the remaining items are not asked for
};

// "the list of queues is not known: <reason>", for a dataset that is read by way of another.
model::Gap needs_other(std::string_view what, const std::optional<model::Gap>& gap);

// Why a map of items is not known in full, when some of its items have a gap: "3 of 40 <what> could not be read; …".
model::Gap items_gap(std::int64_t missing, std::size_t all, std::string_view what, const model::Gap& first);
template <typename Map>
std::optional<model::Gap> gap_of_items(const Map& items, std::string_view what) {
  const auto has_gap = [](const auto& one) { return one.second.gap.has_value(); };
  const auto first = std::ranges::find_if(items, has_gap);
  if (first == items.end()) return std::nullopt;
  return items_gap(std::ranges::count_if(items, has_gap), items.size(), what, *first->second.gap);
}

// Runs the collectors of these datasets, and of those that they need, on `threads` threads. `done` is called once per
// dataset, on the thread that read it and beside other threads that do the same, with what AWS was asked for it; the
// inventory may be read for the datasets that are done. When it throws, nothing more is begun and it is not called
// again. Returns when all are done; throws the first thing that `done` threw.
using Done = std::function<void(const Collector&, const base::Usage&)>;
void run(const std::set<model::DatasetId>& datasets, aws::Transport& transport, aws::Patience& patience,
         Inventory& inventory, std::size_t threads, const Done& done);

}  // namespace collect
