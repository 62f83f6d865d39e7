#include <algorithm>
#include <fmt/format.h>

#include "checks/check.hpp"
#include "model/approved_origin.hpp"
#include "model/console.hpp"
#include "words/names.hpp"
#include "words/numbers.hpp"

namespace checks {
namespace {

using model::OriginKind;

struct Opening {
  OriginKind kind;
  Severity severity;
  std::string_view headline;  // behind "Approved origin https://…"
  std::string_view observed;
};

constexpr Opening openings[] = {
    {OriginKind::any_site, Severity::high, " lets in every website",
     "Any website can embed the Contact Control Panel of an agent who is signed in, and act as that agent."},
    {OriginKind::this_machine, Severity::medium, " is the agent's own computer",
     "Whatever program answers at this address on an agent's computer can embed the Contact Control Panel. It looks like "
     "a developer's, left over from a test."},
    {OriginKind::unencrypted, Severity::medium, " is not encrypted",
     "Over http, anybody on the way between an agent and the site can put a page of their own in its place, which then "
     "embeds the Contact Control Panel."},
    {OriginKind::any_subdomain, Severity::medium, " lets in every subdomain",
     "Every host of the domain can embed the Contact Control Panel, those that nobody looks after any more among them."},
    {OriginKind::private_network, Severity::low, " is a host of a private network",
     "Each network has hosts of its own by such a name or address: away from the office, an agent may reach another one."},
};

Judgement judgement_of(const std::string& origin) {
  Judgement judgement;
  judgement.resource = {"approved_origin", origin, origin};
  const OriginKind kind = model::kind_of_origin(origin);
  const auto* opening = std::ranges::find(openings, kind, &Opening::kind);
  if (opening == std::end(openings)) {
    judgement.reason = fmt::format("The approved origin {} is not the address of a website, as this review knows them.",
                                   words::in_quotes(origin));
    return judgement;
  }
  judgement.status = Status::warn;
  judgement.severity = opening->severity;
  judgement.headline = headline("Approved origin ", judgement.resource, opening->headline);
  judgement.observed = opening->observed;
  return judgement;
}

Judgement all_are_fine(const Scene& scene, const model::ApprovedOrigins& origins) {
  Judgement judgement;
  judgement.status = Status::pass;
  judgement.resource = the_instance(scene);
  judgement.observed =
      fmt::format("Each approved origin is one site, over https: {}.", words::list({origins.begin(), origins.end()}));
  return judgement;
}

Judgements judge(const Scene& scene, const model::ApprovedOrigins& origins) {
  if (origins.empty())
    return {not_applicable(the_instance(scene),
                           "There are no approved origins: no other site can embed the Contact Control Panel.")};
  Judgements judgements;
  for (const std::string& origin : origins) {
    if (model::kind_of_origin(origin) != OriginKind::site) judgements.push_back(judgement_of(origin));
  }
  if (judgements.empty()) judgements.push_back(all_are_fine(scene, origins));
  for (Judgement& judgement : judgements) {
    judgement.limit = "One site of your own, over https";
    judgement.evidence = "connect:ListApprovedOrigins";
    judgement.command =
        aws_command(scene, "connect list-approved-origins", {{"instance-id", scene.instance.instance_id}});
    judgement.console_url = model::console::instance(scene.instance);
  }
  return judgements;
}

}  // namespace

const Check approved_origins = on<judge, &Inventory::approved_origins>({
    .id = "approved_origins",
    .component = "security",
    .title = "Sites that may embed the Contact Control Panel",
    .pillar = Pillar::security,
    .severity = Severity::medium,
    .why =
        "A page that embeds the Contact Control Panel takes and ends contacts as the agent who is signed in, and sees "
        "what the agent sees of them.",
    .remedy = "Approve each site that needs it by its full name, beginning with https://, and remove this origin.",
    .action = "Name the sites one by one",
    .links = {"https://docs.aws.amazon.com/connect/latest/APIReference/API_AssociateApprovedOrigin.html",
              "https://docs.aws.amazon.com/connect/latest/adminguide/app-integration.html"},
});

}  // namespace checks
