#include <fmt/format.h>
#include <memory>

#include "app/review.hpp"
#include "base/encode.hpp"
#include "base/error.hpp"
#include "cli/command.hpp"
#include "cli/interruption.hpp"
#include "cli/live.hpp"
#include "cli/watch.hpp"
#include "store/memory.hpp"
#include "words/numbers.hpp"

namespace cli {
namespace {

std::string nothing_kept_in(const std::string& directory) {
  return fmt::format("nothing is kept in {}, and the same command records again", base::shell_quote(directory));
}

// Reviews for the sake of what AWS answers on the way; the result is thrown away.
int run_record(const Session& session) {
  Watch watch(session);
  Interruption interruption(watch);
  const std::string& directory = session.arguments.words.front();
  const auto instances = chosen_instances(session, "nothing to record: give --instance ARN, ID or ALIAS");
  if (instances.size() != 1) {
    throw base::Error(base::ErrorKind::usage, "a recording holds one instance; give a single --instance");
  }
  session.cloud().credentials_source();  // without any, that is said before a directory is made
  const app::Request request = new_request(session, instances.front().instance());
  Interruption::Work interruptible(interruption, "half a recording is not kept");
  const auto aws = session.cloud().reviewed().transport(request.instance.region, interruption.token());
  const auto recording = std::make_shared<Recording>(session, *aws, request, directory);
  interruptible.set_end(nothing_kept_in(directory));
  interruptible.set_undo([recording] { recording->discard(); });
  store::MemoryStore store(session.world.clock);
  app::Context context = live_context(session, watch, store, recording->transport(), session.cloud().start_time());
  context.remembers = false;
  context.bounds.stop = interruption.token();
  context.headway = &watch.headway();
  watch.begin(fmt::format("recording {} in {}", request.instance.arn, directory),
              [&](const aws::Operation& operation, std::size_t calls) {
                return session.cloud().reviewed().time_for(operation, request.instance.region, calls);
              });
  const app::ReviewOutcome outcome =
      app::review(context, request, [&](const model::Document& document, std::chrono::milliseconds since_start) {
        watch.stored(document, since_start);
      });
  watch.end();
  if (outcome.status == model::ReviewStatus::interrupted) {
    complain(fmt::format("interrupted; {}", nothing_kept_in(directory)));
    return exit_interrupted;
  }
  recording->keep();
  for (const auto& error : outcome.errors) complain(error);
  print(fmt::format("{} recorded; review the recording with: {} run --recording {}",
                    words::counted(double(outcome.usage.calls), "call is", "calls are"), program,
                    base::shell_quote(directory)));
  return outcome.status == model::ReviewStatus::failed ? exit_failed : exit_done;
}

}  // namespace

const Command record_command = {
    "record",
    "Save AWS's answers to a review, for runs without AWS",
    {"DIRECTORY"},
    {options::instance,
     options::region,
     options::profile,
     options::role_arn,
     options::external_id,
     options::review_role_arn,
     options::review_external_id,
     options::endpoint_url,
     options::redact,
     options::days,
     options::depth,
     options::only,
     options::skip,
     options::log_group,
     options::carrier_lookup,
     options::carrier_budget_usd,
     options::complete,
     options::event_budget,
     options::rate_share,
     options::rates,
     options::request_timeout,
     options::max_time},
    {},
    "  connect-ops-review record harbour-recording --instance harbour --region eu-central-1\n"
    "  connect-ops-review record for-support --instance harbour --redact",
    run_record};

}  // namespace cli
