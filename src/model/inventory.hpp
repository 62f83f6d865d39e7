// Everything that was read from AWS for one review: what checks judge and components report. Filled once by the
// collectors, each its own member; read-only and safe for any thread after that.
#pragma once

#include <map>
#include <string>

#include "model/api_throttle.hpp"
#include "model/dataset.hpp"
#include "model/flow.hpp"
#include "model/flow_log.hpp"
#include "model/instance.hpp"
#include "model/metrics.hpp"
#include "model/phone.hpp"
#include "model/queue.hpp"
#include "model/quota.hpp"
#include "model/scene.hpp"

namespace model {

struct Inventory {
  InstanceRef instance_ref;
  Window window;
  Settings settings;
  Carriers known_carriers;  // from an earlier review

  Dataset<InstanceDetails> instance;
  Dataset<std::vector<InstanceAttribute>> attributes;
  Dataset<std::vector<StorageResource>> storage;
  Dataset<ServiceQuotas> quotas;
  Dataset<Counts> counts;
  Dataset<Queues> queues;
  Dataset<std::vector<FlowSummary>> flows;
  Dataset<std::vector<FlowSummary>> modules;
  Dataset<FlowContents> flow_contents;
  Dataset<FlowContents> module_contents;
  Dataset<PhoneNumbers> phone_numbers;
  Dataset<PhoneNumberStates> phone_states;
  Dataset<FlowAssociations> flow_associations;
  Dataset<Carriers> carriers;
  Dataset<Metrics> metrics;
  Dataset<ApiThrottles> api_throttles;
  Dataset<LogGroupLookup> log_group;
  Dataset<FlowLog> flow_log;
};

// The alias, or the id while the alias is not known.
std::string display_name(const Inventory& inventory);

// The quotas of quota_rows, each with its limit and use, in that order.
std::vector<QuotaUsage> quota_usage(const Inventory& inventory);

}  // namespace model
