#include "lambda/lambda.hpp"

#include <cstdlib>
#include <map>
#include <utility>

#include "base/log.hpp"
#include "base/stop_signals.hpp"
#include "lambda/local/local_server.hpp"
#include "lambda/runtime/runtime.hpp"

namespace lambda {
namespace {

constexpr const char* runtime_api = "AWS_LAMBDA_RUNTIME_API";
constexpr const char* function_name = "AWS_LAMBDA_FUNCTION_NAME";

// Lambda is told when it cannot be.
Handler started(const MakeHandler& make_handler, Runtime& runtime) {
  try {
    return make_handler({});
  } catch (const std::exception& error) {
    runtime.report_init_error(error);
    throw;
  }
}

// As the template sets them in an account; what is not configured is left out.
std::map<std::string, std::string> variables_of(const app::Config& config) {
  using app::OptionId;
  static constexpr std::pair<const char*, OptionId> options[] = {{"STORAGE_BACKEND", OptionId::storage},
                                                                 {"RESULTS_TABLE", OptionId::table},
                                                                 {"S3_REPORTING_BUCKET", OptionId::bucket},
                                                                 {"CONNECT_INSTANCE_ARN", OptionId::instance},
                                                                 {"CONNECT_CW_LOG_GROUP", OptionId::log_group},
                                                                 {"NOTICE_TOPIC_ARN", OptionId::notice_topic},
                                                                 {"LOG_LEVEL", OptionId::log_level}};
  std::map<std::string, std::string> variables;
  for (const auto& [variable, option] : options) {
    if (!config.text(option).empty()) variables[variable] = config.text(option);
  }
  return variables;
}

void end_at_once() {
  base::log::error("ended while an invocation was running: what it had stored is kept");
  std::_Exit(EXIT_FAILURE);
}

Function local_function(const app::World& world, const app::Config& config, const LocalOptions& options) {
  Function function;
  function.name = world.environment.get(function_name).value_or(function.name);
  if (const auto& region = config.text(app::options::region); !region.empty()) function.region = region;
  if (const auto& role = config.text(app::options::role_arn); !role.empty()) function.role = role;
  function.timeout = options.timeout;
  function.variables = variables_of(config);
  return function;
}

}  // namespace

bool is_in_lambda(const base::Environment& environment) {
  return environment.get(runtime_api).has_value();
}

void serve_runtime(const app::World& world, const MakeHandler& make_handler) {
  base::log::write_json_lines();
  try {
    Runtime runtime(world.http, world.environment.get(runtime_api).value_or(""));
    runtime.serve(started(make_handler, runtime));
  } catch (const std::exception& error) {
    base::log::error(error.what());
  }
}

void report_init_error(const app::World& world, const std::exception& error) {
  const auto address = world.environment.get(runtime_api);
  if (!address) return;
  base::log::write_json_lines();
  base::log::error(error.what());
  Runtime(world.http, *address).report_init_error(error);
}

void serve_local(const app::World& world, const app::Config& config, const MakeHandler& make_handler,
                 const LocalOptions& options, const std::function<void(const std::string& url)>& announce) {
  LocalServer server(local_function(world, config, options),
                     {.concurrency = options.concurrency, .timeout = options.timeout}, options.port, world.clock,
                     world.random);
  Handler handler = make_handler(server.invoke_later());
  const base::StopSignals signals({.stop = [&server] { server.stop(); }, .end = end_at_once, .grace = options.grace});
  server.run(std::move(handler), [&] { announce(server.url()); });
}

}  // namespace lambda
