#include "app/config/option.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <type_traits>

#include "app/config/check_choice.hpp"
#include "app/config/rates.hpp"
#include "base/encode.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "components/component.hpp"
#include "formats/table.hpp"
#include "words/nearest.hpp"

namespace app {
namespace {

template <typename Kind>
constexpr bool repeats(const Kind& kind) {
  if constexpr (requires { kind.can_be_repeated; }) return kind.can_be_repeated;
  return false;
}

void require_word(const std::string& word, std::string_view what, const std::vector<std::string_view>& known) {
  if (std::ranges::find(known, word) != known.end()) return;
  throw base::Error(base::ErrorKind::usage, fmt::format("there is no {} '{}'{}", what, base::printable(word, 60),
                                                        words::what_there_is(word, known)));
}

template <typename Kind>
constexpr std::span<const std::string_view> words_of(const Kind& kind) {
  if constexpr (requires { kind.word.words; }) {
    return kind.word.words;
  } else if constexpr (requires { kind.words; }) {
    return kind.words;
  } else {
    return {};
  }
}

template <typename Kind>
constexpr std::string_view noun_of(const Kind& kind) {
  if constexpr (requires { kind.noun; }) return kind.noun;
  return "";
}

template <typename Kind>
constexpr bool is_list(const Kind&) {
  return std::is_same_v<typename Kind::Value, std::vector<std::string>>;
}

template <typename Kind>
constexpr bool hides(const Kind& kind) {
  if constexpr (requires { kind.is_secret; }) return kind.is_secret;
  return false;
}

}  // namespace

std::vector<std::string_view> severity_words() {
  std::vector<std::string_view> words;
  for (const model::Severity severity : values_of(model::Severity())) words.push_back(name(severity));
  return words;
}

std::vector<std::string_view> status_words() {
  std::vector<std::string_view> words;
  for (const model::Status status : model::all_statuses) words.push_back(name(status));
  words.push_back(muted_word);
  return words;
}

std::optional<bool> Truth::read(std::string_view text) const {
  if (text != "true" && text != "false") return std::nullopt;
  return text == "true";
}

std::optional<int> Whole::read(std::string_view text) const {
  const auto number = base::number_in<int>(text);
  return number && *number >= least && *number <= most ? number : std::nullopt;
}

std::string Whole::expected() const {
  return fmt::format("a whole number from {} to {}", least, most);
}

template <typename Unit>
std::string Duration<Unit>::expected() const {
  return fmt::format("a whole number of {} from {} to {}", unit, number.least, number.most);
}
template struct Duration<std::chrono::seconds>;
template struct Duration<std::chrono::hours>;

std::optional<double> Percentage::read(std::string_view text) const {
  const auto number = base::number_in<double>(text);
  return number && std::isfinite(*number) && *number > 0 && *number <= 100 ? number : std::nullopt;
}

std::optional<double> Dollars::read(std::string_view text) const {
  const auto number = base::number_in<double>(text);
  return number && std::isfinite(*number) && !std::signbit(*number) && *number <= most ? number : std::nullopt;
}

std::string Dollars::expected() const {
  return fmt::format("an amount in USD from 0 to {}", most);
}

std::optional<std::string> Word::read(std::string_view text) const {
  std::string word = base::lower(text);
  return std::ranges::find(words, word) == words.end() ? std::nullopt : std::optional(word);
}

std::string Word::expected() const {
  return fmt::format("{} or {}", fmt::join(words.first(words.size() - 1), ", "), words.back());
}

std::optional<std::vector<std::string>> List::read(std::string_view text) const {
  std::vector<std::string> parts;
  while (!text.empty()) {
    const auto comma = std::min(text.find(','), text.size());
    if (const auto part = base::trimmed(text.substr(0, comma), " "); !part.empty()) {
      parts.push_back(is_in_any_case ? base::lower(part) : std::string(part));
    }
    text.remove_prefix(std::min(comma + 1, text.size()));
  }
  if (require != nullptr) require(parts);
  return parts;
}

void require_components(const std::vector<std::string>& names) {
  for (const auto& name : names) components::find(name);
}

void require_formats(const std::vector<std::string>& names) {
  for (const auto& name : names) formats::writer(name);
}

void require_checks(const std::vector<std::string>& patterns) {
  chosen_checks(patterns);
}

void require_severities(const std::vector<std::string>& names) {
  for (const auto& name : names) require_word(name, "severity", severity_words());
}

void require_statuses(const std::vector<std::string>& names) {
  for (const auto& name : names) require_word(name, "status", status_words());
}

void require_rates(const std::vector<std::string>& rates) {
  parse_rates(rates);
}

// https://docs.aws.amazon.com/connect/latest/APIReference/API_Instance.html has fewer characters and more rules.
void require_instances(const std::vector<std::string>& instances) {
  constexpr std::string_view others = "-_.";
  for (const auto& instance : instances) {
    if (instance.starts_with("arn:")) {
      model::parse_instance_arn(instance);
    } else if (!std::ranges::all_of(
                   instance, [&](char c) { return base::is_alphanumeric(c) || others.find(c) != others.npos; })) {
      throw base::Error(base::ErrorKind::usage,
                        fmt::format("'{}' is no instance's ARN, id or alias: an alias has letters, digits and '-'",
                                    base::printable(instance, 60)));
    }
  }
}

std::string Option::flag() const {
  std::string flag = fmt::format("--{}", key);
  std::ranges::replace(flag, '_', '-');
  return flag;
}

std::span<const Option> option_table() {
  static constexpr Option rows[] = {
#define OPTION(key, holds, environment, fallback, help)                                                \
  {OptionId::key,                                                                                      \
   #key,                                                                                               \
   environment,                                                                                        \
   fallback,                                                                                           \
   help,                                                                                               \
   repeats(options::key.kind),                                                                         \
   words_of(options::key.kind),                                                                        \
   noun_of(options::key.kind),                                                                         \
   is_list(options::key.kind),                                                                         \
   hides(options::key.kind),                                                                           \
   [](std::string_view text) {                                                                         \
     return options::key.kind.read(text) ? std::nullopt : std::optional(options::key.kind.expected()); \
   }},
#include "app/config/options.def"
#undef OPTION
  };
  return rows;
}

const Option& option_of(OptionId id) {
  return option_table()[std::size_t(id)];
}

const Option* find_option(std::string_view key) {
  const auto found = std::ranges::find(option_table(), key, &Option::key);
  return found == option_table().end() ? nullptr : &*found;
}

}  // namespace app
