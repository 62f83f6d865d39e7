#include "recording/redact_rules.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <optional>
#include <span>
#include <string>

#include "base/encode.hpp"
#include "base/text.hpp"
#include "base/timestamp.hpp"
#include "base/uuid.hpp"
#include "model/flow_log.hpp"
#include "model/message.hpp"

namespace recording::redaction {
namespace {

using model::FailureKind;
using Words = std::span<const std::string_view>;

// Texts of requests and answers that are enumerations, codes and types. "A.B" is the member B of an object A.
constexpr std::string_view word_members[] = {
    "operation", "code",
    // Amazon Connect
    "AttributeType", "Channel", "ContactFlowModuleState", "ContactFlowState", "ContactFlowStatus", "ContactFlowType",
    "ContactFlowTypes", "Day", "EncryptionType", "IdentityManagementType", "InstanceStatus", "IntegrationType",
    "LastModifiedRegion", "LexRegion", "LexVersion", "PhoneNumberCountryCode", "PhoneNumberType", "QueueType",
    "QueueTypeCondition", "QueueTypes", "QuickConnectType", "Region", "ReplicationStatus", "ResourceType",
    "SourceRegion", "State", "Status", "StorageType", "Type", "StorageConfigs.AssociationId",
    // aws::Service Quotas
    "ContextScope", "ContextScopeType", "ErrorCode", "MetricDimensions.Class", "MetricDimensions.Resource",
    "MetricDimensions.Service", "MetricNamespace", "MetricStatisticRecommendation", "PeriodUnit", "QuotaAppliedAtLevel",
    "QuotaCode", "ServiceCode", "Unit",
    // CloudWatch
    "AlarmTypes", "ComparisonOperator", "Dimensions.Name", "EvaluationState", "ExtendedStatistic",
    "MetricDataQueries.Id", "MetricDataResults.Id", "MetricName", "Metrics.Id", "Namespace", "ScanBy", "Stat",
    "StateValue", "Statistic", "StatusCode", "ThresholdMetricId", "TreatMissingData",
    // SNS
    "SubscriptionsConfirmed", "SubscriptionsDeleted", "SubscriptionsPending",
    // S3, Kinesis and Firehose
    "DeliveryStreamStatus", "DeliveryStreamType", "KeyType", "Mode", "ObjectLockEnabled", "SSEAlgorithm",
    "StorageClass", "StreamMode", "StreamStatus",
    // CloudWatch Logs and CloudTrail
    "AttributeKey", "EventName", "LookupAttributes.AttributeValue", "ReadOnly", "eventId", "logGroupClass",
    // Key Management Service
    "KeyManager", "KeyState",
    // Lex
    "botAliasStatus", "botReplicaStatus", "botVersion", "replicaRegion", "sourceRegion",
    // Lambda
    "LastUpdateStatus", "PackageType", "Runtime",
    // PhoneNumberValidate
    "CountryCodeIso2", "CountryCodeNumeric", "IsoCountryCode", "OriginalCountryCodeIso2", "PhoneType",
    // Amazon Q in Connect, and what delivers its logs
    "aiAgentSummaries.type", "associationType", "inputStrength", "ingestionStatus", "knowledgeBaseType", "logType",
    "modelId", "origin", "outputStrength", "status", "visibilityStatus",
    // What services beside Amazon Connect have
    "channelSubtypes", "instanceIdFilter.operator", "successfulRequests.state",
    // Who may do what
    "HierarchyRestrictedResources", "Permissions", "TagRestrictedResources",
    // IAM and CloudTrail's trails
    "ActionNames", "ContextKeyName", "ContextKeyType", "ContextKeyValues", "EvalActionName", "EvalDecision",
    "FieldSelectors.Field", "HomeRegion", "LatestDeliveryError", "ReadWriteType",
    // Figures of contacts and agents, rules and integrated applications
    "ActionType", "ApplicationType", "CHANNEL", "Comparison", "Date", "EventSourceName", "FilterKey", "FilterValues",
    "FromDate", "Groupings", "Interval", "IntervalPeriod", "Metric.Name", "MetricFilterKey", "MetricFilterValues",
    "MetricInterval.Interval", "Metrics.Name", "PublishStatus", "ToDate"};

// What figures are of, by names that are AWS's.
constexpr std::string_view figure_dimensions[] = {"QUEUE_ARN", "ROUTING_PROFILE", "ROUTING_PROFILE_ARN"};

constexpr std::string_view plain_members[] = {"Country",   "TimeZone",    "NextToken",    "nextToken",
                                              "QuotaName", "ServiceName", "filterPattern"};

constexpr std::string_view document_members[] = {"Content",
                                                 "CloudTrailEvent",
                                                 "DashboardBody",
                                                 "message",
                                                 "Message",
                                                 "ErrorMessage",
                                                 "ReplicationStatusReason",
                                                 "Policy",
                                                 "ingestionFailureReasons",
                                                 "AssumeRolePolicyDocument"};

// Members of flow content, of the flow log's lines, of CloudTrail's events, of functions' policies and of dashboards.
// https://docs.aws.amazon.com/connect/latest/APIReference/flow-language.html
// https://docs.aws.amazon.com/connect/latest/adminguide/about-contact-flow-logs.html
// https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
// https://docs.aws.amazon.com/lambda/latest/api/API_GetPolicy.html
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html
constexpr std::string_view masked_document_members[] = {"Actions",
                                                        "Condition",
                                                        "Conditions",
                                                        "Errors",
                                                        "Identifier",
                                                        "Metadata",
                                                        "NextAction",
                                                        "Operands",
                                                        "Parameters",
                                                        "StartAction",
                                                        "Transitions",
                                                        "ContactFlowId",
                                                        "ContactFlowName",
                                                        "ContactId",
                                                        "ModuleExecutionStack",
                                                        "Timestamp",
                                                        "accessKeyId",
                                                        "accountId",
                                                        "arn",
                                                        "eventID",
                                                        "eventSource",
                                                        "eventTime",
                                                        "managementEvent",
                                                        "principalId",
                                                        "readOnly",
                                                        "recipientAccountId",
                                                        "requestID",
                                                        "requestParameters",
                                                        "responseElements",
                                                        "sessionContext",
                                                        "sessionIssuer",
                                                        "sourceIPAddress",
                                                        "userAgent",
                                                        "userIdentity",
                                                        "userName",
                                                        "AWS",
                                                        "AWS:SourceAccount",
                                                        "AWS:SourceArn",
                                                        "Bool",
                                                        "BoolIfExists",
                                                        "aws:SecureTransport",
                                                        "aws:SourceAccount",
                                                        "aws:SourceArn",
                                                        "ArnEquals",
                                                        "ArnLike",
                                                        "Id",
                                                        "Principal",
                                                        "Resource",
                                                        "Sid",
                                                        "Statement",
                                                        "StringEquals",
                                                        "StringLike",
                                                        "metrics",
                                                        "properties",
                                                        "widgets"};

constexpr std::string_view word_document_members[] = {
    "ErrorType",    "Operator",  "Type",          "Version",   "ContactFlowModuleType",
    "awsRegion",    "errorCode", "eventCategory", "eventName", "eventType",
    "eventVersion", "type",      "Action",        "Effect",    "Service"};

// Parameters of a flow's block that the review reads. Of the second ones the values are AWS's words, numbers or
// switches. https://docs.aws.amazon.com/connect/latest/APIReference/flow-language-actions.html
constexpr std::string_view masked_block_members[] = {"AgentId",
                                                     "AliasArn",
                                                     "Attributes",
                                                     "ContactFlowId",
                                                     "CustomValidation",
                                                     "DataTableId",
                                                     "EncryptionKeyId",
                                                     "EventHooks",
                                                     "FlowAttributes",
                                                     "FlowModuleId",
                                                     "FunctionArn",
                                                     "Id",
                                                     "LexBot",
                                                     "LexV2Bot",
                                                     "HoursOfOperationId",
                                                     "InputEncryption",
                                                     "InputValidation",
                                                     "Media",
                                                     "Messages",
                                                     "Name",
                                                     "PhoneNumberValidation",
                                                     "PromptId",
                                                     "QueueId",
                                                     "SSML",
                                                     "LambdaFunctionARN",
                                                     "Text",
                                                     "TaskTemplateId",
                                                     "ThirdPartyPhoneNumber",
                                                     "ViewResource",
                                                     "VoiceBehavior",
                                                     "RecordingBehavior",
                                                     "VoiceRecordingBehavior",
                                                     "ChatBehavior",
                                                     "ComparisonValue",
                                                     "Input",
                                                     "Key",
                                                     "Result",
                                                     "ResultData",
                                                     "RoutingProficiencies",
                                                     "Uri"};

constexpr std::string_view word_block_members[] = {"ContinueFlowExecution",
                                                   "EnableDTMFBuffer",
                                                   "FlowLoggingBehavior",
                                                   "IVRRecordingBehavior",
                                                   "InputTimeLimitSeconds",
                                                   "InvocationTimeLimitSeconds",
                                                   "InvocationType",
                                                   "MaximumLength",
                                                   "RecordedParticipants",
                                                   "StoreInput",
                                                   "ThirdPartyConnectionTimeLimitSeconds",
                                                   "TimeLimitSeconds",
                                                   "Events",
                                                   "InterruptFrequencySeconds",
                                                   "LanguageCode",
                                                   "TextToSpeechVoice"};

// Under these, people name the members.
constexpr std::string_view free_members[] = {"AllowedAccessControlTags", "Metadata",         "Tags",
                                             "requestParameters",        "responseElements", "tags"};
constexpr std::string_view free_block_members[] = {"Attributes", "FlowAttributes", "Input", "ResultData"};

constexpr std::string_view arn_words[] = {
    "$LATEST", "$SAVED",
    // services
    "app-integrations", "aws", "chime", "cloudtrail", "cloudwatch", "cognito-idp", "connect", "events", "firehose",
    "iam", "kinesis", "kinesisvideo", "kms", "lambda", "lex", "logs", "mobiletargeting", "profile", "s3",
    "servicequotas", "sms-voice", "sns", "social-messaging", "sqs", "sts", "wisdom", "cases", "connect-campaigns",
    // resources
    "agent", "agent-group", "agent-state", "ai-agent", "ai-guardrail", "ai-prompt", "alias", "application", "assistant",
    "assumed-role", "aws-service-role", "bot", "bot-alias", "contact", "contact-flow", "data-table", "deliverystream",
    "email-address", "evaluation-form", "eventdatastore", "federated-user", "flow-module", "function", "instance",
    "integration-association", "key", "knowledge-base", "log-group", "log-stream", "operating-hours", "phone-number",
    "phone-number-id", "prompt", "queue", "role", "root", "routing-profile", "rule", "security-profile", "stream",
    "task-template", "traffic-distribution-group", "trail", "transfer-destination", "user", "view", "workspace",
    "campaign", "data-integration", "domain"};

bool holds(Words words, std::string_view word) {
  return std::ranges::find(words, word) != words.end();
}

bool is_quota_code(std::string_view text) {
  return text.size() == 10 && text.starts_with("L-") && std::all_of(text.begin() + 2, text.end(), base::is_hex);
}

// Of an AI agent and what it names: 74c2b909-e023-438d-aa2c-6cd5ee84a853:3
bool is_version_of_uuid(std::string_view text) {
  const std::size_t colon = std::min(text.find(':'), text.size());
  const std::string_view version = text.substr(std::min(colon + 1, text.size()));
  const bool is_version = version == "$LATEST" || (!version.empty() && std::ranges::all_of(version, base::is_digit));
  return is_version && base::is_uuid(text.substr(0, colon));
}

// connect.amazonaws.com, but not bucket.s3.amazonaws.com.
bool is_service_host(std::string_view text) {
  static constexpr std::string_view domain = ".amazonaws.com";
  if (!text.ends_with(domain)) return false;
  text.remove_suffix(domain.size());
  return std::ranges::all_of(text, [](char c) { return base::is_alphanumeric(c) || c == '-'; });
}

std::optional<FailureKind> failure(const std::string& module_type, const std::string& result) {
  return model::classify_failure(module_type, base::printable(result, model::max_flow_log_result));
}

// Words that model::classify_failure takes for this kind at every type of block.
std::string_view phrase(FailureKind kind) {
  switch (kind) {
    case FailureKind::lambda_error: return "Internal error: Lambda function";
    case FailureKind::lambda_concurrency: return "Internal error: rate exceeded";
    case FailureKind::timeout: return "Internal error: timeout";
    case FailureKind::access_denied: return "Internal error: access denied";
    case FailureKind::not_found: return "Internal error: not found";
    case FailureKind::invalid: return "Internal error: invalid";
    case FailureKind::queue_full: return "Internal error: capacity";
    case FailureKind::transfer_failed:
    case FailureKind::other: return "Internal error";
  }
  return "Internal error";
}

}  // namespace

Rule rule_of(Part part, std::string_view parent, std::string_view member) {
  if (part == Part::free) return Rule::mask;
  if (part == Part::block) {
    if (member == "Text" || member == "SSML") return Rule::prompt;
    return holds(word_block_members, member) ? Rule::word : Rule::mask;
  }
  if (part == Part::document) {
    if (member == "Results") return Rule::outcome;
    if (member == "errorMessage" || member == "expression") return Rule::document;
    return holds(word_document_members, member) ? Rule::word : Rule::mask;
  }
  if (holds(word_members, member) || holds(word_members, fmt::format("{}.{}", parent, member))) {
    return Rule::word;
  }
  if (holds(plain_members, member)) return Rule::plain;
  if (member == "Origins") return Rule::origin;
  if (member == "AlarmRule") return Rule::alarms;
  if (member == "BucketPrefix" || member == "Prefix") return Rule::path;
  if (member == "Expression") return Rule::query;
  return holds(document_members, member) ? Rule::document : Rule::mask;
}

bool is_known_member(Part part, std::string_view parent, std::string_view member) {
  // Of a call that CloudTrail noted, and of an attribute that a flow sets.
  if (part == Part::free) {
    static constexpr std::string_view known[] = {"instanceid", "contactflowid", "contactflowmoduleid", "id",
                                                 "telephonyconfig"};
    return holds(known, base::lower(member)) || member == "Value";
  }
  if (part == Part::block) return holds(masked_block_members, member) || holds(word_block_members, member);
  if (part == Part::document) {
    return holds(masked_document_members, member) || rule_of(part, "", member) != Rule::mask;
  }
  if (holds(figure_dimensions, member)) return true;
  const bool is_by_type = parent == "aiAgentConfiguration";  // SELF_SERVICE and the like
  return !member.empty() && member.size() <= 64 &&
         std::ranges::all_of(member, [&](char c) { return base::is_alphanumeric(c) || (is_by_type && c == '_'); });
}

Part part_below(Part part, std::string_view member) {
  if (part == Part::document && member == "Parameters") return Part::block;
  const bool is_free = holds(free_members, member) || (part == Part::block && holds(free_block_members, member));
  return member.empty() || is_free ? Part::free : part;
}

bool is_attribute_root(std::string_view word) {
  static constexpr std::string_view roots[] = {
      "Attributes", "CustomerEndpoint",  "External",           "FlowAttributes",
      "Lex",        "SegmentAttributes", "StoredCustomerInput"};
  return holds(roots, word);
}

bool is_harmless(std::string_view text) {
  static constexpr std::string_view words[] = {"", "*", "s3:*", "true", "false", "True", "False",
                                               // Dimensions of agents' media streams, whose names have blanks.
                                               "Instance ID", "Participant", "Agent", "Type of Connection", "WebRTC",
                                               "Stream Type", "Voice",
                                               // What a trail's selectors are for.
                                               "Management"};
  return holds(words, text) || base::is_uuid(text) || is_quota_code(text) || is_service_host(text) ||
         is_version_of_uuid(text) || base::from_iso8601(text).has_value();
}

bool is_word(std::string_view text) {
  static constexpr std::string_view others = "_-./:";
  return text.size() <= 100 && std::ranges::all_of(text, [](char c) {
           return base::is_alphanumeric(c) || others.find(c) != std::string_view::npos;
         });
}

bool is_message_word(std::string_view word) {
  const auto colon = word.find(':');
  const bool action = colon != std::string_view::npos && is_arn_word(word.substr(0, colon)) &&
                      std::all_of(word.begin() + std::ptrdiff_t(colon) + 1, word.end(), base::is_alphanumeric);
  return action || model::is_message_word(word);
}

bool is_arn_word(std::string_view word) {
  return holds(arn_words, word);
}

std::string same_outcome(const std::string& module_type, const std::string& result, std::string masked,
                         const std::function<std::string()>& name) {
  const auto kind = failure(module_type, result);
  if (failure(module_type, masked) == kind) return masked;
  return kind ? fmt::format("{} ({})", phrase(*kind), name()) : name();
}

}  // namespace recording::redaction
