#include "recording/replay.hpp"

#include <atomic>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <thread>

#include "aws/error.hpp"
#include "aws/operations/connect.hpp"
#include "aws/operations/service_quotas.hpp"
#include "base/timestamp.hpp"
#include "fakes/temporary_directory.hpp"

namespace {

using aws::Operation;
using base::ErrorKind;
using nlohmann::json;

constexpr Operation list_users = {.service = aws::connect::service, .name = "ListUsers"};
constexpr Operation describe_user = {.service = aws::connect::service, .name = "DescribeUser"};
constexpr Operation list_quotas = {.service = aws::service_quotas::service, .name = "ListUsers"};

const std::string good_info = R"({"formatVersion": 1, "recordedAt": "2026-11-16T09:00:00Z", "days": 14,
    "instanceArn": "arn:aws:connect:eu-central-1:111122223333:instance/abc"})";

class Recording : public testing::Test {
 protected:
  void write(const std::string& file, const std::string& bytes) const {
    std::ofstream(directory_ / file, std::ios::binary) << bytes;
  }
  void expect_config_error(const std::function<void()>& action, const std::vector<std::string>& parts,
                           const std::string& what) const {
    try {
      action();
      ADD_FAILURE() << what << " was taken";
    } catch (const base::Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::config) << what;
      const std::string text = error.what();
      for (const auto& part : parts) EXPECT_NE(text.find(part), std::string::npos) << what << ": " << text;
      EXPECT_EQ(text.find('\n'), std::string::npos) << what << ": " << text;
    }
  }
  void expect_bad_info(const std::string& bytes, const std::string& part) const {
    write("recording.json", bytes);
    expect_config_error([&] { recording::read_recording_info(directory_.path()); },
                        {directory_ / "recording.json", part}, bytes.substr(0, 80));
  }
  void expect_bad_line(const std::string& bytes, const std::string& part) const {
    write("connect.jsonl", bytes);
    expect_config_error([&] { recording::ReplayTransport replay(directory_.path()); },
                        {directory_ / "connect.jsonl", part}, bytes.substr(0, 80));
  }

  fakes::TemporaryDirectory directory_;
};

TEST_F(Recording, SaysWhatWasRecorded) {
  write("recording.json", good_info);
  const auto info = recording::read_recording_info(directory_.path());
  EXPECT_EQ(info.recorded_at, base::from_iso8601("2026-11-16T09:00:00Z"));
  EXPECT_EQ(info.instance_arn, "arn:aws:connect:eu-central-1:111122223333:instance/abc");
  EXPECT_EQ(info.days, 14);
}

