// The world as a test wants it: variables that it sets, a clock that it moves, fixed chance, and HTTP from a script.
// One thread, but for what the members themselves allow.
#pragma once

#include "app/world.hpp"
#include "fakes/manual_clock.hpp"
#include "fakes/patient.hpp"
#include "fakes/scripted_http.hpp"
#include "fakes/variables.hpp"

namespace fakes {

struct World {
  World() = default;
  explicit World(base::Time now) : clock(now) {}

  Variables variables;
  ManualClock clock;
  FixedRandom random{1};
  ScriptedHttp http;
  const app::World all{variables, clock, random, http};
};

}  // namespace fakes
