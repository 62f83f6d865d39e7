// Limits and what is used of them. Plain data, and the two rules that say which limit holds and how full it is.
// https://docs.aws.amazon.com/servicequotas/2019-06-24/apireference/API_ListServiceQuotas.html
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/dataset.hpp"
#include "model/scene.hpp"
#include "model/word.hpp"

namespace model {

struct ServiceQuota {
  std::string code;
  std::string name;
  double value = 0;
  bool adjustable = false;
  std::string context_id;   // the ARN of the instance it was raised for; empty: account level
  std::string operation{};  // of a rate of API requests: whose calls it limits, in a second
};

struct ServiceQuotas {
  std::vector<ServiceQuota> applied;   // ListServiceQuotas, both levels
  std::vector<ServiceQuota> defaults;  // ListAWSDefaultServiceQuotas
};

enum class LimitSource { instance_applied, account_applied, aws_default };
std::string_view name(LimitSource source);  // "instance_applied"
constexpr auto values_of(LimitSource) {
  return enumerators<LimitSource::aws_default>();
}
std::string_view title(LimitSource source);  // "applied to this instance"

struct Limit {
  double value = 0;
  LimitSource source = LimitSource::aws_default;
  bool adjustable = false;
};

// A quota that this review can measure.
enum class QuotaUse { counted, concurrency };

struct QuotaRow {
  std::string_view key;   // the measure's name: quota.users.percentage
  std::string_view code;  // of Service Quotas
  std::string_view name;  // as Service Quotas has it; also what is looked for when the code is not there
  QuotaUse use;
  std::string_view one;  // what is counted, in a sentence: "104 of 100 quick connects used"
  std::string_view many;
  std::string_view service{"connect"};  // whose quota it is, as Service Quotas calls it
};

// Every quota of the reference's list that AWS's API can count, and the five that CloudWatch measures. Codes are those
// that two sources agree on, or else stand beside the name by which the quota is found where the code is another.
inline constexpr QuotaRow quota_rows[] = {
    {"users", "L-9A46857E", "Users per instance", QuotaUse::counted, "user account", "user accounts"},
    {"queues", "L-19A87C94", "Queues per instance", QuotaUse::counted, "queue", "queues"},
    {"contact_flows", "L-22922690", "Contact flows per instance", QuotaUse::counted, "contact flow", "contact flows"},
    {"flow_modules", "L-19755C7E", "Flow modules per instance", QuotaUse::counted, "flow module", "flow modules"},
    {"phone_numbers", "L-8F812903", "Phone numbers per instance", QuotaUse::counted, "phone number", "phone numbers"},
    {"routing_profiles", "L-D3E7BE26", "Routing profiles per instance", QuotaUse::counted, "routing profile",
     "routing profiles"},
    {"queues_per_routing_profile", "L-516BC0EB", "Queues per routing profile per instance", QuotaUse::counted,
     "queue per routing profile", "queues per routing profile"},
    {"security_profiles", "L-F325A715", "Security profiles per instance", QuotaUse::counted, "security profile",
     "security profiles"},
    {"hours_of_operation", "L-20CD02F7", "Hours of operation per instance", QuotaUse::counted,
     "set of hours of operation", "sets of hours of operation"},
    {"quick_connects", "L-68BBE2E8", "Quick connects per instance", QuotaUse::counted, "quick connect",
     "quick connects"},
    {"prompts", "L-0865B754", "Prompts per instance", QuotaUse::counted, "prompt", "prompts"},
    {"predefined_attributes", "L-3828FBF0", "Predefined Attributes", QuotaUse::counted, "predefined attribute",
     "predefined attributes"},
    {"agent_statuses", "L-D945C9A8", "Agent status per instance", QuotaUse::counted, "agent status", "agent statuses"},
    {"user_hierarchy_groups", "L-D68AAAE4", "User hierarchy groups per instance", QuotaUse::counted,
     "user hierarchy group", "user hierarchy groups"},
    {"lex_bots", "L-B93A6612", "Amazon Lex bots per instance", QuotaUse::counted, "Lex bot", "Lex bots"},
    {"lex_v2_bot_aliases", "L-CCEA7427", "Amazon Lex V2 bot aliases per instance", QuotaUse::counted,
     "Lex V2 bot alias", "Lex V2 bot aliases"},
    {"lambda_functions", "L-E3D2F503", "AWS Lambda functions per instance", QuotaUse::counted, "Lambda function",
     "Lambda functions"},
    {"application_integrations", "L-FC6A5030", "Application integration associations per instance", QuotaUse::counted,
     "application integration", "application integrations"},
    {"workspaces", "L-6402A996", "Workspaces per instance", QuotaUse::counted, "workspace", "workspaces"},
    {"email_addresses", "L-F4C86B27", "Email addresses per instance", QuotaUse::counted, "e-mail address",
     "e-mail addresses"},
    {"instances", "L-AA17A6B9", "Amazon Connect instance count", QuotaUse::counted, "Amazon Connect instance",
     "Amazon Connect instances"},
    {"concurrent_calls", "L-12AB7C57", "Concurrent active calls per instance", QuotaUse::concurrency, "concurrent call",
     "concurrent calls"},
    {"concurrent_chats", "L-D4BA6F6E", "Concurrent active chats per instance", QuotaUse::concurrency, "concurrent chat",
     "concurrent chats"},
    {"concurrent_tasks", "L-60553137", "Concurrent active tasks per instance", QuotaUse::concurrency, "concurrent task",
     "concurrent tasks"},
    {"concurrent_emails", "L-B117F12F", "Concurrent active emails per instance", QuotaUse::concurrency,
     "concurrent e-mail", "concurrent e-mails"},
    {"concurrent_campaign_calls", "L-E908C3A1", "Concurrent campaign active calls per instance", QuotaUse::concurrency,
     "concurrent campaign call", "concurrent campaign calls"},
    {"event_integrations", "L-790F20B4", "Event integration associations per instance", QuotaUse::counted,
     "event integration", "event integrations"},
    {"knowledge_base_integrations", "L-2D7CA70C",
     "Connect AI agent knowledge base integration associations per instance", QuotaUse::counted,
     "knowledge base integration", "knowledge base integrations"},
    {"data_tables", "L-D492D362", "Data tables per instance", QuotaUse::counted, "data table", "data tables"},
};

// Names of quotas are written in several ways: the same without regard to case and to the plural of each word.
bool is_same_name(std::string_view a, std::string_view b);

// Instance-applied before account-applied before AWS default; nothing when no list has it. Matched by code, and by name
// where the code is absent. A value that is not a number of things (negative, NaN) is no limit.
std::optional<Limit> effective_limit(const ServiceQuotas& quotas, const QuotaRow& row, std::string_view instance_arn);

// A count of one kind of resource, read to the last page, or why it is not known. With both, there are at least so
// many.
struct Count {
  std::optional<std::int64_t> value;
  std::optional<Gap> gap;
  std::string how;   // the AWS operation: "connect:ListUsers"
  std::string of{};  // the name of what has so many, where it is the fullest of several
};

// By QuotaRow::key.
using Counts = std::map<std::string, Count, std::less<>>;

// idle: of what the quota is for nothing happened, or the instance has it switched off, so there is nothing to hold
// against it.
enum class QuotaLevel { normal, warning, critical, unknown, idle };
std::string_view name(QuotaLevel level);
constexpr auto values_of(QuotaLevel) {
  return enumerators<QuotaLevel::idle>();
}

// current ÷ limit in percent. A limit of 0 with nothing used is 0 %; with something used it is over (no percentage is
// infinite: 100 × used).
double percentage_of(double current, double limit);
// More than a rounding apart: CloudWatch, which gives some percentages as whole ones, measured against another quota.
bool differs_from_measured(double percentage, double measured);
QuotaLevel quota_level(std::optional<double> percentage, const Settings& settings);

// One measured quota with its limit: what the quota component reports and its check judges.
struct QuotaUsage {
  const QuotaRow* row = nullptr;
  std::optional<Limit> limit;
  std::optional<double> current;     // a count, or the peak of the window
  std::optional<double> percentage;  // current of limit; CloudWatch's own where one of these is not known
  std::optional<double> measured;  // CloudWatch's highest percentage of concurrency: of the quota as it was at the time
  QuotaLevel level = QuotaLevel::unknown;
  std::string how;
  std::string of;          // the name of what has so many, where it is the fullest of several
  std::optional<Gap> gap;  // why it is not known
  std::string idle;        // why there is nothing to measure, as a sentence
  std::optional<base::Time> peak_at;
};

// The account has all the instances that AWS gives to every account. Most need no other: it is nothing to mend.
bool is_starting_allowance(const QuotaUsage& usage);

}  // namespace model
