#include "app/config/config.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <fstream>
#include <toml++/toml.h>

#include "app/config/check_choice.hpp"
#include "app/config/thresholds.hpp"
#include "app/mute/mute_text.hpp"
#include "app/review.hpp"
#include "base/encode.hpp"
#include "words/nearest.hpp"

namespace app {
namespace {

using base::ErrorKind;
namespace fs = std::filesystem;

constexpr std::chrono::seconds quick_event_budget(15);

// Nothing of a table, a date and a list in a list: no option holds one.
std::optional<std::string> text_of(const toml::node& node) {
  if (auto text = node.value_exact<std::string>()) return text;
  if (const auto number = node.value_exact<std::int64_t>()) return std::to_string(*number);
  if (const auto number = node.value_exact<double>()) return fmt::format("{}", *number);
  if (const auto truth = node.value_exact<bool>()) return *truth ? "true" : "false";
  return std::nullopt;
}

std::optional<std::string> text_of(const toml::array& array) {
  std::vector<std::string> parts;
  for (const toml::node& node : array) {
    auto part = text_of(node);
    if (!part) return std::nullopt;
    parts.push_back(*std::move(part));
  }
  return fmt::format("{}", fmt::join(parts, ","));
}

std::string text_of(const Option& option, const toml::node& node, const fs::path& file) {
  const auto* array = node.as_array();
  auto text = array != nullptr && option.is_list ? text_of(*array) : text_of(node);
  if (text) return *std::move(text);
  throw base::Error(ErrorKind::config, fmt::format("{} must be {} (from the file {}, line {})", option.key,
                                                   option.is_list ? "a text or a list of texts"
                                                                  : "one value, not a list, a table or a date",
                                                   file.string(), node.source().begin.line));
}

// All of it at once: a device such as /dev/null and a pipe are read as well, but cannot be read again.
std::string read_whole(const fs::path& file) {
  std::error_code failure;
  std::ifstream in(file, std::ios::binary);
  if (!in || fs::is_directory(file, failure)) {
    const std::string_view why = !fs::exists(file, failure) ? "there is no such file"
                                 : in.is_open()             ? "it is a directory"
                                                            : "it may not be read";
    throw base::Error(ErrorKind::config,
                      fmt::format("the configuration file {} cannot be read: {}", file.string(), why));
  }
  std::string text(most_mute_bytes + 1, '\0');
  in.read(text.data(), std::streamsize(text.size()));
  text.resize(std::size_t(in.gcount()));
  if (text.size() <= most_mute_bytes) return text;
  throw base::Error(ErrorKind::config,
                    fmt::format("the configuration file {} has more than {} bytes, which is the most", file.string(),
                                most_mute_bytes));
}

toml::table parsed(const std::string& text, const fs::path& file) {
  try {
    return toml::parse(text, file.string());
  } catch (const toml::parse_error& error) {
    throw base::Error(ErrorKind::config,
                      fmt::format("the configuration file {} cannot be read: {} (line {})", file.string(),
                                  base::printable(error.description(), 200), error.source().begin.line));
  }
}

[[noreturn]] void reject_key(const fs::path& file, const std::string& key) {
  std::vector<std::string_view> known;
  for (const Option& option : option_table()) known.push_back(option.key);
  std::string mended = key;
  std::ranges::replace(mended, '-', '_');  // as flags are written
  const std::string meant = words::did_you_mean(mended, known);
  throw base::Error(
      ErrorKind::config,
      fmt::format("the configuration file {} has the unknown key '{}'{}", file.string(), base::printable(key, 60),
                  meant.empty() ? "; `connect-ops-review config init` writes a file with all keys" : meant));
}

// The first of the option's variables that is set.
std::optional<Value> from_environment(const Option& option, const base::Environment& environment) {
  const auto variables = List().read(option.environment);
  for (const std::string& variable : *variables) {
    if (const auto set = environment.get(variable)) return Value{*set, fmt::format("the variable {}", variable)};
  }
  return std::nullopt;
}

}  // namespace

std::optional<fs::path> default_config_file(const base::Environment& environment) {
  if (const auto directory = environment.get("XDG_CONFIG_HOME"))
    return fs::path(*directory) / "connect-ops-review/config.toml";
  if (const auto home = environment.get("HOME")) return fs::path(*home) / ".config/connect-ops-review/config.toml";
  return std::nullopt;
}

Config::Config(const Flags& flags, const std::optional<fs::path>& file, const base::Environment& environment,
               const Defaults& defaults) {
  for (const Option& option : option_table()) values_[option.id] = {std::string(option.fallback), "default"};
  for (const auto& [option, value] : defaults) values_[option] = value;
  if (file) {
    if (!file->empty()) read_file(*file);
  } else if (const auto own = default_config_file(environment); own && fs::exists(*own)) {
    read_file(*own);
  }
  for (const Option& option : option_table()) {
    if (auto set = from_environment(option, environment)) values_[option.id] = *std::move(set);
  }
  for (const auto& [key, text] : flags) {
    const Option* option = find_option(key);
    if (option == nullptr) throw base::Error(ErrorKind::internal, fmt::format("there is no option '{}'", key));
    values_[option->id] = {text, option->flag()};
  }
  validate();
  read_mutes();
}

void Config::read_file(const fs::path& file) {
  file_ = file;
  text_ = read_whole(file);
  for (const auto& [key, node] : parsed(text_, file)) {
    const std::string name(key.str());
    if (name == "mute") continue;  // read_mutes
    if (name == "checks" && node.is_table()) {
      thresholds_ = read_thresholds(*node.as_table(), file.string());
      continue;
    }
    const Option* option = find_option(name);
    if (option == nullptr) reject_key(file, name);
    values_[option->id] = {text_of(*option, node, file), fmt::format("the file {}", file.string())};
  }
}

// Once it is known whether open ones are taken.
void Config::read_mutes() {
  if (!file_) return;
  mutes_ = parse_mutes(text_, file_->string(), {.allow_open = get(options::allow_open_mutes), .is_settings = true});
}

Value Config::threshold(const checks::Threshold& threshold) const {
  if (const Option* option = find_option(threshold.id)) return value(option->id);
  const auto found = thresholds_.find(threshold.key());
  if (found == thresholds_.end()) return {fmt::format("{}", threshold.value), "default"};
  return {fmt::format("{}", found->second), fmt::format("the file {}", file_.value().string())};
}

void Config::reject(OptionId option, std::string_view expected) const {
  const Value& wrong = value(option);
  throw base::Error(is_flag(option) ? ErrorKind::usage : ErrorKind::config,
                    fmt::format("{} must be {}, not '{}' (from {}){}", option_of(option).key, expected,
                                option_of(option).is_secret ? "***" : base::printable(wrong.text, 60), wrong.source,
                                words::did_you_mean(wrong.text, option_of(option).words)));
}

std::chrono::seconds Config::event_budget() const {
  const model::Depth depth = get(options::depth);
  if (get(options::complete) || depth == model::Depth::full) return std::chrono::seconds(0);
  return depth == model::Depth::quick ? std::min(get(options::event_budget), quick_event_budget)
                                      : get(options::event_budget);
}

model::Settings Config::settings() const {
  model::Settings settings;
  settings.depth = get(options::depth);
  settings.warn_percentage = get(options::warn_percentage);
  settings.fail_percentage = get(options::fail_percentage);
  settings.carrier_lookup = get(options::carrier_lookup);
  settings.carrier_budget_usd = get(options::carrier_budget_usd);
  settings.log_group = get(options::log_group);
  settings.log_samples = get(options::log_samples);
  settings.event_budget = event_budget();
  settings.left_out = left_out_checks(get(options::checks), get(options::skip_checks));
  settings.thresholds = thresholds_;
  return settings;
}

// Everything that can be wrong is found before anything is done.
void Config::validate() const {
  for (const Option& option : option_table()) {
    try {
      if (const auto expected = option.wrong(text(option.id))) reject(option.id, *expected);
    } catch (const base::Error& error) {  // of a row that says more than what is expected
      if (is_flag(option.id) || error.kind() != ErrorKind::usage) throw;
      throw base::Error(ErrorKind::config, fmt::format("{} (from {})", error.what(), value(option.id).source));
    }
  }
  if (get(options::warn_percentage) > get(options::fail_percentage)) {
    reject(options::warn_percentage, "no more than fail_percentage");
  }
  left_out_checks(get(options::checks), get(options::skip_checks));
  choose_components(get(options::only), get(options::skip));
}

}  // namespace app
