// The Lambda function as a test wants it: its account is the sample recording, every call to it takes a minute, and
// what it sends to itself waits until the test has it run. One thread; the function itself uses several.
#pragma once

#include <deque>
#include <gtest/gtest.h>
#include <map>
#include <memory>
#include <mutex>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

#include "aws/error.hpp"
#include "base/error.hpp"
#include "base/json/canonical.hpp"
#include "fakes/account.hpp"
#include "fakes/forwarding_store.hpp"
#include "fakes/manual_clock.hpp"
#include "fakes/patient.hpp"
#include "fakes/replayed_review.hpp"
#include "fakes/scripted_http.hpp"
#include "fakes/temporary_directory.hpp"
#include "fakes/variables.hpp"
#include "lambda/event.hpp"
#include "lambda/function.hpp"
#include "lambda/handler.hpp"
#include "recording/replay.hpp"
#include "store/memory.hpp"

namespace fakes {

// AWS as the recording has it, and slow. Counts what it is asked; what is sent to a topic is kept.
class SlowAccount final : public aws::Transport {
 public:
  using json = nlohmann::json;

  explicit SlowAccount(ManualClock& clock) : clock_(clock) {}

  aws::Answer send(const aws::Operation& operation, const json& input) override {
    if (operation.service.name == "s3" && !operation.service.is_of_aws) return read_object(operation, input);
    {
      const std::lock_guard lock(mutex_);
      ++calls_[aws::action(operation) + base::canonical(input)];
    }
    clock_.advance(call_time);
    if (operation.name == "Publish") return publish(operation, input);
    if (operation.service.name == "lambda") return invocations.push_back(input), aws::Answer{json::object(), 7};
    if (!refusal.empty()) throw aws::AwsError(operation, refusal, 403, "as the test has it");
    if (operation.name == "ListInstances") return {{{"InstanceSummaryList", instances}}, 7};
    try {
      return recording_.send(operation, input);
    } catch (const base::Error& error) {
      const std::lock_guard lock(mutex_);
      if (error.retryable()) faults_.insert(aws::action(operation) + base::canonical(input));
      throw;
    }
  }

  // By what was asked.
  std::map<std::string, int> calls() const {
    const std::lock_guard lock(mutex_);
    return calls_;
  }
  // Those that were answered with what may pass.
  std::set<std::string> faults() const {
    const std::lock_guard lock(mutex_);
    return faults_;
  }
  int number_of_calls() const {
    int all = 0;
    for (const auto& [unused, number] : calls()) all += number;
    return all;
  }

  std::chrono::milliseconds call_time{std::chrono::minutes(1)};
  std::string refusal;        // the error that every call answers; empty: none
  std::string topic_refusal;  // the same of messages
  json instances = json::array();
  std::vector<json> messages;
  std::vector<json> invocations;
  std::map<std::string, std::string> objects;  // of the bucket, by key
  std::string object_refusal;                  // the error that each of them answers; empty: none

 private:
  // Takes no time, and is not counted: no data of a review.
  aws::Answer read_object(const aws::Operation& operation, const json& input) const {
    if (!object_refusal.empty()) throw aws::AwsError(operation, object_refusal, 403, "as the test has it");
    const auto found = objects.find(input.at("Key").get<std::string>());
    if (found == objects.end()) throw aws::AwsError(operation, "NoSuchKey", 404, "there is no such object");
    return {{{"Body", found->second}, {"ETag", "\"1\""}}, 7};
  }

  aws::Answer publish(const aws::Operation& operation, const json& input) {
    if (!topic_refusal.empty()) throw aws::AwsError(operation, topic_refusal, 403, "as the test has it");
    messages.push_back(input);
    return {{{"MessageId", "1"}}, 7};
  }

  ManualClock& clock_;
  recording::ReplayTransport recording_{harbour};
  mutable std::mutex mutex_;  // guards what follows
  std::map<std::string, int> calls_;
  std::set<std::string> faults_;
};

class LambdaFunction : public testing::Test {
 protected:
  using json = nlohmann::json;

  LambdaFunction() {
    variables_.values = {{"CONNECT_INSTANCE_ARN", arn()},
                         {"S3_REPORTING_BUCKET", "reports"},
                         {"AWS_REGION", "eu-central-1"},
                         {"AWS_EC2_METADATA_DISABLED", "true"},
                         {"HOME", directory_.path()}};
    instance_id_ = model::parse_instance_arn(arn()).instance_id;
  }

  const std::string& arn() const { return recording_.instance_arn; }

  app::Config config() const {
    // Reading CloudTrail by the clock would end after two calls.
    return lambda::configured(world_, {{"complete", "true"}, {"only", only_}});
  }

  // One invocation of a process that has just started, with so much time.
  json invoke(const std::string& payload, std::chrono::milliseconds time = std::chrono::hours(10'000),
              const std::string& request_id = "request-1") {
    const app::Config configuration = config();
    const json answer =
        handle(configuration, {request_id, payload, clock_.now() + time, function_arn, ""}, [this](const json& event) {
          if (!later_refusal_.empty()) {
            throw base::Error(base::ErrorKind::throttled, later_refusal_);
          }
          waiting_.push_back(event);
        });
    EXPECT_EQ(answer.at("statusCode"), 200);
    return json::parse(answer.at("body").get<std::string>());
  }

  // The same, as it is answered. Without `invoke_later`, Lambda is asked.
  json handle(const app::Config& configuration, const lambda::Invocation& invocation,
              lambda::InvokeLater invoke_later = {}) {
    app::Cloud cloud(world_, configuration, std::make_shared<Account>(account_));
    const auto handler =
        lambda::make_handler(world_, configuration, cloud,
                             {.open_store = [this] { return std::make_unique<ForwardingStore>(store_); },
                              .print = [this](const std::string& line) { lines_.push_back(json::parse(line)); },
                              .invoke_later = std::move(invoke_later)});
    return handler(invocation);
  }

  // What the function sent to itself, one after the other; the last answer, and how many there were.
  std::pair<json, int> run_waiting(std::chrono::milliseconds time) {
    json answer;
    int invocations = 0;
    for (; !waiting_.empty(); ++invocations) {
      const json event = waiting_.front();
      waiting_.pop_front();
      answer = invoke(event.dump(), time, "hop-" + std::to_string(invocations));
    }
    return {answer, invocations};
  }

  // The kind and text of the error that the event ends in.
  std::pair<base::ErrorKind, std::string> refusal(const std::string& payload) {
    try {
      invoke(payload);
    } catch (const base::Error& error) {
      return {error.kind(), error.what()};
    }
    ADD_FAILURE() << "taken: " << payload.substr(0, 200);
    return {base::ErrorKind::internal, ""};
  }

  std::size_t number_of_reviews() { return store_.reviews({}).reviews.size(); }

  static constexpr const char* function_arn =
      "arn:aws:lambda:eu-central-1:111122223333:function:amazon-connect-ops-review-orchestrator";

  recording::RecordingInfo recording_ = recording::read_recording_info(harbour);
  TemporaryDirectory directory_;
  Variables variables_;
  ManualClock clock_{recording_.recorded_at};  // the recording holds the windows that end then
  store::MemoryStore store_{clock_};
  SlowAccount account_{clock_};
  FixedRandom random_{1};
  ScriptedHttp http_;  // nothing is asked by another way
  const app::World world_{variables_, clock_, random_, http_};
  std::string only_;  // components; empty: all
  std::deque<json> waiting_;
  std::string later_refusal_;
  std::vector<json> lines_;  // that were printed
  std::string instance_id_;
};

}  // namespace fakes
