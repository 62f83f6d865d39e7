#include <algorithm>
#include <cstdio>
#include <fmt/format.h>
#include <functional>
#include <nlohmann/json.hpp>

#include "app/instances.hpp"
#include "app/review.hpp"
#include "app/stored.hpp"
#include "aws/recording.hpp"
#include "base/error.hpp"
#include "cli/command.hpp"
#include "cli/live.hpp"

namespace cli {
namespace {

using base::ErrorKind;
using nlohmann::json;

int count(const app::Outcome& outcome, model::Status status) {
  const auto found = outcome.findings.find(std::string(model::name(status)));
  return found == outcome.findings.end() ? 0 : found->second;
}

json answer(const Session& session, const app::Outcome& outcome, const std::string& instance_arn,
            const std::vector<app::WrittenReport>& reports) {
  json report_url;
  if (!reports.empty()) report_url = reports.front().link;
  json errors;
  if (!outcome.errors.empty()) errors = outcome.errors;
  return {{"reviewId", outcome.review_id},
          {"status", model::name(outcome.status)},
          {"reportUrl", report_url},
          {"analyzersCompleted", outcome.completed.size()},
          {"analyzersFailed", outcome.failed.size()},
          {"errors", errors},
          {"storage", session.config.text("storage")},
          {"instanceArn", instance_arn},
          {"findings", outcome.findings},
          {"durationMs", outcome.duration.count()},
          {"usage", model::to_json(outcome.usage)}};
}

int exit_code(const Session& session, const app::Outcome& outcome) {
  if (outcome.status == model::ReviewStatus::failed) return exit_failed;
  const app::FailOn fail_on = session.config.fail_on();
  const int fails = count(outcome, model::Status::fail), warnings = count(outcome, model::Status::warn);
  if (fail_on == app::FailOn::fail && fails > 0) return exit_findings;
  if (fail_on == app::FailOn::warn && fails + warnings > 0) return exit_findings;
  if (session.config.flag("strict") && count(outcome, model::Status::not_assessed) > 0) return exit_not_assessed;
  return exit_done;
}

// Reviews, writes the reports and prints what came out. The result is the exit code.
int review(const Session& session, const app::Context& context, const app::Request& request) {
  const app::Outcome outcome = app::review(context, request, progress_of(session));
  const report::Review stored = app::load_review(context.store, outcome.review_id);
  const auto reports = app::write_reports(context.store, stored, session.config.list("output_formats"),
                                          session.config.text("output_dir"));
  if (session.arguments.json) {
    print(answer(session, outcome, stored.status.instance_arn, reports).dump());
    return exit_code(session, outcome);
  }
  print(report::text(stored, session.colour(), session.width()));
  for (const auto& report : reports) print(fmt::format("{} report: {}", report.format, report.link));
  return exit_code(session, outcome);
}

// The days that are asked for have to be those of the recording: its answers hold no others.
int days_of(const Session& session, const aws::RecordingInfo& recording) {
  const int days = session.config.days();
  if (session.config.is_default("days") || days == recording.days) return recording.days;
  throw base::Error(
      ErrorKind::usage,
      fmt::format("this recording holds {0} days, not {1}; leave --days out or give --days {0}", recording.days, days));
}

// What was asked for, or what is left of the review that --resume names.
app::Request request_for(const Session& session, store::Store& store, const std::function<app::Request()>& anew) {
  const std::string& id = session.config.text("resume");
  return id.empty() ? anew() : app::resume_request(store, id, session.config.settings());
}

int review_recording(const Session& session, store::Store& store) {
  const std::string& directory = session.config.text("recording");
  const aws::RecordingInfo recording = aws::read_recording_info(directory);
  aws::ReplayTransport transport(directory);
  base::StandingClock as_of(recording.recorded_at);
  base::SystemRandom random;
  aws::RetryBudget budget;
  aws::Patience patience{as_of, random, budget};
  const app::Context context{.aws = transport,
                             .patience = patience,
                             .store = store,
                             .clock = session.clock,
                             .recorded_at = recording.recorded_at,
                             .remembers = false,  // the same result however often it is replayed
                             .version = VERSION};
  return review(session, context, request_for(session, store, [&] {
                  return new_request(session, model::parse_instance_arn(recording.instance_arn),
                                     model::Window::before(recording.recorded_at, days_of(session, recording)));
                }));
}

int review_live(const Session& session, store::Store& store, Live& live, const app::Request& request) {
  aws::Transport& aws = live.account.transport(request.instance.region);
  const std::string& directory = session.config.text("record");
  if (directory.empty()) return review(session, live_context(session, live, store, aws), request);
  Recording recording(session, aws, request, directory);
  app::Context context = live_context(session, live, store, recording.transport);
  context.remembers = false;  // what is not asked for is not recorded
  const int code = review(session, context, request);
  recording.files.check_whole();
  return code;
}

// One instance of several: what goes wrong with it is said, and does not stop the others.
int review_one_of_many(const Session& session, store::Store& store, Live& live, const app::FoundInstance& found) {
  try {
    return review_live(session, store, live, new_request(session, found.instance(), window_until_now(session)));
  } catch (const base::Error& error) {
    complain(fmt::format("{}: {}", found.wanted, error.what()));
    if (session.arguments.json) {
      print(json{{"instance", found.wanted}, {"status", "failed"}, {"errors", {error.what()}}}.dump());
    }
    return exit_failed;
  }
}

// What could not be done outweighs findings, and findings what could not be assessed.
int worse_of(int a, int b) {
  static constexpr int from_worst[] = {exit_failed, exit_findings, exit_not_assessed, exit_done};
  const auto rank = [](int code) { return std::find(std::begin(from_worst), std::end(from_worst), code); };
  return std::min(rank(a), rank(b)) == rank(a) ? a : b;
}

int review_account(const Session& session, store::Store& store) {
  Live live(session);
  if (!session.config.text("resume").empty()) {
    return review_live(session, store, live, request_for(session, store, {}));
  }
  const auto instances = chosen_instances(session, live);
  live.account.credentials_source();  // without any, that is said in one line before anything is stored
  if (instances.size() == 1) {
    return review_live(session, store, live,
                       new_request(session, instances.front().instance(), window_until_now(session)));
  }
  if (!session.config.text("record").empty()) {
    throw base::Error(ErrorKind::usage, "a recording holds one instance; use --record with a single --instance");
  }
  int code = exit_done;
  for (const auto& found : instances) code = worse_of(code, review_one_of_many(session, store, live, found));
  return code;
}

int run(const Session& session) {
  // What is wrong with an option is said before the review, not after it.
  for (const auto& format : session.config.list("output_formats")) report::writer(format);
  app::choose_components(session.config.list("only"), session.config.list("skip"));
  const auto store = open_store(session, true);
  return session.config.text("recording").empty() ? review_account(session, *store) : review_recording(session, *store);
}

}  // namespace

const Command run_command = {
    "run",
    "Review one or more instances, keep the results and write reports",
    {},
    {"instance",   "all_instances", "region",          "profile",
     "role_arn",   "external_id",   "endpoint_url",    "recording",
     "record",     "redact",        "resume",          "days",
     "only",       "skip",          "log_group",       "carrier_lookup",
     "complete",   "event_budget",  "warn_percentage", "fail_percentage",
     "rate_share", "rates",         "request_timeout", "output_formats",
     "output_dir", "fail_on",       "strict",          "storage",
     "database"},
    {"json"},
    "  connect-ops-review run --instance my-alias\n"
    "  connect-ops-review run --all-instances --region eu-central-1 --json\n"
    "  connect-ops-review run --recording samples/harbour --only quota,flow --fail-on fail\n"
    "  connect-ops-review run --recording samples/harbour --output-formats html,json --output-dir out --json",
    run};

}  // namespace cli
