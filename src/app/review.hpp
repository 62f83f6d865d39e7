// The use case: review one instance. Collects what the chosen components need, judges it, and stores each component as
// soon as it is known. Works the same from live answers and from a recording.
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "aws/bounded.hpp"
#include "aws/retry.hpp"
#include "base/clock.hpp"
#include "base/usage.hpp"
#include "collect/headway.hpp"
#include "model/document.hpp"
#include "model/inventory.hpp"
#include "model/mute.hpp"
#include "model/tally.hpp"
#include "store/store.hpp"

namespace app {

struct ReviewOutcome;

// To whom a review goes whose time runs out before everything is known. Without it, all is stored as it is known.
struct Successor {
  std::function<bool()> is_needed{};  // whether AWS was not asked for something for want of time
  // Gives what is left to another invocation, which goes on with it; the answer is why that cannot be.
  std::function<std::optional<std::string>(const ReviewOutcome&)> hand_over{};
};

// What a review works with; nothing is owned.
struct Context {
  aws::Transport& aws;
  aws::Patience& patience;
  store::Store& store;
  base::Clock& clock;  // for ids, times of storing and retention
  std::optional<base::Time> recorded_at;
  bool remembers = true;  // takes what the last review of the instance learned and is paid for
  std::string version{};  // of this program
  std::vector<std::string>
      reports{};             // formats of the reports that follow; its state names them until they are written
  std::size_t threads = 20;  // more than there are datasets: AWS's rates are the bound
  int retention_days = model::retention_days;  // of what is stored
  Successor successor{};
  aws::Bounds bounds{};
  std::vector<model::Mute> mutes{};
  collect::Headway* headway = nullptr;  // told how far the reading is
  // Told the id of a review that begins.
  std::function<void(const std::string& review_id)> begun{};
  // Told before the first number is looked up for money: how many will be, and what that costs at most.
  std::function<void(std::size_t numbers, double usd)> before_paying{};
  // Adds what earlier invocations took for the same review, before the outcome is told to anybody.
  std::function<void(ReviewOutcome&)> add_earlier{};
  // What follows a stored document; answers what went wrong. Called for several documents at once, on any thread.
  std::function<std::vector<std::string>(const model::Document&)> after_document{};
};

struct Request {
  model::InstanceRef instance;
  model::Window window;
  std::vector<std::string> components;  // names; each is known
  model::Settings settings{};
  std::string resume{};      // id of the review that this goes on with; empty: a new one
  std::string request_id{};  // of who asked for it; kept with the review
};

struct ReviewOutcome {
  std::string review_id;
  model::ReviewStatus status = model::ReviewStatus::failed;  // in_progress: it was handed over; interrupted: it stopped
  model::Tally findings;
  std::vector<std::string> completed;      // components, complete or partial
  std::vector<std::string> failed;         // components of which nothing is known
  std::vector<std::string> errors;         // "component: reason"
  std::vector<std::string> mute_notes;     // of Muting
  std::vector<std::string> not_delivered;  // what follows a result and could not be done
  base::Usage usage;
  std::chrono::milliseconds duration{0};
};

// Called from one thread at a time as components are stored.
using Progress = std::function<void(const model::Document&, std::chrono::milliseconds since_start)>;

// Throws base::Error when the review cannot be done at all (the store refuses); what AWS refuses is in the outcome.
// When the bounds' `stop` is asked for, what is whole is stored, and the rest is left to who goes on with the review.
ReviewOutcome review(const Context& context, const Request& request, const Progress& progress);

// What is left of a stored review that was interrupted: `settings` are not stored, the caller's count. Components that
// are stored are not asked for again, those of which nothing could be read are. Throws base::Error(usage) when there is
// no such review, or when it does not say what it looked at.
Request resume_request(store::Store& store, const std::string& review_id, const model::Settings& settings);

// The components that --only and --skip leave, in the order of reports. Throws base::Error(usage) for an unknown name,
// and when none is left.
std::vector<std::string> choose_components(const std::vector<std::string>& only, const std::vector<std::string>& skip);

}  // namespace app
