#include "lambda/live_review.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>
#include <span>

#include "app/answer.hpp"
#include "base/error.hpp"
#include "base/json/read.hpp"
#include "base/log.hpp"
#include "base/timestamp.hpp"
#include "base/usage.hpp"
#include "recording/masked_log.hpp"
#include "words/numbers.hpp"

namespace lambda {
namespace {

using base::ErrorKind;
using model::ReviewStatus;
using nlohmann::json;
namespace read = base::read;

// For storing, rendering and handing over. A call that is under way when it begins may take half of it.
constexpr std::chrono::seconds margin{60};

// What an invocation is given at most, and so the next one of a review.
// https://docs.aws.amazon.com/lambda/latest/dg/configuration-timeout.html
constexpr std::chrono::minutes longest_invocation{15};

// For answering, once it is clear that a review does not end in time.
constexpr std::chrono::seconds farewell{10};

// Lambda tries an event again for six hours, EventBridge hands one out again within a day.
constexpr std::chrono::hours repeats_within{24};

constexpr std::size_t max_errors_shown = 3;

// Beside the reports, under a name that nothing links to.
std::string carry_name(const std::string& review_id) {
  return fmt::format("connect-ops-review-{}.{}", review_id, recording::carry_extension);
}

// The newest review of the instance that this request began. Where earlier reviews may not be listed, a repeated
// request makes another one.
std::optional<model::StatusDocument> begun_by(store::Store& store, const std::string& instance_arn,
                                              const std::string& request_id, base::Time now) {
  if (request_id.empty()) return std::nullopt;
  store::Filter filter;
  filter.instance_arn = instance_arn;
  filter.from = now - repeats_within;
  try {
    for (const auto& summary : store.reviews(filter).reviews) {
      if (read::text(summary.status, "requestId") == request_id) return model::status_from_json(summary.status);
    }
  } catch (const base::Error& error) {
    base::log::warning(fmt::format("whether this request began a review before is not known: {}", error.what()));
  }
  return std::nullopt;
}

}  // namespace

void require_done(const app::ReviewOutcome& outcome) {
  if (outcome.status != ReviewStatus::failed) return;
  const auto shown = std::span(outcome.errors).first(std::min(outcome.errors.size(), max_errors_shown));
  throw base::Error(ErrorKind::unavailable,
                    fmt::format("the review {} could not be done: {}", outcome.review_id, fmt::join(shown, "; ")));
}

LiveReview::LiveReview(Process& process, const Invocation& invocation)
    : process_(process),
      invocation_(invocation),
      until_(invocation.deadline.earlier_by(invocation.deadline.left(process.clock(), 2 * margin) / 2)) {}

std::optional<json> LiveReview::begin(const Asked& asked) {
  app::check_results_can_be_kept(process_.config());
  const auto before = begun_by(process_.store(), asked.instance.arn, asked.request_id, process_.clock().now());
  if (before && is_done(before->status)) return again(before->review_id);
  process_.cloud().credentials_source();  // without any, that is said in one line before anything is stored
  app::ReviewLock::Terms wanted = terms();
  wanted.asked = asked.at;
  instance_arn_ = asked.instance.arn;
  other_ = lock(instance_arn_, wanted);
  if (other_ && !asked.force) return std::nullopt;
  if (before) {
    lock_->name_review(before->review_id);
    return rest(app::resume_request(process_.store(), before->review_id, process_.config().settings()));
  }
  auto request =
      app::new_request(process_.config(), asked.instance, app::window_until_now(process_.cloud().clock(), asked.days));
  request.request_id = asked.request_id;
  return review(request);
}

app::ReviewLock::Terms LiveReview::terms() const {
  const base::Clock& clock = process_.clock();
  return {.until = clock.now() + invocation_.deadline.left(clock, longest_invocation)};
}

// Lambda tries an invocation again under its own id when the first attempt is over, so that the lock is its own.
std::optional<app::LockState> LiveReview::lock(const std::string& instance_arn, const app::ReviewLock::Terms& terms) {
  lock_.emplace(process_.store(), process_.clock(), process_.random(), instance_arn,
                app::ReviewLock::Holder{.name = fmt::format("invocation {}", invocation_.request_id)});
  return lock_->take(terms);
}

std::optional<json> LiveReview::join() {
  base::log::info(fmt::format("joins a review of the instance: {}", text_of(other_.value())));
  const auto joined = lock_->join(other_.value(), invocation_.deadline.earlier_by(farewell));
  if (!joined) return std::nullopt;
  app::Performed performed;
  if (joined->ended_ms > 0) {
    performed = app::perform_again(joined->review_id, process_.means(invocation_.function_arn));  // nobody is told
    require_done(performed.outcome);
  } else {
    performed.outcome.review_id = joined->review_id;
    performed.outcome.status = ReviewStatus::in_progress;
    performed.kept = {process_.config().get(app::options::storage), instance_arn_};
  }
  performed.joined = true;
  return app::answer(performed);
}

std::optional<json> LiveReview::go_on(const std::string& review_id, int hop) {
  hop_ = hop;
  const auto request = app::resume_request(process_.store(), review_id, process_.config().settings());
  if (hop > 0) {
    // The invocation that handed it over, or this very one, may have been repeated.
    const auto item = process_.store().get(review_id, model::status_component);
    if (item && is_done(model::status_from_json(item->body).status)) return again(review_id);
  }
  app::ReviewLock::Terms wanted = terms();
  wanted.resumes = review_id;
  instance_arn_ = request.instance.arn;
  other_ = lock(instance_arn_, wanted);
  // One that was handed over goes on beside another review, which was forced then.
  const bool is_forced_beside = hop > 0 && other_ && other_->review_id != review_id;
  if (other_ && !is_forced_beside) return std::nullopt;
  return rest(request);
}

json LiveReview::rest(const app::Request& request) {
  load_carry(request.resume);
  return review(request);
}

json LiveReview::again(const std::string& review_id) {
  base::log::info(fmt::format("the review {} is done; its answer is given again", review_id));
  return app::answer(app::perform_again(review_id, means()));  // tells what is new unless that was done
}

app::Means LiveReview::means() {
  app::Means means = process_.means(invocation_.function_arn);
  means.cloud = [this]() -> app::Cloud& { return process_.cloud(); };
  means.http = &process_.http();
  return means;
}

json LiveReview::review(const app::Request& request) {
  const std::string& region = request.instance.region;
  aws::Transport& aws = process_.cloud().reviewed().transport(region);
  recording::MaskedLogTransport masked(aws);  // answers are kept in the store
  const bool keeps_words = request.settings.log_samples == model::LogSamples::full;
  recording::CarryingTransport transport(keeps_words ? aws : masked, carry_, region, process_.clock(), until_);
  aws::Patience patience = process_.cloud().patience();
  patience.deadline = until_;
  const app::Context context{
      .aws = transport,
      .patience = patience,
      .store = process_.store(),
      .clock = process_.cloud().clock(),
      .recorded_at = std::nullopt,
      .version = VERSION,
      .successor = successor(transport),
      .bounds = process_.cloud().bounds(),
      .mutes = process_.mutes(),
      .begun = [this](const std::string& review_id) { lock_->name_review(review_id); },
      .before_paying =
          [](std::size_t numbers, double usd) {
            base::log::info(fmt::format("looking up carriers costs up to {} for {}", words::usd(usd),
                                        words::counted(std::int64_t(numbers), "number")));
          },
      .add_earlier = [&, before = carry_.spent()](app::ReviewOutcome& outcome) {  // handing over adds to it
        outcome.usage = outcome.usage - transport.not_asked();
        outcome.usage += before;
        if (!request.resume.empty() && outcome.status != ReviewStatus::in_progress) {
          const base::Time now = process_.clock().now();
          outcome.duration = now - base::from_review_id(outcome.review_id).value_or(now);
        }
      }};
  const app::Performed performed = app::perform(context, request, means());
  if (performed.outcome.status != ReviewStatus::in_progress) {
    if (carries_) drop_carry(performed.outcome.review_id);
    require_done(performed.outcome);
  }
  return app::answer(performed);
}

app::Successor LiveReview::successor(const recording::CarryingTransport& transport) {
  if (hop_ >= max_hops) return {};
  return {[&transport] { return transport.out_of_time(); },
          [this, &transport](const app::ReviewOutcome& outcome) { return hand_over(outcome, transport); }};
}

// Answers that cannot be kept are asked for again; the review goes on all the same.
std::optional<std::string> LiveReview::hand_over(const app::ReviewOutcome& outcome,
                                                 const recording::CarryingTransport& transport) {
  base::Usage spent = outcome.usage - transport.not_asked();
  spent += carry_.spent();
  carry_.set_spent(spent);
  const std::string& id = outcome.review_id;
  try {
    process_.store().put_file(id, carry_name(id), carry_.bytes(), "application/octet-stream");
    carries_ = true;
    if (carry_.is_full()) base::log::warning("there were more answers than can be carried over; some are asked again");
  } catch (const base::Error& error) {
    base::log::warning(fmt::format("AWS's answers could not be carried over: {}", error.what()));
  }
  try {
    process_.invoke_later(invocation_.function_arn, resume_event(id, hop_ + 1));
  } catch (const base::Error& error) {
    return error.what();
  }
  lock_->hand_over(process_.clock().now() + longest_invocation);
  return std::nullopt;
}

void LiveReview::load_carry(const std::string& review_id) {
  try {
    auto bytes = process_.store().get_file(review_id, carry_name(review_id));
    carries_ = bytes.has_value();
    if (carries_) carry_.load(*std::move(bytes));
  } catch (const base::Error& error) {
    base::log::warning(fmt::format("AWS is asked again: {}", error.what()));
  }
}

void LiveReview::drop_carry(const std::string& review_id) {
  try {
    process_.store().remove_file(review_id, carry_name(review_id));
  } catch (const base::Error& error) {
    base::log::warning(fmt::format("AWS's answers stay beside the review's reports: {}", error.what()));
  }
}

}  // namespace lambda
