#include <csignal>
#include <malloc.h>

#include "app/world.hpp"
#include "base/clock.hpp"
#include "base/environment.hpp"
#include "base/random.hpp"
#include "cli/command.hpp"
#include "http/curl_client.hpp"

int main(int argc, char** argv) {
  // Threads wait for AWS most of the time; a heap for each of them would only keep memory that others could use.
  ::mallopt(M_ARENA_MAX, 1);  // NOLINT(concurrency-mt-unsafe): no other thread runs yet
  // What nobody reads any more must not end a review that is under way. A handler, which the programs that this one
  // starts do not inherit, and SIG_IGN is.
  std::signal(SIGPIPE, [](int) {});
  const base::ProcessEnvironment environment;
  base::SystemClock clock;
  base::SystemRandom random;
  http::CurlClient http(environment.get("AWS_CA_BUNDLE").value_or(""));
  return cli::main(argc, argv, {environment, clock, random, http});
}
