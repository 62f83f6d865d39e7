// A whole review of a recording into a store, as `run` does it, for tests that look at the result.
#pragma once

#include <map>
#include <nlohmann/json.hpp>
#include <string>

#include "app/review.hpp"
#include "components/component.hpp"
#include "fakes/patient.hpp"
#include "fakes/source_directory.hpp"
#include "recording/replay.hpp"

namespace fakes {

inline const std::string harbour = std::string(fakes::source_directory) + "/samples/harbour";

// Everything that can differ between two runs is a parameter.
struct Replay {
  std::string directory = harbour;
  std::size_t threads = 8;
  model::Settings settings = {};
  std::vector<std::string> components = app::choose_components({}, {});
};

inline app::ReviewOutcome review(const Replay& replay, store::Store& store, base::Clock& clock) {
  const recording::RecordingInfo recording = recording::read_recording_info(replay.directory);
  recording::ReplayTransport transport(replay.directory);
  base::StandingClock as_of(recording.recorded_at);
  Patient patient(as_of);
  const app::Context context{.aws = transport,
                             .patience = patient.patience,
                             .store = store,
                             .clock = clock,
                             .recorded_at = recording.recorded_at,
                             .remembers = false,
                             .version = "test",
                             .threads = replay.threads};
  return app::review(context,
                     {model::parse_instance_arn(recording.instance_arn),
                      model::Window::before(recording.recorded_at, recording.days), replay.components, replay.settings},
                     {});
}

// The stored bodies of one review, by component.
inline std::map<std::string, nlohmann::json> documents(store::Store& store, const std::string& review_id) {
  std::map<std::string, nlohmann::json> all;
  for (auto& item : store.load(review_id).items) all[item.component] = item.body;
  return all;
}

}  // namespace fakes
