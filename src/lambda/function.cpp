#include "lambda/function.hpp"

#include <cstdio>
#include <cstdlib>
#include <fmt/format.h>
#include <optional>

#include "app/move/location.hpp"
#include "base/error.hpp"
#include "base/log.hpp"
#include "lambda/handler.hpp"
#include "lambda/lambda.hpp"
#include "store/open.hpp"

namespace lambda {
namespace {

// CloudWatch reads metrics from standard output.
void print(const std::string& line) {
  fmt::print("{}\n", line);
  std::fflush(stdout);
}

}  // namespace

app::Config configured(const app::World& world, const app::Flags& flags,
                       const std::optional<std::filesystem::path>& file) {
  try {
    return {flags, file, world.environment, {{app::OptionId::storage, {"s3", "default in Lambda"}}}};
  } catch (const base::Error& error) {
    base::log::start("info", "");
    report_init_error(world, error);
    throw;
  }
}

int run_function(const app::World& world, const app::Config& config) {
  if (!is_in_lambda(world.environment)) {
    throw base::Error(base::ErrorKind::usage, "this is not AWS Lambda: AWS_LAMBDA_RUNTIME_API is not set");
  }
  std::optional<app::Cloud> cloud;
  const auto open_store = [&] {
    const store::Location place = app::configured_location(config, world.environment);
    return store::open(place, store::mode_for_reviews(place), world.clock, [&] { return cloud->remote(); });
  };
  serve_runtime(world, [&](const InvokeLater&) {
    const auto own = app::configured_account(world, config);
    cloud.emplace(world, config, own, app::reviewed_account(world, config, own));
    return make_handler(world, config, *cloud, {.open_store = open_store, .print = print});
  });
  return EXIT_FAILURE;
}

}  // namespace lambda
