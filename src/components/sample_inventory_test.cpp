#include "components/sample_inventory_test.hpp"

#include <cmath>

#include "base/timestamp.hpp"

namespace components {
namespace {

using model::Dataset;
using model::Gap;
using model::GapKind;

const std::string instance_id = "5f1c0a52-8f0e-4f2a-9d52-6c7b1d2e3f40";
const std::string instance_arn = "arn:aws:connect:eu-central-1:111122223333:instance/" + instance_id;

model::Window window() {
  return {*base::from_iso8601("2026-11-02T09:00:00Z"), *base::from_iso8601("2026-11-16T09:00:00Z")};
}

std::string numbered(const std::string& prefix, int n) {
  return prefix + (n < 10 ? "00" : n < 100 ? "0" : "") + std::to_string(n);
}

model::InstanceDetails details() {
  model::InstanceDetails details;
  details.id = instance_id;
  details.arn = instance_arn;
  details.alias = "harbour";
  details.identity_management_type = "CONNECT_MANAGED";
  details.status = "ACTIVE";
  details.service_role =
      "arn:aws:iam::111122223333:role/aws-service-role/connect.amazonaws.com/AWSServiceRoleForConnect";
  details.access_url = "https://harbour.my.connect.aws";
  details.created = base::from_iso8601("2023-04-12T08:30:00Z");
  details.inbound_calls = true;
  details.outbound_calls = true;
  details.replication = model::Replication{
      "eu-central-1",
      "",
      {{"eu-west-2", "INSTANCE_REPLICATION_FAILED", "The replica's phone numbers could not be claimed"}}};
  return details;
}

std::vector<model::StorageResource> storage() {
  model::StorageConfig recordings{"a1", "S3", "harbour-recordings", "calls", "KMS", "alias/harbour", std::nullopt};
  model::StorageConfig chats{"a2", "S3", "harbour-chats", "", "", "", std::nullopt};
  model::StorageConfig video{"a3", "KINESIS_VIDEO_STREAM", "harbour-media", "", "KMS", "alias/harbour", 0};
  model::StorageConfig trace{"a4", "KINESIS_STREAM", "arn:aws:kinesis:eu-central-1:111122223333:stream/ctr", "", "",
                             "",   std::nullopt};
  return {{"CALL_RECORDINGS", {recordings}, std::nullopt},
          {"CHAT_TRANSCRIPTS", {chats}, std::nullopt},
          {"MEDIA_STREAMS", {video}, std::nullopt},
          {"CONTACT_TRACE_RECORDS", {trace}, std::nullopt},
          {"ATTACHMENTS", {}, Gap{GapKind::denied, "not allowed", "connect:ListInstanceStorageConfigs"}},
          {"SCREEN_RECORDINGS", {}, std::nullopt}};
}

void add_quotas(model::Inventory& inventory) {
  const std::vector<double> limits = {300, 100, 110, 50, 80, 100, 50,  100, 100, 100, 500, 50,
                                      500, 0,   100, 50, 50, 20,  100, 2,   100, 200, 200, 1000};
  const std::vector<std::int64_t> counts = {240, 70, 91, 12, 61, 34, 50, 41, 18, 77, 212, 9, 44, 0, 3, 22, 4, 1, 8, 1};
  model::ServiceQuotas quotas;
  model::Counts used;
  for (std::size_t i = 0; i < std::size(model::quota_rows); ++i) {
    const auto& row = model::quota_rows[i];
    if (i < limits.size() && limits[i] > 0) {
      quotas.applied.push_back(
          {std::string(row.code), std::string(row.name), limits[i], true, i == 0 ? instance_arn : ""});
    }
    if (i < counts.size()) used[std::string(row.key)] = {counts[i], std::nullopt, "connect:List"};
  }
  used["application_integrations"] = {
      std::nullopt,
      Gap{GapKind::denied, "AWS denied connect:ListIntegrationAssociations", "connect:ListIntegrationAssociations"},
      "connect:ListIntegrationAssociations"};
  quotas.applied.push_back({"L-2E719449", "Rate of GetMetricDataV2 API requests", 10, true, "", "GetMetricDataV2"});
  inventory.api_rates =
      Dataset<model::ApiRates>::of({inventory.window,
                                    {{"GetMetricDataV2", 300, base::from_iso8601("2026-11-10T09:14:00Z"), std::nullopt},
                                     {"ListUsers", 6, base::from_iso8601("2026-11-11T07:00:00Z"), std::nullopt}}});
  model::PeerService cases;
  cases.service = "cases";
  cases.is_used = true;
  for (const auto& row : model::cases_quotas) {
    cases.quotas.applied.push_back({std::string(row.code), std::string(row.name), 100, true, ""});
    cases.counts[std::string(row.key)] = {12, std::nullopt, "cases:List"};
  }
  cases.quotas.applied.push_back({"L-C1AF8D37", "Related items per case", 200, true, ""});
  inventory.peers = Dataset<model::PeerServices>::of({cases});
  inventory.quotas = Dataset<model::ServiceQuotas>::of(quotas);
  inventory.counts = Dataset<model::Counts>::of(used);
}

// Every kind of name that has ever broken a report.
std::string queue_name(int n) {
  switch (n) {
    case 3: return "München Vertrieb";
    case 4: return "Harbour ☎️ 🚢";
    case 5: return "\"VIP\" 'Gold'";
    case 6: return "<script>alert(1)</script>";
    case 7: return "שירות לקוחות";
    case 8: return std::string(120, 'W');
    default: return numbered("Queue ", n);
  }
}

model::Queues queues() {
  model::Queues queues;
  for (int n = 0; n < 70; ++n) {
    const std::string id = numbered("queue-", n);
    queues.push_back({id, std::string(instance_arn).append("/queue/").append(id), queue_name(n)});
  }
  return queues;
}

std::vector<model::FlowSummary> flows() {
  static const char* const types[] = {"CONTACT_FLOW", "CUSTOMER_QUEUE", "CUSTOMER_WHISPER", "AGENT_TRANSFER"};
  std::vector<model::FlowSummary> flows;
  for (int n = 0; n < 90; ++n) {
    const std::string id = numbered("flow-", n);
    model::FlowSummary flow{id,
                            std::string(instance_arn).append("/contact-flow/").append(id),
                            numbered("Flow ", n),
                            types[n % 4],
                            "ACTIVE",
                            "PUBLISHED"};
    if (n >= 60 && n < 66) flow.status = "SAVED";
    if (n >= 66 && n < 78) flow.state = "ARCHIVED";
    if (n >= 78) flow.name = "Sample queue customer";
    flows.push_back(flow);
  }
  return flows;
}

// on, partly, off, unreadable by turns.
model::FlowContent content(int n) {
  model::FlowContent content;
  content.status = "PUBLISHED";
  content.sha256 = numbered("sha", n);
  if (n % 10 == 9) {
    content.gap = Gap{GapKind::unavailable, "AWS answered InternalServiceException five times", ""};
    return content;
  }
  model::FlowGraph graph;
  graph.start = "log";
  std::vector<model::FlowBranch> after_log = {{"menu"}};
  if (n % 10 == 8) after_log.push_back({"bare"});
  graph.actions.push_back({"log", "UpdateFlowLoggingBehavior", n % 10 < 6 || n % 10 == 8, after_log});
  graph.actions.push_back({"menu", "GetParticipantInput", std::nullopt, {{"end"}}});
  graph.actions.push_back({"bare", "UpdateFlowLoggingBehavior", false, {{"end"}}});
  graph.actions.push_back({"end", "DisconnectParticipant", std::nullopt, {}});
  content.graph = graph;
  return content;
}

void add_flows(model::Inventory& inventory) {
  model::FlowContents contents, module_contents;
  for (int n = 0; n < 66; ++n) contents[numbered("flow-", n)] = content(n);
  std::vector<model::FlowSummary> modules;
  for (int n = 0; n < 12; ++n) {
    const std::string id = numbered("module-", n);
    modules.push_back({id, std::string(instance_arn).append("/flow-module/").append(id), numbered("Module ", n),
                       "MODULE", n == 11 ? "ARCHIVED" : "ACTIVE", ""});
    module_contents[id] = content(n);
  }
  module_contents["module-010"].status = "SAVED";
  inventory.flows = Dataset<std::vector<model::FlowSummary>>::of(flows());
  inventory.modules = Dataset<std::vector<model::FlowSummary>>::of(modules);
  inventory.flow_contents = Dataset<model::FlowContents>::of(contents);
  inventory.module_contents = Dataset<model::FlowContents>::of(module_contents);
}

model::PhoneNumber number(int n) {
  static const char* const countries[] = {"DE", "GB", "US", "FR"};
  static const char* const types[] = {"DID", "TOLL_FREE", "DID", "THIRD_PARTY_TF", "THIRD_PARTY_DID", "UIFN"};
  const std::string id = numbered("number-", n);
  model::PhoneNumber number{id,
                            "arn:aws:connect:eu-central-1:111122223333:phone-number/" + id,
                            "+49302312" + std::to_string(5000 + n),
                            countries[n % 4],
                            types[n % 6],
                            instance_arn,
                            "",
                            n >= 56 ? "harbour-global" : ""};
  if (n == 55) number.type = "SHORT_CODE";
  return number;
}

void add_numbers(model::Inventory& inventory) {
  model::PhoneNumbers phone;
  model::PhoneNumberStates states;
  model::FlowAssociations associations;
  model::Carriers carriers;
  phone.groups.push_back({"tdg-1", "arn:aws:connect:eu-central-1:111122223333:traffic-distribution-group/tdg-1",
                          "harbour-global", "ACTIVE"});
  for (int n = 0; n < 60; ++n) {
    const auto one = number(n);
    states[one.id] = {n == 7 ? "FAILED" : n == 8 ? "IN_PROGRESS" : "CLAIMED", "", std::nullopt};
    if (n != 12 && n != 13) associations[one.arn] = instance_arn + "/contact-flow/flow-000";
    if (one.type != "UIFN" && one.type != "SHORT_CODE") {
      carriers[one.e164] = {n % 9 == 3 ? "" : n % 3 == 1 ? "Colt" : "Telekom", "VOIP", n < 10, std::nullopt};
    }
    phone.numbers.push_back(one);
  }
  inventory.phone_numbers = Dataset<model::PhoneNumbers>::of(phone);
  inventory.phone_states = Dataset<model::PhoneNumberStates>::of(states);
  inventory.flow_associations = Dataset<model::FlowAssociations>::of(associations);
  inventory.carriers = Dataset<model::Carriers>::of(carriers);
}

// How busy a contact centre is at this hour, 0 to 1: weekdays from eight to six.
double load(base::Time at) {
  const auto day = std::chrono::floor<std::chrono::days>(at);
  const unsigned weekday = std::chrono::weekday(day).iso_encoding();
  const double hour = double(std::chrono::duration_cast<std::chrono::hours>(at - day).count());
  const double curve = hour < 6 || hour > 20 ? 0 : std::sin((hour - 6) / 14 * 3.14159);
  return curve * (weekday > 5 ? 0.25 : 1.0) * (0.9 + 0.1 * std::sin(hour * 7 + double(day.time_since_epoch().count())));
}

bool is_night(base::Time at) {
  const auto hour =
      std::chrono::duration_cast<std::chrono::hours>(at - std::chrono::floor<std::chrono::days>(at)).count();
  return hour < 5;
}

double value(const model::MetricRow& row, base::Time at) {
  const double busy = load(at);
  const bool throttled_hour = at == *base::from_iso8601("2026-11-10T14:00:00Z");
  if (row.metric == "ConcurrentCalls") return std::round(busy * (row.statistic == "Average" ? 48 : 83));
  if (row.metric == "ConcurrentCallsPercentage") return busy * 0.83;
  if (row.metric == "CallsPerInterval") return busy * (row.statistic == "Average" ? 0.4 : 1.3);
  if (row.metric == "MissedCalls") return std::floor(busy * 7) + (throttled_hour ? 12 : 0);
  if (row.metric == "ThrottledCalls")
    return throttled_hour ? 31 : at == *base::from_iso8601("2026-11-10T15:00:00Z") ? 16 : 0;
  if (row.metric == "TasksBreachingConcurrencyQuota") return throttled_hour ? 3 : 0;
  if (row.metric == "ConcurrentTasksPercentage") return busy * 98.5;
  if (row.unit == model::MetricUnit::percent) return busy * 41;
  if (row.unit == model::MetricUnit::fraction) return busy * 0.3;
  return row.statistic == "Sum" ? 0 : std::round(busy * 20);
}

model::MetricSeries instance_series(const model::MetricRow& row) {
  model::MetricSeries series{&row, "", {}, std::nullopt};
  const bool has_no_data = row.group == "Email" || row.metric.starts_with("ConcurrentHighVolume") ||
                           row.metric == "ChatsBreachingActiveChatQuota" || row.metric == "CallRecordingUploadError";
  if (has_no_data) return series;
  for (base::Time at = window().start; at < window().end; at += model::hour) {
    if (!is_night(at)) series.points.push_back({at, std::round(value(row, at) * 1e4) / 1e4});
  }
  return series;
}

// One point stands for the whole window; queues without data have none.
model::MetricSeries single(const model::MetricRow& row, const std::string& dimension, double value) {
  return {&row, dimension, {{window().start + model::hour * 26, value}}, std::nullopt};
}

void add_metrics(model::Inventory& inventory) {
  model::Metrics metrics;
  metrics.window = window();
  for (const auto& row : model::metric_rows) {
    if (row.scope == model::MetricScope::instance) metrics.series.push_back(instance_series(row));
    if (row.scope == model::MetricScope::queue) {
      for (int n = 10; n < 65; ++n) {
        const double value = row.metric == "LongestQueueWaitTime"         ? (n == 20 ? 412 : 15 + n)
                             : row.metric == "QueueCapacityExceededError" ? (n == 21 ? 4 : 0)
                                                                          : double(n % 9);
        metrics.series.push_back(single(row, queue_name(n), value));
      }
    }
    if (row.scope == model::MetricScope::flow) {
      for (int n = 0; n < 50; ++n) {
        const bool fatal = row.metric == "ContactFlowFatalErrors";
        metrics.series.push_back(single(row, numbered("Flow ", n),
                                        n == 3             ? (fatal ? 2 : 9)
                                        : n == 4 && !fatal ? 5
                                                           : 0));
      }
    }
  }
  inventory.metrics = Dataset<model::Metrics>::of(metrics);
}

void add_throttles(model::Inventory& inventory) {
  const base::Time hour = *base::from_iso8601("2026-11-10T14:00:00Z");
  model::ApiThrottles read;
  read.window = window();
  read.oldest_read = window().start;
  read.events_read = 412;
  read.throttles[{"GetCurrentMetricData", "TooManyRequestsException", model::ThrottleScope::this_instance, hour}] = 5;
  read.throttles[{"ListUsers", "ThrottlingException", model::ThrottleScope::this_instance, hour + model::hour}] = 2;
  read.throttles[{"ListUsers", "TooManyRequestsException", model::ThrottleScope::other_instance, hour}] = 4;
  read.throttles[{"DescribeContactFlow", "TooManyRequestsException", model::ThrottleScope::unknown, hour}] = 3;
  inventory.api_throttles = Dataset<model::ApiThrottles>::of(read);
}

void add_logs(model::Inventory& inventory) {
  const base::Time hour = *base::from_iso8601("2026-11-11T10:00:00Z");
  const std::string first = instance_arn + "/contact-flow/flow-001", second = instance_arn + "/contact-flow/flow-002";
  model::FlowLog log;
  log.log_group = "/aws/connect/harbour";
  log.window = window();
  log.lines_read = 170;
  log.lines_malformed = 1;
  log.duplicates = 3;
  log.failures[{first, "InvokeExternalResource", model::FailureKind::lambda_error, hour}] = 101;
  log.failures[{first, "InvokeExternalResource", model::FailureKind::timeout, hour + model::hour * 5}] = 20;
  log.failures[{second, "Transfer", model::FailureKind::transfer_failed, hour + model::hour * 30}] = 7;
  log.flow_names = {{first, "Flow 001"}, {second, "Flow 002"}};
  log.samples.push_back({hour + std::chrono::minutes(3), first, "Flow 001", "InvokeExternalResource", "lookup-customer",
                         "The Lambda Function Returned An Error.", model::FailureKind::lambda_error});
  inventory.flow_log = Dataset<model::FlowLog>::of(log);
  inventory.log_group = Dataset<model::LogGroupLookup>::of(
      model::LogGroup{"/aws/connect/harbour", "arn:aws:logs:eu-central-1:111122223333:log-group:/aws/connect/harbour",
                      std::nullopt, 48211023, ""});
  inventory.log_subscriptions = Dataset<model::LogSubscriptions>::of(
      {{"all", "arn:aws:firehose:eu-central-1:111122223333:deliverystream/flow-logs", true}});
}

void add_security(model::Inventory& inventory) {
  inventory.approved_origins =
      Dataset<model::ApprovedOrigins>::of({"https://crm.harbour.example", "<script>alert(1)</script>"});
  inventory.security_keys = Dataset<model::SecurityKeys>::of({{"key-1 <b>", window().start}});
  inventory.security_profiles = Dataset<model::SecurityProfiles>::of(
      {{"profile-1", "arn", "Admin"}, {"profile-2", "arn", "Lead <b>"}, {"profile-3", "arn", "Agent"}});
  model::AccessOfProfiles access;
  access["profile-1"].permissions = {"Users.Create", "SecurityProfiles.Edit", "Queues.Edit"};
  access["profile-2"].permissions = {"Users.Edit"};
  access["profile-2"].limits_users = true;
  access["profile-3"].permissions = {"BasicAgentAccess"};
  inventory.security_profile_access = Dataset<model::AccessOfProfiles>::of(access);
  model::AccessOfUsers users;
  for (int n = 0; n < 40; ++n)
    users.push_back({numbered("user-", n), {n < 3 ? "profile-1" : n < 8 ? "profile-2" : "profile-3"}, "group-1"});
  inventory.user_access = Dataset<model::AccessOfUsers>::of(users);
  model::AuditTrail trail;
  trail.arn = "arn:aws:cloudtrail:eu-central-1:111122223333:trail/all";
  trail.name = "all <b>";
  trail.is_logging = false;
  trail.records_changes = true;
  inventory.audit_trails = Dataset<model::AuditTrails>::of({trail});
}

model::WatchedMetric watched(const std::string& metric, const std::string& group, const std::string& queue = "") {
  model::WatchedMetric one;
  one.metric = metric;
  one.statistic = "Maximum";
  one.dimensions = {{"InstanceId", model::parse_instance_arn(instance_arn).instance_id}, {"MetricGroup", group}};
  if (!queue.empty()) one.dimensions["QueueName"] = queue;
  return one;
}

void add_alarms(model::Inventory& inventory) {
  const std::string topic = "arn:aws:sns:eu-central-1:111122223333:on-call";
  model::Alarm calls, queue, any;
  calls.name = "Calls at 80 %";
  calls.metrics = {watched("ConcurrentCallsPercentage", "VoiceCalls")};
  calls.comparison = queue.comparison = "GreaterThanThreshold";
  calls.threshold = 0.8;
  calls.state = "OK";
  queue.name = "Queue waits";
  queue.metrics = {watched("LongestQueueWaitTime", "Queue", queue_name(20))};
  queue.threshold = 120;
  queue.state = "ALARM";
  queue.state_since = base::from_iso8601("2026-11-15T14:00:00Z");
  any.name = "Any of them";
  any.kind = model::AlarmKind::composite;
  any.children = {calls.name, queue.name};
  any.actions = {topic};
  any.state = "INSUFFICIENT_DATA";
  inventory.alarms = Dataset<model::Alarms>::of({any, calls, queue});
  inventory.dashboards = Dataset<model::Dashboards>::of({{"Harbour", {true, {}}}});
  inventory.alarm_topics = Dataset<model::AlarmTopics>::of({{topic, {.confirmed = 2}}});
}

// Of what the data storage settings name.
void add_buckets_and_streams(model::Inventory& inventory) {
  model::DataBucket bucket;
  bucket.public_access_block = {true, true, true, true};
  bucket.versioning = "Enabled";
  bucket.algorithm = "aws:kms";
  bucket.key_id = "arn:aws:kms:eu-central-1:111122223333:key/data";
  model::DataBuckets buckets;
  model::DataStreams streams;
  model::StreamLags lags;
  for (const auto& resource : *inventory.storage.value) {
    for (const auto& config : resource.configs) {
      if (config.storage_type == "S3") buckets[config.destination] = bucket;
      if (!config.destination.starts_with("arn:")) continue;
      model::DataStream stream;
      stream.status = "ACTIVE";
      stream.encryption = model::is_firehose(config.destination) ? "ENABLED" : "KMS";
      stream.delivers_to_s3 = model::is_firehose(config.destination);
      if (!stream.delivers_to_s3) stream.retention_hours = 24;
      streams[config.destination] = stream;
      lags[config.destination] = {.worst_seconds = 60, .gap = std::nullopt};
    }
  }
  inventory.data_buckets = Dataset<model::DataBuckets>::of(buckets);
  inventory.account_public_access = Dataset<model::AccountPublicAccess>::of(model::PublicAccessBlock{});
  inventory.bucket_keys = Dataset<model::KmsKeys>::of({{bucket.key_id, {"CUSTOMER", "Enabled", {}, {}}}});
  inventory.data_streams = Dataset<model::DataStreams>::of(streams);
  inventory.stream_lags = Dataset<model::StreamLags>::of(lags);
}

model::ChannelContacts contacts_on(const char* channel, int n, double abandoned) {
  model::ChannelContacts contacts;
  contacts.queue_id = numbered("queue-", n);
  contacts.queue_name = queue_name(n);
  contacts.channel = channel;
  contacts.queued = 400 - 5 * n;
  contacts.abandoned = abandoned;
  contacts.handled = *contacts.queued - abandoned;
  contacts.callbacks = n % 3;
  contacts.transferred = 2 * n;
  contacts.in_time = 92.5 - n;
  contacts.answer_seconds = 20 + n;
  contacts.longest_wait_seconds = 300 + n;
  contacts.handle_seconds = 310.5;
  contacts.after_work_seconds = 41.25;
  return contacts;
}

void add_traffic(model::Inventory& inventory) {
  model::QueueContacts contacts{window(), {}, {}};
  for (int n = 0; n < 12; ++n) {
    contacts.queue_ids.insert(numbered("queue-", n));
    contacts.rows.push_back(contacts_on("VOICE", n, n == 6 ? 90 : n));
    if (n % 4 == 0) contacts.rows.push_back(contacts_on("CHAT", n, 3));
  }
  contacts.rows.push_back(contacts_on("TASK", 2, 0));
  contacts.rows.back().in_time = contacts.rows.back().answer_seconds = std::nullopt;
  inventory.queue_contacts = Dataset<model::QueueContacts>::of(contacts);
  inventory.agent_activity = Dataset<model::AgentActivity>::of(
      {window(),
       {{"routing-1", "Voice <b>", 2'304'000, 71.25, 40, 3900}, {"routing-2", "Night", 90'000, std::nullopt, 0, 12}}});
}

model::RoutingProfile routing_profile(const char* id, const char* name, std::vector<std::string> media) {
  model::RoutingProfile profile;
  profile.id = id;
  profile.name = name;
  profile.channels = std::int64_t(media.size());
  profile.queues.number = 2;
  profile.manual_queues.number = 0;
  profile.media = std::move(media);
  return profile;
}

// All users have the first routing profile; on the first evening somebody called in vain.
void add_operations(model::Inventory& inventory) {
  inventory.routing_profiles = Dataset<model::RoutingProfiles>::of(
      {routing_profile("routing-1", "Voice <b>", {"VOICE"}), routing_profile("routing-2", "Storm", {"CHAT", "TASK"})});
  for (auto& user : *inventory.user_access.value) user.routing_profile_id = "routing-1";
  const base::Time day = std::chrono::floor<std::chrono::days>(inventory.window.start);
  model::HoursTraffic traffic;
  traffic.id = "hours-1";
  traffic.name = "Office";
  traffic.queues = 3;
  traffic.time_zone = "UTC";
  traffic.days = {{day, {{480, 1080}}}};
  traffic.hours = {{day + std::chrono::hours(10), 9, 1}, {day + std::chrono::hours(20), 7, 4}};
  inventory.hours_traffic = Dataset<model::HoursTraffics>::of({traffic});
  inventory.contact_rules = Dataset<model::ContactRules>::of({{"rule-1", "Complaints", {}, {}, {}}});
  inventory.evaluation_forms = Dataset<model::EvaluationForms>::of({{"form-1", "Greeting", 1, true}});
}

void add_ai(model::Inventory& inventory) {
  const std::string arn = "arn:aws:wisdom:eu-central-1:111122223333:assistant/assistant-1";
  inventory.integrations = Dataset<model::Integrations>::of({{"WISDOM_ASSISTANT", arn}, {"CASES_DOMAIN", "arn"}});
  model::Assistant assistant;
  assistant.id = "assistant-1";
  assistant.arn = arn;
  assistant.name = "Harbour <b>";
  assistant.status = "ACTIVE";
  inventory.assistants = Dataset<model::Assistants>::of({assistant});
  model::AiAgent booking, notes, mails;
  booking.name = "Booking";
  booking.type = "SELF_SERVICE";
  booking.is_set = notes.is_published = mails.is_published = true;
  booking.guardrail = "guardrail-1:2";
  booking.prompts = {"prompt-1:3"};
  booking.tools = 4;
  notes.name = "Notes <i>";
  notes.type = "NOTE_TAKING";
  mails.name = "Mails";
  mails.type = "EMAIL_RESPONSE";
  inventory.ai_agents = Dataset<model::AiAgents>::of({booking, notes, mails});
  model::AiPrompt prompt;
  prompt.name = "Answer";
  prompt.model = "amazon.nova-pro-v1:0";
  prompt.status = "ACTIVE";
  inventory.ai_prompts = Dataset<model::AiPrompts>::of({{"prompt-1", prompt}});
  model::AiGuardrail guardrail;
  guardrail.name = "House rules";
  guardrail.status = "ACTIVE";
  guardrail.filters = {"harmful content"};
  inventory.ai_guardrails = Dataset<model::AiGuardrails>::of({{"guardrail-1:2", guardrail}});
  model::KnowledgeBase timetables;
  timetables.id = "base-1";
  timetables.name = "Timetables";
  timetables.type = "EXTERNAL";
  timetables.status = "ACTIVE";
  timetables.ingestion = "SYNC_FAILED";
  timetables.changed = base::from_iso8601("2026-10-01T08:00:00Z");
  inventory.knowledge_bases = Dataset<model::KnowledgeBases>::of({timetables});
  inventory.ai_log_sources = Dataset<model::AiLogSources>::of({arn});
}

void add_resilience(model::Inventory& inventory) {
  const model::Window all = model::Window::before(window().end, model::trail_days);
  inventory.traffic_distributions =
      Dataset<model::TrafficDistributions>::of({{"tdg-1",
                                                 {{{"eu-central-1", 80}, {"eu-west-2", 20}},
                                                  {{"eu-central-1", 80}, {"eu-west-2", 20}},
                                                  {{"eu-central-1", true}, {"eu-west-2", true}},
                                                  std::nullopt}}});
  inventory.traffic_changes =
      Dataset<model::TrafficChanges>::of({all, {{*base::from_iso8601("2026-10-11T21:30:00Z"), "tdg-1"}}});
  inventory.bot_replicas = Dataset<model::BotReplicas>::of({});
  const base::Time ten = *base::from_iso8601("2026-11-09T10:00:00Z");
  inventory.packet_loss =
      Dataset<model::PacketLoss>::of({window(), {{ten, 0.012}, {ten + std::chrono::hours(1), 0.02}}});
}

model::Inventory empty_inventory() {
  model::Inventory inventory;
  inventory.instance_ref = model::parse_instance_arn(instance_arn);
  inventory.window = window();
  return inventory;
}

}  // namespace

model::Inventory sample_inventory() {
  model::Inventory inventory = empty_inventory();
  inventory.instance = Dataset<model::InstanceDetails>::of(details());
  inventory.attributes = Dataset<std::vector<model::InstanceAttribute>>::of(
      {{"INBOUND_CALLS", "true"}, {"OUTBOUND_CALLS", "true"}, {"CONTACTFLOW_LOGS", "true"}, {"CONTACT_LENS", "false"}});
  inventory.storage = Dataset<std::vector<model::StorageResource>>::of(storage());
  inventory.queues = Dataset<model::Queues>::of(queues());
  add_quotas(inventory);
  add_flows(inventory);
  add_numbers(inventory);
  add_metrics(inventory);
  add_throttles(inventory);
  add_logs(inventory);
  add_security(inventory);
  add_alarms(inventory);
  add_buckets_and_streams(inventory);
  add_traffic(inventory);
  add_operations(inventory);
  add_ai(inventory);
  add_resilience(inventory);
  return inventory;
}

model::Inventory denied_inventory() {
  model::Inventory inventory = empty_inventory();
  const Gap gap{GapKind::denied, "AWS denied the call", "connect:DescribeInstance"};
  inventory.instance.gap = inventory.attributes.gap = inventory.storage.gap = gap;
  inventory.quotas.gap = inventory.counts.gap = inventory.api_rates.gap = inventory.queues.gap = gap;
  inventory.peers.gap = gap;
  inventory.flows.gap = inventory.modules.gap = inventory.flow_contents.gap = inventory.module_contents.gap = gap;
  inventory.phone_numbers.gap = inventory.phone_states.gap = inventory.carriers.gap = gap;
  inventory.flow_associations.gap = inventory.metrics.gap = inventory.api_throttles.gap = gap;
  inventory.log_group.gap = inventory.log_subscriptions.gap = inventory.flow_log.gap = gap;
  inventory.approved_origins.gap = inventory.security_keys.gap = inventory.security_profiles.gap = gap;
  inventory.security_profile_access.gap = inventory.user_access.gap = gap;
  inventory.iam_roles.gap = inventory.audit_trails.gap = gap;
  inventory.alarms.gap = inventory.alarm_topics.gap = inventory.dashboards.gap = gap;
  inventory.data_buckets.gap = inventory.bucket_keys.gap = inventory.account_public_access.gap = gap;
  inventory.data_streams.gap = inventory.stream_lags.gap = gap;
  inventory.queue_contacts.gap = inventory.agent_activity.gap = gap;
  inventory.routing_profiles.gap = inventory.hours_traffic.gap = inventory.contact_rules.gap = gap;
  inventory.evaluation_forms.gap = inventory.taggables.gap = gap;
  inventory.integrations.gap = inventory.assistants.gap = inventory.ai_agents.gap = inventory.ai_prompts.gap = gap;
  inventory.ai_guardrails.gap = inventory.knowledge_bases.gap = inventory.ai_log_sources.gap = gap;
  inventory.traffic_distributions.gap = inventory.traffic_changes.gap = inventory.bot_replicas.gap = gap;
  inventory.packet_loss.gap = gap;
  return inventory;
}

}  // namespace components
