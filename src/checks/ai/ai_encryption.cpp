#include <fmt/format.h>

#include "checks/ai/assistants.hpp"
#include "words/names.hpp"
#include "words/numbers.hpp"

namespace checks {
namespace {

// Names of those that no key of the customer's encrypts, and how many there are in all.
struct Keys {
  std::vector<std::string> without;
  std::size_t all = 0;

  template <typename Items>
  void add(const Items& items) {
    for (const auto& item : items) {
      if (item.gap || !item.exists) continue;
      ++all;
      if (item.key.empty()) without.push_back(item.name.empty() ? item.id : item.name);
    }
  }
};

Judgements judge(const Scene& scene, const model::Assistants& assistants, const model::KnowledgeBases& bases) {
  Keys keys;
  keys.add(assistants);
  keys.add(bases);
  if (keys.all == 0)
    return {not_applicable(the_instance(scene), "The instance has no assistant and no knowledge base.")};
  Judgement judgement;
  judgement.status = keys.without.empty() ? Status::pass : Status::info;
  judgement.resource = the_instance(scene);
  judgement.observed =
      keys.without.empty()
          ? "A KMS key of your own encrypts each assistant and knowledge base."
          : fmt::format("{} of {} assistants and knowledge bases {} encrypted with a key that AWS owns: {}.",
                        words::count(std::int64_t(keys.without.size())), words::count(std::int64_t(keys.all)),
                        keys.without.size() == 1 ? "is" : "are", words::list(keys.without));
  judgement.measured = {.value = double(keys.without.size()), .unit = "without a key of your own"};
  judgement.limit = "A KMS key of your own";
  judgement.evidence = "wisdom:GetAssistant, wisdom:GetKnowledgeBase";
  return {judgement};
}

}  // namespace

const Check ai_encryption = on<judge, &Inventory::assistants, &Inventory::knowledge_bases>({
    .id = "ai_encryption",
    .component = "ai",
    .title = "Whose keys encrypt assistants and knowledge bases",
    .pillar = Pillar::security,
    .severity = Severity::low,
    .why = "A key that AWS owns is safe, but you do not see who uses it, and cannot withdraw access through it.",
    .remedy = "Where a rule asks for keys of your own: an assistant gets its key when it is made, so make it anew.",
    .action = "Decide whether rules ask for your own",
    .links = {"https://docs.aws.amazon.com/connect/latest/adminguide/encryption-at-rest.html"},
});

}  // namespace checks
