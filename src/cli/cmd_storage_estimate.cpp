#include <cmath>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "app/move/estimate.hpp"
#include "base/error.hpp"
#include "base/log.hpp"
#include "cli/command.hpp"
#include "model/scene.hpp"
#include "words/numbers.hpp"

namespace cli {
namespace {

using app::MonthlyCost;

constexpr std::size_t measured_reviews = 20;

// What is stored, as far as there is something and it can be read: an estimate is also wanted before anything is.
app::Sizes sizes_of(const Session& session) {
  const std::size_t wanted = session.arguments.bytes_per_review;
  if (wanted > 0) {
    app::Sizes sizes = app::scaled_to(app::sample_sizes(), double(wanted));
    sizes.source = "--bytes-per-review";
    return sizes;
  }
  try {
    if (auto sizes = app::measured_sizes(*open_store(session, false), measured_reviews)) return *sizes;
  } catch (const base::Error& error) {
    if (error.kind() != base::ErrorKind::not_found) {
      base::log::warning(fmt::format("the stored reviews cannot be measured, the sample stands in: {}", error.what()));
    }
  }
  return app::sample_sizes();
}

std::string whole(double value) {
  return words::count(std::llround(value));
}

void print_table(const app::Sizes& sizes, double reviews_per_month, int retention_days,
                 const std::vector<MonthlyCost>& costs) {
  print(fmt::format("{} a month of {} each (as {}), kept for {} days\n",
                    words::counted(reviews_per_month, "review", "reviews"),
                    words::bytes(std::llround(sizes.bytes_per_review())), sizes.source, retention_days));
  print(fmt::format("{:<10} {:>10} {:>10} {:>8} {:>8} {:>8} {:>12} {:>11} {:>12}", "", "IN TABLE", "IN BUCKET", "PUT",
                    "GET", "LIST", "WRITE UNITS", "READ UNITS", "USD A MONTH"));
  for (const auto& cost : costs) {
    print(fmt::format("{:<10} {:>10} {:>10} {:>8} {:>8} {:>8} {:>12} {:>11} {:>12.4f}", cost.backend,
                      words::bytes(std::llround(cost.table_bytes)), words::bytes(std::llround(cost.bucket_bytes)),
                      whole(cost.puts), whole(cost.gets), whole(cost.lists), whole(cost.write_units),
                      whole(cost.read_units), cost.usd()));
  }
  print(
      "\nAt the list prices of us-east-1, once as many reviews expire as are made, before any free tier.\n"
      "The calls to AWS that a review itself makes are not in it: `show` prints what they cost.");
}

int run_storage_estimate(const Session& session) {
  if (session.arguments.reviews_per_month == 0) {
    throw base::Error(base::ErrorKind::usage, "say how many reviews are made in a month: --reviews-per-month N");
  }
  const app::Sizes sizes = sizes_of(session);
  const auto reviews = double(session.arguments.reviews_per_month);
  const int kept = session.config.get(options::retention_days);
  const auto costs = app::estimate(sizes, reviews, kept);
  if (session.arguments.json) {
    print_data(app::to_json(sizes, reviews, kept, costs).dump());
  } else {
    print_table(sizes, reviews, kept, costs);
  }
  return exit_done;
}

}  // namespace

const Command storage_estimate_command = {
    "storage estimate",
    "Estimate what keeping reviews in S3 or DynamoDB costs a month",
    {},
    with_store({options::retention_days}),
    {"reviews_per_month", "bytes_per_review", "json"},
    "  connect-ops-review storage estimate --reviews-per-month 4\n"
    "  connect-ops-review storage estimate --reviews-per-month 30 --bytes-per-review 2000000 --json\n\n"
    "A review writes its documents and reports once and its STATUS twice, and is read twice; S3 counts requests,\n"
    "DynamoDB units of 1 KB written (doubled by the index) and of 4 KB read. docs/history.md has the formulas.",
    run_storage_estimate};

}  // namespace cli
