#include "cli/headway_text.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <optional>
#include <string_view>
#include <tuple>

#include "model/inventory.hpp"
#include "words/numbers.hpp"

namespace cli {
namespace {

using collect::Reading;
using std::chrono::milliseconds;

// Nothing: nobody knows.
std::optional<milliseconds> time_left(const Reading& reading, base::Time now, const TimeFor& time_for) {
  if (reading.done >= reading.of) return std::nullopt;
  const std::size_t items = reading.of - reading.done;
  const std::size_t done = reading.done - std::min(reading.done_before, reading.done);
  milliseconds left{0};
  if (reading.operation != nullptr && time_for) left = time_for(*reading.operation, items);
  if (reading.since && done > 0) {
    left = std::max(left, (now - *reading.since) * milliseconds::rep(items) / milliseconds::rep(done));
  }
  return left > milliseconds(0) ? std::optional(left) : std::nullopt;
}

std::string text_of(const Reading& reading) {
  const std::string done = words::count(std::int64_t(reading.done));
  if (reading.items.empty()) return std::string(model::row_of(reading.dataset).words);
  if (reading.of == 0) return fmt::format("{} {}", done, reading.items);
  return fmt::format("{} {} of {}", reading.items, done, words::count(std::int64_t(reading.of)));
}

std::optional<milliseconds> most_left(const Reading& reading, base::Time now) {
  return reading.until ? std::optional(std::max(milliseconds(0), *reading.until - now)) : std::nullopt;
}

// "about 3 min left", in steps that a person can follow.
std::string text_of(milliseconds left, std::string_view how_sure) {
  using namespace std::chrono;
  if (left <= seconds(5)) return "a few seconds left";
  if (left <= seconds(55)) return fmt::format("{} {} s left", how_sure, (ceil<seconds>(left).count() + 4) / 5 * 5);
  const auto whole = round<minutes>(std::max<milliseconds>(left, minutes(1)));
  if (whole < hours(1)) return fmt::format("{} {} min left", how_sure, whole.count());
  return fmt::format("{} {} h {} min left", how_sure, whole.count() / 60, whole.count() % 60);
}

}  // namespace

std::string headway_text(const std::vector<Reading>& under_way, base::Time now, const TimeFor& time_for) {
  const auto weight = [&](const Reading& reading) {
    return std::tuple(time_left(reading, now, time_for), most_left(reading, now), !reading.items.empty());
  };
  const auto longest = std::ranges::max_element(under_way, {}, weight);
  if (longest == under_way.end()) return "judging and storing";
  const auto [left, most, has_items] = weight(*longest);
  if (left) return fmt::format("{}, {}", text_of(*longest), text_of(*left, "about"));
  if (most) return fmt::format("{}, {}", text_of(*longest), text_of(*most, "at most"));
  return text_of(*longest);
}

}  // namespace cli
