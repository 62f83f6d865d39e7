// What Ctrl-C and SIGTERM do to `run`: the first asks the review that is made to stop, so that what is whole is stored;
// where none is made, and with the second, the program ends at once. Made and destroyed by the main thread, before and
// after all others; any thread.
#pragma once

#include <mutex>
#include <stop_token>
#include <string>

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

  // While it lives, a review is made.
  class Review {
   public:
    explicit Review(Interruption& interruption) : interruption_(interruption) { interruption_.set(true, ""); }
    ~Review() { interruption_.set(false, ""); }
    Review(const Review&) = delete;
    Review& operator=(const Review&) = delete;
    Review(Review&&) = delete;
    Review& operator=(Review&&) = delete;

    // The command that goes on with it, from here on.
    void set_way_on(std::string command_line) { interruption_.set(true, std::move(command_line)); }

   private:
    Interruption& interruption_;
  };

 private:
  void set(bool is_reviewing, std::string way_on);
  void stop();
  [[noreturn]] void end();

  Watch& watch_;
  std::stop_source stop_;
  std::mutex mutex_;  // guards what follows
  bool is_reviewing_ = false;
  std::string way_on_;
  base::StopSignals signals_;  // last: it uses all of it
};

}  // namespace cli
