#include "checks/traffic/agent_figures.hpp"

#include <fmt/format.h>

#include "checks/traffic/contact_figures.hpp"
#include "words/moments.hpp"
#include "words/names.hpp"
#include "words/numbers.hpp"

namespace checks {

Judgements judge_profiles(const Scene& scene, const model::AgentActivity& activity, const AgentQuestion& question) {
  Judgements judgements;
  std::vector<std::string> few;
  for (const auto& profile : activity.profiles) {
    if (auto judgement = question.judge(scene, profile)) {
      judgements.push_back(std::move(*judgement));
    } else {
      few.push_back(profile.profile_name);
    }
  }
  judgements = with_passes_as_one(std::move(judgements), "routing_profiles");
  if (!few.empty()) {
    judgements.push_back(
        not_applicable({"routing_profiles", "too_little", "Routing profiles whose agents did little"},
                       fmt::format("Of {}: {} in {}: {}.", words::counted(std::int64_t(few.size()), "routing profile"),
                                   question.too_little, words::days(activity.window), words::list(few))));
  }
  if (judgements.empty()) {
    judgements.push_back(
        not_applicable(the_instance(scene), fmt::format("No agent was online in {}.", words::days(activity.window))));
  }
  for (Judgement& judgement : judgements) judgement.evidence = traffic_evidence(activity.window, question.evidence);
  return judgements;
}

Resource profile_resource(const model::ProfileActivity& profile) {
  return {"routing_profile", profile.profile_id, profile.profile_name};
}

}  // namespace checks
