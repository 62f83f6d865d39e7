#include "app/mute/mute_text.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <toml++/toml.h>

#include "base/encode.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "words/names.hpp"
#include "words/nearest.hpp"

namespace app {
namespace {

using base::ErrorKind;
using model::Mute;

constexpr std::string_view table_key = "mute", expires_key = "expires";

struct Member {
  std::string_view key;
  std::string Mute::* text;
};

// In the order in which they are written. `expires` comes last.
constexpr Member members[] = {{"id", &Mute::id},           {"check", &Mute::check},   {"resource", &Mute::resource},
                              {"account", &Mute::account}, {"region", &Mute::region}, {"instance", &Mute::instance},
                              {"tag", &Mute::tag},         {"reason", &Mute::reason}, {"owner", &Mute::owner}};

std::vector<std::string_view> known_keys() {
  std::vector<std::string_view> keys;
  for (const Member& member : members) keys.push_back(member.key);
  keys.push_back(expires_key);
  return keys;
}

base::Error wrong(const std::string& where, std::string_view what) {
  return {ErrorKind::config, fmt::format("{}: {}", where, what)};
}

std::string where(const std::string& name, int line) {
  return fmt::format("{}, line {}", name, line);
}

bool is_control(char c) {
  return static_cast<unsigned char>(c) < ' ' || c == '\x7f';
}

std::string text_of(const toml::node& node, std::string_view key, const std::string& place) {
  const auto* text = node.as_string();
  if (text == nullptr) throw wrong(place, fmt::format("{} of a mute has to be a text in quotes", key));
  const std::string& value = text->get();
  if (value.empty()) throw wrong(place, fmt::format("{} is empty: say something, or leave it out", key));
  if (value.size() > longest_mute_text) {
    throw wrong(place, fmt::format("{} has {} bytes, and {} is the most", key, value.size(), longest_mute_text));
  }
  if (std::ranges::any_of(value, is_control)) throw wrong(place, fmt::format("{} holds a control character", key));
  return value;
}

model::Day day_of(const toml::node& node, const std::string& place) {
  std::string text;
  if (const auto* date = node.as_date()) {
    const toml::date& day = date->get();
    text = fmt::format("{:04}-{:02}-{:02}", day.year, day.month, day.day);
  } else if (const auto* quoted = node.as_string()) {
    text = quoted->get();
  }
  if (const auto day = model::parse_day(text)) return *day;
  throw wrong(place, "expires of a mute has to be its last day, such as 2027-03-31");
}

Mute mute_of(const toml::table& table, const std::string& name) {
  Mute mute;
  mute.source = name;
  mute.line = int(table.source().begin.line);
  for (const auto& [key, node] : table) {
    const std::string place = where(name, int(node.source().begin.line));
    const auto* member = std::ranges::find(members, key.str(), &Member::key);
    if (member != std::end(members)) {
      mute.*member->text = text_of(node, member->key, place);
    } else if (key.str() == expires_key) {
      mute.expires = day_of(node, place);
    } else {
      throw wrong(place, fmt::format("a mute has no '{}'{}", base::printable(key.str(), 60),
                                     words::what_there_is(key.str(), known_keys())));
    }
  }
  return mute;
}

bool is_finding_id(std::string_view text) {
  return text.size() == 16 &&
         std::ranges::all_of(text, [](char c) { return base::is_digit(c) || (c >= 'a' && c <= 'f'); });
}

bool is_blank(std::string_view text) {
  return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

// What keeps it from being a mute; empty: nothing.
std::string fault_of(const Mute& mute, const MuteRules& rules) {
  if (mute.id.empty() && mute.check.empty())
    return R"(it names nothing: give it an id or a check (check = "*" is all))";
  if (!mute.id.empty()) {
    if (!is_finding_id(mute.id)) {
      return fmt::format("'{}' is not the id of a finding, which is 16 digits and letters from a to f",
                         base::printable(mute.id, 60));
    }
    if (!mute.check.empty() || !mute.resource.empty() || !mute.tag.empty()) {
      return "an id names one finding: leave out check, resource and tag";
    }
  }
  for (const Member& member : members) {
    if (std::ranges::any_of(mute.*member.text, is_control)) {
      return fmt::format("its {} holds a line break or another control character: it has to be one line", member.key);
    }
  }
  if (rules.allow_open) return "";
  for (const Member& member : members) {
    const bool is_sign = member.text == &Mute::reason || member.text == &Mute::owner;
    if (is_sign && is_blank(mute.*member.text)) {
      return fmt::format("it has no {}; --allow-open-mutes accepts mutes without reason, owner and expires",
                         member.key);
    }
  }
  if (!mute.expires) return "it has no expires, such as 2027-03-31; --allow-open-mutes accepts mutes without it";
  return "";
}

std::vector<Mute> mutes_of(const toml::table& root, const std::string& name, const MuteRules& rules) {
  std::vector<Mute> mutes;
  for (const auto& [key, node] : root) {
    const std::string place = where(name, int(node.source().begin.line));
    if (key.str() != table_key) {
      if (rules.is_settings) continue;
      throw wrong(place, fmt::format("there is no '{}' in a file of mutes; each mute begins with [[mute]]",
                                     base::printable(key.str(), 60)));
    }
    const auto* list = node.as_array();
    if (list == nullptr) throw wrong(place, "each mute begins with [[mute]], in two brackets");
    if (list->size() > most_mutes) {
      throw wrong(name, fmt::format("it holds {} mutes, and {} is the most", list->size(), most_mutes));
    }
    for (const auto& one : *list) {
      const auto* table = one.as_table();
      if (table == nullptr) throw wrong(place, "each mute begins with [[mute]], in two brackets");
      mutes.push_back(mute_of(*table, name));
      if (const auto fault = fault_of(mutes.back(), rules); !fault.empty()) {
        throw wrong(where(name, mutes.back().line), fmt::format("this mute cannot be used: {}", fault));
      }
    }
  }
  return mutes;
}

toml::table parsed(std::string_view text, const std::string& name) {
  if (text.size() > most_mute_bytes) {
    throw wrong(name, fmt::format("it has {} bytes, and {} is the most", text.size(), most_mute_bytes));
  }
  try {
    return toml::parse(text);
  } catch (const toml::parse_error& error) {
    throw wrong(where(name, int(error.source().begin.line)), base::printable(error.description(), 200));
  }
}

// For comparing what two texts hold.
std::vector<Mute> without_places(std::vector<Mute> mutes) {
  for (Mute& mute : mutes) mute.line = 0;
  return mutes;
}

// Whatever an edited text holds beside mutes is not looked at.
std::vector<Mute> all_in(std::string_view text, const std::string& name) {
  return without_places(parse_mutes(text, name, {.allow_open = true, .is_settings = true}));
}

std::string in_quotes(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + '"';
}

std::string block_of(const Mute& mute, std::string_view comment) {
  std::string block = fmt::format("[[{}]]", table_key);
  if (!comment.empty()) block += fmt::format("  # {}", words::one_line(comment, 120));
  block += '\n';
  for (const Member& member : members) {
    if (!(mute.*member.text).empty()) block += fmt::format("{:<8} = {}\n", member.key, in_quotes(mute.*member.text));
  }
  if (mute.expires) block += fmt::format("{:<8} = {}\n", expires_key, model::to_text(*mute.expires));
  return block;
}

std::string with_line_ends_of(std::string_view text, const std::string& block) {
  if (text.find("\r\n") == std::string_view::npos) return block;
  std::string out;
  for (const char c : block) out += c == '\n' ? std::string("\r\n") : std::string(1, c);
  return out;
}

// With their line feeds.
std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const auto feed = text.find('\n');
    const std::size_t size = feed == std::string_view::npos ? text.size() : feed + 1;
    lines.push_back(text.substr(0, size));
    text.remove_prefix(size);
  }
  return lines;
}

// The lines of the table that begins at `line`, from the first to behind the last; counted from 0.
std::pair<std::size_t, std::size_t> lines_of_table(const toml::table& root, int line) {
  std::size_t last = std::size_t(line);
  if (const auto* list = root[table_key].as_array()) {
    for (const auto& one : *list) {
      const auto* table = one.as_table();
      if (table == nullptr || int(table->source().begin.line) != line) continue;
      for (const auto& [key, node] : *table) last = std::max(last, std::size_t(node.source().end.line));
    }
  }
  return {std::size_t(line) - 1, last};
}

}  // namespace

