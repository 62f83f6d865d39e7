// Everything that calls to AWS need, kept for as long as a command, or a function's process, runs: reviews and stores
// share the account with its connections and rates, the patience with its budget of retries, and the time that is left.
// Any thread.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <utility>

#include "app/config/config.hpp"
#include "app/world.hpp"
#include "aws/account.hpp"
#include "aws/bounded.hpp"
#include "aws/corrected_clock.hpp"
#include "aws/live_account.hpp"
#include "aws/meter.hpp"
#include "aws/retry.hpp"
#include "base/clock.hpp"
#include "base/deadline.hpp"
#include "base/usage.hpp"
#include "model/scene.hpp"
#include "store/remote.hpp"

namespace app {

class Cloud {
 public:
  // World and configuration have to outlive it. Without `reviewed`, instances are read as everything is.
  Cloud(const World& world, const Config& config, std::shared_ptr<aws::Account> account,
        const std::shared_ptr<aws::Account>& reviewed = {})
      : environment_(world.environment),
        config_(config),
        account_(std::move(account)),
        reviewed_(reviewed ? reviewed : account_),
        patience_{world.clock, world.random, budget_},
        clock_(world.clock) {}

  // Of --region, the variables, the profile or the ARN of an instance. Throws base::Error(config) that says where it
  // can be set when it is not.
  std::string region() const;

  // Where the instances are: for reading them, and what else is asked of the account that they are in.
  aws::Account& reviewed() { return *reviewed_; }
  bool has_review_role() const { return reviewed_ != account_; }

  // As aws::Account has them, of this program's own.
  std::string credentials_source() { return account_->credentials_source(); }
  aws::Transport& transport(const std::string& region) { return account_->transport(region); }

  aws::RetryingClient client(const std::string& region, base::Usage& usage) {
    return {transport(region), patience_, usage};
  }
  aws::RetryingClient reviewed_client(const std::string& region, base::Usage& usage) {
    return {reviewed_->transport(region), patience_, usage};
  }
  aws::Patience& patience() { return patience_; }

  // The time of what is asked about and stored, which the machine's may be far from once AWS was heard.
  base::Clock& clock() { return clock_; }
  // Asks AWS for something that its role may do, only to hear the time, unless it was heard.
  void hear_the_time(const model::InstanceRef& instance);

  // What is under way then ends, what would have to be waited for until after it fails at once. Not while calls are
  // made.
  void set_deadline(base::Deadline deadline);

  // What a review may take that begins now.
  aws::Bounds bounds() const;
  // The same with --max-time, which runs from now on for whatever is asked; its end is kept for what a review still
  // has under way, and to store. Not while calls are made.
  aws::Bounds start_time();

  // For a store in AWS, which must not outlive this.
  store::Remote remote();
  base::Usage store_usage() const { return store_meter_.total(); }  // of all such stores so far

 private:
  const base::Environment& environment_;
  const Config& config_;
  const std::shared_ptr<aws::Account> account_;
  const std::shared_ptr<aws::Account> reviewed_;  // the same, unless there is a role to review with
  aws::RetryBudget budget_;
  aws::Patience patience_;
  aws::CorrectedClock clock_;
  aws::Meter store_meter_;
};

// Asks the person for the code of an MFA device; unset when nobody is there.
using AskMfa = std::function<std::string(const std::string& serial)>;

// The account that the configuration leads to. Asks AWS nothing yet. Throws base::Error(config) for settings and
// certificates that cannot be used.
std::shared_ptr<aws::LiveAccount> configured_account(const World& world, const Config& config, AskMfa ask_mfa = {});

// The one whose instances are reviewed, by a role that is assumed with the credentials of the first. Nothing when the
// configuration names no such role.
std::shared_ptr<aws::Account> reviewed_account(const World& world, const Config& config,
                                               const std::shared_ptr<aws::LiveAccount>& own);

}  // namespace app
