#include "model/flow_waiting.hpp"

#include <algorithm>
#include <string_view>

namespace model {
namespace {

// A block Wait has a condition for each event that ends it early: the customer returned, a bot left the chat.
// https://docs.aws.amazon.com/connect/latest/APIReference/flow-control-actions-wait.html
bool ends_at_an_event(const FlowAction& wait) {
  return std::ranges::any_of(wait.branches, [](const FlowBranch& branch) {
    return branch.kind == BranchKind::condition && branch.of != "WaitCompleted";
  });
}

}  // namespace

bool waits_for_somebody(const FlowAction& action) {
  static constexpr std::string_view types[] = {"AuthenticateParticipant",
                                               "CompleteOutboundCall",
                                               "ConnectParticipantWithLexBot",
                                               "DequeueContactAndTransferToQueue",
                                               "MessageParticipantIteratively",
                                               "RouteContactToAgent",
                                               "ShowView",
                                               "TransferContactToAgent",
                                               "TransferContactToQueue",
                                               "TransferParticipantToThirdParty"};
  if (action.type == "GetParticipantInput") return action.input != InputKind::buffer;
  if (action.type == "Wait") return ends_at_an_event(action);
  return std::ranges::find(types, action.type) != std::end(types) || !is_known_type(action.type);
}

bool waits_for_the_clock(const FlowAction& action) {
  return action.type == "Wait" && !ends_at_an_event(action);
}

}  // namespace model
