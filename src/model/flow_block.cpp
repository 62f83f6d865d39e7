#include "model/flow_block.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "base/encode.hpp"

namespace model {
namespace {

struct Block {
  std::string_view type;
  std::string_view title;
};

// https://docs.aws.amazon.com/connect/latest/APIReference/flow-language-actions.html: each action's page names its
// block.
constexpr Block blocks[] = {
    {"AssociateContactToCustomerProfile", "Customer profiles"},
    {"AuthenticateParticipant", "Authenticate customer"},
    {"CheckHoursOfOperation", "Check hours of operation"},
    {"CheckMetricData", "Check queue status"},
    {"CheckOutboundCallStatus", "Check call progress"},
    {"CheckVoiceId", "Check Voice ID"},
    {"Compare", "Check contact attributes"},
    {"CompleteOutboundCall", "Call phone number"},
    {"ConnectParticipantWithLexBot", "Get customer input"},
    {"CreateCallbackContact", "Transfer to queue"},
    {"CreateCase", "Cases"},
    {"CreateCustomerProfile", "Customer profiles"},
    {"CreateTask", "Create task"},
    {"CreateWisdomSession", "Connect assistant"},
    {"DequeueContactAndTransferToQueue", "Transfer to queue"},
    {"DisconnectParticipant", "Disconnect"},
    {"DistributeByPercentage", "Distribute by percentage"},
    {"EndFlowExecution", "End flow / Resume"},
    {"EndFlowModuleExecution", "Return"},
    {"EvaluateDataTableValues", "Data table"},
    {"GetCase", "Cases"},
    {"GetCalculatedAttributesForCustomerProfile", "Customer profiles"},
    {"GetCustomerProfile", "Customer profiles"},
    {"GetCustomerProfileObject", "Customer profiles"},
    {"GetMetricData", "Get metrics"},
    {"GetParticipantInput", "Get customer input"},
    {"InvokeFlowModule", "Invoke module"},
    {"ListDataTableValues", "Data table"},
    {"LoadContactContent", "Get stored content"},
    {"Loop", "Loop"},
    {"InvokeLambdaFunction", "AWS Lambda function"},
    {"MessageParticipant", "Play prompt"},
    {"MessageParticipantIteratively", "Loop prompts"},
    {"ResumeContact", "Resume contact"},
    {"ShowView", "Show view"},
    {"StartVoiceIdStream", "Set Voice ID"},
    {"TagContact", "Contact tags"},
    {"TransferContactToAgent", "Transfer to agent"},
    {"TransferContactToQueue", "Transfer to queue"},
    {"TransferParticipantToThirdParty", "Transfer to phone number"},
    {"TransferToFlow", "Transfer to flow"},
    {"UntagContact", "Contact tags"},
    {"UpdateCase", "Cases"},
    {"UpdateContactAttributes", "Set contact attributes"},
    {"UpdateContactCallbackNumber", "Set callback number"},
    {"UpdateContactMediaStreamingBehavior", "Start or stop media streaming"},
    {"UpdateContactRecordingAndAnalyticsBehavior", "Set recording, analytics and processing behavior"},
    {"UpdateContactRecordingBehavior", "Set recording and analytics behavior"},
    {"UpdateContactRoutingBehavior", "Change routing priority / age"},
    {"UpdateContactRoutingCriteria", "Set routing criteria"},
    {"UpdateContactTargetQueue", "Set working queue"},
    {"UpdateContactTextToSpeechVoice", "Set voice"},
    {"UpdateCustomerProfile", "Customer profiles"},
    {"UpsertDataTableValues", "Data table"},
    {"UpdateFlowAttributes", "Set contact attributes"},
    {"UpdateFlowLoggingBehavior", "Set logging behavior"},
    {"UpdatePreviousContactParticipantState", "Hold customer or agent"},
    // The flow log's names, its ContactFlowModuleType.
    {"CheckAttribute", "Check contact attributes"},
    {"GetUserInput", "Get customer input"},
    {"InvokeExternalResource", "AWS Lambda function"},
    {"InvokeLambda", "AWS Lambda function"},
    {"LoopPrompts", "Loop prompts"},
    {"PlayPrompt", "Play prompt"},
    {"Resume", "End flow / Resume"},
    {"ReturnFromFlowModule", "Return"},
    {"SetAttributes", "Set contact attributes"},
    {"SetCustomerQueueFlow", "Set customer queue flow"},
    {"SetDisconnectFlow", "Set disconnect flow"},
    {"SetFlowAttributes", "Set contact attributes"},
    {"SetHoldFlow", "Set hold flow"},
    {"SetLoggingBehavior", "Set logging behavior"},
    {"SetQueue", "Set working queue"},
    {"SetRecordingBehavior", "Set recording and analytics behavior"},
    {"SetVoice", "Set voice"},
    {"SetWhisperFlow", "Set whisper flow"},
    {"StartMediaStreaming", "Start media streaming"},
    {"StoreCustomerInput", "Store customer input"},
    {"StoreUserInput", "Store customer input"},
    {"TransferToQueue", "Transfer to queue"},
};

}  // namespace

std::string block_name(std::string_view type) {
  const auto* found = std::ranges::find(blocks, type, &Block::type);
  return found == std::end(blocks) ? base::printable(type, 60) : std::string(found->title);
}

std::string block_title(std::string_view type) {
  if (type.empty()) return "a block without a type";
  const std::string shown = base::printable(type, 60), name = block_name(type);
  return name == shown ? shown : fmt::format("{} ({})", name, shown);
}

}  // namespace model
