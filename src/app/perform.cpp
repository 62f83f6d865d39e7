#include "app/perform.hpp"

#include <algorithm>
#include <iterator>

#include "app/history/past.hpp"
#include "app/move/location.hpp"
#include "base/error.hpp"
#include "base/usage.hpp"
#include "checks/registry.hpp"

namespace app {
namespace {

// What is stored of a review, as the run that made it knew it.
ReviewOutcome outcome_of(const model::Review& review) {
  ReviewOutcome outcome;
  outcome.review_id = review.status.review_id;
  outcome.status = review.status.status;
  outcome.findings = model::Tally(model::all_findings(review));
  outcome.errors = review.status.errors;
  outcome.mute_notes = review.status.mute_notes;
  for (const auto& document : review.documents) {
    auto& list = document.status == model::DocumentStatus::failed ? outcome.failed : outcome.completed;
    list.push_back(document.component);
    outcome.usage += document.usage;
  }
  return outcome;
}

// What is stored of a finished review, delivered; `before` is what the store had asked of AWS when it began.
Performed delivered(ReviewOutcome outcome, const Means& means, const base::Usage& before, bool again) {
  Performed performed{.outcome = std::move(outcome), .review = {}, .kept = {}, .again = again};
  performed.review = load_review(means.store, performed.outcome.review_id);
  Earlier earlier(means.store, performed.review);
  performed.besides = {{performed.review.status.review_id, {.past = past_of(earlier)}}};
  performed.news = news_of(earlier);
  performed.kept.storage = means.config.get(options::storage);
  performed.kept.instance_arn = performed.review.status.instance_arn;
  std::ranges::move(deliver(performed, means), std::back_inserter(performed.outcome.not_delivered));
  performed.kept.storage_usage = means.store_usage() - before;
  return performed;
}

// Another goes on with the others, and delivers then.
bool has_ended(model::ReviewStatus status) {
  return status != model::ReviewStatus::in_progress && status != model::ReviewStatus::interrupted;
}

}  // namespace

void check_results_can_be_kept(const Config& config) {
  const bool keeps_reports = config.get(options::output_dir).empty() && !config.get(options::output_formats).empty();
  if (keeps_reports) require_room_for_reports(config.get(options::storage), config.get(options::bucket));
}

Performed perform(const Context& context, const Request& request, const Means& means, const Progress& progress) {
  const base::Usage before = means.store_usage();
  Context followed = context;
  followed.retention_days = means.config.get(options::retention_days);
  followed.after_document = [&](const model::Document& document) { return deliver(document, means); };
  followed.reports = means.config.get(options::output_formats);
  ReviewOutcome outcome = review(followed, request, progress);
  if (has_ended(outcome.status)) return delivered(std::move(outcome), means, before, false);
  const std::string storage = means.config.get(options::storage);
  return {std::move(outcome), {}, {storage, request.instance.arn, {}, means.store_usage() - before}};
}

Performed perform_again(const std::string& review_id, const Means& means) {
  const base::Usage before = means.store_usage();
  return delivered(outcome_of(load_review(means.store, review_id)), means, before, true);
}

Request new_request(const Config& config, const model::InstanceRef& instance, const model::Window& window) {
  const model::Settings settings = config.settings();
  auto components = choose_components(config.get(options::only), config.get(options::skip));
  // Who asks for some checks alone does not want to wait for the others' data.
  const bool by_check = !config.get(options::checks).empty() && config.get(options::only).empty();
  if (by_check)
    std::erase_if(components, [&](const std::string& name) { return checks::rules_of(name, settings).empty(); });
  if (components.empty()) {
    throw base::Error(base::ErrorKind::usage, "--checks chooses no check of the components that --skip leaves");
  }
  return {.instance = instance, .window = window, .components = std::move(components), .settings = settings};
}

model::Window window_until_now(const base::Clock& clock, int days) {
  return model::Window::before(std::chrono::floor<std::chrono::seconds>(clock.now()), days);
}

Replay::Replay(const std::filesystem::path& directory)
    : info(recording::read_recording_info(directory)),
      transport(directory),
      as_of(info.recorded_at),
      patience{as_of, random, budget} {}

Context Replay::context(store::Store& store, base::Clock& clock, const std::string& version) {
  return {.aws = transport,
          .patience = patience,
          .store = store,
          .clock = clock,
          .recorded_at = info.recorded_at,
          .remembers = false,  // the same result however often it is replayed
          .version = version};
}

Request Replay::request(const Config& config, int days) const {
  return new_request(config, model::parse_instance_arn(info.instance_arn),
                     model::Window::before(info.recorded_at, days));
}

}  // namespace app
