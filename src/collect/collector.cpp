#include "collect/collector.hpp"

#include <algorithm>
#include <condition_variable>
#include <fmt/format.h>
#include <mutex>
#include <set>
#include <thread>

#include "aws/error.hpp"
#include "base/encode.hpp"
#include "base/error.hpp"
#include "base/json/read.hpp"
#include "base/usage.hpp"

namespace collect {
namespace {

using base::ErrorKind;
using model::Gap;
using model::GapKind;

GapKind gap_kind(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::denied:
    case ErrorKind::credentials: return GapKind::denied;
    case ErrorKind::throttled: return GapKind::throttled;
    case ErrorKind::deadline: return GapKind::out_of_time;
    case ErrorKind::not_found: return GapKind::not_found;
    case ErrorKind::not_recorded: return GapKind::not_recorded;
    case ErrorKind::corrupt: return GapKind::malformed;
    default: return GapKind::unavailable;
  }
}

// Whatever is asked next would end the same way.
bool ends_all(const base::Error& error) {
  return error.kind() == ErrorKind::credentials || error.kind() == ErrorKind::deadline;
}

// By which failures count as the same; nothing for an answer about one item. To those who wait for a service, throttles
// and faults are one.
std::optional<ErrorKind> kind_in_a_row(const base::Error& error, ItemGaps::Permission permission) {
  switch (error.kind()) {
    case ErrorKind::throttled:
    case ErrorKind::unavailable: return ErrorKind::unavailable;
    case ErrorKind::denied:
      return permission == ItemGaps::Permission::the_same ? std::optional(error.kind()) : std::nullopt;
    case ErrorKind::corrupt: return error.kind();
    default: return std::nullopt;
  }
}

void add_with_needs(model::DatasetId dataset, std::set<model::DatasetId>& wanted) {
  if (!wanted.insert(dataset).second) return;
  for (const auto need : collector_of(dataset).needs) add_with_needs(need, wanted);
}

// Hands out datasets whose needs are done to the threads that ask.
class Schedule {
 public:
  explicit Schedule(const std::set<model::DatasetId>& wanted) {
    for (const Collector& collector : table()) {
      if (wanted.contains(collector.dataset)) waiting_.push_back(&collector);
    }
  }

  // Blocks until one can start; nullptr when there is nothing left to start.
  const Collector* next() {
    std::unique_lock lock(mutex_);
    while (!waiting_.empty() && !failure_) {
      const auto ready = std::ranges::find_if(waiting_, [&](const Collector* one) {
        return std::ranges::all_of(one->needs, [&](auto need) { return finished_.contains(need); });
      });
      if (ready != waiting_.end()) {
        const Collector* collector = *ready;
        waiting_.erase(ready);
        return collector;
      }
      changed_.wait(lock);
    }
    return nullptr;
  }

  void finish(const Collector& collector) {
    const std::lock_guard lock(mutex_);
    finished_.insert(collector.dataset);
    changed_.notify_all();
  }

  void fail(std::exception_ptr failure) {
    const std::lock_guard lock(mutex_);
    if (!failure_) failure_ = std::move(failure);
    changed_.notify_all();
  }

  bool failed() {
    const std::lock_guard lock(mutex_);
    return failure_ != nullptr;
  }

