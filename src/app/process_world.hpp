// The world of a process: its environment, the time, chance and the network.
#pragma once

#include "app/world.hpp"
#include "base/clock.hpp"
#include "base/environment.hpp"
#include "base/random.hpp"
#include "http/curl_client.hpp"

namespace app {

// One a process, made first in main(): it also prepares the process for threads and for readers that go away.
class ProcessWorld {
 public:
  ProcessWorld();

  World world() { return {environment_, clock_, random_, http_}; }

 private:
  base::ProcessEnvironment environment_;
  base::SystemClock clock_;
  base::SystemRandom random_;
  http::CurlClient http_;
};

}  // namespace app
