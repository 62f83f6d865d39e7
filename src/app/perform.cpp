#include "app/perform.hpp"

#include "app/move/location.hpp"
#include "base/usage.hpp"

namespace app {
namespace {

// What is stored of a review, as the run that made it knew it.
ReviewOutcome outcome_of(const model::Review& review) {
  ReviewOutcome outcome;
  outcome.review_id = review.status.review_id;
  outcome.status = review.status.status;
  outcome.findings = review.status.findings;
  outcome.errors = review.status.errors;
  for (const auto& document : review.documents) {
    auto& list = document.status == model::DocumentStatus::failed ? outcome.failed : outcome.completed;
    list.push_back(document.component);
    outcome.usage += document.usage;
  }
  return outcome;
}

Performed finished(store::Store& store, ReviewOutcome outcome, const Config& config, const StoreUsage& store_usage,
                   const base::Usage& before) {
  model::Review stored = load_review(store, outcome.review_id);
  const auto reports = write_reports(store, stored, report_options(config));
  Kept kept{config.get(options::storage), stored.status.instance_arn, reports, store_usage() - before};
  return {std::move(outcome), std::move(stored), std::move(kept)};
}

}  // namespace

void check_results_can_be_kept(const Config& config) {
  const bool keeps_reports = config.get(options::output_dir).empty() && !config.get(options::output_formats).empty();
  if (keeps_reports) require_room_for_reports(config.get(options::storage), config.get(options::bucket));
}

Performed perform(const Context& context, const Request& request, const Config& config, const StoreUsage& store_usage,
                  const Progress& progress) {
  const base::Usage before = store_usage();
  ReviewOutcome outcome = review(context, request, progress);
  if (outcome.status != model::ReviewStatus::in_progress) {
    return finished(context.store, std::move(outcome), config, store_usage, before);
  }
  return {std::move(outcome), {}, {config.get(options::storage), request.instance.arn, {}, store_usage() - before}};
}

Performed perform_again(store::Store& store, const std::string& review_id, const Config& config,
                        const StoreUsage& store_usage) {
  const base::Usage before = store_usage();
  return finished(store, outcome_of(load_review(store, review_id)), config, store_usage, before);
}

Request new_request(const Config& config, const model::InstanceRef& instance, const model::Window& window) {
  return {.instance = instance,
          .window = window,
          .components = choose_components(config.get(options::only), config.get(options::skip)),
          .settings = config.settings()};
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
