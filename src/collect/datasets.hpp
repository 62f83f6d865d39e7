// The collectors' functions, one dataset each; collect/table.cpp lists them. Every one returns what it could read, with
// the reason for what it could not, and throws base::Error when it could read nothing. Their parameters are the
// datasets that come first.
#pragma once

#include "collect/collector.hpp"
#include "model/inventory.hpp"

namespace collect {

using model::Dataset;

Dataset<model::InstanceDetails> instance(Source& source);
Dataset<model::InstanceAttributes> attributes(Source& source);
Dataset<model::StorageResources> storage(Source& source);
Dataset<model::ServiceQuotas> quotas(Source& source);
Dataset<model::Counts> counts(Source& source, const Dataset<model::Queues>& queues,
                              const Dataset<model::FlowSummaries>& flows, const Dataset<model::FlowSummaries>& modules,
                              const Dataset<model::PhoneNumbers>& phone_numbers,
                              const Dataset<model::ServiceQuotas>& quotas);
Dataset<model::Queues> queues(Source& source);
Dataset<model::FlowSummaries> flows(Source& source);
Dataset<model::FlowSummaries> modules(Source& source);
Dataset<model::FlowContents> flow_contents(Source& source, const Dataset<model::FlowSummaries>& flows);
Dataset<model::FlowContents> module_contents(Source& source, const Dataset<model::FlowSummaries>& modules);
Dataset<model::PhoneNumbers> phone_numbers(Source& source);
Dataset<model::PhoneNumberStates> phone_states(Source& source, const Dataset<model::PhoneNumbers>& phone_numbers);
Dataset<model::FlowAssociations> flow_associations(Source& source);
Dataset<model::Carriers> carriers(Source& source, const Dataset<model::PhoneNumbers>& phone_numbers);
Dataset<model::Metrics> metrics(Source& source, const Dataset<model::Queues>& queues,
                                const Dataset<model::FlowSummaries>& flows);
Dataset<model::ApiThrottles> api_throttles(Source& source);
Dataset<model::LogGroupLookup> log_group(Source& source, const Dataset<model::InstanceDetails>& instance);
Dataset<model::FlowLog> flow_log(Source& source, const Dataset<model::LogGroupLookup>& log_group);

}  // namespace collect
