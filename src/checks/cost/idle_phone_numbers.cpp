#include <algorithm>
#include <fmt/format.h>
#include <map>

#include "analysis/flow_reach.hpp"
#include "checks/flow/live_flows.hpp"
#include "checks/traffic/contact_figures.hpp"
#include "words/moments.hpp"
#include "words/names.hpp"
#include "words/numbers.hpp"

namespace checks {
namespace {

using analysis::InstanceGraph;
using analysis::Marks;
using analysis::Part;
using model::QueueContacts;

// What became of those who call a number: no API counts calls by number, and those to the queues behind it tell.
enum class Callers {
  queued,     // some came to a queue that the number leads to; maybe from another number
  none,       // nobody came to any of these queues
  elsewhere,  // the number leads to no queue, or may lead to others than the review sees
  not_known,
};

// Whether calls came to each queue that was read. AWS has no row of a queue without any.
class QueuesWithCalls {
 public:
  explicit QueuesWithCalls(const QueueContacts& contacts) {
    for (const std::string& id : contacts.queue_ids) calls_[id] = 0;
    for (const auto& row : contacts.rows) {
      if (row.channel == model::voice_channel) calls_[row.queue_id] = row.queued;
    }
  }

  // A queue that AWS's list does not have takes no contact: the block that names it fails.
  Callers at(const std::string& queue_id, bool are_all_known) const {
    const auto found = calls_.find(queue_id);
    if (found == calls_.end()) return are_all_known ? Callers::none : Callers::not_known;
    if (!found->second) return Callers::not_known;
    return *found->second > 0 ? Callers::queued : Callers::none;
  }

