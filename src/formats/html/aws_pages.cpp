#include "formats/html/aws_pages.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "words/names.hpp"

namespace formats {
namespace {

struct Page {
  std::string_view path;  // behind docs.aws.amazon.com/
  std::string_view title;
};

// All pages that checks name. AWS writes some of them with the product's newer name, Connect Customer.
constexpr Page pages[] = {
    {"AmazonCloudWatch/latest/logs/SubscriptionFilters.html", "Log group-level subscription filters"},
    {"AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html",
     "Working with log groups and log streams"},
    {"AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html", "Using Amazon CloudWatch alarms"},
    {"AmazonCloudWatch/latest/monitoring/CloudWatch_Dashboards.html", "Using Amazon CloudWatch dashboards"},
    {"connect/latest/APIReference/API_CreateTaskTemplate.html", "CreateTaskTemplate, API reference"},
    {"connect/latest/APIReference/API_DescribePhoneNumber.html", "DescribePhoneNumber, API reference"},
    {"connect/latest/APIReference/API_GetFlowAssociation.html", "GetFlowAssociation, API reference"},
    {"connect/latest/APIReference/API_UpdateQueueStatus.html", "UpdateQueueStatus, API reference"},
    {"connect/latest/APIReference/best-practices-connect-apis.html", "Best practices for using Amazon Connect APIs"},
    {"connect/latest/APIReference/flow-language-actions.html", "Actions in the Amazon Connect Flow language"},
    {"connect/latest/APIReference/flow-language.html", "Amazon Connect Flow language"},
    {"connect/latest/adminguide/about-contact-flow-logs.html", "Use flow logs to track events in Amazon Connect flows"},
    {"connect/latest/adminguide/ag-overview-numbers.html",
     "Set up contact center phone numbers for your Amazon Connect instance"},
    {"connect/latest/adminguide/amazon-connect-instances.html", "Create an Amazon Connect instance"},
    {"connect/latest/adminguide/amazon-connect-service-limits.html", "Amazon Connect service quotas"},
    {"connect/latest/adminguide/authenticate-customer.html", "Flow block in Amazon Connect: Authenticate Customer"},
    {"connect/latest/adminguide/check-hours-of-operation.html",
     "Flow block in Amazon Connect: Check hours of operation"},
    {"connect/latest/adminguide/claim-phone-number.html", "Claim a phone number"},
    {"connect/latest/adminguide/connect-lambda-functions.html",
     "Grant Amazon Connect access to your AWS Lambda functions"},
    {"connect/latest/adminguide/connect-queues.html", "Set up routing in Amazon Connect"},
    {"connect/latest/adminguide/contact-center-phone-number.html", "Set up phone numbers for your contact center"},
    {"connect/latest/adminguide/contact-flow-modules.html", "Flow modules for reusable functions in Amazon Connect"},
    {"connect/latest/adminguide/contact-flow-samples.html", "Sample flows in Amazon Connect"},
    {"connect/latest/adminguide/country-code-allow-list.html",
     "Countries that call centers using Amazon Connect can call by default"},
    {"connect/latest/adminguide/create-contact-flow.html", "Create an Amazon Connect flow"},
    {"connect/latest/adminguide/create-replica-connect-instance.html",
     "Create a replica of your existing Amazon Connect instance"},
    {"connect/latest/adminguide/create-queue.html", "Create a queue using the Amazon Connect admin website"},
    {"connect/latest/adminguide/delete-queue.html", "Delete a queue from your Amazon Connect instance"},
    {"connect/latest/adminguide/disaster-recovery-resiliency.html", "Resilience in Amazon Connect"},
    {"connect/latest/adminguide/disconnect-hang-up.html", "Flow block in Amazon Connect: Disconnect / hang up"},
    {"connect/latest/adminguide/enable-analytics.html", "Enable conversational analytics in Contact Lens"},
    {"connect/latest/adminguide/enable-live-media-streams.html",
     "Enable live media streaming in your Amazon Connect instance"},
    {"connect/latest/adminguide/encrypt-data.html", "Encrypt sensitive customer input in Amazon Connect"},
    {"connect/latest/adminguide/encryption-at-rest.html", "Encryption at rest in Amazon Connect"},
    {"connect/latest/adminguide/flow-version-control.html", "Flow version control: Roll back a flow"},
    {"connect/latest/adminguide/invoke-lambda-function-block.html",
     "Flow block in Amazon Connect: AWS Lambda function"},
    {"connect/latest/adminguide/loop.html", "Flow block in Amazon Connect: Loop"},
    {"connect/latest/adminguide/monitoring-cloudwatch.html",
     "Monitoring your Amazon Connect instance using CloudWatch"},
    {"connect/latest/adminguide/operational-excellence.html", "Operational excellence in Amazon Connect workloads"},
    {"connect/latest/adminguide/quick-connects.html", "Create quick connects in Amazon Connect"},
    {"connect/latest/adminguide/routing-profiles.html",
     "Create a routing profile in Amazon Connect to link queues to agents"},
    {"connect/latest/adminguide/set-hours-operation.html",
     "Set the hours of operation and time zone for a queue using Amazon Connect"},
    {"connect/latest/adminguide/set-recording-behavior.html",
     "Flow block in Amazon Connect: Set recording and analytics behavior"},
    {"connect/latest/adminguide/set-working-queue.html", "Flow block in Amazon Connect: Set working queue"},
    {"connect/latest/adminguide/setup-connect-global-resiliency.html", "Set up Amazon Connect Global Resiliency"},
    {"connect/latest/adminguide/store-customer-input.html", "Flow block in Amazon Connect: Store customer input"},
    {"connect/latest/adminguide/supported-ssml-tags.html", "SSML tags supported by Amazon Connect"},
    {"connect/latest/adminguide/text-to-speech.html", "Add text-to-speech to prompts in flow blocks in Amazon Connect"},
    {"connect/latest/adminguide/transfer-to-phone-number.html",
     "Flow block in Amazon Connect: Transfer to phone number"},
    {"connect/latest/adminguide/transfer-to-queue.html", "Flow block in Amazon Connect: Transfer to queue"},
    {"connect/latest/APIReference/API_AssociateApprovedOrigin.html", "AssociateApprovedOrigin, API reference"},
    {"connect/latest/APIReference/API_CreateRule.html", "CreateRule, API reference"},
    {"connect/latest/adminguide/about-routing.html", "How Amazon Connect routes contacts to agents"},
    {"connect/latest/adminguide/create-evaluation-forms.html", "Create an evaluation form in Amazon Connect"},
    {"connect/latest/adminguide/setup-queued-cb.html", "Set up queued callback in Amazon Connect"},
    {"config/latest/developerguide/appintegrations-application-tagged.html", "appintegrations-application-tagged"},
    {"config/latest/developerguide/customerprofiles-domain-tagged.html", "customerprofiles-domain-tagged"},
    {"securityhub/latest/userguide/connect-controls.html", "Security Hub controls for Amazon Connect"},
    {"connect/latest/adminguide/agent-hierarchy.html", "Set up agent hierarchies in Amazon Connect"},
    {"connect/latest/adminguide/app-integration.html",
     "Use an allowlist for integrated applications in Amazon Connect"},
    {"connect/latest/adminguide/configure-saml.html", "Configure SAML with IAM for Amazon Connect"},
    {"connect/latest/adminguide/connect-identity-management.html", "Plan your identity management in Amazon Connect"},
    {"connect/latest/adminguide/connect-security-profiles.html",
     "Security profiles for access to Amazon Connect and the Contact Control Panel"},
    {"connect/latest/adminguide/hierarchy-based-access-control.html",
     "Apply hierarchy-based access control in Amazon Connect"},
    {"connect/latest/adminguide/security-best-practices.html", "Security best practices for Amazon Connect"},
    {"connect/latest/adminguide/security-profile-best-practices.html",
     "Best practices for Amazon Connect and Contact Control Panel (CCP) security profiles"},
    {"connect/latest/adminguide/security-profile-list.html", "List of security profile permissions in Amazon Connect"},
    {"connect/latest/adminguide/tag-based-access-control.html", "Apply tag-based access control in Amazon Connect"},
    {"IAM/latest/UserGuide/access-analyzer-policy-generation.html", "IAM Access Analyzer policy generation"},
    {"awscloudtrail/latest/userguide/cloudtrail-create-and-update-a-trail.html",
     "Creating a trail for your AWS account"},
    {"connect/latest/adminguide/connect-slr.html", "Use service-linked roles for Amazon Connect"},
    {"connect/latest/adminguide/logging-using-cloudtrail.html", "Logging Amazon Connect API calls with AWS CloudTrail"},
    {"lambda/latest/dg/configuration-vpc.html", "Giving Lambda functions access to resources in an Amazon VPC"},
    {"lambda/latest/dg/lambda-intro-execution-role.html",
     "Defining Lambda function permissions with an execution role"},
    {"connect/latest/adminguide/configure-agents.html", "Configure agent settings in Amazon Connect"},
    {"connect/latest/adminguide/identify-conferences-transfers.html",
     "Identify conferences and transfers by using Amazon Connect contact records"},
    {"connect/latest/adminguide/metrics-agent-status.html", "Agent status in the Contact Control Panel (CCP)"},
    {"connect/latest/adminguide/metrics-definitions.html", "Metric definitions in Amazon Connect"},
    {"connect/latest/adminguide/setup-queued-cb.html", "Set up queued callback in Amazon Connect"},
    {"connect/latest/adminguide/ccp-networking.html",
     "Set up your network to use the Amazon Connect Contact Control Panel (CCP)"},
    {"connect/latest/adminguide/check-connectivity-tool.html",
     "Validate connectivity to Amazon Connect with the Endpoint Test Utility"},
    {"connect/latest/adminguide/claim-phone-numbers-traffic-distribution-groups.html",
     "Claim phone numbers to traffic distribution groups using Amazon Connect"},
    {"connect/latest/adminguide/setup-traffic-distribution-groups.html",
     "Create traffic distribution groups for your Amazon Connect instance"},
    {"connect/latest/adminguide/update-agents-across-regions.html",
     "Update agent distribution in your Amazon Connect agent workspace across AWS Regions"},
    {"connect/latest/adminguide/update-telephony-traffic-distribution.html",
     "Update telephony traffic distribution across Amazon Connect instances and AWS Regions"},
    {"lexv2/latest/dg/global-resiliency.html", "Use Global Resiliency to deploy bots to other Regions"},
    {"AmazonS3/latest/userguide/Versioning.html", "Retaining multiple versions of objects with S3 Versioning"},
    {"AmazonS3/latest/userguide/access-control-block-public-access.html",
     "Blocking public access to your Amazon S3 storage"},
    {"AmazonS3/latest/userguide/bucket-encryption.html",
     "Setting default server-side encryption behavior for Amazon S3 buckets"},
    {"AmazonS3/latest/userguide/object-lifecycle-mgmt.html", "Managing the lifecycle of objects"},
    {"AmazonS3/latest/userguide/object-lock.html", "Locking objects with Object Lock"},
    {"AmazonS3/latest/userguide/security-best-practices.html", "Security best practices for Amazon S3"},
    {"connect/latest/adminguide/data-streaming.html", "Enable data streaming for your Amazon Connect instance"},
    {"firehose/latest/dev/encryption.html", "Data protection in Amazon Data Firehose"},
    {"firehose/latest/dev/monitoring-with-cloudwatch-metrics.html",
     "Monitor Amazon Data Firehose with CloudWatch metrics"},
    {"streams/latest/dev/monitoring-with-cloudwatch.html",
     "Monitor the Amazon Kinesis Data Streams service with Amazon CloudWatch"},
    {"connect/latest/adminguide/agent-event-streams.html", "Amazon Connect agent event streams"},
    {"streams/latest/dev/server-side-encryption.html", "Data protection in Amazon Kinesis Data Streams"},
    {"streams/latest/dev/troubleshooting-consumers.html", "Troubleshoot Kinesis Data Streams consumers"},
    {"connect/latest/APIReference/API_DeleteIntegrationAssociation.html",
     "DeleteIntegrationAssociation, API reference"},
    {"connect/latest/adminguide/amazonconnect-voiceid-end-of-support.html", "Amazon Connect Voice ID end of support"},
    {"pinpoint/latest/userguide/welcome.html", "What is Amazon Pinpoint?"},
    {"connect/latest/adminguide/create-ai-agents.html", "Create AI agents in Amazon Connect"},
    {"connect/latest/adminguide/create-ai-guardrails.html", "Create AI guardrails for Amazon Q in Connect"},
    {"connect/latest/adminguide/create-ai-prompts.html", "Create AI prompts in Amazon Connect"},
    {"connect/latest/adminguide/enable-q.html", "Enable Amazon Q in Connect for your instance"},
    {"connect/latest/adminguide/monitor-q-assistants-cloudwatch.html",
     "Monitor Amazon Q in Connect by using CloudWatch Logs"},
    {"connect/latest/adminguide/get-customer-input.html", "Flow block in Amazon Connect: Get customer input"},
    {"kms/latest/developerguide/concepts.html", "AWS KMS keys"},
    {"lambda/latest/dg/runtime-support-policy.html", "Runtime deprecation"},
    {"lexv2/latest/dg/conversation-logs.html", "Logging conversations with Amazon Lex V2"},
    {"lambda/latest/dg/monitoring-metrics-types.html", "Types of metrics for Lambda functions"},
    {"lexv2/latest/dg/monitoring-cloudwatch.html", "Measuring operational metrics with Amazon CloudWatch"},
    {"lexv2/latest/dg/versions-aliases.html", "Versioning and aliases with your Lex V2 bot"},
    {"servicequotas/latest/userguide/request-quota-increase.html", "Requesting a quota increase"},
    {"sns/latest/dg/sns-create-subscribe-endpoint-to-topic.html", "Creating a subscription to an Amazon SNS topic"},
};

constexpr std::string_view site = "https://docs.aws.amazon.com/";

// https://docs.aws.amazon.com/…/about-contact-flow-logs.html → "About contact flow logs"
std::string words_of(std::string_view url) {
  std::string_view rest = url.substr(0, url.find_first_of("?#"));
  while (rest.ends_with('/')) rest.remove_suffix(1);
  std::string stem(rest.substr(rest.find_last_of('/') + 1));
  if (stem.ends_with(".html")) stem.resize(stem.size() - 5);
  std::ranges::replace(stem, '-', ' ');
  std::ranges::replace(stem, '_', ' ');
  return stem.empty() ? std::string(url) : words::capitalized(std::move(stem));
}

}  // namespace

std::string page_title(std::string_view url) {
  const std::string_view path = url.starts_with(site) ? url.substr(site.size()) : "";
  const auto* found = std::ranges::find(pages, path, &Page::path);
  return found == std::end(pages) ? words_of(url) : std::string(found->title);
}

}  // namespace formats
