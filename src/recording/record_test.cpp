#include "recording/record.hpp"

#include <atomic>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <functional>
#include <gtest/gtest.h>
#include <set>
#include <sys/resource.h>
#include <sys/stat.h>
#include <thread>

#include "aws/error.hpp"
#include "aws/operations/connect.hpp"
#include "aws/operations/logs.hpp"
#include "base/timestamp.hpp"
#include "fakes/scripted_client.hpp"
#include "fakes/temporary_directory.hpp"

namespace {

using aws::connect::describe_instance;
using aws::connect::list_users;
using aws::logs::describe_log_groups;
using base::ErrorKind;
using nlohmann::json;
namespace fs = std::filesystem;

const std::string id = "74c2b909-e023-438d-aa2c-6cd5ee84a853";

class Recorder : public testing::Test {
 protected:
  std::unique_ptr<recording::Recorder> recorder(std::unique_ptr<recording::Redaction> redaction = nullptr) {
    return std::make_unique<recording::Recorder>(path_, info_, "1.2.3", std::move(redaction));
  }
  std::vector<std::string> lines(const std::string& file) const {
    std::ifstream in(path_ / file);
    std::vector<std::string> all;
    for (std::string line; std::getline(in, line);) all.push_back(line);
    return all;
  }
  json info() const { return json::parse(std::ifstream(path_ / "recording.json")); }

  fakes::TemporaryDirectory directory_;
  fs::path path_ = directory_ / "recording";
  recording::RecordingInfo info_{*base::from_iso8601("2026-11-16T09:00:00Z"),
                                 "arn:aws:connect:eu-central-1:111122223333:instance/" + id, 14};
  fakes::ScriptedClient aws_;
};

// The error that an attempt ends with.
base::Error failure_of(const std::function<void()>& attempt) {
  try {
    attempt();
  } catch (const base::Error& error) {
    return error;
  }
  ADD_FAILURE() << "nothing was thrown";
  return {ErrorKind::internal, ""};
}

// What AWS is asked, in whose place `answer` speaks.
class Speaking final : public aws::Transport {
 public:
  explicit Speaking(std::function<aws::Answer(const aws::Operation&)> answer) : answer_(std::move(answer)) {}
  aws::Answer send(const aws::Operation& operation, const json&) override {
    ++asked;
    return answer_(operation);
  }
  std::atomic<int> asked = 0;

