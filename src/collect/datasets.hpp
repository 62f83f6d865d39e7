// The collectors' functions, one dataset each; collect/table.cpp lists them. Every one returns what it could read, with
// the reason for what it could not, and throws base::Error when it could read nothing. They read those members of the
// inventory that the table says they need, and no others.
#pragma once

#include "collect/collector.hpp"
#include "model/inventory.hpp"

namespace collect {

using model::Dataset;
using model::Inventory;

Dataset<model::InstanceDetails> instance(Source& source, const Inventory& inventory);
Dataset<std::vector<model::InstanceAttribute>> attributes(Source& source, const Inventory& inventory);
Dataset<std::vector<model::StorageResource>> storage(Source& source, const Inventory& inventory);
Dataset<model::ServiceQuotas> quotas(Source& source, const Inventory& inventory);
Dataset<model::Counts> counts(Source& source, const Inventory& inventory);
Dataset<model::Queues> queues(Source& source, const Inventory& inventory);
Dataset<std::vector<model::FlowSummary>> flows(Source& source, const Inventory& inventory);
Dataset<std::vector<model::FlowSummary>> modules(Source& source, const Inventory& inventory);
Dataset<model::FlowContents> flow_contents(Source& source, const Inventory& inventory);
Dataset<model::FlowContents> module_contents(Source& source, const Inventory& inventory);
Dataset<model::PhoneNumbers> phone_numbers(Source& source, const Inventory& inventory);
Dataset<model::PhoneNumberStates> phone_states(Source& source, const Inventory& inventory);
Dataset<model::FlowAssociations> flow_associations(Source& source, const Inventory& inventory);
Dataset<model::Carriers> carriers(Source& source, const Inventory& inventory);
Dataset<model::Metrics> metrics(Source& source, const Inventory& inventory);
Dataset<model::ApiThrottles> api_throttles(Source& source, const Inventory& inventory);
Dataset<model::LogGroupLookup> log_group(Source& source, const Inventory& inventory);
Dataset<model::FlowLog> flow_log(Source& source, const Inventory& inventory);

}  // namespace collect