std::vector<Mute> parse_mutes(std::string_view text, const std::string& name, const MuteRules& rules) {
  return mutes_of(parsed(text, name), name, rules);
}

void require_mute(const Mute& mute, const MuteRules& rules) {
  if (const auto fault = fault_of(mute, rules); !fault.empty()) throw wrong("this mute cannot be used", fault);
  parse_mutes(block_of(mute, ""), "this mute", rules);
}

std::string with_mute(std::string_view text, const Mute& mute, std::string_view comment, const std::string& name) {
  std::string block = block_of(mute, comment);
  if (!text.empty()) block = (text.ends_with('\n') ? "\n" : "\n\n") + block;
  std::string edited = std::string(text) + with_line_ends_of(text, block);
  auto expected = all_in(text, name);
  expected.push_back(mute);
  expected.back().source = name;
  if (all_in(edited, name) == without_places(expected)) return edited;
  throw wrong(name, "a mute cannot be added behind what stands there; add it by hand");
}

std::string without_mute(std::string_view text, const Mute& mute, const std::string& name) {
  const auto lines = lines_of(text);
  auto [first, behind] = lines_of_table(parsed(text, name), mute.line);
  const bool stood_apart = first == 0 || is_blank(lines[first - 1]);
  if (stood_apart && behind < lines.size() && is_blank(lines[behind])) ++behind;
  if (behind == lines.size() && first > 0 && is_blank(lines[first - 1])) --first;
  std::string edited;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (i < first || i >= behind) edited += lines[i];
  }
  auto expected = parse_mutes(text, name, {.allow_open = true, .is_settings = true});
  std::erase_if(expected, [&](const Mute& one) { return one.line == mute.line; });
  const bool is_one = expected.size() + 1 == all_in(text, name).size();
  if (is_one && all_in(edited, name) == without_places(expected)) return edited;
  throw wrong(where(name, mute.line), "the lines of this mute cannot be told from others; take it out by hand");
}

}  // namespace app
