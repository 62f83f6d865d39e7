#include "app/process_world.hpp"

#include <csignal>
#include <malloc.h>

namespace app {

ProcessWorld::ProcessWorld() : http_(environment_.get("AWS_CA_BUNDLE").value_or("")) {
  // Threads wait for AWS most of the time; a heap for each of them would only keep memory that others could use.
  ::mallopt(M_ARENA_MAX, 1);  // NOLINT(concurrency-mt-unsafe): no other thread runs yet
  // What nobody reads any more must not end a review that is under way. A handler, which the programs that this one
  // starts do not inherit, and SIG_IGN is.
  std::signal(SIGPIPE, [](int) {});
}

}  // namespace app
