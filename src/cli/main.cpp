#include "base/clock.hpp"
#include "base/environment.hpp"
#include "cli/command.hpp"

int main(int argc, char** argv) {
  base::SystemClock clock;
  const base::ProcessEnvironment environment;
  return cli::main(argc, argv, environment, clock);
}
