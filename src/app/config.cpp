#include "app/config.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <fmt/format.h>
#include <toml++/toml.h>

#include "base/encode.hpp"
#include "base/error.hpp"

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

std::string keys() {
  std::string all;
  for (const Option& option : options()) all += (all.empty() ? "" : ", ") + std::string(option.key);
  return all;
}

}  // namespace

const std::vector<Option>& options() {
  static const std::vector<Option> all = {
      {"storage", "--storage", "STORAGE_BACKEND", "sqlite", "Where reviews are kept: sqlite"},
      {"database", "--database", "CONNECT_OPS_REVIEW_DATABASE", "", "Database file of the sqlite storage"},
      {"recording", "--recording", "", "", "Directory with recorded AWS answers to review"},
      {"days", "--days", "", "14", "Days to look back over, 1 to 90"},
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
               const base::Environment& environment) {
  for (const Option& option : options()) values_[std::string(option.key)] = {std::string(option.fallback), "default"};
  if (file) {
    read_file(*file);
  } else if (const auto own = default_config_file(environment); own && fs::exists(*own)) {
    read_file(*own);
  }
  for (const Option& option : options()) {
    if (option.environment.empty()) continue;
    const std::string variable(option.environment);
    if (const auto set = environment.get(variable))
      values_[std::string(option.key)] = {*set, "the variable " + variable};
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
  const std::string& days_text = text("days");
  int days = 0;
  const auto [end, failure] = std::from_chars(days_text.data(), days_text.data() + days_text.size(), days);
  const bool whole = failure == std::errc() && end == days_text.data() + days_text.size();
  if (!whole || days < 1 || days > model::max_days)
    reject("days", fmt::format("a whole number from 1 to {}", model::max_days));
  return days;
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

std::vector<std::string> Config::list(std::string_view key) const {
  std::vector<std::string> parts;
  std::string_view rest = text(key);
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

model::Settings Config::settings() const {
  model::Settings settings;
  settings.warn_percentage = percentage("warn_percentage");
  settings.fail_percentage = percentage("fail_percentage");
  if (settings.warn_percentage > settings.fail_percentage) reject("warn_percentage", "no more than fail_percentage");
  settings.carrier_lookup = flag("carrier_lookup");
  settings.log_group = text("log_group");
  return settings;
}

// Everything that can be wrong is found before anything is done.
void Config::validate() const {
  static constexpr std::string_view levels[] = {"debug", "info", "warning", "error"};
  days();
  fail_on();
  flag("strict");
  settings();
  std::string level = text("log_level");
  std::transform(level.begin(), level.end(), level.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; });
  if (std::find(std::begin(levels), std::end(levels), level) == std::end(levels)) {
    reject("log_level", "debug, info, warning or error");
  }
}

}  // namespace app
