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
#include "collect/headway.hpp"
#include "model/inventory.hpp"

namespace collect {

using model::Dataset;
using model::Inventory;

// What a collector works with.
struct Source {
  aws::Client& client;
  base::Clock& clock;  // of the waits between calls
  const model::Given& given;
  Steps steps{};  // how far it is, for who watches
};

// Once, however long a list is, or once an item of it. A quick review makes only the first kind of calls.
enum class Asks { once, each_item };

struct Collector {
  model::DatasetId dataset;
  std::string_view component;                     // whose document counts its calls
  std::vector<model::DatasetId> needs;            // that come first; it reads these and no others
  std::vector<const aws::Operation*> operations;  // that it calls
  void (*collect)(Source&, Inventory&);           // fills its own member; throws base::Error
  Asks asks = Asks::once;
};

// A collector of the dataset `member`, which `read` returns: what it could read, with the reason for what it could not.
// It throws base::Error when it could read nothing. Its parameters are the Source and the datasets that it `needs`.
template <auto member, auto read, auto... needs>
Collector collector(std::string_view component, std::vector<const aws::Operation*> operations, Asks asks = Asks::once) {
  return {model::dataset_of<member>,
          component,
          {model::dataset_of<needs>...},
          std::move(operations),
          [](Source& source, Inventory& inventory) {
            inventory.*member = read(source, std::as_const(inventory.*needs)...);
          },
          asks};
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

// Why a review makes no call for each item, when its settings have it so.
std::optional<model::Gap> no_calls_for_items(const model::Settings& settings);

// Why a review does not ask for it.
std::optional<model::Gap> left_out(const Collector& collector, const model::Settings& settings);

// Why an error leaves something unknown, in words for a person. Names the permission when it is one that is missing.
model::Gap gap_from(const base::Error& error);

// A name that people gave, for people: without control characters and never longer than a screen is wide.
std::string label(const nlohmann::json& item, const char* key);

// A text without which nothing can be told of the operation's answer. Throws base::Error(corrupt) when it is not there.
std::string needed(const nlohmann::json& answer, const char* member, const aws::Operation& operation);

// "the list of queues is not known: <reason>", for a dataset that is read by way of another.
model::Gap needs_other(std::string_view what, const std::optional<model::Gap>& gap);

// Why items are not known in full, when some of them have a gap: "3 of 40 <what> could not be read; …". A list or map
// of things with a gap, or of gaps.
model::Gap items_gap(std::int64_t missing, std::size_t all, std::string_view what, const model::Gap& first);
template <typename Items>
std::optional<model::Gap> gap_of_items(const Items& items, std::string_view what) {
  const auto gap = [](const auto& one) -> const std::optional<model::Gap>* {
    if constexpr (requires { one.second.gap; }) {
      return &one.second.gap;
    } else if constexpr (requires { one.gap; }) {
      return &one.gap;
    } else {
      return &one;
    }
  };
  const auto has_gap = [&gap](const auto& one) { return gap(one)->has_value(); };
  const auto first = std::ranges::find_if(items, has_gap);
  if (first == items.end()) return std::nullopt;
  return items_gap(std::ranges::count_if(items, has_gap), items.size(), what, gap(*first)->value());
}

// For loops that ask once an item, patiently each time. What goes wrong with one item ends that item alone. The others
// are asked for no more when they would end the same way: after the third failure of one kind in a row, or when the
// time is up or the credentials are.
class ItemGaps {
 public:
  // Whether all items are read with one permission, so that three denials say what the fourth would.
  enum class Permission { the_same, its_own };
  explicit ItemGaps(Permission permission = Permission::the_same) : permission_(permission) {}

  // Whether nothing more is to be asked for.
  bool given_up() const { return given_up_.has_value(); }

  // Reads one item with `read`. Returns why it stays unknown, and nothing when it was read.
  template <typename Read>
  std::optional<model::Gap> of(Read&& read) {
    if (given_up_) return given_up_;
    try {
      read();
    } catch (const base::Error& error) {
      return after(error);
    }
    last_.reset();
    return std::nullopt;
  }

  // The items that were read, with what is missing of them. Not known when none was before the others were given up.
  template <typename Items>
  model::Dataset<Items> dataset(Items items, std::string_view what) const {
    const bool none = first_ && std::ranges::all_of(items, [](const auto& one) { return one.second.gap.has_value(); });
    if (given_up_ && none) return model::Dataset<Items>::missing(*first_);
    auto gap = gap_of_items(items, what);
    return {std::move(items), std::move(gap)};
  }

 private:
  // One refusal may be a policy's word on one resource, and one fault may be chance. With the third, it is a permission
  // that the caller lacks or a service that is down, where each further item would cost five attempts and their waits.
  static constexpr int most_in_a_row = 3;

  model::Gap after(const base::Error& error);

  std::optional<base::ErrorKind> last_;  // of the failures in a row
  const Permission permission_;
  int in_a_row_ = 0;
  std::optional<model::Gap> first_;     // of all failures
  std::optional<model::Gap> given_up_;  // why the remaining items are not asked for
};

// Runs the collectors of these datasets, and of those that they need, on `threads` threads. `done` is called once per
// dataset, on the thread that read it and beside other threads that do the same, with what AWS was asked for it; the
// inventory may be read for the datasets that are done. When it throws, nothing more is begun and it is not called
// again. Returns when all are done; throws the first thing that `done` threw. A headway is told how far it is.
using Done = std::function<void(const Collector&, const base::Usage&)>;
void run(const std::set<model::DatasetId>& datasets, aws::Transport& transport, aws::Patience& patience,
         Inventory& inventory, std::size_t threads, const Done& done, Headway* headway = nullptr);

}  // namespace collect
