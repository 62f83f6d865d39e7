#include "app/review.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <iterator>
#include <mutex>
#include <set>

#include "app/component_reads.hpp"
#include "app/flows/kept_flows.hpp"
#include "app/mute/muting.hpp"
#include "base/encode.hpp"
#include "base/error.hpp"
#include "base/log.hpp"
#include "base/parallel.hpp"
#include "base/timestamp.hpp"
#include "base/usage.hpp"
#include "checks/registry.hpp"
#include "collect/collector.hpp"
#include "components/component.hpp"
#include "components/instance/facts.hpp"
#include "components/phone/facts.hpp"

namespace app {
namespace {

using base::ErrorKind;
using components::Component;
using model::DatasetId;
using model::Document;
using model::DocumentStatus;
using model::Gap;
using model::GapKind;
using model::Inventory;
using model::ReviewStatus;

// The hexadecimal digits of a text, lower case; an instance's id has 32.
std::string hexadecimal(std::string_view text) {
  std::string digits;
  for (const char c : text) {
    if ((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f')) digits += c;
  }
  return digits;
}

store::Item item_of(const Document& document) {
  return {document.review_id, document.component, model::to_json(document)};
}

store::Item item_of(const model::StatusDocument& status) {
  return {status.review_id, std::string(model::status_component), model::to_json(status)};
}

// What an earlier review learned of carriers.
struct Learned {
  model::Carriers carriers;
  std::set<std::string> unknown;  // numbers

  bool empty() const { return carriers.empty() && unknown.empty(); }
};

// Of the newest that learned anything: another may have had look-ups switched off.
Learned learned_of_newest(store::Store& store, const std::string& instance_arn) {
  store::Filter filter;
  filter.instance_arn = instance_arn;
  filter.limit = 10;
  for (const auto& summary : store.reviews(filter).reviews) {
    try {
      const auto item = store.get(summary.review_id, "phone");
      if (!item) continue;
      components::PhoneFacts facts;
      read_facts(model::document_from_json(item->body), facts);
      Learned learned{components::known_carriers(facts), components::unknown_carriers(facts)};
      if (!learned.empty() || facts.total == 0) return learned;
    } catch (const base::Error& error) {
      if (error.kind() != ErrorKind::corrupt) throw;
    }
  }
  return {};
}

// What earlier reviews of this instance learned about carriers. A store that cannot tell costs look-ups, not the
// review: a table of another application may be one that must not be listed.
Learned learned_earlier(store::Store& store, const std::string& instance_arn) {
  try {
    return learned_of_newest(store, instance_arn);
  } catch (const base::Error& error) {
    base::log::warning(
        fmt::format("earlier reviews cannot be read, and carriers are looked up anew: {}", error.what()));
    return {};
  }
}

// How much of what a component needs is there.
struct Coverage {
  // Datasets of its own that are known, or where it has none, of those that its facts are made of: others (the
  // instance's name, say) make no result.
  int own = 0;
  std::vector<const Gap*> gaps;
};

Coverage coverage_of(const Component& component, const Inventory& inventory) {
  Coverage coverage;
  const auto datasets = datasets_of(component);
  std::set<DatasetId> own;
  for (const auto dataset : datasets) {
    if (collect::collector_of(dataset).component == component.name) own.insert(dataset);
  }
  if (own.empty()) own.insert(component.reads.begin(), component.reads.end());
  for (const auto dataset : datasets) {
    const auto& row = row_of(dataset);
    if (own.contains(dataset) && row.known(inventory)) ++coverage.own;
    const auto& gap = row.gap(inventory);
    if (gap && gap->kind != GapKind::switched_off) coverage.gaps.push_back(&*gap);
  }
  return coverage;
}

DocumentStatus status_of(const Coverage& coverage) {
  if (coverage.gaps.empty()) return DocumentStatus::complete;
  return coverage.own == 0 ? DocumentStatus::failed : DocumentStatus::partial;
}

// A component with the datasets that are still to come, those behind its own among them: their calls are counted too.
struct Waiting {
  const Component* component = nullptr;
  std::set<DatasetId> datasets;
};

// One review under way: what is shared by its steps.
class Run {
 public:
  Run(const Context& context, const Request& request, const Progress& progress)
      : context_(context),
        request_(request),
        progress_(progress),
        aws_(context.aws, context.bounds, context.patience.clock),
        patience_(context.patience),
        started_(context.clock.now()),
        muting_(context.mutes, std::chrono::floor<std::chrono::days>(started_)) {
    patience_.stop = context.bounds.stop;
    inventory_.instance_ref = request.instance;
    inventory_.window = request.window;
    inventory_.settings = request.settings;
    inventory_.before_paying = context.before_paying;
    status_.instance_arn = request.instance.arn;
    status_.components = request.components;
    status_.window = request.window;
    status_.request_id = request.request_id;
  }

  ReviewOutcome run() {
    if (request_.resume.empty()) {
      claim();
    } else {
      take_up(request_.resume);
    }
    std::set<DatasetId> datasets;
    for (const auto& name : request_.components) {
      if (stored_.contains(name)) continue;
      const Component& component = components::find(name);
      auto needed = datasets_of(component);
      if (muting_.needs_tags()) needed.insert(DatasetId::tags);
      waiting_.push_back({&component, with_needs(needed)});
      datasets.insert(waiting_.back().datasets.begin(), waiting_.back().datasets.end());
    }
    choose_payers();
    if (chosen("phone") && context_.remembers) {
      Learned learned = learned_earlier(context_.store, request_.instance.arn);
      inventory_.known_carriers = std::move(learned.carriers);
      inventory_.unknown_carriers = std::move(learned.unknown);
    }
    collect::run(
        datasets, aws_, patience_, inventory_, context_.threads,
        [&](const collect::Collector& collector, const base::Usage& usage) { take(collector, usage); },
        context_.headway);
    if (!was_interrupted() && !handed_over()) finish();
    if (context_.add_earlier) context_.add_earlier(outcome_);
    return std::move(outcome_);
  }

 private:
  bool chosen(std::string_view component) const {
    return std::ranges::find(request_.components, component) != request_.components.end();
  }

  // The id is the second in which the review starts. When another review has it, what tells this one apart comes
  // behind: digits of the instance's id, or of chance.
  void claim() {
    const std::string second = base::to_review_id(started_);
    const std::string digits = hexadecimal(request_.instance.instance_id);
    const std::string suffixes[] = {
        "", fmt::format("-{}", digits.substr(0, 4)), fmt::format("-{}", digits.substr(0, 8)),
        fmt::format("-{:08x}", std::uint32_t(context_.patience.random.fraction() * 0x1p32))};
    for (const std::string& suffix : suffixes) {
      status_.review_id = second + suffix;
      status_.status = ReviewStatus::in_progress;
      status_.message = "the review is running";
      stamp_status();
      if (context_.store.claim(item_of(status_))) {
        outcome_.review_id = status_.review_id;
        base::log::info(fmt::format("review {} of {}", status_.review_id, request_.instance.arn));
        if (context_.begun) context_.begun(status_.review_id);
        return;
      }
    }
    throw base::Error(ErrorKind::unavailable,
                      fmt::format("the review id {} and three like it are taken; run again in a second", second));
  }

  // What is stored of an interrupted review stays as it is, and counts.
  void take_up(const std::string& review_id) {
    status_.review_id = outcome_.review_id = review_id;
    model::StatusDocument before;
    for (const auto& item : context_.store.load(review_id).items) {
      if (item.component == model::status_component) before = model::status_from_json(item.body);
      if (!chosen(item.component)) continue;
      const Document& document = taken_up_.emplace_back(model::document_from_json(item.body));
      if (document.status == DocumentStatus::failed) {
        taken_up_.pop_back();
        continue;
      }
      stored_.insert(document.component);
      if (document.component == "instance") {
        components::InstanceFacts facts;
        read_facts(document, facts);
        if (facts.details) status_.instance_alias = facts.details->alias;
      }
    }
    for (const Document& document : taken_up_) count(document);
    status_.request_id = before.request_id;
    status_.announced = before.announced;
    std::ranges::copy_if(before.errors, std::back_inserter(outcome_.errors),
                         [&](const std::string& error) { return stored_.contains(error.substr(0, error.find(':'))); });
    put_status(ReviewStatus::in_progress, "the review goes on");
  }

  // In epoch seconds.
  std::int64_t kept_until(base::Time stored) const {
    return base::to_epoch_seconds(stored + std::chrono::days(context_.retention_days));
  }

  void stamp_status() {
    status_.updated_at = context_.clock.now();
    status_.ttl = kept_until(*status_.updated_at);
    status_.deadline.reset();
    if (status_.status != ReviewStatus::in_progress) return;
    // What is waited for goes by the machine's clock, which may be wrong.
    const auto deadline = context_.patience.deadline.moment();
    if (deadline) status_.deadline = *deadline + (context_.clock.now() - context_.patience.clock.now());
  }

  // Each dataset's calls count for one component's document: its own, or the first that it is read for.
  void choose_payers() {
    for (auto waiting = waiting_.rbegin(); waiting != waiting_.rend(); ++waiting) {
      for (const auto dataset : waiting->datasets) {
        const auto own = collect::collector_of(dataset).component;
        const auto paid = payers_.find(dataset);
        if (paid == payers_.end() || paid->second != own) payers_[dataset] = waiting->component->name;
      }
    }
  }

  // A dataset is there, and so is, perhaps, all that some components waited for. Several threads come here.
  void take(const collect::Collector& collector, const base::Usage& usage) {
    base::log::debug(fmt::format("read {} with {} calls", row_of(collector.dataset).name, usage.calls));
    const auto ready = ready_after(collector.dataset, usage);
    base::parallel_for(ready.size(), context_.threads, [&](std::size_t i) { keep(*ready[i]); });
  }

  std::vector<const Component*> ready_after(DatasetId dataset, const base::Usage& usage) {
    const std::lock_guard lock(mutex_);
    usage_[std::string(payers_.at(dataset))] += usage;
    outcome_.usage += usage;
    std::vector<const Component*> ready;
    std::erase_if(waiting_, [&](Waiting& waiting) {
      waiting.datasets.erase(dataset);
      if (!waiting.datasets.empty()) return false;
      (is_cut_short(*waiting.component) ? left_ : ready).push_back(waiting.component);
      return true;
    });
    return ready;
  }

  bool is_stopped() const { return context_.bounds.stop.stop_requested(); }

  // True for what another invocation may know better, or who goes on with what was interrupted. Once time has run out,
  // nobody can tell any more which gaps are due to that: the reason of a list of items is that of the first one.
  bool is_cut_short(const Component& component) const {
    const bool ends_early = is_stopped() || (context_.successor.hand_over && context_.successor.is_needed());
    return ends_early && !coverage_of(component, inventory_).gaps.empty();
  }

  // Judging and storing hold no lock: components are kept beside each other.
  void keep(const Component& component) {
    Document document;
    document.review_id = outcome_.review_id;
    document.component = component.name;
    document.instance_arn = request_.instance.arn;
    const Coverage coverage = coverage_of(component, inventory_);
    document.status = status_of(coverage);
    document.data = component.data(inventory_);
    document.checks = checks::rules_of(component.name, inventory_.settings);
    document.findings = checks::run_component(component.name, inventory_);
    muting_.mark(document.findings, mute_scene());
    document.window = inventory_.window;
    document.usage = usage_of(document.component);
    document.collected_at = context_.clock.now();
    document.recorded_at = context_.recorded_at;
    document.tool.version = context_.version;
    document.ttl = kept_until(*document.collected_at);
    context_.store.put(item_of(document));
    if (component.name == "flow") keep_flows();
    auto failures = context_.after_document ? context_.after_document(document) : std::vector<std::string>();
    const std::lock_guard lock(mutex_);
    count(document);
    muting_.count(document, mute_scene());
    std::ranges::move(failures, std::back_inserter(outcome_.not_delivered));
    for (const Gap* gap : coverage.gaps)
      outcome_.errors.push_back(fmt::format("{}: {}", document.component, gap->reason));
    if (progress_) progress_(document, so_far());
  }

  // For maps in the report, and for who asks later what changed. A store without a place for files has none, and then
  // that is what they are told.
  void keep_flows() {
    if (!inventory_.flow_contents.known()) return;
    try {
      context_.store.put_file(outcome_.review_id, flows_file_name(outcome_.review_id), packed_flows(inventory_),
                              flows_media_type);
    } catch (const base::Error& error) {
      base::log::warning(fmt::format("what changes in flows cannot be told later: {}", error.what()));
    }
  }

  // Every component waits for the instance, and for tags where mutes ask for them.
  model::MuteScene mute_scene() const {
    const bool has_tags = muting_.needs_tags() && inventory_.tags.known();
    return {.instance = request_.instance,
            .alias = inventory_.instance.known() ? inventory_.instance.value->alias : status_.instance_alias,
            .tags = has_tags ? *inventory_.tags.value : model::TagsById()};
  }

  void tell_of_mutes() {
    for (const Document& document : taken_up_) muting_.count(document, mute_scene());
    auto& notes = outcome_.mute_notes;
    notes = muting_.notes(mute_scene());
    if (muting_.needs_tags() && inventory_.tags.gap) {
      notes.push_back(fmt::format("Mutes by tag may mute too little: {} are not known: {}.",
                                  row_of(DatasetId::tags).words, inventory_.tags.gap->reason));
    }
    for (const auto& note : notes) base::log::warning(note);
    status_.mute_notes = notes;
  }

  base::Usage usage_of(const std::string& component) {
    const std::lock_guard lock(mutex_);
    return usage_[component];
  }

  void count(const Document& document) {
    for (const auto& finding : document.findings) outcome_.findings.add(finding);
    auto& list = document.status == DocumentStatus::failed ? outcome_.failed : outcome_.completed;
    list.push_back(document.component);
    if (document.status != DocumentStatus::complete) partial_ = true;
  }

  // False: everything was known before it was asked to stop, or it was not.
  bool was_interrupted() {
    if (!is_stopped() || left_.empty()) return false;
    put_in_order();
    outcome_.status = ReviewStatus::interrupted;
    outcome_.duration = so_far();
    put_status(ReviewStatus::interrupted,
               fmt::format("{} of {} components are stored; `connect-ops-review run --resume {}` goes on with it",
                           outcome_.completed.size() + outcome_.failed.size(), request_.components.size(),
                           outcome_.review_id));
    return true;
  }

  // False: all that there will be is stored.
  bool handed_over() {
    if (left_.empty()) return false;
    put_in_order();
    outcome_.status = ReviewStatus::in_progress;
    outcome_.duration = so_far();
    put_status(ReviewStatus::in_progress,
               fmt::format("{} of {} components are done; the review goes on in another invocation",
                           outcome_.completed.size(), request_.components.size()));
    const auto why_not = context_.successor.hand_over(outcome_);
    if (!why_not) return true;
    base::log::warning(fmt::format("the review {} ends here: {}", outcome_.review_id, *why_not));
    outcome_.errors.push_back("review: time ran out, and nobody goes on with it: " + *why_not);
    for (const Component* component : left_) keep(*component);
    return false;
  }

  // Components finish in the order of the network; what is told about them must not depend on it.
  void put_in_order() {
    std::ranges::sort(outcome_.completed);
    std::ranges::sort(outcome_.failed);
    std::ranges::sort(outcome_.errors);
    std::ranges::sort(outcome_.not_delivered);
    outcome_.errors.erase(std::unique(outcome_.errors.begin(), outcome_.errors.end()), outcome_.errors.end());
  }

  void put_status(ReviewStatus status, std::string message) {
    status_.status = status;
    status_.errors = outcome_.errors;
    status_.message = std::move(message);
    if (inventory_.instance.known()) status_.instance_alias = inventory_.instance.value->alias;
    stamp_status();
    context_.store.put(item_of(status_));
  }

  void finish() {
    put_in_order();
    outcome_.status = outcome_.completed.empty() ? ReviewStatus::failed
                      : partial_                 ? ReviewStatus::partial
                                                 : ReviewStatus::completed;
    status_.findings = outcome_.findings.by_name();
    tell_of_mutes();
    status_.failed_components = outcome_.failed;
    status_.reports_due = context_.reports;
    const auto told = context_.patience.clock.second_opinion();
    status_.clock_confirmed = told && std::chrono::abs(*told - context_.clock.now()) <= model::clock_tolerance;
    put_status(outcome_.status,
               fmt::format("{} of {} components done", outcome_.completed.size(), request_.components.size()));
    outcome_.duration = so_far();
  }

  // A clock may be set back meanwhile.
  std::chrono::milliseconds so_far() const {
    return std::max(std::chrono::milliseconds(0), context_.clock.now() - started_);
  }

  const Context& context_;
  const Request& request_;
  const Progress& progress_;
  aws::BoundedTransport aws_;
  aws::Patience patience_;
  base::Time started_;
  Muting muting_;                   // counts under the mutex
  std::vector<Document> taken_up_;  // of the review that this goes on with
  Inventory inventory_;
  model::StatusDocument status_;
  ReviewOutcome outcome_;
  std::set<std::string, std::less<>> stored_;     // components, before this run
  std::map<DatasetId, std::string_view> payers_;  // components
  std::mutex mutex_;                              // guards what follows, and outcome_ while datasets come in
  bool partial_ = false;
  std::vector<Waiting> waiting_;
  std::vector<const Component*> left_;        // for another invocation, or for who goes on with it
  std::map<std::string, base::Usage> usage_;  // by component
};

}  // namespace

ReviewOutcome review(const Context& context, const Request& request, const Progress& progress) {
  return Run(context, request, progress).run();
}

Request resume_request(store::Store& store, const std::string& review_id, const model::Settings& settings) {
  const auto item = store.get(review_id, model::status_component);
  if (!item) {
    throw base::Error(ErrorKind::usage, fmt::format("there is no review {} to go on with; `reviews` lists what is "
                                                    "stored",
                                                    base::printable(review_id, 40)));
  }
  const auto status = model::status_from_json(item->body);
  if (!status.window || status.components.empty()) {
    throw base::Error(ErrorKind::usage,
                      fmt::format("the review {} does not say what it looked at; start a new one", status.review_id));
  }
  return {model::parse_instance_arn(status.instance_arn),
          *status.window,
          status.components,
          settings,
          review_id,
          status.request_id};
}

std::vector<std::string> choose_components(const std::vector<std::string>& only, const std::vector<std::string>& skip) {
  for (const auto& name : only) components::find(name);
  for (const auto& name : skip) components::find(name);
  const auto listed = [](const std::vector<std::string>& list, std::string_view name) {
    return std::ranges::find(list, name) != list.end();
  };
  std::vector<std::string> chosen;
  for (const Component& component : components::table()) {
    if (!only.empty() && !listed(only, component.name)) continue;
    if (!listed(skip, component.name)) chosen.emplace_back(component.name);
  }
  if (chosen.empty()) throw base::Error(ErrorKind::usage, "--only and --skip leave no component to review");
  return chosen;
}

}  // namespace app
