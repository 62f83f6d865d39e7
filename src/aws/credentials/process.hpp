// Runs a program for what it prints. No shell is involved. One thread at a time may ask; the program inherits standard
// input and the environment.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "base/secret.hpp"

namespace aws {

struct ProcessLimits {
  std::chrono::milliseconds timeout = std::chrono::minutes(1);
  std::size_t max_output_bytes = std::size_t{64} << 10U;
};

// What the program wrote to standard output; what it wrote to standard error is dropped, since it may hold secrets.
// Throws base::Error(credentials) that names the program, never its arguments, when it cannot be started, fails, takes
// too long or prints too much. `words` holds the program and its arguments.
base::Secret run_process(const std::vector<std::string>& words, const ProcessLimits& limits = {});

}  // namespace aws
