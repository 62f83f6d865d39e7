#include "checks/flow/queued_callers.hpp"

#include <fmt/format.h>

#include "words/names.hpp"
#include "words/numbers.hpp"

namespace checks {
namespace {

using analysis::InstanceGraph;
using analysis::Marks;
using analysis::Part;

constexpr Marks queued = 1, served = 2;

struct Entries {
  std::int64_t queued = 0;  // of which callers can come into a queue
  std::vector<std::string> without, unseen;
};

Entries entries_of(const InstanceGraph& graph, const QueuedQuestion& question) {
  Entries entries;
  const std::vector<bool> emails = analysis::parts_of_emails(graph);
  const auto marks_of = [&](const model::FlowAction& action) {
    return Marks((model::queues_contact(action) ? queued : 0) | (question.serves(action) ? served : 0));
  };
  const std::vector<Marks> ahead = analysis::marks_ahead(graph, marks_of, question.later);
  for (const Part& part : graph.parts()) {
    if (!part.is_entry || part.is_module || emails[graph.index_of(part)]) continue;
    const Marks marks = ahead[part.start];
    if ((marks & queued) == 0) continue;
    ++entries.queued;
    if ((marks & served) != 0) continue;
    ((marks & analysis::out_of_sight) != 0 ? entries.unseen : entries.without).push_back(part.flow->name);
  }
  return entries;
}

std::string observed(const Entries& entries, const QueuedQuestion& question) {
  const auto without = std::int64_t(entries.without.size());
  std::string text = fmt::format("{} of {} that numbers lead to and that put callers into a queue {}: {}.",
                                 words::count(without), words::counted(entries.queued, "flow"),
                                 without == 1 ? question.one_lacks : question.many_lack, words::list(entries.without));
  if (!entries.unseen.empty())
    text +=
        fmt::format(" {} to flows that are chosen while the contact runs, which may {}.",
                    words::counted(double(entries.unseen.size()), "other leads", "others lead"), question.others_may);
  return text;
}

Judgement judged_entries(const Scene& scene, const LiveFlows& live, const QueuedQuestion& question) {
  if (live.numbers_gap()) return not_assessed(the_instance(scene), *live.numbers_gap());
  const Entries entries = entries_of(live.followed().graph, question);
  Judgement judgement;
  judgement.resource = the_instance(scene);
  judgement.limit = question.limit;
  judgement.evidence = question.evidence;
  if (!entries.without.empty() && question.is_sure(live)) {
    judgement.status = Status::info;
    judgement.observed = observed(entries, question);
    judgement.measured = {.value = double(entries.without.size()), .unit = "flows"};
  } else if (live.unread_gap()) {
    leave_open(judgement, *live.unread_gap());
  } else if (entries.queued == 0) {
    judgement.status = Status::not_applicable;
    judgement.observed = "No flow that numbers lead to puts callers into a queue.";
  } else {
    judgement.status = Status::pass;
    judgement.observed = question.fine;
  }
  return judgement;
}

}  // namespace

Judgements judge_queued_callers(const Scene& scene, const LiveFlows& live, const QueuedQuestion& question) {
  return live.with_unread(judged_entries(scene, live, question));
}

}  // namespace checks
