#include "model/flow_waiting.hpp"

#include <gtest/gtest.h>

namespace model {
namespace {

FlowAction wait(const std::vector<std::string>& ends) {
  FlowAction action{"w", "Wait", std::nullopt, {}};
  for (const auto& end : ends) action.branches.push_back({"on", BranchKind::condition, end, "Equals"});
  action.branches.push_back({"failed", BranchKind::error, "NoMatchingError"});
  return action;
}

TEST(Waiting, IsForSomebodyOrForTheClock) {
  for (const auto* type : {"GetParticipantInput", "ConnectParticipantWithLexBot", "ShowView", "TransferContactToQueue",
                           "TransferParticipantToThirdParty", "NewerThanThis"}) {
    EXPECT_TRUE(waits_for_somebody({"b", type, std::nullopt, {}})) << type;
  }
  for (const auto* type : {"Compare", "InvokeLambdaFunction", "MessageParticipant", "CheckOutboundCallStatus",
                           "CheckVoiceId", "CreateContact", "StartOutboundEmailContact", "LoadContactContent"}) {
    EXPECT_FALSE(waits_for_somebody({"b", type, std::nullopt, {}})) << type;
  }
  FlowAction buffer{"b", "GetParticipantInput", std::nullopt, {}};
  buffer.input = InputKind::buffer;
  EXPECT_FALSE(waits_for_somebody(buffer));
}

TEST(Waiting, ForAnEventIsForSomebody) {
  EXPECT_TRUE(waits_for_somebody(wait({"WaitCompleted", "CustomerReturned"})));
  EXPECT_FALSE(waits_for_the_clock(wait({"WaitCompleted", "BotParticipantDisconnected"})));
  EXPECT_FALSE(waits_for_somebody(wait({"WaitCompleted"})));
  EXPECT_TRUE(waits_for_the_clock(wait({"WaitCompleted"})));
  EXPECT_TRUE(waits_for_the_clock(wait({})));
  EXPECT_FALSE(waits_for_the_clock({"b", "InvokeLambdaFunction", std::nullopt, {}}));
}

}  // namespace
}  // namespace model
