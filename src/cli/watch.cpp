#include "cli/watch.hpp"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "words/numbers.hpp"
#include "words/width.hpp"

namespace cli {
namespace {

constexpr std::chrono::seconds between_looks{1};
constexpr std::size_t usual_width = 80;  // columns

std::size_t width_of_terminal() {
  winsize size{};
  const bool is_known = ::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 3;
  return is_known ? size.ws_col : usual_width;
}

}  // namespace

Watch::Watch(const Session& session)
    : clock_(session.world.clock),
      view_(session.progress()                                  ? View::live
            : session.arguments.quiet || session.arguments.json ? View::nothing
                                                                : View::lines) {}

void Watch::begin(std::string_view what, TimeFor time_for) {
  notice(what);
  time_for_ = std::move(time_for);
  begun_ = clock_.now();
  if (view_ == View::live) drawing_.emplace([this](const std::stop_token& stop) { draw_until(stop); });
}

void Watch::stored(const model::Document& document, std::chrono::milliseconds since_start) {
  notice(fmt::format("{:<12} {:<9} {:>6} calls {:>8.1f} s", document.component, model::name(document.status),
                     document.usage.calls, double(since_start.count()) / 1000));
}

void Watch::notice(std::string_view line) {
  if (view_ != View::nothing) say(line);
}

void Watch::say(std::string_view line) {
  const std::lock_guard lock(mutex_);
  erase();
  cli::say(fmt::format("{}\n", line));
}

void Watch::end() {
  drawing_.reset();
}

void Watch::draw_until(const std::stop_token& stop) {
  while (!stop.stop_requested()) {
    clock_.sleep_unless(stop, between_looks);
    const std::lock_guard lock(mutex_);
    erase();
    if (!stop.stop_requested()) draw();
  }
}

// The cursor goes back to where the line begins, so that whatever else is written begins there.
void Watch::draw() {
  const auto so_far = std::chrono::floor<std::chrono::seconds>(clock_.now() - begun_);
  const std::string line = fmt::format("{} ({} so far)", headway_text(headway_.under_way(), clock_.now(), time_for_),
                                       words::seconds(double(so_far.count())));
  const std::string fitting = shown(words::shortened(line, width_of_terminal() - 3));  // an ellipsis may become "..."
  cli::say(fmt::format("{}\r", fitting));
  drawn_ = words::columns(fitting);
}

void Watch::erase() {
  if (drawn_ == 0) return;
  cli::say(fmt::format("\r{}\r", std::string(drawn_, ' ')));
  drawn_ = 0;
}

}  // namespace cli
