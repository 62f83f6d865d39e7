#include "checks/flow/flow_versions.hpp"

#include "checks/flow/flow_resource.hpp"

namespace checks {

Judgements with_what_is_unknown(Judgements judgements, const UnreadFlows& unread, const model::FlowSummaries& flows,
                                const Dataset<model::FlowSummaries>& modules,
                                const Dataset<model::FlowAssociations>& associations,
                                const Dataset<model::MessageFlows>& messages) {
  if (auto told = unread.told("Flows whose versions could not be read")) judgements.push_back(*std::move(told));
  if (auto unlisted = unlisted_modules(modules)) judgements.push_back(*std::move(unlisted));
  auto unclear = unclear_names_of_aws(flows, model::unknown_entries(associations, messages),
                                      model::entry_flows(associations, messages));
  if (unclear) judgements.push_back(*std::move(unclear));
  return judgements;
}

Judgements held_against(std::string_view limit, Judgements judgements) {
  for (Judgement& judgement : judgements) {
    judgement.limit = limit;
    if (judgement.evidence.empty())
      judgement.evidence = "connect:DescribeContactFlow, connect:DescribeContactFlowModule";
  }
  return judgements;
}

}  // namespace checks
