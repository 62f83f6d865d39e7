// One invocation's review of an instance of an account, with the time that Lambda gives it: begun, gone on with, or
// found to be done. One thread.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>

#include "app/perform.hpp"
#include "lambda/event.hpp"
#include "lambda/invocation.hpp"
#include "lambda/process.hpp"
#include "recording/carry.hpp"

namespace lambda {

// Throws base::Error that says why a review failed, so that alarms see it.
void require_done(const app::ReviewOutcome& outcome);

class LiveReview {
 public:
  // Nothing is owned.
  LiveReview(Process& process, const Invocation& invocation);

  // A new review, or the one that the same request began before: that is gone on with, or answered again. Answers as
  // app::answer does.
  nlohmann::json begin(const model::InstanceRef& instance, int days, const std::string& request_id);

  // The rest of a review.
  nlohmann::json go_on(const std::string& review_id, int hop);

 private:
  nlohmann::json again(const std::string& review_id);
  nlohmann::json review(const app::Request& request);
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
};

}  // namespace lambda
