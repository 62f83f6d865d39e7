#include <malloc.h>

#include "base/clock.hpp"
#include "base/environment.hpp"
#include "cli/command.hpp"

int main(int argc, char** argv) {
  // Threads wait for AWS most of the time; a heap for each of them would only keep memory that others could use.
  ::mallopt(M_ARENA_MAX, 1);
  base::SystemClock clock;
  const base::ProcessEnvironment environment;
  return cli::main(argc, argv, environment, clock);
}
