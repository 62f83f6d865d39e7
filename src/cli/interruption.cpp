#include "cli/interruption.hpp"

#include <cstdlib>
#include <fmt/format.h>
#include <utility>

namespace cli {

Interruption::Interruption(Watch& watch)
    : watch_(watch), signals_({.stop = [this] { stop(); }, .end = [this] { end(); }}) {}

void Interruption::set(Course course) {
  const std::lock_guard lock(mutex_);
  course_ = std::move(course);
}

void Interruption::set_end(std::string said, std::string command_line) {
  const std::lock_guard lock(mutex_);
  course_.end = std::move(said);
  course_.command_line = std::move(command_line);
}

void Interruption::set_undo(std::function<void()> undo) {
  const std::lock_guard lock(mutex_);
  course_.undo = std::move(undo);
}

void Interruption::stop() {
  std::string fate;
  {
    const std::lock_guard lock(mutex_);
    // What is awaited elsewhere, or asked of a person, would not end.
    if (course_.is_under_way) stop_.request_stop();
    fate = course_.fate;
  }
  if (!is_asked_for()) end();
  watch_.notice(fmt::format("stopping: {}; once more ends it at once", fate));
}

// A store is whole at any moment, and the lock of a process that is gone holds nobody: of those nothing is tidied up.
void Interruption::end() {
  const std::lock_guard lock(mutex_);
  if (course_.undo) course_.undo();
  watch_.say(fmt::format("{}: interrupted; {}", program, course_.end));
  if (!course_.command_line.empty()) advise(course_.command_line);
  std::_Exit(exit_interrupted);
}

}  // namespace cli
