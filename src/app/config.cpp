#include "app/config.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <fmt/format.h>
#include <toml++/toml.h>

#include "base/encode.hpp"
#include "base/error.hpp"
#include "store/open.hpp"

namespace app {
namespace {

using base::ErrorKind;
namespace fs = std::filesystem;

const Option* find_option(std::string_view key) {
  const auto& all = options();
  const auto found = std::find_if(all.begin(), all.end(), [&](const Option& option) { return option.key == key; });
  return found == all.end() ? nullptr : &*found;
}

std::string text_of(const toml::node& node) {
  if (const auto text = node.value_exact<std::string>()) return *text;
  if (const auto number = node.value_exact<std::int64_t>()) return std::to_string(*number);
  if (const auto number = node.value_exact<double>()) return fmt::format("{}", *number);
  if (const auto truth = node.value_exact<bool>()) return *truth ? "true" : "false";
  if (const auto* array = node.as_array()) {
    std::string joined;
    for (const auto& one : *array) joined += (joined.empty() ? "" : ",") + one.value_or(std::string());
    return joined;
  }
  return "";
}

std::optional<int> whole_number(std::string_view text) {
  int number = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool whole = failure == std::errc() && end == text.data() + text.size();
  return whole ? std::optional(number) : std::nullopt;
}

// What stands between commas, without the spaces around it.
std::vector<std::string> parts_of(std::string_view rest) {
  std::vector<std::string> parts;
  while (!rest.empty()) {
    const auto comma = std::min(rest.find(','), rest.size());
    std::string_view part = rest.substr(0, comma);
    while (part.starts_with(' ')) part.remove_prefix(1);
    while (part.ends_with(' ')) part.remove_suffix(1);
    if (!part.empty()) parts.emplace_back(part);
    rest.remove_prefix(std::min(comma + 1, rest.size()));
  }
  return parts;
}

std::string keys() {
  std::string all;
  for (const Option& option : options()) all += (all.empty() ? "" : ", ") + std::string(option.key);
  return all;
}

}  // namespace

const std::vector<Option>& options() {
  static const std::vector<Option> all = {
      {"storage", "--storage", "STORAGE_BACKEND", "sqlite", "Where reviews are kept: sqlite, s3 or dynamodb"},
      {"database", "--database", "CONNECT_OPS_REVIEW_DATABASE", "", "Database file of the sqlite storage"},
      {"bucket", "--bucket", "S3_REPORTING_BUCKET", "",
       "Bucket of the s3 storage, and of reports with the dynamodb storage"},
      {"table", "--table", "RESULTS_TABLE", "", "Table of the dynamodb storage"},
      {"kms_key", "--kms-key", "STORAGE_KMS_KEY", "",
       "KMS key to encrypt with in the bucket: id, ARN or alias (default: AES256)"},
      {"bucket_owner", "--bucket-owner", "", "", "Account id that the bucket has to belong to"},
      {"link_hours", "--link-hours", "", "168", "Hours that links to reports in a bucket can be opened, 1 to 168"},
      {"stack", "--stack", "", "amazon-connect-ops-review", "Stack that reviews are deployed with in AWS"},
      {"recording", "--recording", "", "", "Directory with recorded AWS answers to review"},
      {"instance", "--instance", "CONNECT_INSTANCE_ARN", "", "Instance to review: its ARN, id or alias", true},
      {"all_instances", "--all-instances", "", "false", "Review every instance of the account in the region"},
      {"region", "--region", "AWS_REGION,AWS_DEFAULT_REGION", "", "AWS region of instances that are not given by ARN"},
      {"profile", "--profile", "AWS_PROFILE", "", "Profile of AWS's configuration files"},
      {"role_arn", "--role-arn", "", "", "IAM role to assume for everything that is asked of AWS"},
      {"external_id", "--external-id", "", "", "External id that the role asks for"},
      {"endpoint_url", "--endpoint-url", "AWS_ENDPOINT_URL", "", "Where every AWS service is asked instead of at AWS"},
      {"rate_share", "--rate-share", "", "80", "Most that is used of AWS's rate limits, in percent"},
      {"rates", "--rates", "", "", "Rates that AWS granted this account: connect:ListUsers=4/10,…", true},
      {"request_timeout", "--request-timeout", "", "30", "Seconds after which a request to AWS is given up"},
      {"record", "--record", "", "", "Directory to save AWS's answers in, for runs without AWS"},
      {"redact", "--redact", "", "false", "Mask numbers, names and account ids in what is recorded"},
      {"resume", "--resume", "", "", "Go on with a review that was interrupted (its id)"},
      {"complete", "--complete", "", "false", "Read all of CloudTrail's events, however long it takes"},
      {"event_budget", "--event-budget", "", "120", "Seconds to read CloudTrail's events for, newest first"},
      {"days", "--days", "DAYS_BACK", "14", "Days to look back over, 1 to 90"},
      {"only", "--only", "", "", "Components to review, separated by commas"},
      {"skip", "--skip", "", "", "Components to leave out, separated by commas"},
      {"log_group", "--log-group", "CONNECT_CW_LOG_GROUP", "",
       "Log group of the flow logs (default: by the instance's alias)"},
      {"carrier_lookup", "--carrier-lookup", "", "true",
       "Look up carriers of numbers that are not known yet (paid per number): true or false"},
      {"warn_percentage", "--warn-percentage", "", "80", "Share of a quota in use that is a warning"},
      {"fail_percentage", "--fail-percentage", "", "98", "Share of a quota in use that is a failure"},
      {"output_formats", "--output-formats", "", "html", "Reports to write, separated by commas: html, json, text"},
      {"output_dir", "--output-dir", "", "", "Directory for the reports (default: beside the stored reviews)"},
      {"notice_topic", "--notice-topic", "NOTICE_TOPIC_ARN", "",
       "SNS topic that the Lambda function tells what is new since the last review"},
      {"fail_on", "--fail-on", "", "never", "Exit with 3 when a finding is at least this: fail, warn or never"},
      {"strict", "--strict", "", "false", "Exit with 4 when something could not be assessed"},
      {"log_level", "--log-level", "LOG_LEVEL", "warning", "Messages to show: debug, info, warning or error"},
      {"log_file", "--log-file", "", "", "File that messages go to as well"},
  };
  return all;
}

std::optional<fs::path> default_config_file(const base::Environment& environment) {
  if (const auto directory = environment.get("XDG_CONFIG_HOME"))
    return fs::path(*directory) / "connect-ops-review/config.toml";
  if (const auto home = environment.get("HOME")) return fs::path(*home) / ".config/connect-ops-review/config.toml";
  return std::nullopt;
}

Config::Config(const std::map<std::string, std::string, std::less<>>& flags, const std::optional<fs::path>& file,
               const base::Environment& environment, const Defaults& defaults) {
  for (const Option& option : options()) values_[std::string(option.key)] = {std::string(option.fallback), "default"};
  for (const auto& [key, value] : defaults) values_[key] = value;
  if (file) {
    read_file(*file);
  } else if (const auto own = default_config_file(environment); own && fs::exists(*own)) {
    read_file(*own);
  }
  for (const Option& option : options()) {
    for (const std::string& variable : parts_of(option.environment)) {
      const auto set = environment.get(variable);
      if (!set) continue;
      values_[std::string(option.key)] = {*set, "the variable " + variable};
      break;
    }
  }
  for (const auto& [key, text] : flags) values_[key] = {text, std::string(find_option(key)->flag)};
  validate();
}

void Config::read_file(const fs::path& file) {
  toml::table table;
  try {
    table = toml::parse_file(file.string());
  } catch (const toml::parse_error& error) {
    throw base::Error(ErrorKind::config,
                      fmt::format("the configuration file {} cannot be read: {} (line {})", file.string(),
                                  std::string(error.description()), error.source().begin.line));
  }
  for (const auto& [key, node] : table) {
    const std::string name(key.str());
    if (find_option(name) == nullptr) {
      throw base::Error(ErrorKind::config,
                        fmt::format("the configuration file {} has the unknown key '{}'; known are {}", file.string(),
                                    base::printable(name, 60), keys()));
    }
    values_[name] = {text_of(node), "the file " + file.string()};
  }
}

const Value& Config::value(std::string_view key) const {
  return values_.find(key)->second;
}

void Config::reject(std::string_view key, std::string_view expected) const {
  const Value& wrong = value(key);
  const bool by_flag = wrong.source.starts_with("--");
  throw base::Error(
      by_flag ? ErrorKind::usage : ErrorKind::config,
      fmt::format("{} must be {}, not '{}' (from {})", key, expected, base::printable(wrong.text, 60), wrong.source));
}

int Config::days() const {
  const auto days = whole_number(text("days"));
  if (!days || *days < 1 || *days > model::max_days)
    reject("days", fmt::format("a whole number from 1 to {}", model::max_days));
  return *days;
}

double Config::percentage(std::string_view key) const {
  double number = 0;
  const std::string& written = text(key);
  const auto [end, failure] = std::from_chars(written.data(), written.data() + written.size(), number);
  const bool whole = failure == std::errc() && end == written.data() + written.size();
  if (!whole || !std::isfinite(number) || number <= 0 || number > 100) reject(key, "a number above 0 and up to 100");
  return number;
}

FailOn Config::fail_on() const {
  const std::string& word = text("fail_on");
  if (word == "fail") return FailOn::fail;
  if (word == "warn") return FailOn::warn;
  if (word != "never") reject("fail_on", "fail, warn or never");
  return FailOn::never;
}

bool Config::flag(std::string_view key) const {
  const std::string& word = text(key);
  if (word != "true" && word != "false") reject(key, "true or false");
  return word == "true";
}

std::chrono::hours Config::link_life() const {
  constexpr int week = 7 * 24;  // a signature is good for no longer
  const auto hours = whole_number(text("link_hours"));
  if (!hours || *hours < 1 || *hours > week) reject("link_hours", "a whole number of hours from 1 to 168");
  return std::chrono::hours(*hours);
}

std::vector<std::string> Config::list(std::string_view key) const {
  return parts_of(text(key));
}

std::chrono::seconds Config::seconds(std::string_view key) const {
  const auto number = whole_number(text(key));
  if (!number || *number < 1 || *number > 86'400) reject(key, "a whole number of seconds from 1 to 86400");
  return std::chrono::seconds(*number);
}

model::Settings Config::settings() const {
  model::Settings settings;
  settings.warn_percentage = percentage("warn_percentage");
  settings.fail_percentage = percentage("fail_percentage");
  if (settings.warn_percentage > settings.fail_percentage) reject("warn_percentage", "no more than fail_percentage");
  settings.carrier_lookup = flag("carrier_lookup");
  settings.log_group = text("log_group");
  const auto budget = seconds("event_budget");
  settings.event_budget = flag("complete") ? std::chrono::seconds(0) : budget;
  return settings;
}

// Everything that can be wrong is found before anything is done.
void Config::validate() const {
  static constexpr std::string_view levels[] = {"debug", "info", "warning", "error"};
  store::require_backend(text("storage"));
  days();
  fail_on();
  for (const auto* key : {"strict", "all_instances", "redact"}) flag(key);
  percentage("rate_share");
  seconds("request_timeout");
  link_life();
  settings();
  std::string level = text("log_level");
  std::transform(level.begin(), level.end(), level.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; });
  if (std::find(std::begin(levels), std::end(levels), level) == std::end(levels)) {
    reject("log_level", "debug, info, warning or error");
  }
}

}  // namespace app
