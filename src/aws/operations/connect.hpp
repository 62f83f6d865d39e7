// Amazon Connect. Page sizes are the largest that the service model allows.
// https://docs.aws.amazon.com/connect/latest/APIReference/API_Operations_Amazon_Connect_Service.html
#pragma once

#include "aws/operation.hpp"

namespace aws::connect {

constexpr Operation read(std::string_view name) {
  return {"connect", "connect", name};
}

constexpr Operation list(std::string_view name, std::string_view items, int max_items) {
  return {"connect", "connect", name, {"NextToken", "NextToken", items, "MaxResults", max_items}};
}

inline constexpr Operation describe_instance = read("DescribeInstance");
inline constexpr Operation describe_contact_flow = read("DescribeContactFlow");
inline constexpr Operation describe_contact_flow_module = read("DescribeContactFlowModule");
inline constexpr Operation describe_phone_number = read("DescribePhoneNumber");

inline constexpr Operation list_instances = list("ListInstances", "InstanceSummaryList", 10);
inline constexpr Operation list_instance_attributes = list("ListInstanceAttributes", "Attributes", 7);
inline constexpr Operation list_instance_storage_configs = list("ListInstanceStorageConfigs", "StorageConfigs", 10);
inline constexpr Operation list_queues = list("ListQueues", "QueueSummaryList", 1000);
inline constexpr Operation list_users = list("ListUsers", "UserSummaryList", 1000);
inline constexpr Operation list_security_profiles = list("ListSecurityProfiles", "SecurityProfileSummaryList", 1000);
inline constexpr Operation list_quick_connects = list("ListQuickConnects", "QuickConnectSummaryList", 1000);
inline constexpr Operation list_hours_of_operations =
    list("ListHoursOfOperations", "HoursOfOperationSummaryList", 1000);
inline constexpr Operation list_prompts = list("ListPrompts", "PromptSummaryList", 1000);
inline constexpr Operation list_agent_statuses = list("ListAgentStatuses", "AgentStatusSummaryList", 1000);
inline constexpr Operation list_user_hierarchy_groups =
    list("ListUserHierarchyGroups", "UserHierarchyGroupSummaryList", 1000);
inline constexpr Operation list_bots = list("ListBots", "LexBots", 25);
inline constexpr Operation list_lambda_functions = list("ListLambdaFunctions", "LambdaFunctions", 25);
inline constexpr Operation list_integration_associations =
    list("ListIntegrationAssociations", "IntegrationAssociationSummaryList", 100);
inline constexpr Operation list_workspaces = list("ListWorkspaces", "WorkspaceSummaryList", 100);
inline constexpr Operation list_contact_flows = list("ListContactFlows", "ContactFlowSummaryList", 1000);
inline constexpr Operation list_contact_flow_modules =
    list("ListContactFlowModules", "ContactFlowModulesSummaryList", 1000);
inline constexpr Operation list_traffic_distribution_groups =
    list("ListTrafficDistributionGroups", "TrafficDistributionGroupSummaryList", 10);
inline constexpr Operation list_phone_numbers_v2 = list("ListPhoneNumbersV2", "ListPhoneNumbersSummaryList", 1000);
inline constexpr Operation list_flow_associations = list("ListFlowAssociations", "FlowAssociationSummaryList", 1000);
inline constexpr Operation search_routing_profiles = list("SearchRoutingProfiles", "RoutingProfiles", 500);
inline constexpr Operation search_email_addresses = list("SearchEmailAddresses", "EmailAddresses", 100);

}  // namespace aws::connect
