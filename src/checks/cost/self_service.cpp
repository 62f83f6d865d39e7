#include <algorithm>

#include "checks/flow/queued_callers.hpp"

namespace checks {
namespace {

// The caller chooses, answers or is told something that is looked up for them, or may leave a number; or what the block
// does is not known.
bool serves_caller(const model::FlowAction& action) {
  static constexpr std::string_view types[] = {"AuthenticateParticipant",
                                               "ConnectParticipantWithLexBot",
                                               "CreateCallbackContact",
                                               "EvaluateDataTableValues",
                                               "GetCase",
                                               "GetCustomerProfile",
                                               "InvokeLambdaFunction",
                                               "ShowView"};
  if (!model::is_known_type(action.type)) return true;
  if (action.type != "GetParticipantInput") return std::ranges::find(types, action.type) != std::end(types);
  return action.input == model::InputKind::menu || action.input == model::InputKind::stored;
}

bool is_sure(const LiveFlows&) {
  return true;
}

Judgements judge(const Scene& scene, const LiveFlows& live) {
  return judge_queued_callers(
      scene, live,
      {.serves = serves_caller,
       .is_sure = is_sure,
       .one_lacks = "has nothing for them to do before",
       .many_lack = "have nothing for them to do before",
       .others_may = "have something",
       .fine = "Wherever callers may come into a queue, they can do something before, or may be able to.",
       .limit = "Before a queue there is a menu, a bot, something that is looked up, or a callback on some way",
       .evidence = "connect:DescribeContactFlow, connect:ListFlowAssociations"});
}

}  // namespace

const Check self_service = on_made<judge, MakesLiveFlows>({
    .id = "self_service",
    .component = "cost",
    .title = "What callers can do without an agent",
    .pillar = Pillar::cost,
    .severity = Severity::informational,
    .why = "The time of agents is most of what a call costs. Who can choose, ask a bot or hear what is looked up needs "
           "less of it, or none.",
    .remedy = "Where callers often want the same, let the flow answer it before the queue: by a menu, a bot or a "
              "function that looks it up.",
    .action = "Let flows answer what is often asked",
    .links = {"https://docs.aws.amazon.com/connect/latest/adminguide/get-customer-input.html"},
});

}  // namespace checks
