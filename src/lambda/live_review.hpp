// One invocation's review of an instance of an account, with the time that Lambda gives it: begun, gone on with, found
// to be done, or joined while another invocation makes it. One thread.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>

#include "app/perform.hpp"
#include "app/review_lock.hpp"
#include "base/clock.hpp"
#include "lambda/event.hpp"
#include "lambda/invocation.hpp"
#include "lambda/process.hpp"
#include "recording/carry.hpp"

namespace lambda {

// Throws base::Error that says why a review failed, so that alarms see it.
void require_done(const app::ReviewOutcome& outcome);

// A review that an event asks for.
struct Asked {
  model::InstanceRef instance;
  int days = 0;
  std::string request_id;
  bool force = false;  // another one may run beside it
  base::Time at{};
};

class LiveReview {
 public:
  // Nothing is owned.
  LiveReview(Process& process, const Invocation& invocation);

  // A new review, or the one that the same request began before: that is gone on with, or answered again. Answers as
  // app::answer does. Nothing: a review of the instance runs, or ran until after this one was asked for.
  std::optional<nlohmann::json> begin(const Asked& asked);

  // After these answered nothing: waits for the end of that review while there is time, and answers for it, with
  // "joined". Nothing when it came to nothing, and another can begin.
  std::optional<nlohmann::json> join();

  // The rest of a review. Nothing: it is under way elsewhere, or another review of the instance is.
  std::optional<nlohmann::json> go_on(const std::string& review_id, int hop);

 private:
  nlohmann::json again(const std::string& review_id);
  nlohmann::json rest(const app::Request& request);
  nlohmann::json review(const app::Request& request);
  std::optional<app::LockState> lock(const std::string& instance_arn, const app::ReviewLock::Terms& terms);
  app::ReviewLock::Terms terms() const;
  app::Means means();
  app::Successor successor(const recording::CarryingTransport& transport);
  std::optional<std::string> hand_over(const app::ReviewOutcome& outcome,
                                       const recording::CarryingTransport& transport);

  void load_carry(const std::string& review_id);
  void drop_carry(const std::string& review_id);

  Process& process_;
  const Invocation& invocation_;
  const base::Deadline until_;  // nothing more is asked of AWS from then on
  int hop_ = 0;                 // invocations that worked on the review before
  recording::Carry carry_;
  bool carries_ = false;  // answers are kept beside the reports
  std::optional<app::ReviewLock> lock_;
  std::optional<app::LockState> other_;  // whose review is in the way
  std::string instance_arn_;             // of that
};

}  // namespace lambda
