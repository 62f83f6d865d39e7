// The command line as it was typed, taken apart by CLI11, which parse.cpp keeps to itself. Any thread.
#pragma once

#include <string>

#include "cli/command.hpp"

namespace cli {

enum class Wanted { run, help, help_all, version };

struct Parsed {
  Wanted wanted = Wanted::run;
  const Command* command = nullptr;  // nullptr: help of the program, or of a group
  std::string group{};               // "storage"; empty: the program
};

// Throws base::Error(usage) that says what is wrong, what was likely meant, and which help has more.
Parsed parse(int argc, const char* const* argv, Arguments& arguments);

}  // namespace cli
