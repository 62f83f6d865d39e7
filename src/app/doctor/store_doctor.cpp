#include "app/doctor/store_doctor.hpp"

#include <algorithm>
#include <chrono>
#include <fmt/format.h>

#include "app/move/location.hpp"
#include "app/stored.hpp"
#include "aws/operations/cloudwatch.hpp"
#include "base/encode.hpp"
#include "base/error.hpp"
#include "base/json/read.hpp"
#include "base/timestamp.hpp"
#include "collect/metrics/metric_data.hpp"
#include "model/document.hpp"
#include "store/dynamodb/table.hpp"
#include "words/numbers.hpp"

namespace app {
namespace {

using base::ErrorKind;
using nlohmann::json;
namespace read = base::read;

constexpr std::chrono::days oldest_review{8};    // reviews are weekly, and a day late is no alarm
constexpr std::chrono::days throttle_window{1};  // that is asked about
constexpr std::size_t shown_message = 200;       // characters of a review's own message

State state_of(store::Level level) {
  switch (level) {
    case store::Level::ok: return State::ok;
    case store::Level::warning: return State::warning;
    case store::Level::failed: return State::missing;
    case store::Level::unknown: return State::unknown;
  }
  return State::unknown;
}

Examined examined(const store::Property& property) {
  const bool advise = property.level != store::Level::ok && !property.advice.empty();
  return {fmt::format("store {}", property.name), state_of(property.level),
          advise ? fmt::format("{}; {}", property.value, property.advice) : property.value};
}

std::string ago(base::Time when, base::Time now) {
  const auto age = std::max(now - when, base::Time::duration(0));
  const auto days = std::chrono::floor<std::chrono::days>(age).count();
  const auto hours = std::chrono::floor<std::chrono::hours>(age).count();
  if (days > 1) return fmt::format("{} days ago", days);
  return hours > 1 ? fmt::format("{} hours ago", hours) : std::string("within the last two hours");
}

Judged judge_finished(const model::StatusDocument& status, const std::string& id, base::Time when, base::Time now) {
  const std::string message = base::printable(status.message, shown_message);
  if (status.status == model::ReviewStatus::failed || status.status == model::ReviewStatus::partial) {
    return {State::warning,
            fmt::format("{}, {}, {}{}{}; `connect-ops-review show {}` says what could not be assessed", id,
                        ago(when, now), name(status.status), message.empty() ? "" : ": ", message, id)};
  }
  if (now - when > oldest_review) {
    return {State::warning, fmt::format("{} is the last one, {}: see that the schedule is on and its function's log, "
                                        "or make one with `connect-ops-review run`",
                                        id, ago(when, now))};
  }
  return {State::ok, fmt::format("{}, {}, {}", id, ago(when, now), name(status.status))};
}

Judged judge_state(const model::StatusDocument& status, const std::string& id, base::Time when, base::Time now) {
  switch (status.status) {
    case model::ReviewStatus::in_progress:
      return {State::ok, fmt::format("{} is in progress, begun {}", id, ago(when, now))};
    case model::ReviewStatus::interrupted:
      return {State::warning, fmt::format("{} was begun {} and was interrupted: {}", id, ago(when, now),
                                          base::printable(status.message, shown_message))};
    default: return judge_finished(status, id, when, now);
  }
}

Judged judge_last_review(store::Store& store, base::Time now) {
  store::Filter newest;
  newest.limit = 1;
  const store::ReviewPage page = store.reviews(newest);
  if (page.reviews.empty()) return {State::warning, "there is none: `connect-ops-review run` makes one"};
  const store::Summary& last = page.reviews.front();
  const std::string id = base::printable(last.review_id, shown_message);
  const auto when = base::from_review_id(last.review_id);
  if (!when) return {State::unknown, fmt::format("{}, whose id does not say when it was made", id)};
  try {
    return judge_state(current_state(store, model::status_from_json(last.status), now), id, *when, now);
  } catch (const base::Error& error) {
    if (error.kind() != ErrorKind::corrupt) throw;
    return {State::unknown,
            fmt::format("{}, {}, whose state cannot be read: how it ended is not known", id, ago(*when, now))};
  }
}

// Throttles of the table and of its index are counted apart.
json throttle_query(const std::string& table, const char* metric, bool of_index, int number) {
  collect::MetricQuery query{.id = fmt::format("m{}", number),
                             .metric_namespace = "AWS/DynamoDB",
                             .metric = metric,
                             .dimensions = {{"TableName", table}},
                             .period = std::chrono::hours(1),
                             .statistic = "Sum"};
  if (of_index) query.dimensions.emplace_back("GlobalSecondaryIndexName", store::index_name);
  return collect::metric_query(query);
}

json throttle_queries(const std::string& table) {
  json queries = json::array();
  for (const bool of_index : {false, true}) {
    for (const auto* metric : {"ReadThrottleEvents", "WriteThrottleEvents"}) {
      queries.push_back(throttle_query(table, metric, of_index, int(queries.size())));
    }
  }
  return queries;
}

// DynamoDB publishes these metrics only when there is something to count: an answer that is complete and has no values
// means none. https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/metrics-dimensions.html
Judged judge_throttles(aws::Client& client, const std::string& table, base::Time now) {
  const json queries = throttle_queries(table);
  std::size_t complete = 0;
  double events = 0;
  aws::for_each_item(client, aws::cloudwatch::get_metric_data,
                     {{"StartTime", base::to_epoch_seconds(now - throttle_window)},
                      {"EndTime", base::to_epoch_seconds(now)},
                      {"MetricDataQueries", queries}},
                     [&](const json& result) {
                       complete += read::text(result, "StatusCode") == "Complete" ? 1U : 0U;
                       for (const json& value : read::array(result, "Values")) {
                         if (value.is_number()) events += value.get<double>();
                       }
                     });
  if (events > 0) {
    return {State::warning, fmt::format("{} in the last day: requests were sent again or failed; see that the "
                                        "table is on demand",
                                        words::number(events, 0))};
  }
  if (complete < queries.size()) return {State::unknown, "CloudWatch answered only a part of what it was asked"};
  return {State::ok, "none in the last day"};
}

class StoreExamination {
 public:
  StoreExamination(Cloud& cloud, const StoreToExamine& wanted, base::Time now)
      : cloud_(cloud), wanted_(wanted), now_(now) {}

