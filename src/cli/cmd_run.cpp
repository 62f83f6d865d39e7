#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <functional>
#include <iterator>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "app/answer.hpp"
#include "app/instances.hpp"
#include "app/narrowed.hpp"
#include "app/perform.hpp"
#include "app/review_lock.hpp"
#include "base/error.hpp"
#include "base/json/canonical.hpp"
#include "base/usage.hpp"
#include "cli/command.hpp"
#include "cli/interruption.hpp"
#include "cli/live.hpp"
#include "cli/watch.hpp"
#include "cli/way_on.hpp"
#include "model/document.hpp"
#include "recording/replay.hpp"
#include "words/names.hpp"
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
  app::Means means{.store = store, .config = session.config, .clock = session.world.clock, .store_usage = [&session] {
                     return storage_usage(session);
                   }};
  // A recording is no news.
  if (session.config.get(options::recording).empty()) {
    means.cloud = [&session]() -> app::Cloud& { return session.cloud(); };
    means.http = &session.world.http;
  }
  return means;
}

constexpr std::string_view what_is_kept = "what is whole is stored";  // of a review that is interrupted

// What the reviews of one run share.
struct Shared {
  const Session& session;
  Watch watch{session};
  Interruption interruption{watch};
};

// The reports that are not there, and how to write them.
void tell_missing_reports(const Session& session, const app::Performed& performed) {
  std::vector<std::string> missing = session.config.get(options::output_formats);
  std::erase_if(missing, [&](const std::string& format) {
    return std::ranges::find(performed.kept.reports, format, &app::WrittenReport::format) !=
           performed.kept.reports.end();
  });
  if (missing.empty()) return;
  complain(fmt::format(
      "the review {} is stored; its {} ({}) could not be written. To write {} again:", performed.outcome.review_id,
      missing.size() == 1 ? "report" : "reports", fmt::join(missing, ", "), missing.size() == 1 ? "it" : "them"));
  advise(reports_command_line(session.arguments, performed.outcome.review_id, missing));
}

void print_results(const Session& session, const app::Performed& performed) {
  print(formats::text(app::narrowed(performed.review, session.config), session.colour(), session.width(),
                      formats::past_of(performed.besides, performed.review.status.review_id)));
  for (const auto& report : performed.kept.reports) print(fmt::format("{} report: {}", report.format, report.link));
  if (performed.kept.storage_usage.calls > 0) print(storage_text(performed.kept));
}

// Says what came out. The result is the exit code.
int tell(const Session& session, const app::Performed& performed) {
  const app::ReviewOutcome& outcome = performed.outcome;
  const bool was_interrupted = outcome.status == model::ReviewStatus::interrupted;
  if (session.arguments.json) {
    print_data(base::canonical(app::answer(performed)));
  } else if (!was_interrupted) {
    print_results(session, performed);
  }
  if (!was_interrupted) {
    tell_missing_reports(session, performed);
    return exit_code(session, outcome);
  }
  complain(fmt::format(
      "the review {} was interrupted; {} stored{}. To go on with it:", outcome.review_id,
      words::counted(double(outcome.completed.size() + outcome.failed.size()), "component is", "components are"),
      session.config.get(options::record).empty() ? "" : ", and nothing is recorded"));
  advise(resume_command_line(session.arguments, outcome.review_id));
  return exit_interrupted;
}

