// Amazon Connect. Page sizes are the largest that the service model allows; rates are per account and region:
// https://docs.aws.amazon.com/connect/latest/adminguide/amazon-connect-service-limits.html#api-throttling-quotas
// What a permission can be narrowed to:
// https://docs.aws.amazon.com/service-authorization/latest/reference/list_connect.html
#pragma once

#include "aws/operation.hpp"

namespace aws::connect {

inline constexpr Service service = {.name = "connect",
                                    .signing_name = "connect",
                                    .host = "connect",
                                    .iam_prefix = "connect",
                                    .api_version = "2017-08-08",
                                    .protocol = Protocol::rest_json};

inline constexpr Rate usual_rate = {2, 5};  // of every operation that AWS does not name

constexpr Operation read(std::string_view name, std::string_view path, Scope scope = Scope::instance) {
  return {.service = service, .name = name, .method = "GET", .path = path, .rate = usual_rate, .scope = scope};
}

constexpr Operation list(std::string_view name, std::string_view path, std::string_view items, int max_items,
                         Scope scope = Scope::instance, Rate rate = usual_rate) {
  return {.service = service,
          .name = name,
          .method = "GET",
          .path = path,
          .paging = {"NextToken", "NextToken", items, "MaxResults", max_items},
          .rate = rate,
          .scope = scope};
}

// A list that is asked for with a body.
constexpr Operation search(std::string_view name, std::string_view path, std::string_view items, int max_items,
                           Scope scope = Scope::instance) {
  return {.service = service,
          .name = name,
          .path = path,
          .paging = {"NextToken", "NextToken", items, "MaxResults", max_items},
          .rate = usual_rate,
          .scope = scope};
}

inline constexpr Operation describe_instance = read("DescribeInstance", "/instance/{InstanceId}");
inline constexpr Operation describe_contact_flow =
    read("DescribeContactFlow", "/contact-flows/{InstanceId}/{ContactFlowId}");
inline constexpr Operation describe_contact_flow_module =
    read("DescribeContactFlowModule", "/contact-flow-modules/{InstanceId}/{ContactFlowModuleId}");
// Numbers belong to the account and the region, not to the instance.
inline constexpr Operation describe_phone_number =
    read("DescribePhoneNumber", "/phone-number/{PhoneNumberId}", Scope::region);

inline constexpr Operation list_instances = list(
    "ListInstances", "/instance?nextToken={NextToken}&maxResults={MaxResults}", "InstanceSummaryList", 10, Scope::any);
inline constexpr Operation list_instance_attributes =
    list("ListInstanceAttributes", "/instance/{InstanceId}/attributes?nextToken={NextToken}&maxResults={MaxResults}",
         "Attributes", 7);
inline constexpr Operation list_instance_storage_configs =
    list("ListInstanceStorageConfigs",
         "/instance/{InstanceId}/storage-configs?resourceType={ResourceType}&nextToken={NextToken}"
         "&maxResults={MaxResults}",
         "StorageConfigs", 10);
inline constexpr Operation list_queues = list(
    "ListQueues", "/queues-summary/{InstanceId}?queueTypes={QueueTypes}&nextToken={NextToken}&maxResults={MaxResults}",
    "QueueSummaryList", 1000);
inline constexpr Operation list_users = list(
    "ListUsers", "/users-summary/{InstanceId}?nextToken={NextToken}&maxResults={MaxResults}", "UserSummaryList", 1000);
inline constexpr Operation list_security_profiles = list(
    "ListSecurityProfiles", "/security-profiles-summary/{InstanceId}?nextToken={NextToken}&maxResults={MaxResults}",
    "SecurityProfileSummaryList", 1000);
inline constexpr Operation list_quick_connects =
    list("ListQuickConnects",
         "/quick-connects/{InstanceId}?nextToken={NextToken}&maxResults={MaxResults}"
         "&QuickConnectTypes={QuickConnectTypes}",
         "QuickConnectSummaryList", 1000);
inline constexpr Operation list_hours_of_operations = list(
    "ListHoursOfOperations", "/hours-of-operations-summary/{InstanceId}?nextToken={NextToken}&maxResults={MaxResults}",
    "HoursOfOperationSummaryList", 1000);
inline constexpr Operation list_prompts =
    list("ListPrompts", "/prompts-summary/{InstanceId}?nextToken={NextToken}&maxResults={MaxResults}",
         "PromptSummaryList", 1000);
inline constexpr Operation list_agent_statuses =
    list("ListAgentStatuses",
         "/agent-status/{InstanceId}?nextToken={NextToken}&maxResults={MaxResults}"
         "&AgentStatusTypes={AgentStatusTypes}",
         "AgentStatusSummaryList", 1000);
inline constexpr Operation list_user_hierarchy_groups =
    list("ListUserHierarchyGroups",
         "/user-hierarchy-groups-summary/{InstanceId}?nextToken={NextToken}&maxResults={MaxResults}",
         "UserHierarchyGroupSummaryList", 1000);
inline constexpr Operation list_bots = list(
    "ListBots", "/instance/{InstanceId}/bots?lexVersion={LexVersion}&nextToken={NextToken}&maxResults={MaxResults}",
    "LexBots", 25);
inline constexpr Operation list_lambda_functions =
    list("ListLambdaFunctions", "/instance/{InstanceId}/lambda-functions?nextToken={NextToken}&maxResults={MaxResults}",
         "LambdaFunctions", 25);
inline constexpr Operation list_integration_associations =
    list("ListIntegrationAssociations",
         "/instance/{InstanceId}/integration-associations?integrationType={IntegrationType}"
         "&integrationArn={IntegrationArn}&nextToken={NextToken}&maxResults={MaxResults}",
         "IntegrationAssociationSummaryList", 100, Scope::instance, {25, 50});
inline constexpr Operation list_workspaces =
    list("ListWorkspaces", "/workspaces/{InstanceId}?nextToken={NextToken}&maxResults={MaxResults}",
         "WorkspaceSummaryList", 100);
inline constexpr Operation list_contact_flows =
    list("ListContactFlows",
         "/contact-flows-summary/{InstanceId}?contactFlowTypes={ContactFlowTypes}&nextToken={NextToken}"
         "&maxResults={MaxResults}",
         "ContactFlowSummaryList", 1000);
inline constexpr Operation list_contact_flow_modules =
    list("ListContactFlowModules",
         "/contact-flow-modules-summary/{InstanceId}?state={ContactFlowModuleState}&nextToken={NextToken}"
         "&maxResults={MaxResults}",
         "ContactFlowModulesSummaryList", 1000);
inline constexpr Operation list_traffic_distribution_groups =
    list("ListTrafficDistributionGroups",
         "/traffic-distribution-groups?instanceId={InstanceId}&nextToken={NextToken}&maxResults={MaxResults}",
         "TrafficDistributionGroupSummaryList", 10, Scope::region);
inline constexpr Operation list_flow_associations =
    list("ListFlowAssociations",
         "/flow-associations-summary/{InstanceId}?ResourceType={ResourceType}&nextToken={NextToken}"
         "&maxResults={MaxResults}",
         "FlowAssociationSummaryList", 1000);

inline constexpr Operation list_phone_numbers_v2 =
    search("ListPhoneNumbersV2", "/phone-number/list", "ListPhoneNumbersSummaryList", 1000, Scope::region);
inline constexpr Operation search_routing_profiles =
    search("SearchRoutingProfiles", "/search-routing-profiles", "RoutingProfiles", 500);
inline constexpr Operation search_email_addresses =
    search("SearchEmailAddresses", "/search-email-addresses", "EmailAddresses", 100);
inline constexpr Operation search_contact_flows =
    search("SearchContactFlows", "/search-contact-flows", "ContactFlows", 100);
inline constexpr Operation search_contact_flow_modules =
    search("SearchContactFlowModules", "/search-contact-flow-modules", "ContactFlowModules", 100);

}  // namespace aws::connect
