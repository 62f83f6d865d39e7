#include "recording/masked_log.hpp"

#include <gtest/gtest.h>

#include "aws/operations/logs.hpp"
#include "model/flow_log.hpp"

namespace {

using nlohmann::json;

const json line = json::parse(R"({"ContactId": "c", "ContactFlowId": "arn:f", "ContactFlowName": "Main",
  "ContactFlowModuleType": "SetQueue", "Identifier": "block 1", "Timestamp": "2026-11-10T10:15:00.000Z",
  "ModuleExecutionStack": ["arn:m", "arn:f"], "Results": "Zebra 4711 failed", "Parameters": {"Name": "Zebra"},
  "ExternalResults": {"Zebra": 4711}, "Member of the future": "Zebra"})");

// Answers whatever it is asked with the same.
class Fixed final : public aws::Transport {
 public:
  explicit Fixed(json output) : output_(std::move(output)) {}
  aws::Answer send(const aws::Operation& /*operation*/, const json& /*input*/) override { return {output_, 7}; }

 private:
  json output_;
};

TEST(MaskedLogLine, KeepsWhatTheReviewReads) {
  const json masked = json::parse(recording::masked_log_line(line.dump()));
  EXPECT_EQ(masked, json::parse(R"({"ContactId": "c", "ContactFlowId": "arn:f", "ContactFlowName": "Main",
    "ContactFlowModuleType": "SetQueue", "Identifier": "block 1", "Timestamp": "2026-11-10T10:15:00.000Z",
    "ModuleExecutionStack": ["arn:m", "arn:f"], "Results": "Xxxxx 0000 failed"})"));
}

TEST(MaskedLogLine, IsTakenForTheSameFailure) {
  for (const char* result : {"ZebraNotFoundException", "InvalidZebra", "Zebra", "4111111111111111", "zebra: Timeout",
                             "FailedZebra", "ZebraAtCapacity", "RateExceeded TooManyRequestsZebra"}) {
    json one = line;
    one["Results"] = result;
    const json masked = json::parse(recording::masked_log_line(one.dump()));
    EXPECT_EQ(model::classify_failure("SetQueue", masked["Results"].get<std::string>()),
              model::classify_failure("SetQueue", result))
        << result;
    EXPECT_EQ(masked.dump().find("ebra"), std::string::npos) << result;
  }
}

TEST(MaskedLogLine, TakesWhatIsNoLine) {
  EXPECT_EQ(recording::masked_log_line("START of Zebra"), "XXXXX of Xxxxx");
  EXPECT_EQ(recording::masked_log_line(R"(["Zebra"])"), R"(["Xxxxx"])");
  EXPECT_EQ(recording::masked_log_line(R"({"Results": {"Zebra": 1}, "ContactFlowModuleType": 7})"),
            R"({"ContactFlowModuleType":7})");
}

TEST(MaskedLogTransport, MasksLinesOfTheFlowLogAlone) {
  const json output = {{"events", {{{"eventId", "1"}, {"message", line.dump()}}, {{"message", line}}, 7, nullptr}}};
  Fixed inner(output);
  recording::MaskedLogTransport masked(inner);
  const auto answer = masked.send(aws::logs::filter_log_events, {});
  EXPECT_EQ(answer.bytes, 7);
  EXPECT_EQ(answer.output["events"][0]["message"], recording::masked_log_line(line.dump()));
  EXPECT_EQ(answer.output["events"][1]["message"], "");
  EXPECT_EQ(answer.output.dump().find("Zebra"), std::string::npos);
  EXPECT_EQ(masked.send(aws::logs::describe_log_groups, {}).output, output);
}

TEST(MaskedLogTransport, TakesOddAnswers) {
  for (const json& output : {json(), json(7), json::array(), json{{"events", 7}}, json{{"events", {{"a", 1}}}}}) {
    Fixed inner(output);
    EXPECT_EQ(recording::MaskedLogTransport(inner).send(aws::logs::filter_log_events, {}).output, output);
  }
}

}  // namespace
