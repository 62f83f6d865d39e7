// Help as it is printed: what is common first, everything by groups. Pure functions.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cli/options.hpp"

namespace cli {

inline constexpr std::size_t most_common = 12;  // options in the help of a command

struct OptionGroup {
  std::string_view title;
  std::vector<OptionRow> rows;
};

// By what they are for; none is empty.
std::vector<OptionGroup> grouped(std::vector<OptionRow> rows);

// Those that people use most, at most `most_common`.
std::vector<OptionRow> common(std::vector<OptionRow> rows);

// "run [OPTIONS]", "show REVIEW [COMPONENT] [OPTIONS]".
std::string usage_of(const Command& command);

inline constexpr std::string_view about =
    "Reviews an Amazon Connect contact centre: quotas, metrics, phone numbers, flows, API throttling and flow logs.";

struct ExitCodeRow {
  int code;
  std::string_view meaning;
};
inline constexpr ExitCodeRow exit_codes[] = {
    {exit_done, "done"},
    {exit_failed, "could not be done"},
    {exit_usage, "wrong usage or configuration"},
    {exit_findings, "findings at or above --fail-on"},
    {exit_not_assessed, "something could not be assessed and --strict was given"},
    {exit_interrupted, "interrupted"},
};

// Of the program for an empty name, else of a group.
std::string help_of_group(std::string_view group, std::size_t width);
std::string help_of(const Command& command, bool all, std::size_t width);

}  // namespace cli
