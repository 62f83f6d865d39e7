#include <fmt/format.h>

#include "checks/check.hpp"
#include "words/names.hpp"
#include "words/numbers.hpp"

namespace checks {
namespace {

Judgements judge(const Scene& scene, const model::EvaluationForms& forms) {
  if (forms.empty()) return {not_applicable(the_instance(scene), "The instance has no evaluation forms.")};
  std::vector<std::string> drafts;
  for (const auto& form : forms) {
    if (!form.was_active) drafts.push_back(form.title);
  }
  Judgement judgement;
  judgement.resource = the_instance(scene);
  judgement.status = drafts.empty() ? Status::pass : Status::info;
  judgement.observed = drafts.empty()
                           ? "Every evaluation form has been active at some time."
                           : fmt::format("{} of {} {} never active: {}.", words::count(std::int64_t(drafts.size())),
                                         words::counted(std::int64_t(forms.size()), "evaluation form"),
                                         drafts.size() == 1 ? "was" : "were", words::list(drafts));
  judgement.measured = {.value = double(drafts.size()), .unit = "evaluation forms"};
  judgement.limit = "Every evaluation form has been active at some time";
  judgement.evidence = "connect:ListEvaluationForms";
  return {judgement};
}

}  // namespace

const Check evaluation_forms = on<judge, &Inventory::evaluation_forms>({
    .id = "evaluation_forms",
    .component = "operations",
    .title = "Evaluation forms that were never active",
    .pillar = Pillar::operational_excellence,
    .severity = Severity::informational,
    .why = "Nobody can evaluate a contact with a form that is a draft.",
    .remedy = "Activate the form, or delete it.",
    .action = "Activate the form, or delete it",
    .links = {"https://docs.aws.amazon.com/connect/latest/adminguide/create-evaluation-forms.html"},
});

}  // namespace checks
