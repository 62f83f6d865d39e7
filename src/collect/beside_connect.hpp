// What the lists of the services beside Amazon Connect hold, for whoever reads them.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string_view>

namespace collect {

// Of Customer Profiles.
// https://docs.aws.amazon.com/customerprofiles/latest/APIReference/API_ListProfileObjectTypes.html
bool is_domain_name(std::string_view name);

// Of AppIntegrations.
// https://docs.aws.amazon.com/appintegrations/latest/APIReference/API_ListEventIntegrationAssociations.html
bool is_event_integration_name(std::string_view name);

// An application of AppIntegrations that is AWS's own.
// https://docs.aws.amazon.com/appintegrations/latest/APIReference/API_ApplicationSummary.html
bool is_of_aws(const nlohmann::json& application);

}  // namespace collect
