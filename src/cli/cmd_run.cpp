#include <algorithm>
#include <cstdio>
#include <fmt/format.h>
#include <functional>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "app/answer.hpp"
#include "app/instances.hpp"
#include "app/narrowed.hpp"
#include "app/perform.hpp"
#include "app/review_lock.hpp"
#include "base/error.hpp"
#include "base/json/canonical.hpp"
#include "base/log.hpp"
#include "base/usage.hpp"
#include "cli/command.hpp"
#include "cli/live.hpp"
#include "model/document.hpp"
#include "recording/replay.hpp"
#include "words/numbers.hpp"

namespace cli {
namespace {

using base::ErrorKind;
using nlohmann::json;

int exit_code(const Session& session, const app::ReviewOutcome& outcome) {
  if (outcome.status == model::ReviewStatus::failed || !outcome.not_delivered.empty()) return exit_failed;
  const app::FailOn fail_on = session.config.get(options::fail_on);
  const int fails = outcome.findings.of(model::Status::fail), warnings = outcome.findings.of(model::Status::warn);
  if (fail_on == app::FailOn::fail && fails > 0) return exit_findings;
  if (fail_on == app::FailOn::warn && fails + warnings > 0) return exit_findings;
  if (session.config.get(options::strict) && outcome.findings.of(model::Status::not_assessed) > 0)
    return exit_not_assessed;
  return exit_done;
}

// What the store asked of AWS so far.
base::Usage storage_usage(const Session& session) {
  return session.config.get(options::storage) == "sqlite" ? base::Usage{} : session.cloud().store_usage();
}

std::string storage_text(const app::Kept& kept) {
  return fmt::format("kept in {}: {}, {}, {} USD at list prices", kept.storage,
                     words::counted(kept.storage_usage.calls, "request"), words::bytes(kept.storage_usage.bytes),
                     words::number(kept.storage_usage.cost_usd, 6));
}

app::Means means_of(const Session& session, store::Store& store) {
  return {.store = store, .config = session.config, .clock = session.world.clock, .store_usage = [&session] {
            return storage_usage(session);
          }};
}

// Prints what came out. The result is the exit code.
int tell(const Session& session, const app::Performed& performed) {
  const app::ReviewOutcome& outcome = performed.outcome;
  const app::Kept& kept = performed.kept;
  if (session.arguments.json) {
    print(base::canonical(app::answer(performed)));
    return exit_code(session, outcome);
  }
  print(formats::text(app::narrowed(performed.review, session.config), session.colour(), session.width()));
  for (const auto& report : kept.reports) print(fmt::format("{} report: {}", report.format, report.link));
  if (kept.storage_usage.calls > 0) print(storage_text(kept));
  return exit_code(session, outcome);
}

int review(const Session& session, app::Context context, const app::Request& request) {
  context.mutes = session.mutes();
  return tell(session, app::perform(context, request, means_of(session, context.store), progress_of(session)));
}

// The days that are asked for have to be those of the recording: its answers hold no others.
int days_of(const Session& session, const recording::RecordingInfo& recording) {
  const int days = session.config.get(options::days);
  if (session.config.is_default(options::days) || days == recording.days) return recording.days;
  throw base::Error(
      ErrorKind::usage,
      fmt::format("this recording holds {0} days, not {1}; leave --days out or give --days {0}", recording.days, days));
}

// What was asked for, or what is left of the review that --resume names.
app::Request request_for(const Session& session, store::Store& store, const std::function<app::Request()>& anew) {
  const std::string& id = session.config.get(options::resume);
  return id.empty() ? anew() : app::resume_request(store, id, session.config.settings());
}

int review_recording(const Session& session, store::Store& store) {
  app::Replay replay(session.config.get(options::recording));
  return review(session, replay.context(store, session.world.clock, VERSION), request_for(session, store, [&] {
                  return replay.request(session.config, days_of(session, replay.info));
                }));
}

// Waits for the review that runs, if somebody wants that. Nothing: it came to nothing.
std::optional<std::string> join(const Session& session, app::ReviewLock& lock, const app::LockState& other) {
  const std::string running = fmt::format("a review of this instance is running ({})", app::text_of(other));
  const bool is_wanted =
      session.arguments.wait || (somebody_is_there() && agrees(fmt::format("{}. Wait for its end?", running)));
  if (!is_wanted) {
    throw base::Error(
        ErrorKind::unavailable,
        fmt::format("{}: --wait waits for it and shows its result, --force starts another beside it", running));
  }
  base::log::info(running + "; its end is waited for");
  const auto joined = lock.join(other, session.cloud().patience().deadline);
  if (!joined) return std::nullopt;
  if (joined->ended_ms == 0) throw base::Error(ErrorKind::deadline, running + ", and has not ended in time");
  return joined->review_id;
}

// Takes the lock, and starts the review's own time; else the review that was made meanwhile.
std::optional<std::string> review_of_another(const Session& session, app::ReviewLock& lock, const app::Request& request,
                                             aws::Bounds& bounds) {
  while (true) {
    bounds = session.cloud().start_time();  // each instance has its own
    const auto other = lock.take(
        {.until = session.world.clock.now() + session.config.get(options::max_time), .resumes = request.resume});
    if (!other || session.arguments.force) return std::nullopt;
    const auto ended = join(session, lock, *other);
    // What AWS answered to another one was not recorded.
    if (ended && session.config.get(options::record).empty()) return ended;
  }
}

int review_live(const Session& session, store::Store& store, const app::Request& request) {
  app::ReviewLock lock(store, session.world.clock, session.world.random, request.instance.arn, this_holder());
  aws::Bounds bounds;
  if (const auto ended = review_of_another(session, lock, request, bounds)) {
    return tell(session, app::perform_again(*ended, means_of(session, store)));
  }
  aws::Transport& aws = session.cloud().transport(request.instance.region);
  const auto begun = [&lock](const std::string& review_id) { lock.name_review(review_id); };
  const std::string& directory = session.config.get(options::record);
  if (directory.empty()) {
    app::Context context = live_context(session, store, aws, bounds);
    context.begun = begun;
    return review(session, context, request);
  }
  Recording recording(session, aws, request, directory);
  app::Context context = live_context(session, store, recording.transport, bounds);
  context.begun = begun;
  context.remembers = false;  // what is not asked for is not recorded
  const int code = review(session, context, request);
  recording.files.check_whole();
  return code;
}

// One instance of several: what goes wrong with it is said, and does not stop the others.
int review_one_of_many(const Session& session, store::Store& store, const app::FoundInstance& found) {
  try {
    return review_live(session, store, new_request(session, found.instance(), window_until_now(session)));
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
  const auto rank = [](int code) { return std::ranges::find(from_worst, code); };
  return std::min(rank(a), rank(b)) == rank(a) ? a : b;
}

int review_account(const Session& session, store::Store& store) {
  if (!session.config.get(options::resume).empty()) {
    return review_live(session, store, request_for(session, store, {}));
  }
  const auto instances = chosen_instances(session);
  session.cloud().credentials_source();  // without any, that is said in one line before anything is stored
  if (instances.size() == 1) {
    return review_live(session, store, new_request(session, instances.front().instance(), window_until_now(session)));
  }
  if (!session.config.get(options::record).empty()) {
    throw base::Error(ErrorKind::usage, "a recording holds one instance; use --record with a single --instance");
  }
  int code = exit_done;
  for (const auto& found : instances) code = worse_of(code, review_one_of_many(session, store, found));
  return code;
}

int run(const Session& session) {
  // What is wrong with an option is said before the review, not after it.
  app::check_results_can_be_kept(session.config);
  session.mutes();
  const auto store = open_store(session, true);
  return session.config.get(options::recording).empty() ? review_account(session, *store)
                                                        : review_recording(session, *store);
}

}  // namespace

const Command run_command = {
    "run",
    "Review one or more instances, keep the results and write reports",
    {},
    with_store({options::instance,
                options::all_instances,
                options::region,
                options::profile,
                options::role_arn,
                options::external_id,
                options::endpoint_url,
                options::recording,
                options::record,
                options::redact,
                options::resume,
                options::days,
                options::only,
                options::skip,
                options::checks,
                options::skip_checks,
                options::severity,
                options::status,
                options::mutes,
                options::allow_open_mutes,
                options::log_group,
                options::log_samples,
                options::carrier_lookup,
                options::complete,
                options::event_budget,
                options::warn_percentage,
                options::fail_percentage,
                options::rate_share,
                options::rates,
                options::request_timeout,
                options::max_time,
                options::output_formats,
                options::output_dir,
                options::link_hours,
                options::fail_on,
                options::strict}),
    {"wait", "force", "json"},
    "  connect-ops-review run --instance my-alias\n"
    "  connect-ops-review run --all-instances --region eu-central-1 --json\n"
    "  connect-ops-review run --recording samples/harbour --only quota,flow --fail-on fail\n"
    "  connect-ops-review run --recording samples/harbour --output-formats html,json --output-dir out --json",
    run};

}  // namespace cli
