#include "app/flows/block_icon.hpp"

#include <algorithm>

namespace app {
namespace {

struct IconOfType {
  std::string_view type;
  BlockIcon icon;
};

// https://docs.aws.amazon.com/connect/latest/APIReference/flow-language-actions.html
constexpr IconOfType icons[] = {
    {"AssociateContactToCustomerProfile", {"card", "call"}},
    {"AuthenticateParticipant", {"key", "say"}},
    {"CheckHoursOfOperation", {"clock", "check"}},
    {"CheckMetricData", {"figures", "check"}},
    {"CheckOutboundCallStatus", {"phone", "check"}},
    {"Compare", {"fork", "check"}},
    {"CompleteOutboundCall", {"phone", "end"}},
    {"ConnectParticipantWithLexBot", {"bot", "say"}},
    {"CreateCallbackContact", {"phone", "end"}},
    {"CreateCase", {"card", "call"}},
    {"CreateCustomerProfile", {"card", "call"}},
    {"CreateTask", {"card", "call"}},
    {"CreateWisdomSession", {"bot", "call"}},
    {"DequeueContactAndTransferToQueue", {"queue", "end"}},
    {"DisconnectParticipant", {"stop", "end"}},
    {"DistributeByPercentage", {"fork", "check"}},
    {"EndFlowExecution", {"end", "end"}},
    {"EndFlowModuleExecution", {"return", "end"}},
    {"EvaluateDataTableValues", {"table", "call"}},
    {"GetCase", {"card", "call"}},
    {"GetCustomerProfile", {"card", "call"}},
    {"GetMetricData", {"figures", "check"}},
    {"GetParticipantInput", {"keypad", "say"}},
    {"InvokeFlowModule", {"module", "call"}},
    {"InvokeLambdaFunction", {"function", "call"}},
    {"Loop", {"return", "check"}},
    {"MessageParticipant", {"speak", "say"}},
    {"MessageParticipantIteratively", {"speak", "say"}},
    {"ResumeContact", {"flow", "end"}},
    {"RouteContactToAgent", {"agent", "end"}},
    {"ShowView", {"screen", "say"}},
    {"TagContact", {"tag", "set"}},
    {"TransferContactToAgent", {"agent", "end"}},
    {"TransferContactToQueue", {"queue", "end"}},
    {"TransferParticipantToThirdParty", {"phone", "end"}},
    {"TransferToFlow", {"flow", "end"}},
    {"UntagContact", {"tag", "set"}},
    {"UpdateCase", {"card", "call"}},
    {"UpdateContactRecordingAndAnalyticsBehavior", {"record", "set"}},
    {"UpdateContactRecordingBehavior", {"record", "set"}},
    {"UpdateContactTargetQueue", {"queue", "set"}},
    {"UpdateContactTextToSpeechVoice", {"voice", "set"}},
    {"UpdateCustomerProfile", {"card", "call"}},
    {"UpdateFlowLoggingBehavior", {"log", "set"}},
    {"Wait", {"wait", "check"}},
};

}  // namespace

BlockIcon icon_of(std::string_view type) {
  const auto* found = std::ranges::find(icons, type, &IconOfType::type);
  if (found != std::end(icons)) return found->icon;
  return type.starts_with("Update") ? BlockIcon{"settings", "set"} : BlockIcon{"block", "set"};
}

}  // namespace app
