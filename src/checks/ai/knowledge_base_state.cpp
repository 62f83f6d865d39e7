#include <fmt/format.h>

#include "checks/ai/assistants.hpp"
#include "words/moments.hpp"
#include "words/names.hpp"
#include "words/numbers.hpp"

namespace checks {
namespace {

using model::KnowledgeBase;

Judgement failed(Resource resource, std::string_view what, std::string observed) {
  Judgement judgement;
  judgement.status = Status::fail;
  judgement.resource = std::move(resource);
  judgement.headline = headline("The knowledge base ", judgement.resource, what);
  judgement.observed = std::move(observed);
  return judgement;
}

// What was read before is still found; what is new is not.
Judgement not_read(Resource resource, const KnowledgeBase& base) {
  std::string observed = "Answers rest on what was read before.";
  if (base.changed) observed += fmt::format(" Something in it changed last on {}.", words::date(*base.changed));
  if (!base.failures.empty()) observed += fmt::format(" AWS says: {}", words::full_stop(words::list(base.failures)));
  Judgement judgement;
  judgement.status = Status::warn;
  judgement.resource = std::move(resource);
  judgement.headline = headline("The source of the knowledge base ", judgement.resource, " could not be read");
  judgement.observed = std::move(observed);
  return judgement;
}

std::optional<Judgement> judgement_of_source(Resource resource, const KnowledgeBase& base) {
  if (base.ingestion == "SYNC_FAILED") return not_read(std::move(resource), base);
  const bool is_fine = base.ingestion.empty() || base.ingestion == "SYNC_SUCCESS" ||
                       base.ingestion == "SYNCING_IN_PROGRESS" || base.ingestion == "CREATE_IN_PROGRESS";
  if (is_fine) return std::nullopt;
  return unknown_status(std::move(resource), base.ingestion);
}

// Nothing of one that is fine.
std::optional<Judgement> judgement_of(const KnowledgeBase& base) {
  Resource resource{"knowledge_base", base.id, base.name};
  if (base.gap) return not_assessed(std::move(resource), *base.gap);
  if (!base.exists) return failed(std::move(resource), " does not exist", "The instance or its assistant names it.");
  const Making making = making_of(base.status);
  if (making == Making::unknown) return unknown_status(std::move(resource), base.status);
  if (making == Making::failed)
    return failed(std::move(resource), fmt::format(" {}", failure_of(base.status)), "Nothing in it is found.");
  return judgement_of_source(std::move(resource), base);
}

Judgements judge(const Scene& scene, const model::KnowledgeBases& bases) {
  if (bases.empty()) return {not_applicable(the_instance(scene), "The instance has no knowledge base.")};
  Judgements judgements;
  for (const KnowledgeBase& base : bases) {
    auto judgement = judgement_of(base);
    if (!judgement) continue;
    judgement->command = aws_command(scene, "qconnect get-knowledge-base", {{"knowledge-base-id", base.id}});
    judgements.push_back(std::move(*judgement));
  }
  if (judgements.empty()) {
    Judgement& fine = judgements.emplace_back();
    fine.status = Status::pass;
    fine.resource = the_instance(scene);
    fine.observed = bases.size() == 1 ? "The knowledge base is active, and nothing is wrong with its source."
                                      : fmt::format(
                                            "All {} knowledge bases are active, and nothing is wrong with "
                                            "their sources.",
                                            words::count(std::int64_t(bases.size())));
  }
  for (Judgement& judgement : judgements) {
    judgement.limit = "Active, and its source could be read";
    judgement.evidence = "wisdom:ListAssistantAssociations, wisdom:GetKnowledgeBase";
  }
  return judgements;
}

}  // namespace

// By AWS's word and not by age: what nobody changes needs no new reading.
const Check knowledge_base_state = on<judge, &Inventory::knowledge_bases>({
    .id = "knowledge_base_state",
    .component = "ai",
    .title = "State of the knowledge bases",
    .pillar = Pillar::operational_excellence,
    .severity = Severity::medium,
    .why = "AI agents answer from knowledge bases, and agents search them. Where the source cannot be read any more, "
           "people are told what was right some time ago, and nothing in the answer shows it.",
    .remedy = "Mend what AWS says of the source: its permissions, its address or its key. One that could not be "
              "created or is gone, create anew.",
    .action = "Mend the source of the knowledge base",
    .links = {"https://docs.aws.amazon.com/connect/latest/adminguide/enable-q.html"},
});

}  // namespace checks
