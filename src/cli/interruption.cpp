#include "cli/interruption.hpp"

#include <cstdlib>
#include <fmt/format.h>
#include <utility>

namespace cli {

Interruption::Interruption(Watch& watch)
    : watch_(watch), signals_({.stop = [this] { stop(); }, .end = [this] { end(); }}) {}

void Interruption::set(bool is_reviewing, std::string way_on) {
  const std::lock_guard lock(mutex_);
  is_reviewing_ = is_reviewing;
  way_on_ = std::move(way_on);
}

void Interruption::stop() {
  {
    const std::lock_guard lock(mutex_);
    // What is awaited elsewhere, or asked of a person, would not end.
    if (is_reviewing_) stop_.request_stop();
  }
  if (!is_asked_for()) end();
  watch_.notice("stopping: what is whole is stored; once more ends it at once");
}

// Nothing is tidied up: a store is whole at any moment, and the lock of a process that is gone holds nobody.
void Interruption::end() {
  const std::lock_guard lock(mutex_);
  watch_.say(way_on_.empty() ? fmt::format("{}: interrupted; no review was under way", program)
                             : fmt::format("{}: interrupted; to go on with what is stored:\n{}", program, way_on_));
  std::_Exit(exit_interrupted);
}

}  // namespace cli
