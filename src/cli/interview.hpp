// What a person is asked before a configuration file is written: one question for each option that a first one needs,
// unless a flag has said it. Writes nothing. The main thread only.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "app/cloud.hpp"
#include "app/config/config.hpp"
#include "cli/command.hpp"

namespace cli {

class Interview {
 public:
  // The session's flags are answers already. What else is configured is offered.
  explicit Interview(const Session& session);

  // Asks everything that is open. Where nobody is there to be asked, or --yes was given, what is offered is taken, if
  // it was. Throws base::Error(usage) that names the flags that answer when it was not, and what AWS says to who may
  // not ask it.
  void ask_all();

  // With what was answered.
  const app::Config& config() const { return *config_; }
  const base::Environment& environment() const { return session_.world.environment; }

  // The options that were answered, as a configuration file is to have them.
  std::map<app::OptionId, std::string> chosen() const;

  // That the answers lead to: the same one, with its credentials, as long as these answers stay.
  std::shared_ptr<aws::Account> account();
  app::Cloud cloud() { return {session_.world, *config_, account()}; }

  void answer(app::OptionId option, std::string value);

 private:
  const Session& session_;
  app::Flags flags_;
  std::unique_ptr<app::Config> config_;  // anew with each answer
  std::shared_ptr<aws::Account> account_;
};

// What a review may pay for look-ups of carriers, in USD.
std::string ask_for_carrier_budget(std::string_view fallback);

}  // namespace cli