 private:
  std::map<std::string, std::optional<double>> calls_;  // by the queue's id
};

bool chooses_queue(const model::FlowAction& action) {
  return action.type == "UpdateContactTargetQueue" || action.type == "CreateCallbackContact" ||
         model::queues_contact(action);
}

// Sets a queue that is chosen while the contact runs, an agent's own, or does what this review does not know.
bool leads_out_of_sight(const model::FlowAction& action) {
  if (!model::is_known_type(action.type) || action.type == "RouteContactToAgent") return true;
  return action.type == "UpdateContactTargetQueue" && model::named(action, model::ReferenceKind::queue).empty();
}

constexpr Marks any_queue = 1, any_call = 2, any_unknown = 4;

Marks marks_of(const model::FlowAction& action, const QueuesWithCalls& calls, bool are_all_known) {
  Marks marks = leads_out_of_sight(action) ? analysis::out_of_sight : 0;
  if (!chooses_queue(action)) return marks;
  for (const std::string& id : model::named(action, model::ReferenceKind::queue)) {
    const Callers found = calls.at(id, are_all_known);
    marks |= any_queue;
    if (found == Callers::queued) marks |= any_call;
    if (found == Callers::not_known) marks |= any_unknown;
  }
  return marks;
}

Callers callers_of(Marks marks) {
  if ((marks & any_call) != 0) return Callers::queued;
  if ((marks & analysis::out_of_sight) != 0 || (marks & any_queue) == 0) return Callers::elsewhere;
  return (marks & any_unknown) != 0 ? Callers::not_known : Callers::none;
}

struct Numbers {
  std::int64_t to_queues = 0;  // that surely lead to some
  std::vector<std::string> idle;
  bool any_not_known = false;
};

// Of a number of a traffic distribution group callers may all be led to the other Region.
void add_number(Numbers& numbers, const model::PhoneNumber& number, Callers callers) {
  if (callers == Callers::not_known) numbers.any_not_known = true;
  if (callers == Callers::none && !number.group.empty()) return;
  if (callers != Callers::queued && callers != Callers::none) return;
  ++numbers.to_queues;
  if (callers == Callers::none) numbers.idle.push_back(number.e164);
}

// Of a flow that is no part of the graph others tell: it was not read, or contacts cannot run through it.
Numbers numbers_of(const LiveFlows& live, const model::PhoneNumbers& all, const model::FlowAssociations& flows,
                   const Dataset<QueueContacts>& contacts) {
  const InstanceGraph& graph = live.followed().graph;
  const QueuesWithCalls calls(*contacts.value);
  const auto ahead = analysis::marks_ahead(
      graph, [&](const model::FlowAction& action) { return marks_of(action, calls, contacts.complete()); });
  std::map<std::string, Callers> by_flow;
  for (const Part& part : graph.parts()) {
    if (part.is_entry && !part.is_module) by_flow[part.flow->id] = callers_of(ahead[part.start]);
  }
  Numbers numbers;
  for (const auto& number : all.numbers) {
    const auto flow = flows.find(number.arn);
    if (flow == flows.end()) continue;
    const auto found = by_flow.find(model::flow_id(flow->second));
    if (found != by_flow.end()) add_number(numbers, number, found->second);
  }
  return numbers;
}

std::string observed(const Numbers& numbers, std::string_view in_window) {
  const auto idle = std::int64_t(numbers.idle.size());
  return fmt::format(
      "{} of {} that lead to queues {} only to some that no call came to in {}: {}. Either nobody calls, or all who do "
      "are served before a queue, or hang up there.",
      words::count(idle), words::counted(numbers.to_queues, "number"), idle == 1 ? "leads" : "lead", in_window,
      words::list(numbers.idle));
}

Judgement judged_numbers(const Scene& scene, const Numbers& numbers, const LiveFlows& live,
                         const Dataset<QueueContacts>& contacts) {
  const std::string in_window = words::days(contacts.value->window);
  Judgement judgement;
  judgement.resource = the_instance(scene);
  judgement.limit = fmt::format("Each number that leads to queues leads to one that a call came to in {}", in_window);
  judgement.evidence = traffic_evidence(contacts.value->window, "CONTACTS_QUEUED of VOICE") +
                       "; connect:ListFlowAssociations, connect:DescribeContactFlow";
  judgement.console_url = phone_numbers_page(scene);
  const Gap unsaid{model::GapKind::unavailable, "AWS did not say how many calls came to some queues", ""};
  if (!numbers.idle.empty()) {
    judgement.status = Status::info;
    judgement.observed = observed(numbers, in_window);
    judgement.measured = {.value = double(numbers.idle.size()), .unit = "phone numbers"};
  } else if (live.unread_gap()) {
    leave_open(judgement, *live.unread_gap());
  } else if (numbers.any_not_known) {
    leave_open(judgement, contacts.gap.value_or(unsaid));
  } else if (numbers.to_queues == 0) {
    judgement.status = Status::not_applicable;
    judgement.observed = "No number is known to lead callers to certain queues.";
  } else {
    judgement.status = Status::pass;
    judgement.observed = fmt::format("{}.", judgement.limit);
  }
  return judgement;
}

Judgements judge(const Scene& scene, const LiveFlows& live, const model::PhoneNumbers& numbers,
                 const model::FlowAssociations& flows, Known<QueueContacts> contacts) {
  const Numbers found = numbers_of(live, numbers, flows, contacts.dataset);
  return live.with_unread(judged_numbers(scene, found, live, contacts.dataset));
}

}  // namespace

const Check idle_phone_numbers = on_made<judge, MakesLiveFlows, &Inventory::phone_numbers,
                                         &Inventory::flow_associations, &Inventory::queue_contacts>({
    .id = "idle_phone_numbers",
    .component = "cost",
    .title = "Phone numbers that may be idle",
    .pillar = Pillar::cost,
    .severity = Severity::informational,
    .why = "A number is paid for every day, whether anybody calls it or not. No API counts the calls of a number; "
           "where no call came to any queue behind it, it may be one that nobody needs.",
    .remedy = "See in a historical metrics report, filtered by these numbers, whether they are called. What they cost "
              "depends on country, kind and Region: AWS's price list says it. A released number may be gone for good.",
    .action = "See whether these numbers are called",
    .links = {"https://docs.aws.amazon.com/connect/latest/adminguide/contact-center-phone-number.html",
              "https://docs.aws.amazon.com/connect/latest/adminguide/metrics-definitions.html"},
});

}  // namespace checks