 private:
  std::function<aws::Answer(const aws::Operation&)> answer_;
};

TEST_F(Recorder, SaysWhatIsRecorded) {
  const auto made = recorder();
  const auto read = recording::read_recording_info(path_);
  EXPECT_EQ(read.recorded_at, info_.recorded_at);
  EXPECT_EQ(read.instance_arn, info_.instance_arn);
  EXPECT_EQ(read.days, 14);
  EXPECT_EQ(info(),
            json::parse(R"({"formatVersion": 1, "recordedAt": "2026-11-16T09:00:00Z", "accountId": "111122223333",
    "instanceArn": "arn:aws:connect:eu-central-1:111122223333:instance/74c2b909-e023-438d-aa2c-6cd5ee84a853",
    "region": "eu-central-1", "days": 14, "redacted": false, "tool": {"name": "connect-ops-review", "version": "1.2.3"}})"));
}

TEST_F(Recorder, WritesWhatTheReplayAnswers) {
  const json page_one = {{"MaxResults", 2}}, page_two = {{"MaxResults", 2}, {"NextToken", "t"}};
  aws_.answer(list_users, {{"UserSummaryList", {{{"Username", "Jörg\n\"☎️\""}}}}, {"NextToken", "t"}}, page_one);
  aws_.fail(list_users, "TooManyRequestsException", 429, page_two);
  aws_.answer(list_users, {{"UserSummaryList", json::array()}, {"Number", 0.1}}, page_two);
  aws_.fail(describe_instance, "AccessDeniedException", 403);
  aws_.answer(describe_log_groups, {{"logGroups", nullptr}});
  const auto made = recorder();
  recording::RecordingTransport recording(aws_, *made);
  const json first = recording.send(list_users, page_one).output;
  const auto throttle = failure_of([&] { recording.send(list_users, page_two); });
  const json second = recording.send(list_users, page_two).output;
  const auto denial = failure_of([&] { recording.send(describe_instance, json::object()); });
  EXPECT_EQ(recording.send(describe_log_groups, json::object()).bytes, 7);
  made->check_whole();

  EXPECT_EQ(lines("connect.jsonl").size(), 4U);
  EXPECT_EQ(
      lines("connect.jsonl")[2],
      R"({"operation":"ListUsers","input":{"MaxResults":2,"NextToken":"t"},"output":{"Number":0.1,"UserSummaryList":[]}})");
  recording::ReplayTransport replay(path_);
  EXPECT_EQ(replay.send(list_users, page_one).output, first);
  const auto throttle_again = failure_of([&] { replay.send(list_users, page_two); });
  EXPECT_STREQ(throttle_again.what(), throttle.what());
  EXPECT_EQ(throttle_again.kind(), ErrorKind::throttled);
  EXPECT_EQ(replay.send(list_users, page_two).output, second);
  const auto denial_again = failure_of([&] { replay.send(describe_instance, json::object()); });
  EXPECT_STREQ(denial_again.what(), denial.what());
  EXPECT_EQ(denial_again.kind(), ErrorKind::denied);
  EXPECT_EQ(replay.send(describe_log_groups, json::object()).output, json({{"logGroups", nullptr}}));
}

TEST_F(Recorder, KeepsAnErrorsMessageWithoutTheRequestId) {
  for (const std::string message : {"no", "", "a): b", ": "}) {
    fs::remove_all(path_);
    const auto made = recorder();
    Speaking speaking([&](const aws::Operation& operation) -> aws::Answer {
      throw aws::AwsError(operation, "Odd", 418, message, {.request_id = "0a1b"});
    });
    recording::RecordingTransport recording(speaking, *made);
    const auto error = failure_of([&] { recording.send(list_users, json::object()); });
    EXPECT_NE(std::string(error.what()).find("0a1b"), std::string::npos);
    EXPECT_EQ(json::parse(lines("connect.jsonl").at(0))["error"],
              json({{"code", "Odd"}, {"httpStatus", 418}, {"message", message}}));
  }
}

TEST_F(Recorder, RecordsACallThatGotNoAnswer) {
  for (const ErrorKind kind : {ErrorKind::unavailable, ErrorKind::deadline}) {
    fs::remove_all(path_);
    const auto made = recorder();
    Speaking speaking([&](const aws::Operation&) -> aws::Answer { throw base::Error(kind, "the line was cut"); });
    recording::RecordingTransport recording(speaking, *made);
    EXPECT_EQ(failure_of([&] { recording.send(list_users, json::object()); }).kind(), kind);
    EXPECT_EQ(json::parse(lines("connect.jsonl").at(0))["error"],
              json({{"code", "NoAnswer"}, {"httpStatus", 503}, {"message", ""}}));
    recording::ReplayTransport replay(path_);
    EXPECT_EQ(failure_of([&] { replay.send(list_users, json::object()); }).kind(), ErrorKind::unavailable);
  }
}

TEST_F(Recorder, LeavesOutWhatAReplayLacks) {
  const auto made = recorder();
  Speaking speaking(
      [&](const aws::Operation&) -> aws::Answer { throw base::Error(ErrorKind::not_recorded, "it lacks"); });
  recording::RecordingTransport recording(speaking, *made);
  EXPECT_EQ(failure_of([&] { recording.send(list_users, json::object()); }).kind(), ErrorKind::not_recorded);
  EXPECT_FALSE(fs::exists(path_ / "connect.jsonl"));
}

TEST_F(Recorder, TakesOnlyADirectoryThatIsNewOrEmpty) {
  fs::create_directory(path_);
  recorder();
  const auto not_empty = failure_of([&] { recorder(); });
  EXPECT_EQ(not_empty.kind(), ErrorKind::usage);
  EXPECT_NE(std::string(not_empty.what()).find(path_.string()), std::string::npos);
  EXPECT_EQ(info()["days"], 14);  // and what was there is left alone
  path_ = directory_ / "file";
  std::ofstream(path_) << "mine";
  EXPECT_EQ(failure_of([&] { recorder(); }).kind(), ErrorKind::usage);
  path_ = directory_ / "no/such/place";
  const auto no_parent = failure_of([&] { recorder(); });
  EXPECT_EQ(no_parent.kind(), ErrorKind::unavailable);
  EXPECT_NE(std::string(no_parent.what()).find(path_.string()), std::string::npos);
}

TEST_F(Recorder, RefusesAnInstanceThatIsNone) {
  info_.instance_arn = "harbour";
  EXPECT_EQ(failure_of([&] { recorder(); }).kind(), ErrorKind::usage);
  EXPECT_FALSE(fs::exists(path_));
}

TEST_F(Recorder, LetsOnlyTheOwnerRead) {
  aws_.answer(list_users, json::object());
  const auto made = recorder();
  recording::RecordingTransport(aws_, *made).send(list_users, json::object());
  const auto mode = [&](const fs::path& file) {
    struct stat status{};
    EXPECT_EQ(::stat(file.c_str(), &status), 0) << file;
    return status.st_mode & 0777;
  };
  EXPECT_EQ(mode(path_), 0700U);
  EXPECT_EQ(mode(path_ / "recording.json"), 0600U);
  EXPECT_EQ(mode(path_ / "connect.jsonl"), 0600U);
}

TEST_F(Recorder, AsksNothingMoreWhenItCannotWrite) {
  const auto made = recorder();
  fs::remove_all(path_);
  Speaking speaking([](const aws::Operation&) { return aws::Answer{json::object(), 0}; });
  recording::RecordingTransport recording(speaking, *made);
  made->check_whole();
  for (int i = 0; i < 3; ++i) {
    const auto error = failure_of([&] { recording.send(list_users, json::object()); });
    EXPECT_EQ(error.kind(), ErrorKind::unavailable);
    EXPECT_NE(std::string(error.what()).find((path_ / "connect.jsonl").string()), std::string::npos);
  }
  EXPECT_EQ(speaking.asked, 1);
  EXPECT_EQ(failure_of([&] { made->check_whole(); }).kind(), ErrorKind::unavailable);
}

// No file of this process may grow beyond so many bytes, as on a disk that is full.
class FullDisk {
 public:
  explicit FullDisk(rlim_t bytes) : before_signal_(std::signal(SIGXFSZ, SIG_IGN)) {
    ::getrlimit(RLIMIT_FSIZE, &before_);
    const rlimit limit{bytes, before_.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &limit);
  }
  ~FullDisk() {
    ::setrlimit(RLIMIT_FSIZE, &before_);
    std::signal(SIGXFSZ, before_signal_);
  }
  FullDisk(const FullDisk&) = delete;
  FullDisk& operator=(const FullDisk&) = delete;
  FullDisk(FullDisk&&) = delete;
  FullDisk& operator=(FullDisk&&) = delete;