  std::vector<Examined> run() {
    found_.push_back({"backend", State::ok,
                      fmt::format("{}, {}", wanted_.place.backend,
                                  wanted_.chosen_by == "default" ? "the default" : "from " + wanted_.chosen_by)});
    found_.push_back(examine("store", [&] { return look_at_the_place(); }));
    if (found_.back().state != State::ok) return std::move(found_);
    for (const store::Property& one : condition_) found_.push_back(examined(one));
    if (store_) found_.push_back(examine("store writing", [&] { return store_->try_writing(); }));
    if (wanted_.place.backend == "dynamodb") {
      found_.push_back(judge_aside("store throttles", [&] {
        base::Usage usage;  // nobody asks
        auto client = cloud_.client(cloud_.region(), usage);
        return judge_throttles(client, wanted_.place.table, now_);
      }));
    }
    found_.push_back(judge("last review", [&]() -> Judged {
      if (!store_) return {State::warning, "there is none: `connect-ops-review run` makes one"};
      return judge_last_review(*store_, now_);
    }));
    return std::move(found_);
  }

 private:
  // A database that is not there yet is made by the first review; a bucket or a table is not.
  std::string look_at_the_place() {
    try {
      store_ = wanted_.open();
      condition_ = store_->condition();
      return location_name(wanted_.place);
    } catch (const base::Error& error) {
      if (error.kind() != ErrorKind::not_found || wanted_.place.backend != "sqlite") throw;
      return fmt::format("{}, which the first review makes", location_name(wanted_.place));
    }
  }

  Cloud& cloud_;
  const StoreToExamine& wanted_;
  const base::Time now_;
  std::vector<Examined> found_;
  std::unique_ptr<store::Store> store_;  // none: it is not there yet
  std::vector<store::Property> condition_;
};

}  // namespace

std::vector<Examined> examine_store(Cloud& cloud, const StoreToExamine& store, base::Time now) {
  return StoreExamination(cloud, store, now).run();
}

}  // namespace app
