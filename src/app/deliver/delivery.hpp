// What follows once a result is kept: a row is a name and a function, and the kind of function says when it is called.
// What goes wrong in one is said, keeps no other from being made, and never fails the review.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "app/cloud.hpp"
#include "app/config/config.hpp"
#include "app/history/news.hpp"
#include "app/review.hpp"
#include "app/stored.hpp"
#include "base/clock.hpp"
#include "base/usage.hpp"
#include "formats/beside.hpp"
#include "model/review.hpp"
#include "store/store.hpp"

namespace app {

struct Means;

// Where a review's results are, as people and programs find them.
struct Kept {
  std::string storage;  // the backend's name
  std::string instance_arn;
  std::vector<WrittenReport> reports{};
  base::Usage storage_usage{};  // what keeping it took
};

struct Performed {
  ReviewOutcome outcome;
  model::Review review;  // as it is stored; without documents when it did not come to its end
  Kept kept;
  formats::Besides besides{};  // of the review, for its reports
  News news{};                 // what people and programs are told of it
  bool again = false;          // it was finished before, and its answer is wanted once more
  bool joined = false;         // it is another's, who was at it when this one was asked for
};

// After a document was stored; several documents at once, on any thread.
using AfterDocument = std::function<void(const model::Document&, const Means&)>;

// After the review was finished, failed ones included. One delivery after the other: the reports' are there for the
// next.
using AfterReview = std::function<void(Performed&, const Means&)>;

struct Delivery {
  std::string_view name;
  std::variant<AfterDocument, AfterReview> follow;
};

// The table.
std::span<const Delivery> deliveries();

// Where CloudWatch reads metrics from: the log of a Lambda function.
struct MetricLog {
  std::string function_arn;
  std::function<void(const std::string& line)> print;
};

// What deliveries work with; nothing is owned.
struct Means {
  store::Store& store;
  const Config& config;
  base::Clock& clock;
  std::function<base::Usage()> store_usage;  // what the store asked of AWS so far
  std::function<Cloud&()> cloud{};           // by which others are told; empty: nobody is
  http::HttpClient* http = nullptr;          // the same of what is not in AWS
  std::optional<MetricLog> metrics{};
  std::span<const Delivery> rows = deliveries();
};

// Each makes the deliveries of its moment and says what went wrong: "quota: the delivery 'reports' failed: reason".
std::vector<std::string> deliver(const model::Document& document, const Means& means);
std::vector<std::string> deliver(Performed& performed, const Means& means);

}  // namespace app
