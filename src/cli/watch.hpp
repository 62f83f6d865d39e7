// What a person sees on standard error while reviews and recordings are made: the review's id first, a line for each
// component that is stored, and on a terminal, below them, a line that is written anew every second and says how far it
// is. Any thread, but for the one that begins and ends.
#pragma once

#include <chrono>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>

#include "cli/command.hpp"
#include "cli/headway_text.hpp"
#include "collect/headway.hpp"
#include "model/document.hpp"

namespace cli {

class Watch {
 public:
  // Nobody watches with --quiet, nor with --json where there is no terminal.
  explicit Watch(const Session& session);
  ~Watch() { end(); }
  Watch(const Watch&) = delete;
  Watch& operator=(const Watch&) = delete;
  Watch(Watch&&) = delete;
  Watch& operator=(Watch&&) = delete;

  void begin(std::string_view what, TimeFor time_for);  // what is begun, to be said first
  void stored(const model::Document& document, std::chrono::milliseconds since_start);
  void notice(std::string_view line);  // for who watches
  void say(std::string_view line);     // whether or not anybody does
  void end();                          // nothing is written by itself any more

  collect::Headway& headway() { return headway_; }

 private:
  enum class View { nothing, lines, live };

  void draw_until(const std::stop_token& stop);
  void draw();
  void erase();

  base::Clock& clock_;
  const View view_;
  collect::Headway headway_;
  TimeFor time_for_;
  base::Time begun_{};
  std::mutex mutex_;       // guards standard error and what follows
  std::size_t drawn_ = 0;  // columns
  std::optional<std::jthread> drawing_;
};

}  // namespace cli
