// What each command takes, as the rows that parsing, help, completions and the man page are made of. Pure functions.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/command.hpp"

namespace cli {

// What a shell offers for a value.
enum class Offers { nothing, files, directories, words, lists };  // lists: words with commas between them

struct OptionRow {
  std::string_view key;         // carrier_lookup, json
  std::string_view short_flag;  // -q; most have none
  std::string flag;             // --carrier-lookup
  std::string value;            // what its value is called: FILE, N; empty: it takes none
  std::string help;             // with its default and its variable
  bool can_be_repeated = false;
  Offers offers = Offers::nothing;
  std::vector<std::string_view> words{};  // that are offered
  // The value, or nothing for an option without one. Throws base::Error(usage).
  std::function<void(Arguments&, const std::string&)> take{};
};

// Of a command: what it can be configured with, its own, and those that every command has.
std::vector<OptionRow> options_of(const Command& command);

struct WordRow {
  std::string name;  // REVIEW
  std::string_view help;
  bool is_optional = false;
  bool is_many = false;
  Offers offers = Offers::nothing;
  std::vector<std::string_view> words{};  // that are offered
};

// A command's positional arguments: "[COMPONENT]" may be left out, "[ID...]" may be given several times.
std::vector<WordRow> words_of(const Command& command);

// The commands of a group: "storage" has "storage info" and others; "run" is none.
bool is_group(std::string_view name);
std::string_view summary_of_group(std::string_view name);

// Of what names_in() names.
std::string_view summary_of(std::string_view group, std::string_view name);

// The words that may follow the program's name (`group` is empty) or a group's, in the order in which help lists them.
std::vector<std::string_view> names_in(std::string_view group);

// The part behind its group: "info" of "storage info", "run" of "run".
std::string_view last_word(const Command& command);
// And before: "storage", or nothing.
std::string_view group_of(const Command& command);

// The command of that full name; nullptr when there is none.
const Command* find_command(std::string_view name);

}  // namespace cli
