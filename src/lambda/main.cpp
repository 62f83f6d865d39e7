// The function of a release, which is no more than that: the program without its command line.
#include <cstdio>
#include <exception>
#include <fmt/format.h>
#include <string_view>

#include "app/process_world.hpp"
#include "base/log.hpp"
#include "lambda/function.hpp"

int main(int argc, char** argv) {
  if (argc == 2 && std::string_view(argv[1]) == "--version") {
    fmt::print("connect-ops-review {}\n", VERSION);
    return 0;
  }
  app::ProcessWorld process;
  try {
    const app::Config config = lambda::configured(process.world());
    base::log::start(config.get(app::options::log_level), config.get(app::options::log_file));
    return lambda::run_function(process.world(), config);
  } catch (const std::exception& error) {
    fmt::print(stderr, "connect-ops-review: {}\n", error.what());
    return 2;  // what is configured is wrong: all else was logged
  }
}
