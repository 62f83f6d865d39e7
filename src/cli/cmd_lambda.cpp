#include <utility>

#include "base/error.hpp"
#include "base/log.hpp"
#include "cli/command.hpp"
#include "lambda/function.hpp"
#include "lambda/handler.hpp"
#include "lambda/lambda.hpp"
#include "recording/replay.hpp"

namespace cli {
namespace {

// In an account CloudWatch reads metrics from standard output; here they would only be in the way.
void log_metrics(std::string_view line) {
  base::log::info(line);
}

int serve_local(const Session& session) {
  const lambda::MakeHandler make_handler = [&](lambda::InvokeLater invoke_later) {
    return lambda::make_handler(session.world, session.config, session.cloud(),
                                {.open_store = [&] { return open_store(session, true); },
                                 .print = log_metrics,
                                 .invoke_later = std::move(invoke_later)});
  };
  const lambda::LocalOptions options{.port = int(session.arguments.port),
                                     .concurrency = session.arguments.concurrency,
                                     .timeout = std::chrono::seconds(session.arguments.timeout)};
  lambda::serve_local(session.world, session.config, make_handler, options, print);
  return exit_done;
}

int run_lambda(const Session& session) {
  if (session.arguments.local) return serve_local(session);
  if (!lambda::is_in_lambda(session.world.environment)) {
    throw base::Error(base::ErrorKind::usage,
                      "this is not AWS Lambda (AWS_LAMBDA_RUNTIME_API is not set); give --local to serve the function "
                      "on this machine");
  }
  return lambda::run_function(session.world, session.config);
}

// What is wrong with it is said before anybody asks for a review.
void require_recording(const Session& session) {
  const std::string directory = session.config.get(app::options::recording);
  if (!directory.empty()) recording::read_recording_info(directory);
}

}  // namespace

const Command lambda_command = {
    "lambda",
    "Run as the AWS Lambda function, or serve it on this machine with --local",
    {},
    with_store({options::instance,
                options::all_instances,
                options::region,
                options::profile,
                options::role_arn,
                options::external_id,
                options::review_role_arn,
                options::review_external_id,
                options::endpoint_url,
                options::recording,
                options::days,
                options::depth,
                options::only,
                options::skip,
                options::log_group,
                options::log_samples,
                options::retention_days,
                options::carrier_lookup,
                options::carrier_budget_usd,
                options::event_budget,
                options::warn_percentage,
                options::fail_percentage,
                options::rate_share,
                options::rates,
                options::request_timeout,
                options::output_formats,
                options::link_hours}),
    {"local", "port", "timeout", "concurrency"},
    "  connect-ops-review lambda --local --recording samples/harbour\n"
    "  aws lambda invoke --function-name amazon-connect-ops-review-orchestrator --payload '{\"daysBack\": 14}' \\\n"
    "      --cli-binary-format raw-in-base64-out --endpoint-url http://127.0.0.1:3001 --region us-east-1 answer.json\n"
    "\nOn this machine every name and ARN of a function means this one. It answers on 127.0.0.1 only, to programs and\n"
    "not to web pages, and prints its URL when it does. Events (--invocation-type Event) run one after the other.\n"
    "More than --concurrency at a time are answered with 429. SIGTERM and Ctrl-C let what runs end, for a minute at\n"
    "most; a second one does not wait.",
    run_lambda,
    require_recording};

}  // namespace cli