  void rethrow() const {
    if (failure_) std::rethrow_exception(failure_);
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<const Collector*> waiting_;
  std::set<model::DatasetId> finished_;
  std::exception_ptr failure_;
};

void collect_one(const Collector& collector, aws::Transport& transport, aws::Patience& patience,
                 model::Inventory& inventory, base::Usage& usage, Headway* headway) {
  if (const auto gap = left_out(collector, inventory.settings)) return row_of(collector.dataset).miss(inventory, *gap);
  aws::RetryingClient client(transport, patience, usage);
  Source source{client, patience.clock, inventory, {headway, collector.dataset, patience.clock}};
  if (headway != nullptr) headway->begin(collector.dataset);
  try {
    collector.collect(source, inventory);
  } catch (const base::Error& error) {
    row_of(collector.dataset).miss(inventory, gap_from(error));
  }
  if (headway != nullptr) headway->end(collector.dataset);
}

}  // namespace

const Collector& collector_of(model::DatasetId dataset) {
  return *std::ranges::find(table(), dataset, &Collector::dataset);
}

std::optional<Gap> no_calls_for_items(const model::Settings& settings) {
  if (settings.depth != model::Depth::quick) return std::nullopt;
  return Gap{GapKind::switched_off, "a quick review asks for lists alone; --depth standard reads it", ""};
}

std::optional<Gap> left_out(const Collector& collector, const model::Settings& settings) {
  return collector.asks == Asks::each_item ? no_calls_for_items(settings) : std::nullopt;
}

Gap gap_from(const base::Error& error) {
  Gap gap{gap_kind(error.kind()), error.what(), ""};
  const auto* answer = dynamic_cast<const aws::AwsError*>(&error);
  if (answer != nullptr && error.kind() == ErrorKind::denied) {
    gap.permission = aws::action(answer->operation());
    gap.reason = fmt::format("the caller is not allowed to call {}; {}", answer->operation().name,
                             aws::advice_on_denial(*answer));
  } else if (answer != nullptr && error.kind() == ErrorKind::throttled) {
    gap.reason = fmt::format("AWS kept throttling {} ({} attempts); run again when the account is less busy",
                             aws::action(answer->operation()), aws::RetryingClient::max_attempts);
  }
  return gap;
}

std::string label(const nlohmann::json& item, const char* key) {
  return base::printable(base::read::text(item, key), 300);
}

std::string needed(const nlohmann::json& answer, const char* member, const aws::Operation& operation) {
  std::string text = base::read::text(answer, member);
  if (text.empty()) {
    throw base::Error(ErrorKind::corrupt, fmt::format("{} answered no {}", aws::action(operation), member));
  }
  return text;
}

Gap ItemGaps::after(const base::Error& error) {
  Gap gap = gap_from(error);
  if (!first_) first_ = gap;
  if (ends_all(error)) {
    given_up_ = gap;
    return gap;
  }
  const auto kind = kind_in_a_row(error, permission_);
  in_a_row_ = kind && kind == last_ ? in_a_row_ + 1 : 1;
  last_ = kind;
  if (kind && in_a_row_ == most_in_a_row) {
    given_up_ = gap;
    given_up_->reason = fmt::format("it was not asked for after {} failures in a row: {}", most_in_a_row, gap.reason);
  }
  return gap;
}

Gap needs_other(std::string_view what, const std::optional<Gap>& gap) {
  const bool is_left_out = gap && gap->kind == GapKind::switched_off;
  return {is_left_out ? GapKind::switched_off : GapKind::needs_other,
          fmt::format("the {} is not known: {}", what, gap ? gap->reason : ""), gap ? gap->permission : ""};
}

Gap items_gap(std::int64_t missing, std::size_t all, std::string_view what, const Gap& first) {
  return {first.kind,
          fmt::format("{} of {} {} could not be read; the first because {}", missing, all, what, first.reason),
          first.permission};
}

void run(const std::set<model::DatasetId>& datasets, aws::Transport& transport, aws::Patience& patience,
         model::Inventory& inventory, std::size_t threads, const Done& done, Headway* headway) {
  std::set<model::DatasetId> wanted;
  for (const auto dataset : datasets) add_with_needs(dataset, wanted);
  Schedule schedule(wanted);
  const auto work = [&] {
    try {
      while (const Collector* collector = schedule.next()) {
        base::Usage usage;
        collect_one(*collector, transport, patience, inventory, usage, headway);
        schedule.finish(*collector);  // before `done`, which may take its time: others wait for the dataset alone
        if (!schedule.failed()) done(*collector, usage);
      }
    } catch (...) {
      schedule.fail(std::current_exception());
    }
  };
  {
    std::vector<std::jthread> pool;
    for (std::size_t i = 1; i < threads; ++i) pool.emplace_back(work);
    work();
  }
  schedule.rethrow();
}

}  // namespace collect
