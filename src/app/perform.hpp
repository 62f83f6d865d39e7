// A review from end to end, as every front end wants it: reviewed, stored, and delivered.
// Any thread.
#pragma once

#include <filesystem>
#include <string>

#include "app/config/config.hpp"
#include "app/deliver/delivery.hpp"
#include "app/review.hpp"
#include "base/random.hpp"
#include "recording/replay.hpp"

namespace app {

// Throws what would keep a review's result from being written: an unknown component or format, or no place for reports.
void check_results_can_be_kept(const Config& config);

// Throws as review() does; what could not be delivered is in the outcome.
Performed perform(const Context& context, const Request& request, const Means& means, const Progress& progress = {});

// The same of a review that was made before, without asking AWS for it; its reports are written anew. Throws
// base::Error(not_found).
Performed perform_again(const std::string& review_id, const Means& means);

// A review of an instance as the configuration has it.
Request new_request(const Config& config, const model::InstanceRef& instance, const model::Window& window);

// So many days up to now, in whole seconds, as a recording can say it.
model::Window window_until_now(const base::Clock& clock, int days);

// What a review of a recording works with, instead of AWS. Throws as recording::ReplayTransport does.
struct Replay {
  explicit Replay(const std::filesystem::path& directory);

  Context context(store::Store& store, base::Clock& clock, const std::string& version);
  Request request(const Config& config, int days) const;

  recording::RecordingInfo info;
  recording::ReplayTransport transport;
  base::StandingClock as_of;
  base::SystemRandom random;
  aws::RetryBudget budget;
  aws::Patience patience;
};

}  // namespace app
