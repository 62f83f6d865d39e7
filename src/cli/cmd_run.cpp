#include <algorithm>
#include <cstdio>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "app/review.hpp"
#include "app/stored.hpp"
#include "aws/recording.hpp"
#include "base/error.hpp"
#include "cli/command.hpp"

namespace cli {
namespace {

using base::ErrorKind;
using nlohmann::json;

int count(const app::Outcome& outcome, model::Status status) {
  const auto found = outcome.findings.find(std::string(model::name(status)));
  return found == outcome.findings.end() ? 0 : found->second;
}

// The days that are asked for have to be those of the recording: its answers hold no others.
int days_of(const Session& session, const aws::RecordingInfo& recording) {
  const int days = session.config.days();
  if (session.config.is_default("days") || days == recording.days) return recording.days;
  throw base::Error(
      ErrorKind::usage,
      fmt::format("this recording holds {0} days, not {1}; leave --days out or give --days {0}", recording.days, days));
}

void show_progress(const model::Document& document, std::chrono::milliseconds since_start) {
  std::fputs(fmt::format("{:<12} {:<9} {:>6} calls {:>8.1f} s\n", document.component, model::name(document.status),
                         document.usage.calls, double(since_start.count()) / 1000)
                 .c_str(),
             stderr);
}

app::Outcome review(const Session& session, store::Store& store) {
  const std::string& directory = session.config.text("recording");
  if (directory.empty()) {
    throw base::Error(ErrorKind::usage, "nothing to review: name a recording, for example --recording samples/harbour");
  }
  const aws::RecordingInfo recording = aws::read_recording_info(directory);
  app::Request request;
  request.instance = model::parse_instance_arn(recording.instance_arn);
  request.days = days_of(session, recording);
  request.components = app::choose_components(session.config.list("only"), session.config.list("skip"));
  request.settings = session.config.settings();

  aws::ReplayClient client(directory);
  base::StandingClock as_of(recording.recorded_at);
  const app::Context context{client, store, session.clock, as_of, recording.recorded_at, VERSION};
  return app::review(context, request, session.progress() ? app::Progress(show_progress) : app::Progress());
}

json answer(const Session& session, const app::Outcome& outcome, const std::string& instance_arn,
            const std::vector<app::WrittenReport>& reports) {
  json report_url;
  if (!reports.empty()) report_url = reports.front().link;
  json errors;
  if (!outcome.errors.empty()) errors = outcome.errors;
  return {
      {"reviewId", outcome.review_id},
      {"status", model::name(outcome.status)},
      {"reportUrl", report_url},
      {"analyzersCompleted", outcome.completed.size()},
      {"analyzersFailed", outcome.failed.size()},
      {"errors", errors},
      {"storage", session.config.text("storage")},
      {"instanceArn", instance_arn},
      {"findings", outcome.findings},
      {"durationMs", outcome.duration.count()},
      {"usage",
       {{"calls", outcome.usage.calls}, {"retries", outcome.usage.retries}, {"throttles", outcome.usage.throttles}}}};
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

int run(const Session& session) {
  const auto formats = session.config.list("output_formats");
  for (const auto& format : formats) report::writer(format);  // a wrong one is said before the review, not after it
  const auto store = open_store(session, true);
  const app::Outcome outcome = review(session, *store);
  const report::Review stored = app::load_review(*store, outcome.review_id);
  const auto reports = app::write_reports(*store, stored, formats, session.config.text("output_dir"));
  if (session.arguments.json) {
    print(answer(session, outcome, stored.status.instance_arn, reports).dump());
    return exit_code(session, outcome);
  }
  print(report::text(stored, session.colour(), session.width()));
  for (const auto& report : reports) print(fmt::format("{} report: {}", report.format, report.link));
  return exit_code(session, outcome);
}

}  // namespace

const Command run_command = {
    "run",
    "Review an instance, keep the result and write a report",
    {},
    {"recording", "days", "only", "skip", "log_group", "carrier_lookup", "warn_percentage", "fail_percentage",
     "output_formats", "output_dir", "fail_on", "strict", "storage", "database"},
    {"json"},
    "  connect-ops-review run --recording samples/harbour\n"
    "  connect-ops-review run --recording samples/harbour --only quota,flow --fail-on fail\n"
    "  connect-ops-review run --recording samples/harbour --output-formats html,json --output-dir out --json",
    run};

}  // namespace cli
