#include "model/alarm.hpp"

#include <algorithm>
#include <array>
#include <span>

#include "base/arn.hpp"
#include "base/text.hpp"

namespace model {
namespace {

struct RuleToken {
  std::string_view text;  // of a quoted one, what is between the quotes
  bool is_name = false;   // neither a word of the language nor a bracket
};

constexpr std::array<std::string_view, 3> alarm_states = {alarm_state, "OK", no_data_state};
constexpr std::array<std::string_view, 6> rule_words = {"AND", "OR", "NOT", "TRUE", "FALSE", "AT_LEAST"};

bool holds_word(std::span<const std::string_view> words, std::string_view text) {
  return std::ranges::find(words, text) != words.end();
}

// How many of AT_LEAST: 2, 50%.
bool is_rule_number(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return base::is_digit(c) || c == '%'; });
}

std::size_t end_of_quoted(std::string_view rule, std::size_t from) {
  while (from < rule.size() && rule[from] != '"') from += rule[from] == '\\' ? 2 : 1;
  return std::min(from, rule.size());
}

// Calls take(token) for each of them, blanks left out.
template <typename Take>
void each_rule_token(std::string_view rule, const Take& take) {
  static constexpr std::string_view blanks = " \t\r\n", brackets = "(),";
  for (std::size_t at = 0; at < rule.size();) {
    if (blanks.find(rule[at]) != std::string_view::npos) {
      ++at;
    } else if (brackets.find(rule[at]) != std::string_view::npos) {
      take(RuleToken{rule.substr(at++, 1)});
    } else if (rule[at] == '"') {
      const std::size_t end = end_of_quoted(rule, at + 1);
      take(RuleToken{rule.substr(at + 1, end - at - 1), true});
      at = end + 1;
    } else {
      const std::size_t end = std::min(rule.find_first_of(" \t\r\n(),\"", at), rule.size());
      const std::string_view text = rule.substr(at, end - at);
      take(RuleToken{text, !holds_word(alarm_states, text) && !holds_word(rule_words, text) && !is_rule_number(text)});
      at = end;
    }
  }
}

// Quotes within a name stand behind a backslash.
std::string alarm_name(std::string_view text) {
  static constexpr std::string_view before = ":alarm:";
  if (const auto at = text.find(before); text.starts_with("arn:") && at != std::string_view::npos) {
    text.remove_prefix(at + before.size());
  }
  std::string name;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\\' && i + 1 < text.size()) ++i;
    name += text[i];
  }
  return name;
}

}  // namespace

std::string_view name(AlarmKind kind) {
  static constexpr std::string_view names[] = {"metric", "expression", "band",   "query",
                                               "promql", "composite",  "unknown"};
  return names[std::size_t(kind)];
}

bool looks_up(const Alarm& alarm) {
  static constexpr std::string_view down[] = {"LessThanThreshold", "LessThanOrEqualToThreshold",
                                              "LessThanLowerThreshold"};
  return std::ranges::find(down, alarm.comparison) == std::end(down);
}

std::string_view query_condition(std::string_view query) {
  static constexpr std::string_view where = " where ", group = " group by ";
  const std::string lower = base::lower(query);
  const auto at = lower.find(where);
  if (at == std::string::npos) return "";
  const auto end = std::min(lower.find(group, at), query.size());
  return query.substr(at + where.size(), end - at - where.size());
}

std::vector<std::string> alarms_taken_over(std::string_view rule) {
  std::vector<std::string> names;
  std::vector<bool> negated = {false};  // one for each bracket that is open
  bool negate_next = false;
  std::string_view state;
  each_rule_token(rule, [&](const RuleToken& token) {
    if (token.is_name) {
      const bool fires = state != no_data_state && (state == alarm_state) != negated.back();
      if (fires) names.push_back(alarm_name(token.text));
    } else if (token.text == "(") {
      negated.push_back(negated.back() != negate_next);
      negate_next = false;
    } else if (token.text == ")") {
      if (negated.size() > 1) negated.pop_back();
    } else if (holds_word(rule_words, token.text)) {
      negate_next = token.text == "NOT" && !negate_next;
    } else if (holds_word(alarm_states, token.text)) {
      state = token.text;
    }
  });
  return names;
}

std::string with_alarm_names(std::string_view rule, const std::function<std::string(std::string_view)>& other) {
  std::string out;
  each_rule_token(rule, [&](const RuleToken& token) {
    if (!out.empty() && token.text != ")" && token.text != "," && !out.ends_with('(')) out += ' ';
    out += token.is_name ? '"' + other(alarm_name(token.text)) + '"' : std::string(token.text);
  });
  return out;
}

bool is_topic(std::string_view action) {
  return base::arn_field(action, base::arn_service) == "sns";
}

}  // namespace model
