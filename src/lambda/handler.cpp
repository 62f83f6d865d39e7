#include "lambda/handler.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>
#include <vector>

#include "app/answer.hpp"
#include "app/instances.hpp"
#include "app/perform.hpp"
#include "base/error.hpp"
#include "base/json/canonical.hpp"
#include "base/log.hpp"
#include "base/usage.hpp"
#include "lambda/event.hpp"
#include "lambda/live_review.hpp"
#include "lambda/process.hpp"

namespace lambda {
namespace {

using base::ErrorKind;
using nlohmann::json;

// Before Lambda ends the invocation, so that what could not be done is still said.
constexpr std::chrono::seconds last_words{1};

json answered(const json& body) {
  return {{"statusCode", 200}, {"body", base::canonical(body)}};
}

// One event.
class Handling {
 public:
  Handling(Process& process, const Invocation& invocation)
      : process_(process), config_(process.config()), invocation_(invocation) {}

  json run() {
    const Event event = parse_event(invocation_.payload);
    if (!config_.get(app::options::recording).empty()) return review_recording(event);
    while (true) {
      if (auto answer = review_account(event)) return answered(*answer);
    }
  }

 private:
  // Nothing when the review that was waited for came to nothing.
  std::optional<json> review_account(const Event& event) {
    auto turn = process_.turn();
    process_.cloud().set_deadline(invocation_.deadline.earlier_by(last_words));
    LiveReview review(process_, invocation_);
    auto answer = event.resume.empty() ? begin(review, event) : review.go_on(event.resume, event.hop);
    if (answer) return answer;
    turn.unlock();  // whom this waits for may want it
    return review.join();
  }

  std::optional<json> begin(LiveReview& review, const Event& event) {
    const auto found = instances(event);
    const std::string& id = event.id.empty() ? invocation_.request_id : event.id;
    if (found.size() > 1) return start_each(found, event, id);
    return review.begin({.instance = found.front().instance(),
                         .days = event.days.value_or(config_.get(app::options::days)),
                         .request_id = id,
                         .force = event.force,
                         .at = asked_at_});
  }

  std::vector<app::FoundInstance> instances(const Event& event) {
    const bool configured = event.instances.empty() && !event.all_instances;
    const auto wanted = configured ? config_.get(app::options::instance) : event.instances;
    const bool all = event.all_instances || (configured && config_.get(app::options::all_instances));
    if (wanted.empty() && !all) {
      throw base::Error(ErrorKind::config,
                        "nothing to review: set CONNECT_INSTANCE_ARN, or send {\"instance\": \"ARN, id or alias\"}");
    }
    auto found = app::look_up_instances(process_.cloud(), all, wanted);
    if (found.empty()) throw base::Error(ErrorKind::not_found, "there is no instance in this account and region");
    return found;
  }

  // What cannot be started is an error in the end, and does not keep the others from being started: the same event
  // again starts nothing twice, as every instance's event bears its id.
  json start_each(const std::vector<app::FoundInstance>& found, const Event& event, const std::string& id) {
    json started = json::array();
    std::vector<std::string> failed;
    for (const auto& one : found) {
      try {
        const std::string& arn = one.instance().arn;
        process_.invoke_later(invocation_.function_arn, instance_event(arn, event, id));
        started.push_back(arn);
      } catch (const base::Error& error) {
        failed.push_back(fmt::format("{}: {}", one.wanted, error.what()));
      }
    }
    if (!failed.empty()) {
      throw base::Error(ErrorKind::unavailable, fmt::format("{} of {} reviews could not be started: {}", failed.size(),
                                                            found.size(), fmt::join(failed, "; ")));
    }
    return {{"status", "started"}, {"instances", std::move(started)}};
  }

  // On a laptop, without an account: a recording holds one instance and its days.
  json review_recording(const Event& event) {
    app::check_results_can_be_kept(config_);
    app::Replay replay(config_.get(app::options::recording));
    if (!event.instances.empty() && !is_of(replay.info, event.instances)) {
      throw base::Error(ErrorKind::usage, fmt::format("this recording is of {}; leave the instance out, or send that",
                                                      replay.info.instance_arn));
    }
    if (event.days && *event.days != replay.info.days) {
      base::log::warning(fmt::format("the recording holds {} days, which are reviewed; daysBack is {}",
                                     replay.info.days, *event.days));
    }
    const auto request = event.resume.empty() ? replay.request(config_, replay.info.days)
                                              : app::resume_request(process_.store(), event.resume, config_.settings());
    app::Context context = replay.context(process_.store(), process_.clock(), VERSION);
    context.mutes = process_.mutes();
    const auto performed = app::perform(context, request, process_.means(invocation_.function_arn));
    require_done(performed.outcome);
    return answered(app::answer(performed));
  }

  Process& process_;
  const app::Config& config_;
  const Invocation& invocation_;
  const base::Time asked_at_ = process_.clock().now();
};

}  // namespace

Handler make_handler(const app::World& world, const app::Config& config, app::Cloud& cloud, Outputs outputs) {
  auto process = std::make_shared<Process>(world, config, cloud, std::move(outputs));
  return [process = std::move(process)](const Invocation& invocation) { return Handling(*process, invocation).run(); };
}

}  // namespace lambda
