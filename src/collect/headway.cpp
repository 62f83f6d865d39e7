#include "collect/headway.hpp"

#include <ranges>

namespace collect {

void Headway::begin(model::DatasetId dataset) {
  const std::lock_guard lock(mutex_);
  under_way_[dataset].dataset = dataset;
}

void Headway::end(model::DatasetId dataset) {
  const std::lock_guard lock(mutex_);
  under_way_.erase(dataset);
}

std::vector<Reading> Headway::under_way() const {
  const std::lock_guard lock(mutex_);
  const auto readings = under_way_ | std::views::values;
  return {readings.begin(), readings.end()};
}

void Steps::expect(std::string_view items, std::size_t of, const aws::Operation* operation, std::size_t done) const {
  if (headway_ == nullptr) return;
  const base::Time now = clock_->now();
  headway_->tell(dataset_, [&](Reading& reading) {
    reading.items = items;
    reading.of = of;
    reading.operation = operation;
    reading.done = reading.done_before = done;
    reading.since = now;
  });
}

void Steps::expect_until(std::string_view items, const std::optional<base::Time>& until) const {
  if (headway_ == nullptr) return;
  headway_->tell(dataset_, [&](Reading& reading) {
    reading.items = items;
    reading.until = until;
  });
}

void Steps::done(std::size_t items) const {
  if (headway_ == nullptr) return;
  headway_->tell(dataset_, [&](Reading& reading) { reading.done += items; });
}

}  // namespace collect