TEST_F(Recording, RefusesABadRecordingJson) {
  const auto with = [](const char* key, const json& value) {
    json info = json::parse(good_info);
    if (value.is_discarded()) {
      info.erase(key);
    } else {
      info[key] = value;
    }
    return info.dump();
  };
  const json absent(json::value_t::discarded);
  expect_bad_info("", "not a JSON object");
  expect_bad_info("no JSON", "not a JSON object");
  expect_bad_info(good_info.substr(0, 60), "not a JSON object");
  expect_bad_info("[]", "not a JSON object");
  expect_bad_info(std::string(100'000, '['), "not a JSON object");
  expect_bad_info(with("formatVersion", absent), "formatVersion");
  expect_bad_info(with("formatVersion", "1"), "formatVersion");
  expect_bad_info(with("formatVersion", 0), "formatVersion");
  expect_bad_info(with("formatVersion", 2), "newer");
  expect_bad_info(with("formatVersion", 1e300), "formatVersion");
  expect_bad_info(with("recordedAt", absent), "recordedAt");
  expect_bad_info(with("recordedAt", 1'794'819'600), "recordedAt");
  expect_bad_info(with("recordedAt", "2026-11-16 09:00"), "recordedAt");
  for (const json& days : {absent, json(0), json(-1), json(91), json(1.5), json("14"), json(nullptr)}) {
    expect_bad_info(with("days", days), "days");
  }
}

TEST_F(Recording, RefusesADirectoryThatIsNone) {
  expect_config_error([&] { recording::read_recording_info(directory_ / "gone"); }, {"gone", "recording.json"}, "info");
  expect_config_error([&] { recording::ReplayTransport replay(directory_ / "gone"); }, {"gone"}, "client");
  write("file", "");
  expect_config_error([&] { recording::ReplayTransport replay(directory_ / "file"); }, {"file"}, "a file");
  expect_config_error([&] { recording::ReplayTransport replay(directory_.path()); }, {"no recorded call"},
                      "nothing in it");
  write("notes.txt", "not a recording");
  write("connect.jsonl", "\n\n");
  expect_config_error([&] { recording::ReplayTransport replay(directory_.path()); }, {"no recorded call"},
                      "only empty lines");
  std::filesystem::create_directory(directory_ / "logs.jsonl");
  expect_config_error([&] { recording::ReplayTransport replay(directory_.path()); }, {"logs.jsonl"}, "a directory");
}

const std::string good_line = R"({"operation": "ListUsers", "input": {"a": 1}, "output": {"Users": [1]}})";

TEST_F(Recording, NamesTheLineThatIsNoCall) {
  expect_bad_line(good_line + "\n" + good_line.substr(0, 40), "line 2");
  expect_bad_line("\n\n" + good_line.substr(1) + "\n", "line 3");
  for (const char* line : {"no JSON", "{}", "[]", "null", "7", R"({"operation": "ListUsers"})",
                           R"({"operation": "ListUsers", "output": {}})", R"({"operation": "ListUsers", "input": {}})",
                           R"({"operation": "", "input": {}, "output": {}})",
                           R"({"operation": 7, "input": {}, "output": {}})", R"({"input": {}, "output": {}})",
                           "\xFF\xFE{}", R"({"operation": "ListUsers", "input": {}, "output": {}} {})"}) {
    expect_bad_line(good_line + "\n" + line, "line 2");
  }
  const std::string deep(200'000, '['), end(200'000, ']');
  expect_bad_line(R"({"operation": "ListUsers", "input": )" + deep + end + R"(, "output": {}})", "line 1");
  expect_bad_line(R"({"operation": "ListUsers", "input": {}, "output": )" + deep + end + "}", "line 1");
}

json answer_or_code(aws::Transport& transport, const Operation& operation, const json& input) {
  try {
    return transport.send(operation, input).output;
  } catch (const aws::AwsError& error) {
    return error.code() + " " + std::to_string(error.http_status());
  }
}

TEST_F(Recording, AnswersByServiceOperationAndInput) {
  write("connect.jsonl", R"({"operation": "ListUsers", "input": {"a": 1, "b": [2, {"c": 3}]}, "output": 1})"
                         "\n\n"
                         R"({"operation": "ListUsers", "input": {}, "output": 2})"
                         "\r\n"
                         R"({"operation": "DescribeUser", "input": {}, "output": 3})");
  write("service-quotas.jsonl", R"({"operation": "ListUsers", "input": {}, "output": 4})");
  recording::ReplayTransport replay(directory_.path());
  EXPECT_EQ(replay.send(list_users, json::parse(R"({"b": [2, {"c": 3}], "a": 1})")).output, 1);  // members in any order
  EXPECT_EQ(replay.send(list_users, json::object()).output, 2);
  EXPECT_EQ(replay.send(describe_user, json::object()).output, 3);
  EXPECT_EQ(replay.send(list_quotas, json::object()).output, 4);
}

TEST_F(Recording, GivesSeveralAnswersInOrderAndKeepsTheLast) {
  write("connect.jsonl",
        R"({"operation": "ListUsers", "input": {}, "error": {"code": "Throttling", "httpStatus": 429}})"
        "\n"
        R"({"operation": "ListUsers", "input": {"other": 1}, "output": "other"})"
        "\n"
        R"({"operation": "ListUsers", "input": {}, "output": "second"})"
        "\n"
        R"({"operation": "ListUsers", "input": {}, "output": "last"})"
        "\n");
  recording::ReplayTransport replay(directory_.path());
  EXPECT_EQ(answer_or_code(replay, list_users, json::object()), "Throttling 429");
  EXPECT_EQ(answer_or_code(replay, list_users, {{"other", 1}}), "other");
  EXPECT_EQ(answer_or_code(replay, list_users, json::object()), "second");
  for (int i = 0; i < 3; ++i) EXPECT_EQ(answer_or_code(replay, list_users, json::object()), "last");
}

TEST_F(Recording, ReplaysErrorsAsTheyCame) {
  struct Case {
    const char* error;
    const char* expected;
    ErrorKind kind;
  };
  for (const Case& one : {Case{R"({"code": "AccessDeniedException", "httpStatus": 403, "message": "no"})",
                               "AccessDeniedException 403", ErrorKind::denied},
                          Case{R"({"code": "ResourceNotFoundException", "httpStatus": 404})",
                               "ResourceNotFoundException 404", ErrorKind::not_found},
                          Case{R"({"code": "Odd", "httpStatus": 429.0})", "Odd 429", ErrorKind::throttled},
                          // An error that was edited badly is an error still, and no empty answer.
                          Case{"{}", "UnknownError 500", ErrorKind::unavailable},
                          Case{"null", "UnknownError 500", ErrorKind::unavailable},
                          Case{R"({"code": ""})", "UnknownError 500", ErrorKind::unavailable},
                          Case{R"({"code": 5, "httpStatus": "x"})", "UnknownError 500", ErrorKind::unavailable}}) {
    write("connect.jsonl",
          std::string(R"({"operation": "ListUsers", "input": {}, "output": {}, "error": )") + one.error + "}\n");
    recording::ReplayTransport replay(directory_.path());
    EXPECT_EQ(answer_or_code(replay, list_users, json::object()), one.expected) << one.error;
    try {
      replay.send(list_users, json::object());
      ADD_FAILURE() << one.error;
    } catch (const base::Error& error) {
      EXPECT_EQ(base::name(error.kind()), base::name(one.kind)) << one.error;
    }
  }
}

TEST_F(Recording, NamesTheCallThatItLacks) {
  write("connect.jsonl", good_line);
  recording::ReplayTransport replay(directory_.path());
  for (const json& input : {json::object(), json{{"a", 2}}, json{{"a", 1}, {"b", 1}}, json()}) {
    try {
      replay.send(list_users, input);
      ADD_FAILURE() << input;
    } catch (const base::Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::not_recorded);
      EXPECT_NE(std::string(error.what()).find("connect:ListUsers"), std::string::npos);
      EXPECT_NE(std::string(error.what()).find(input.dump()), std::string::npos);
    }
  }
}

TEST_F(Recording, AnswersManyThreadsAtOnce) {
  std::string lines;
  for (int i = 1; i <= 100; ++i) {
    lines += R"({"operation": "ListUsers", "input": {}, "output": )" + std::to_string(i) + "}\n";
  }
  write("connect.jsonl", lines);
  recording::ReplayTransport replay(directory_.path());
  std::vector<std::atomic<int>> given(101);
  {
    std::vector<std::jthread> threads;
    for (int t = 0; t < 8; ++t) {
      threads.emplace_back([&] {
        for (int i = 0; i < 50; ++i) ++given[replay.send(list_users, json::object()).output.get<std::size_t>()];
      });
    }
  }
  for (std::size_t i = 1; i < 100; ++i) EXPECT_EQ(given[i], 1) << i;
  EXPECT_EQ(given[100], 8 * 50 - 99);
}

}  // namespace
