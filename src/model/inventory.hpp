// Everything that was read from AWS for one review: what checks judge and components report. datasets.def lists the
// members. Each is filled once, by one collector; who reads one waits for it to be done.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>

#include "model/ai.hpp"
#include "model/alarm.hpp"
#include "model/api_rate.hpp"
#include "model/api_throttle.hpp"
#include "model/audit_trail.hpp"
#include "model/contact_rule.hpp"
#include "model/dashboard.hpp"
#include "model/data_bucket.hpp"
#include "model/data_stream.hpp"
#include "model/dataset.hpp"
#include "model/flow.hpp"
#include "model/flow_log.hpp"
#include "model/flow_target.hpp"
#include "model/hours.hpp"
#include "model/hours_traffic.hpp"
#include "model/iam_role.hpp"
#include "model/instance.hpp"
#include "model/lambda_function.hpp"
#include "model/listed.hpp"
#include "model/metrics.hpp"
#include "model/peer_quota.hpp"
#include "model/phone.hpp"
#include "model/queue.hpp"
#include "model/quick_connect.hpp"
#include "model/quota.hpp"
#include "model/resilience.hpp"
#include "model/routing_profile.hpp"
#include "model/scene.hpp"
#include "model/security.hpp"
#include "model/tag.hpp"
#include "model/taggable.hpp"
#include "model/task_template.hpp"
#include "model/traffic.hpp"

namespace model {

// What a review is given before AWS is asked.
struct Given {
  InstanceRef instance_ref;
  Window window;
  Settings settings;
  Carriers known_carriers;                 // from an earlier review
  std::set<std::string> unknown_carriers;  // numbers whose carrier AWS did not know then
  // Told before the first number is looked up for money: how many will be, and what that costs at most.
  std::function<void(std::size_t numbers, double usd)> before_paying;
};

struct Inventory : Given {
#define DATASET(name, type, words) Dataset<type> name;
#include "model/datasets.def"
#undef DATASET
};

enum class DatasetId {
#define DATASET(name, type, words) name,
#include "model/datasets.def"
#undef DATASET
};

// What there is to say of a dataset whatever it holds.
struct DatasetRow {
  DatasetId id;
  std::string_view name;   // of the member
  std::string_view words;  // "the list of queues"
  bool (*known)(const Inventory&);
  const std::optional<Gap>& (*gap)(const Inventory&);  // nothing while the dataset is complete
  void (*miss)(Inventory&, Gap);                       // says why it is missing
};

// All of them, in the order of datasets.def.
std::span<const DatasetRow> datasets();

const DatasetRow& row_of(DatasetId id);

// The id of a member: dataset_of<&Inventory::queues>.
template <auto member>
inline constexpr DatasetId dataset_of = DatasetId();
#define DATASET(name, type, words) \
  template <>                      \
  inline constexpr DatasetId dataset_of<&Inventory::name> = DatasetId::name;
#include "model/datasets.def"
#undef DATASET

// Calls visit(name, dataset) for each of them.
template <typename AnyInventory, typename Visit>
void each_dataset(AnyInventory& inventory, Visit&& visit) {
#define DATASET(name, type, words) visit(std::string_view(#name), inventory.name);
#include "model/datasets.def"
#undef DATASET
}

// What every finding may name; of the datasets it takes `instance` alone.
Scene scene_of(const Inventory& inventory);

}  // namespace model
