#include "cli/watch.hpp"

#include <algorithm>
#include <cstdio>
#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "words/numbers.hpp"

namespace cli {
namespace {

constexpr std::chrono::seconds between_looks{1};
constexpr std::size_t usual_width = 80;  // columns

std::size_t width_of_terminal() {
  winsize size{};
  const bool is_known = ::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
  return is_known ? size.ws_col : usual_width;
}

}  // namespace

Watch::Watch(const Session& session)
    : clock_(session.world.clock),
      view_(session.progress()                                  ? View::live
            : session.arguments.quiet || session.arguments.json ? View::nothing
                                                                : View::lines) {}

void Watch::begin(const std::string& review_id, const std::string& instance_arn, TimeFor time_for) {
  notice(fmt::format("review {} of {}", review_id, instance_arn));
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
  std::fputs(fmt::format("{}\n", line).c_str(), stderr);
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
  std::string line = fmt::format("{} ({} so far)", headway_text(headway_.under_way(), clock_.now(), time_for_),
                                 words::seconds(double(so_far.count())));
  line.resize(std::min(line.size(), width_of_terminal() - 1));
  std::fputs(fmt::format("{}\r", line).c_str(), stderr);
  drawn_ = line.size();
}

void Watch::erase() {
  if (drawn_ == 0) return;
  std::fputs(fmt::format("\r{}\r", std::string(drawn_, ' ')).c_str(), stderr);
  drawn_ = 0;
}

}  // namespace cli
