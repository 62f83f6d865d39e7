// AWS as a command reaches it: everything that calls need, made from the session and kept for as long as it runs.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "app/aws_account.hpp"
#include "app/instances.hpp"
#include "app/review.hpp"
#include "aws/recorder.hpp"
#include "aws/retry.hpp"
#include "base/random.hpp"
#include "cli/command.hpp"
#include "http/curl_client.hpp"

namespace cli {

struct Live {
  explicit Live(const Session& session);

  aws::RetryingClient client(const std::string& region, model::Usage& usage) {
    return {account.transport(region), patience, usage};
  }

  http::CurlClient http;
  base::SystemRandom random;
  aws::RetryBudget budget;
  aws::Patience patience;
  app::AwsAccount account;
};

// The instances that --instance and --all-instances name. Throws base::Error(usage) when they name none.
std::vector<app::FoundInstance> chosen_instances(const Session& session, Live& live);

// A review now, by way of `aws`: the account itself, or what records it.
app::Context live_context(const Session& session, Live& live, store::Store& store, aws::Transport& aws);

// A review of an instance as the options have it.
app::Request new_request(const Session& session, const model::InstanceRef& instance, const model::Window& window);

// --days up to now, in whole seconds, as a recording can say it.
model::Window window_until_now(const Session& session);

// One line to standard error for each component that is stored, where someone watches.
app::Progress progress_of(const Session& session);

// Saves what AWS answers to a review in `directory` while passing it on.
struct Recording {
  Recording(const Session& session, aws::Transport& inner, const app::Request& request, const std::string& directory);

  aws::Recorder files;
  aws::RecordingTransport transport;
};

}  // namespace cli
