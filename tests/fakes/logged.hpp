// What a test makes the program say to the person who runs it. One test at a time: the log is the process's own.
#pragma once

#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "base/log.hpp"
#include "fakes/temporary_directory.hpp"

namespace fakes {

// The lines that `messages` leave in a log file; afterwards the logger is as the other tests know it.
template <typename Messages>
std::vector<std::string> logged(std::string_view level, const Messages& messages) {
  const TemporaryDirectory directory;
  base::log::start(level, directory / "log");
  messages();
  base::log::start("warning", "");  // closes the file
  std::vector<std::string> lines;
  std::ifstream file(directory / "log");
  for (std::string line; std::getline(file, line);) lines.push_back(line);
  return lines;
}

}  // namespace fakes
