// What Ctrl-C and SIGTERM do to `run` and `record`: the first asks the work that is under way to stop, so that what is
// whole is kept; where none is, and with the second, the program ends at once. Made and destroyed by the main thread,
// before and after all others; any thread.
#pragma once

#include <functional>
#include <mutex>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>

#include "base/stop_signals.hpp"
#include "cli/watch.hpp"

namespace cli {

class Interruption {
 public:
  // The watch is not owned.
  explicit Interruption(Watch& watch);

  // What a review stops by.
  std::stop_token token() const { return stop_.get_token(); }
  bool is_asked_for() const { return stop_.stop_requested(); }

  // While it lives, work is under way that can be asked to stop.
  class Work {
   public:
    // What then becomes of it, to be said: "what is whole is stored".
    Work(Interruption& interruption, std::string_view fate) : interruption_(interruption) {
      interruption_.set({.is_under_way = true, .fate = std::string(fate)});
    }
    ~Work() { interruption_.set({}); }
    Work(const Work&) = delete;
    Work& operator=(const Work&) = delete;
    Work(Work&&) = delete;
    Work& operator=(Work&&) = delete;

    // What is said of it from here on where it ends at once: "to go on with what is stored:" and the command.
    void set_end(std::string said, std::string command_line = "") {
      interruption_.set_end(std::move(said), std::move(command_line));
    }
    // And what is done before, from another thread.
    void set_undo(std::function<void()> undo) { interruption_.set_undo(std::move(undo)); }

   private:
    Interruption& interruption_;
  };

 private:
  struct Course {
    bool is_under_way = false;
    std::string fate{};
    std::string end = "no review was under way";
    std::string command_line{};
    std::function<void()> undo{};
  };

  void set(Course course);
  void set_end(std::string said, std::string command_line);
  void set_undo(std::function<void()> undo);
  void stop();
  [[noreturn]] void end();

  Watch& watch_;
  std::stop_source stop_;
  std::mutex mutex_;  // guards what follows
  Course course_;
  base::StopSignals signals_;  // last: it uses all of it
};

}  // namespace cli
