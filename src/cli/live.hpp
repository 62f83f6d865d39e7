// What commands that ask AWS share: which instances, what a review of one works with, and how it is recorded.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/cloud.hpp"
#include "app/instances.hpp"
#include "app/review.hpp"
#include "app/review_lock.hpp"
#include "cli/command.hpp"
#include "cli/watch.hpp"
#include "recording/record.hpp"

namespace cli {

// Of a person at the terminal; unset when nobody is there to answer.
app::AskMfa mfa_prompt();

// The instances that --instance and --all-instances name. Throws base::Error(usage) of `what_to_give` when they name
// none.
std::vector<app::FoundInstance> chosen_instances(const Session& session, const char* what_to_give);

// A review now, by way of `aws`: the account itself, or what records it. The watch tells what it will cost.
app::Context live_context(const Session& session, Watch& watch, store::Store& store, aws::Transport& aws,
                          const aws::Bounds& bounds);

// A review of an instance as the options have it: --days up to now, as AWS has the time, in whole seconds, as a
// recording can say it.
app::Request new_request(const Session& session, const model::InstanceRef& instance);

// What the lock of an instance says of this process.
app::ReviewLock::Holder this_holder();

// Whether a question would be read, and answered.
bool somebody_is_there();

// What the person at the terminal says to it.
bool agrees(std::string_view question);

// Saves what AWS answers to a review in `directory` while passing it on. What is not kept in the end leaves nothing:
// half a recording would look like a whole one.
class Recording {
 public:
  Recording(const Session& session, aws::Transport& inner, const app::Request& request, const std::string& directory);
  ~Recording();
  Recording(const Recording&) = delete;
  Recording& operator=(const Recording&) = delete;
  Recording(Recording&&) = delete;
  Recording& operator=(Recording&&) = delete;

  // Throws base::Error(unavailable) when it is not whole.
  void keep();
  void discard() { files_.discard(); }  // any thread

  aws::Transport& transport() { return transport_; }

 private:
  recording::Recorder files_;
  recording::RecordingTransport transport_;
  bool is_kept_ = false;
};

}  // namespace cli
