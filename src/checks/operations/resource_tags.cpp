#include <algorithm>
#include <fmt/format.h>

#include "checks/check.hpp"
#include "words/names.hpp"
#include "words/numbers.hpp"

namespace checks {
namespace {

using model::Taggable;
using model::TaggableKind;

struct Words {
  std::string_view kind, title, noun, evidence;
};

constexpr Words words_of_kinds[] = {
    {"domains", "Domains of Customer Profiles", "domain of Customer Profiles", "profile:ListDomains"},
    {"object_types", "Object types of Customer Profiles", "object type of Customer Profiles",
     "profile:ListProfileObjectTypes"},
    {"applications", "Integrated applications", "integrated application",
     "app-integrations:ListApplications, app-integrations:ListTagsForResource"},
    {"event_integrations", "Event integrations", "event integration", "app-integrations:ListEventIntegrations"},
};

Judgement judged_kind(const TaggableKind& kind, const Words& words) {
  std::vector<std::string> names;
  for (const Taggable& one : kind.items) {
    if (!one.gap && !one.has_tags) names.push_back(one.name);
  }
  Judgement judgement;
  judgement.resource = {"tags", kind.kind, std::string(words.title)};
  judgement.limit = fmt::format("Every {} has a tag", words.noun);
  judgement.evidence = words.evidence;
  if (!names.empty()) {
    judgement.status = Status::warn;
    judgement.headline =
        fmt::format("{} without a tag: {} of {}", words.title, words::count(std::int64_t(names.size())),
                    words::count(std::int64_t(kind.items.size())));
    judgement.observed = fmt::format("{}. By name: {}.", judgement.headline, words::list(names));
    judgement.measured = {.value = double(names.size()), .unit = "without tags"};
  } else if (kind.gap) {
    leave_open(judgement, *kind.gap);
  } else {
    judgement.status = Status::pass;
    judgement.observed = fmt::format("{}.", judgement.limit);
  }
  return judgement;
}

Judgements judge(const Scene& scene, Known<model::TaggableKinds> kinds) {
  Judgements judgements;
  for (const TaggableKind& kind : *kinds) {
    const auto* words = std::ranges::find(words_of_kinds, kind.kind, &Words::kind);
    if (words == std::end(words_of_kinds) || (kind.items.empty() && !kind.gap)) continue;
    judgements.push_back(judged_kind(kind, *words));
  }
  if (judgements.empty()) {
    judgements.push_back(not_applicable(
        the_account(scene), "The account has no customer profiles, integrated applications or event integrations."));
  }
  return judgements;
}

}  // namespace

const Check resource_tags = on<judge, &Inventory::taggables>({
    .id = "resource_tags",
    .component = "operations",
    .title = "Tags of customer profiles and integrations",
    .pillar = Pillar::operational_excellence,
    .severity = Severity::low,
    .why = "Without a tag nobody can tell whose it is, what it costs, or who may change it by a policy on tags.",
    .remedy = "Give each the tags that your company asks for.",
    .action = "Add the tags that you ask for",
    .links = {"https://docs.aws.amazon.com/securityhub/latest/userguide/connect-controls.html",
              "https://docs.aws.amazon.com/config/latest/developerguide/customerprofiles-domain-tagged.html",
              "https://docs.aws.amazon.com/config/latest/developerguide/appintegrations-application-tagged.html"},
});

}  // namespace checks
