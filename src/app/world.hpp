// What is outside of this program and not AWS: front ends build the real one, tests build another. Nothing is owned,
// and what is referred to may be used from any thread.
#pragma once

#include "base/clock.hpp"
#include "base/environment.hpp"
#include "base/random.hpp"
#include "http/http.hpp"

namespace app {

struct World {
  const base::Environment& environment;
  base::Clock& clock;
  base::Random& random;
  http::HttpClient& http;
};

}  // namespace app