 private:
  rlimit before_{};
  void (*before_signal_)(int);
};

TEST_F(Recorder, LeavesNoHalfLineOnAFullDisk) {
  aws_.always_answer(list_users, {{"UserSummaryList", std::string(250, 'x')}});
  const auto made = recorder();
  recording::RecordingTransport recording(aws_, *made);
  {
    const FullDisk full(1000);
    for (int i = 0; i < 3; ++i) recording.send(list_users, {{"i", i}});
    const auto error = failure_of([&] { recording.send(list_users, {{"i", 3}}); });
    EXPECT_EQ(error.kind(), ErrorKind::unavailable);
    EXPECT_NE(std::string(error.what()).find("connect.jsonl"), std::string::npos);
  }
  EXPECT_EQ(lines("connect.jsonl").size(), 3U);
  recording::ReplayTransport replay(path_);
  EXPECT_EQ(replay.send(list_users, {{"i", 2}}).output["UserSummaryList"].get<std::string>().size(), 250U);
  EXPECT_EQ(failure_of([&] { replay.send(list_users, {{"i", 3}}); }).kind(), ErrorKind::not_recorded);
}

TEST_F(Recorder, LeavesNothingOfWhatIsDiscarded) {
  aws_.always_answer(list_users, json::object());
  const auto made = recorder();
  recording::RecordingTransport recording(aws_, *made);
  recording.send(list_users, json::object());
  made->discard();
  EXPECT_FALSE(fs::exists(path_));
  for (const auto* operation : {&list_users, &describe_log_groups}) {  // nor of what comes later
    EXPECT_EQ(failure_of([&] { recording.send(*operation, json::object()); }).kind(), ErrorKind::unavailable);
  }
  EXPECT_FALSE(fs::exists(path_));
  EXPECT_EQ(failure_of([&] { made->check_whole(); }).kind(), ErrorKind::unavailable);

  fs::create_directory(path_);  // what was there stays, as it was
  const auto again = recorder();
  recording::RecordingTransport(aws_, *again).send(list_users, json::object());
  std::ofstream(path_ / "notes") << "mine";
  again->discard();
  EXPECT_TRUE(fs::exists(path_ / "notes"));
  fs::remove(path_ / "notes");
  EXPECT_TRUE(fs::is_empty(path_));
}

TEST_F(Recorder, WritesWholeLinesFromManyThreads) {
  const auto made = recorder();
  Speaking speaking([](const aws::Operation&) { return aws::Answer{std::string(3000, 'x'), 0}; });
  recording::RecordingTransport one_region(speaking, *made), another_region(speaking, *made);
  {
    std::vector<std::jthread> threads;
    for (int t = 0; t < 8; ++t) {
      threads.emplace_back([&, t] {
        auto& recording = t % 2 == 0 ? one_region : another_region;
        for (int i = 0; i < 50; ++i)
          recording.send(i % 2 == 0 ? list_users : describe_log_groups, {{"t", t}, {"i", i}});
      });
    }
  }
  std::set<std::string> inputs;
  for (const char* file : {"connect.jsonl", "logs.jsonl"}) {
    for (const auto& line : lines(file)) inputs.insert(json::parse(line).at("input").dump());
  }
  EXPECT_EQ(inputs.size(), 400U);
}

TEST_F(Recorder, MasksWhatItWritesAndNotWhatItAnswers) {
  aws_.answer(describe_instance, {{"Instance", {{"InstanceAlias", "harbour"}}}});
  aws_.always_fail(describe_log_groups, "AccessDeniedException", 403);
  const auto made = recorder(std::make_unique<recording::Redaction>(base::Secret("a key")));
  recording::RecordingTransport recording(aws_, *made);
  EXPECT_EQ(recording.send(describe_instance, {{"InstanceId", id}}).output["Instance"]["InstanceAlias"], "harbour");
  failure_of([&] { recording.send(describe_log_groups, {{"logGroupNamePrefix", "/aws/connect/harbour"}}); });

  EXPECT_EQ(info()["redacted"], true);
  EXPECT_NE(info()["accountId"], "111122223333");
  EXPECT_EQ(info().dump().find("111122223333"), std::string::npos);
  EXPECT_TRUE(recording::read_recording_info(path_).instance_arn.ends_with(":instance/" + id));
  recording::ReplayTransport replay(path_);
  const std::string alias = replay.send(describe_instance, {{"InstanceId", id}}).output["Instance"]["InstanceAlias"];
  EXPECT_NE(alias, "harbour");
  const auto denied =
      failure_of([&] { replay.send(describe_log_groups, {{"logGroupNamePrefix", "/aws/connect/" + alias}}); });
  EXPECT_EQ(denied.kind(), ErrorKind::denied);
}

}  // namespace
