#include <fmt/format.h>

#include "app/review.hpp"
#include "base/encode.hpp"
#include "base/error.hpp"
#include "cli/command.hpp"
#include "cli/live.hpp"
#include "cli/watch.hpp"
#include "store/memory.hpp"

namespace cli {
namespace {

// Reviews for the sake of what AWS answers on the way; the result is thrown away.
int run(const Session& session) {
  const std::string& directory = session.arguments.words.front();
  const auto instances = chosen_instances(session);
  if (instances.size() != 1) {
    throw base::Error(base::ErrorKind::usage, "a recording holds one instance; give a single --instance");
  }
  session.cloud().credentials_source();  // without any, that is said before a directory is made
  const app::Request request = new_request(session, instances.front().instance());
  Recording recording(session, session.cloud().transport(request.instance.region), request, directory);
  store::MemoryStore store(session.world.clock);
  Watch watch(session);
  app::Context context = live_context(session, watch, store, recording.transport, session.cloud().start_time());
  context.remembers = false;
  const app::ReviewOutcome outcome =
      app::review(context, request, [&](const model::Document& document, std::chrono::milliseconds since_start) {
        watch.stored(document, since_start);
      });
  recording.files.check_whole();
  for (const auto& error : outcome.errors) complain(error);
  print(fmt::format("{} calls are recorded; review them with: {} run --recording {}", outcome.usage.calls, program,
                    base::shell_quote(directory)));
  return outcome.status == model::ReviewStatus::failed ? exit_failed : exit_done;
}

}  // namespace

const Command record_command = {
    "record",
    "Save what AWS answers to a review, for runs without AWS",
    {"DIRECTORY"},
    {options::instance, options::region, options::profile, options::role_arn, options::external_id,
     options::endpoint_url, options::redact, options::days, options::only, options::skip, options::log_group,
     options::carrier_lookup, options::carrier_budget_usd, options::complete, options::event_budget,
     options::rate_share, options::rates, options::request_timeout, options::max_time},
    {},
    "  connect-ops-review record harbour-recording --instance harbour --region eu-central-1\n"
    "  connect-ops-review record for-support --instance harbour --redact",
    run};

}  // namespace cli