// Makes a review that a watch and signals know of from its id on. `named` is told the id of a new one.
int review(Shared& shared, app::Context context, const app::Request& request, Interruption::Work& interruptible,
           TimeFor time_for, const std::function<void(const std::string& review_id)>& named = {}) {
  const Session& session = shared.session;
  const auto begin = [&](const std::string& review_id) {
    interruptible.set_end("to go on with what is stored:", resume_command_line(session.arguments, review_id));
    shared.watch.begin(fmt::format("review {} of {}", review_id, request.instance.arn), time_for);
  };
  context.begun = [&](const std::string& review_id) {
    begin(review_id);
    if (named) named(review_id);
  };
  context.bounds.stop = shared.interruption.token();
  context.mutes = session.mutes();
  context.headway = &shared.watch.headway();
  if (!request.resume.empty()) begin(request.resume);
  const app::Performed performed =
      app::perform(context, request, means_of(session, context.store),
                   [&](const model::Document& document, std::chrono::milliseconds since_start) {
                     shared.watch.stored(document, since_start);
                   });
  shared.watch.end();
  return tell(session, performed);
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

int review_recording(Shared& shared, store::Store& store) {
  const Session& session = shared.session;
  app::Replay replay(session.config.get(options::recording));
  const app::Request request =
      request_for(session, store, [&] { return replay.request(session.config, days_of(session, replay.info)); });
  Interruption::Work interruptible(shared.interruption, what_is_kept);
  return review(shared, replay.context(store, session.world.clock, VERSION), request, interruptible, {});
}

// Waits for the review that runs, if somebody wants that. Nothing: it came to nothing.
std::optional<std::string> join(Shared& shared, app::ReviewLock& lock, const app::LockState& other) {
  const Session& session = shared.session;
  const std::string running = fmt::format("a review of this instance is running ({})", app::text_of(other));
  const bool is_wanted =
      session.arguments.wait || (somebody_is_there() && agrees(fmt::format("{}. Wait for its end?", running)));
  if (!is_wanted) {
    throw base::Error(
        ErrorKind::unavailable,
        fmt::format("{}: --wait waits for it and shows its result, --force starts another beside it", running));
  }
  shared.watch.notice(running + "; waiting for its end");
  const auto joined = lock.join(other, session.cloud().patience().deadline);
  if (!joined) return std::nullopt;
  if (joined->ended_ms == 0) throw base::Error(ErrorKind::deadline, running + ", and has not ended in time");
  return joined->review_id;
}

// Takes the lock, and starts the review's own time and what interrupts it; else the review that was made meanwhile.
std::optional<std::string> review_of_another(Shared& shared, app::ReviewLock& lock, const app::Request& request,
                                             aws::Bounds& bounds, std::optional<Interruption::Work>& interruptible) {
  const Session& session = shared.session;
  while (true) {
    bounds = session.cloud().start_time();  // each instance has its own
    interruptible.emplace(shared.interruption, what_is_kept);
    const auto other = lock.take(
        {.until = session.world.clock.now() + session.config.get(options::max_time), .resumes = request.resume});
    if (!other || session.arguments.force) return std::nullopt;
    interruptible.reset();
    const auto ended = join(shared, lock, *other);
    // What AWS answered to another one was not recorded.
    if (ended && session.config.get(options::record).empty()) return ended;
  }
}

int review_live(Shared& shared, store::Store& store, const app::Request& request) {
  const Session& session = shared.session;
  app::ReviewLock lock(store, session.world.clock, session.world.random, request.instance.arn, this_holder());
  aws::Bounds bounds;
  std::optional<Interruption::Work> interruptible;
  if (const auto ended = review_of_another(shared, lock, request, bounds, interruptible)) {
    app::Performed performed = app::perform_again(*ended, means_of(session, store));
    performed.joined = true;
    return tell(session, performed);
  }
  const std::string& region = request.instance.region;
  const auto aws = session.cloud().reviewed().transport(region, shared.interruption.token());
  const TimeFor time_for = [&](const aws::Operation& operation, std::size_t calls) {
    return session.cloud().reviewed().time_for(operation, region, calls);
  };
  const auto review_by_way_of = [&](aws::Transport& transport, bool remembers) {
    app::Context context = live_context(session, shared.watch, store, transport, bounds);
    context.remembers = remembers;
    const int code = review(shared, context, request, *interruptible, time_for,
                            [&lock](const std::string& review_id) { lock.name_review(review_id); });
    if (code == exit_interrupted) lock.give_up();
    return code;
  };
  const std::string& directory = session.config.get(options::record);
  if (directory.empty()) return review_by_way_of(*aws, true);
  const auto recording = std::make_shared<Recording>(session, *aws, request, directory);
  interruptible->set_undo([recording] { recording->discard(); });
  const int code = review_by_way_of(recording->transport(), false);  // what is not asked for is not recorded
  if (code != exit_interrupted) recording->keep();
  return code;
}

// One instance of several: what goes wrong with it is said, and does not stop the others.
int review_one_of_many(Shared& shared, store::Store& store, const app::FoundInstance& found) {
  const Session& session = shared.session;
  try {
    return review_live(shared, store, new_request(session, found.instance()));
  } catch (const base::Error& error) {
    shared.watch.end();
    complain(fmt::format("{}: {}", found.wanted, error.what()));
    if (session.arguments.json) {
      print_data(json{{"instance", found.wanted}, {"status", "failed"}, {"errors", {error.what()}}}.dump());
    }
    return exit_failed;
  }
}

// An interruption outweighs what could not be done, that findings, and findings what could not be assessed.
int worse_of(int a, int b) {
  static constexpr int from_worst[] = {exit_interrupted, exit_failed, exit_findings, exit_not_assessed, exit_done};
  const auto rank = [](int code) { return std::ranges::find(from_worst, code); };
  return std::min(rank(a), rank(b)) == rank(a) ? a : b;
}

int review_many(Shared& shared, store::Store& store, const std::vector<app::FoundInstance>& instances) {
  int code = exit_done;
  auto next = instances.begin();
  for (; next != instances.end() && !shared.interruption.is_asked_for(); ++next) {
    code = worse_of(code, review_one_of_many(shared, store, *next));
  }
  if (next == instances.end()) return code;
  std::vector<std::string> left;
  std::transform(next, instances.end(), std::back_inserter(left), [](const auto& found) { return found.wanted; });
  complain(
      fmt::format("{} not begun. To review {}:", words::counted(double(left.size()), "instance was", "instances were"),
                  left.size() == 1 ? "it" : "them"));
  advise(instances_command_line(shared.session.arguments, left));
  return exit_interrupted;
}

int review_account(Shared& shared, store::Store& store) {
  const Session& session = shared.session;
  if (!session.config.get(options::resume).empty()) {
    return review_live(shared, store, request_for(session, store, {}));
  }
  const auto instances = chosen_instances(
      session,
      "nothing to review: give --instance ARN, ID or ALIAS, or --all-instances, or --recording DIRECTORY; "
      "`connect-ops-review demo` is a try without AWS");
  session.cloud().credentials_source();  // without any, that is said in one line before anything is stored
  if (instances.size() == 1) {
    return review_live(shared, store, new_request(session, instances.front().instance()));
  }
  if (!session.config.get(options::record).empty()) {
    throw base::Error(ErrorKind::usage, "a recording holds one instance; use --record with a single --instance");
  }
  return review_many(shared, store, instances);
}

// The flags that a review of a recording would leave without effect: they say how AWS is asked, and who is told what is
// new.
std::vector<std::string> idle_beside_a_recording(const Session& session) {
  using app::OptionId;
  std::vector<std::string> flags;
  for (const OptionId id :
       {OptionId::all_instances, OptionId::record, OptionId::redact, OptionId::rate_share, OptionId::rates,
        OptionId::max_time, OptionId::complete, OptionId::event_budget, OptionId::notice_topic, OptionId::webhook_url,
        OptionId::event_bus, OptionId::security_hub}) {
    if (session.config.is_flag(id)) flags.push_back(app::option_of(id).flag());
  }
  if (session.arguments.wait) flags.emplace_back("--wait");
  if (session.arguments.force) flags.emplace_back("--force");
  return flags;
}

// A recording is of one instance, and was made.
void require_what_a_recording_has(const Session& session) {
  const app::Config& config = session.config;
  if (const auto idle = idle_beside_a_recording(session); !idle.empty()) {
    throw base::Error(ErrorKind::usage, fmt::format("a recording is reviewed without asking AWS: leave out {}, or "
                                                    "--recording",
                                                    words::list(idle)));
  }
  const auto recorded = recording::read_recording_info(config.get(options::recording));
  if (!config.is_flag(options::instance) || is_of(recorded, config.get(options::instance))) return;
  throw base::Error(ErrorKind::usage,
                    fmt::format("this recording is of {}; leave --instance out, or give that", recorded.instance_arn));
}

// What is wrong with an option is said before the review, not after it.
void require_options(const Session& session) {
  app::check_results_can_be_kept(session.config);
  const auto given = [&](app::OptionId id) { return session.config.is_flag(id); };
  if (session.arguments.wait && session.arguments.force) {
    throw base::Error(ErrorKind::usage, "--wait and --force exclude each other: give one of them");
  }
  if (given(options::resume) && given(options::record)) {
    throw base::Error(ErrorKind::usage,
                      "--resume asks for what is left of a review, and half a recording is none: leave --record out");
  }
  if (given(options::redact) && session.config.get(options::record).empty() && !given(options::recording)) {
    throw base::Error(ErrorKind::usage, "--redact masks what --record saves: give --record DIRECTORY");
  }
  if (!session.config.get(options::recording).empty()) require_what_a_recording_has(session);
}

int run_run(const Session& session) {
  session.mutes();  // what is wrong with one is said before anything is done
  Shared shared{session};
  const auto store = open_store(session, true);
  return session.config.get(options::recording).empty() ? review_account(shared, *store)
                                                        : review_recording(shared, *store);
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
                options::depth,
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
                options::carrier_budget_usd,
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
                options::notice_topic,
                options::webhook_url,
                options::event_bus,
                options::security_hub,
                options::fail_on,
                options::strict,
                options::retention_days,
                options::review_role_arn,
                options::review_external_id}),
    {"wait", "force", "json"},
    "  connect-ops-review run --instance my-alias\n"
    "  connect-ops-review run --all-instances --region eu-central-1 --json\n"
    "  connect-ops-review run --recording samples/harbour --only quota,flow --fail-on fail\n"
    "  connect-ops-review run --recording samples/harbour --output-formats html,json --output-dir out --json",
    run_run,
    require_options};

}  // namespace cli
