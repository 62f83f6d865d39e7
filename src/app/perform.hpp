// A review from end to end, as every front end wants it: reviewed, stored, rendered, and what is to be said about it.
// Any thread.
#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include "app/answer.hpp"
#include "app/config/config.hpp"
#include "app/review.hpp"
#include "base/random.hpp"
#include "base/usage.hpp"
#include "formats/table.hpp"
#include "recording/replay.hpp"

namespace app {

struct Performed {
  ReviewOutcome outcome;
  model::Review review;  // as it is stored; without documents while another invocation goes on with it
  Kept kept;
};

// What the store asked of AWS so far.
using StoreUsage = std::function<base::Usage()>;

// Throws what would keep a review's result from being written: an unknown component or format, or no place for reports.
void check_results_can_be_kept(const Config& config);

// Throws as review() and write_reports() do.
Performed perform(const Context& context, const Request& request, const Config& config, const StoreUsage& store_usage,
                  const Progress& progress = {});

// The same of a review that was made before, without asking AWS for it; its reports are written anew. Throws
// base::Error(not_found).
Performed perform_again(store::Store& store, const std::string& review_id, const Config& config,
                        const StoreUsage& store_usage);

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
