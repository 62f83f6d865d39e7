#include "checks/registry.hpp"

#include <fmt/format.h>
#include <map>
#include <set>

#include "base/error.hpp"
#include "checks/headline_for_test.hpp"
#include "checks/inventory_for_test.hpp"

namespace checks::test {
namespace {

Judgement judged(Status status, Resource resource) {
  Judgement judgement;
  judgement.status = status;
  judgement.resource = std::move(resource);
  if (status == Status::fail || status == Status::warn) judgement.headline = "Something is wrong";
  return judgement;
}

const Resource whole{"instance", instance_id, "harbour"};
const Resource one_queue{"queue", "q1", "Sales"};

const About about_test = {.id = "queue_test",
                          .component = "test",
                          .title = "A test",
                          .pillar = Pillar::capacity,
                          .severity = Severity::high,
                          .why = "",
                          .remedy = "The check's remedy.",
                          .action = "The check's action",
                          .links = {"https://docs.aws.amazon.com/"}};

Check check_of(Judgements (*judge)(const Scene&, const Inventory&, Workings&)) {
  return {about_test, {{model::DatasetId::queues, true}}, judge};
}

Inventory with_part_of_the_queues() {
  Inventory inventory = empty_inventory();
  inventory.queues.gap = cut_short();
  return inventory;
}

std::set<std::string> ids(const Findings& findings) {
  std::set<std::string> out;
  for (const auto& finding : findings) out.insert(finding.id);
  return out;
}

Findings run_all(const Inventory& inventory) {
  Findings findings;
  for (const Check* check : all()) {
    for (auto& finding : checks::run(*check, inventory)) findings.push_back(std::move(finding));
  }
  return findings;
}

TEST(Registry, FindsEveryCheckByItsIdAndNoOther) {
  std::set<std::string_view> seen;
  for (const Check* check : all()) {
    EXPECT_EQ(find(check->about.id), check);
    EXPECT_TRUE(seen.insert(check->about.id).second) << check->about.id;
  }
  EXPECT_EQ(find("no_such_check"), nullptr);
}

TEST(Registry, EveryCheckExplainsItself) {
  for (const Check* check : all()) {
    EXPECT_FALSE(check->about.title.empty()) << check->about.id;
    EXPECT_TRUE(check->about.why.ends_with('.')) << check->about.id;
    EXPECT_TRUE(check->about.remedy.ends_with('.')) << check->about.id;
    expect_action(check->about.action);
    EXPECT_FALSE(check->reads.empty()) << check->about.id;
    EXPECT_FALSE(check->about.links.empty()) << check->about.id;
    for (const auto link : check->about.links) EXPECT_TRUE(link.starts_with("https://docs.aws.amazon.com/")) << link;
  }
}

TEST(Registry, ACheckAndItsFindingsNameTheControlsThatAskForTheSame) {
  const std::vector<std::string> asked = {"Security Hub Connect.2", "AWS Config connect-instance-logging-enabled",
                                          "Well-Architected conops_07", "Well-Architected REL06"};
  EXPECT_EQ(controls_of(flow_log_attribute), asked);
  EXPECT_EQ(rules_of("flow", {}).at("flow_log_attribute").controls, asked);
  Inventory inventory = empty_inventory();
  set_attribute(inventory, "CONTACTFLOW_LOGS", "true");
  EXPECT_EQ(only("flow_log_attribute", inventory).controls, asked);
  EXPECT_TRUE(controls_of(instance_status).empty());
}

TEST(Registry, ThresholdsAreTheirChecksOwnAndGetWorseInTheirOrder) {
  int seen = 0;
  for (const Check* check : all()) {
    double before = 0;
    for (const Threshold& threshold : check->about.thresholds) {
      ++seen;
      EXPECT_EQ(threshold.check, check->about.id) << threshold.key();
      EXPECT_FALSE(threshold.id.empty() || threshold.unit.empty()) << threshold.key();
      EXPECT_TRUE(threshold.what.ends_with('.')) << threshold.key();
      EXPECT_TRUE(threshold.least <= threshold.value && threshold.value <= threshold.most) << threshold.key();
      EXPECT_LE(before, threshold.value) << threshold.key();
      before = threshold.value;
    }
  }
  EXPECT_GE(seen, 10);
}

TEST(Registry, AThresholdIsTheChecksOwnUnlessSomebodySetAnother) {
  const Threshold warn{.check = "missed_calls", .id = "warn", .value = 10, .unit = "calls", .what = "More."};
  Scene scene;
  EXPECT_EQ(warn.in(scene), 10);
  scene.settings.thresholds = {{"missed_calls.fail", 7}, {"missed_calls.warn", 20.5}};
  EXPECT_EQ(warn.in(scene), 20.5);
}

TEST(Registry, MakesNoCheckThatIsLeftOut) {
  Inventory inventory = empty_inventory();
  inventory.settings.left_out = {"contact_lens"};
  for (const Finding& finding : run_component("instance", inventory)) EXPECT_NE(finding.check_id, "contact_lens");
  EXPECT_FALSE(rules_of("instance", inventory.settings).contains("contact_lens"));
  EXPECT_TRUE(rules_of("instance", {}).contains("contact_lens"));
}

TEST(Registry, TheListIsGroupedByComponent) {
  std::set<std::string_view> closed;
  std::string_view current;
  for (const Check* check : all()) {
    if (check->about.component == current) continue;
    EXPECT_TRUE(closed.insert(check->about.component).second) << check->about.id << " stands apart from its component";
    current = check->about.component;
  }
}

// (a) of a review that could read nothing at all
TEST(Invariants, AWhollyUnknownInventoryGivesOneReasonedNotAssessedPerCheck) {
  for (const Check* check : all()) {
    const Finding finding = only(checks::run(*check, unknown_inventory()));
    EXPECT_EQ(finding.status, Status::not_assessed) << check->about.id;
    EXPECT_HAS(finding.reason, "it was not asked for");
    EXPECT_EQ(finding.severity, check->about.severity) << check->about.id;
    EXPECT_EQ(finding.resource.key, instance_id) << check->about.id;
  }
}

// (b) everything was read, nothing is there. What passes then passes on a complete read, not on silence: (d) has it
// cut.
TEST(Invariants, AnEmptyInventoryFailsNothing) {
  for (const Check* check : all()) {
    const Findings findings = checks::run(*check, empty_inventory());
    EXPECT_FALSE(findings.empty()) << check->about.id;
    for (const auto& finding : findings) {
      EXPECT_NE(finding.status, Status::fail) << check->about.id;
      // That there is no trail is what it looks for.
      EXPECT_EQ(finding.status == Status::warn, check->about.id == "audit_trail") << check->about.id;
      EXPECT_TRUE(finding.status != Status::not_assessed || !finding.reason.empty()) << check->about.id;
    }
  }
}

// (c) one permission missing at a time
TEST(Invariants, ADeniedDatasetGivesOneFindingThatNamesThePermission) {
  Inventory names = empty_inventory();
  each_dataset(names, [](std::string_view dataset, auto&) {
    Inventory inventory = empty_inventory();
    each_dataset(inventory, [&](std::string_view name, auto& one) {
      if (name == dataset) one = {std::nullopt, denied("service:Get_" + std::string(dataset))};
    });
    for (const Check* check : all()) {
      const bool needs_it = std::ranges::any_of(
          check->reads, [&](const Read& read) { return read.is_needed && row_of(read.dataset).name == dataset; });
      if (!needs_it) continue;
      const Finding finding = only(checks::run(*check, inventory));
      EXPECT_EQ(finding.status, Status::not_assessed) << check->about.id;
      EXPECT_EQ(finding.permission, "service:Get_" + std::string(dataset)) << check->about.id;
      EXPECT_HAS(finding.remedy, "service:Get_" + std::string(dataset));
      EXPECT_HAS(finding.reason, "Could not read ");
    }
  });
}

TEST(Invariants, WithEveryDatasetDeniedEachCheckNamesAPermission) {
  Inventory inventory = unknown_inventory();
  each_dataset(inventory,
               [](std::string_view name, auto& one) { one.gap = denied("service:Get_" + std::string(name)); });
  for (const Check* check : all()) {
    const Finding finding = only(checks::run(*check, inventory));
    EXPECT_EQ(finding.status, Status::not_assessed) << check->about.id;
    EXPECT_FALSE(finding.permission.empty()) << check->about.id;
  }
}

// (d) whatever was read was read in part
TEST(Invariants, WithEveryDatasetCutShortNothingPassesAsAWhole) {
  Inventory inventory = empty_inventory();
  each_dataset(inventory, [](std::string_view, auto& one) { one.gap = cut_short(); });
  const Findings findings = run_all(inventory);
  for (const auto& finding : findings) EXPECT_NE(finding.status, Status::pass) << finding.check_id;
  for (const Check* check : all()) {
    EXPECT_TRUE(std::ranges::any_of(findings, [&](const Finding& finding) {
      return finding.check_id == check->about.id && finding.status == Status::not_assessed && !finding.reason.empty();
    })) << check->about.id;
  }
  EXPECT_EQ(ids(findings).size(), findings.size());
}

TEST(Invariants, IdsAreUniqueAndStable) {
  for (const Inventory& inventory : {unknown_inventory(), empty_inventory()}) {
    const Findings findings = run_all(inventory);
    EXPECT_EQ(ids(findings).size(), findings.size());
    EXPECT_EQ(ids(findings), ids(run_all(inventory)));
  }
}

TEST(Registry, AMissingNeedIsToldInWordsAndTheCheckIsNotCalled) {
  const Check check =
      check_of([](const Scene&, const Inventory&, Workings&) -> Judgements { throw std::logic_error("was called"); });
  const Finding finding = only(checks::run(check, unknown_inventory()));
  EXPECT_EQ(finding.reason, "Could not read the list of queues: it was not asked for.");
}

TEST(Registry, AnInstancePassOnPartOfTheDataIsTakenBack) {
  const Check check = check_of([](const Scene&, const Inventory&, Workings&) -> Judgements {
    Judgement counted = judged(Status::pass, whole);
    counted.measured = {.value = 0, .unit = "calls"};
    return {counted, judged(Status::pass, {"account", account_id, ""}), judged(Status::pass, one_queue)};
  });
  const Findings findings = checks::run(check, with_part_of_the_queues());
  EXPECT_EQ(findings.size(), 3U);
  EXPECT_EQ(by_key(findings, instance_id).status, Status::not_assessed);
  EXPECT_EQ(by_key(findings, instance_id).reason,
            "Only a part was read of the list of queues: the time for it ran out.");
  EXPECT_FALSE(by_key(findings, instance_id).measured);
  EXPECT_EQ(by_key(findings, account_id).status, Status::not_assessed);
  EXPECT_EQ(by_key(findings, "q1").status, Status::pass);
}

TEST(Registry, ThatThereAreNoneDoesNotHoldOfAPart) {
  const Check check = check_of([](const Scene&, const Inventory&, Workings&) -> Judgements {
    return {not_applicable(whole, "The instance has no queues."), not_applicable(one_queue, "It is idle.")};
  });
  const Findings findings = checks::run(check, with_part_of_the_queues());
  EXPECT_EQ(findings.size(), 2U);
  EXPECT_EQ(by_key(findings, instance_id).status, Status::not_assessed);
  EXPECT_EQ(by_key(findings, instance_id).observed, "");
  EXPECT_EQ(by_key(findings, "q1").status, Status::not_applicable);
}

TEST(Registry, FailsAndWarningsStandAndTheRestIsSaidToBeUnknown) {
  const Check check = check_of([](const Scene&, const Inventory&, Workings&) -> Judgements {
    return {judged(Status::fail, one_queue), judged(Status::warn, {"queue", "q2", ""})};
  });
  const Findings findings = checks::run(check, with_part_of_the_queues());
  EXPECT_EQ(findings.size(), 3U);
  EXPECT_EQ(by_key(findings, "q1").status, Status::fail);
  EXPECT_EQ(by_key(findings, "q2").status, Status::warn);
  EXPECT_EQ(by_key(findings, instance_id).status, Status::not_assessed);
}

TEST(Registry, TheRestHasAnIdOfItsOwnWhenTheInstanceHasAFinding) {
  const Check check =
      check_of([](const Scene&, const Inventory&, Workings&) -> Judgements { return {judged(Status::warn, whole)}; });
  const Findings findings = checks::run(check, with_part_of_the_queues());
  EXPECT_EQ(findings.size(), 2U);
  EXPECT_EQ(by_key(findings, instance_id).status, Status::warn);
  EXPECT_EQ(by_key(findings, "queues").status, Status::not_assessed);
  EXPECT_EQ(ids(findings).size(), 2U);
}

TEST(Registry, NothingIsAddedWhenSomethingIsSaidToBeUnknownAlready) {
  const Check check = check_of([](const Scene&, const Inventory&, Workings&) -> Judgements {
    return {judged(Status::fail, one_queue), judged(Status::not_assessed, whole)};
  });
  EXPECT_EQ(checks::run(check, with_part_of_the_queues()).size(), 2U);
}

TEST(Registry, ACheckThatSaysNothingIsABugThatIsNamed) {
  const Check check = check_of([](const Scene&, const Inventory&, Workings&) -> Judgements { return {}; });
  try {
    checks::run(check, empty_inventory());
    FAIL() << "no error";
  } catch (const base::Error& error) {
    EXPECT_EQ(error.kind(), base::ErrorKind::internal);
    EXPECT_HAS(error.what(), "queue_test");
  }
}

TEST(Registry, TheRemedyIsTheChecksOnlyWhereSomethingHasToBeDone) {
  const Check check = check_of([](const Scene&, const Inventory&, Workings&) -> Judgements {
    Judgement own = judged(Status::warn, {"queue", "own", ""});
    own.remedy = "Its own.";
    own.action = "Its own";
    return {judged(Status::fail, {"queue", "fail", ""}), own, judged(Status::pass, {"queue", "pass", ""}),
            judged(Status::info, {"queue", "info", ""}), judged(Status::not_assessed, {"queue", "unknown", ""})};
  });
  const Findings findings = checks::run(check, empty_inventory());
  EXPECT_EQ(by_key(findings, "fail").remedy, "The check's remedy.");
  EXPECT_EQ(by_key(findings, "own").remedy, "Its own.");
  for (const auto* key : {"pass", "info", "unknown"}) EXPECT_EQ(by_key(findings, key).remedy, "") << key;
  EXPECT_EQ(by_key(findings, "fail").action, "The check's action");
  EXPECT_EQ(by_key(findings, "own").action, "Its own");
  for (const auto* key : {"pass", "info", "unknown"}) EXPECT_EQ(by_key(findings, key).action, "") << key;
}

TEST(Registry, AFailureOrWarningWithoutAHeadlineIsABugThatIsNamed) {
  for (const Status status : {Status::fail, Status::warn}) {
    static Judgement told;
    told = judged(status, one_queue);
    const Check check = check_of([](const Scene&, const Inventory&, Workings&) -> Judgements { return {told}; });
    EXPECT_EQ(only(checks::run(check, empty_inventory())).headline, "Something is wrong");
    told.headline.clear();
    try {
      checks::run(check, empty_inventory());
      FAIL() << "no error";
    } catch (const base::Error& error) {
      EXPECT_EQ(error.kind(), base::ErrorKind::internal);
      EXPECT_HAS(error.what(), "queue_test");
    }
  }
}

TEST(Registry, SeverityIsTheChecksUnlessFineOrSaidOtherwise) {
  const Check check = check_of([](const Scene&, const Inventory&, Workings&) -> Judgements {
    Judgement mild = judged(Status::warn, {"queue", "mild", ""});
    mild.severity = Severity::low;
    return {
        judged(Status::fail, {"queue", "fail", ""}),         mild,
        judged(Status::pass, {"queue", "pass", ""}),         judged(Status::info, {"queue", "info", ""}),
        judged(Status::not_applicable, {"queue", "na", ""}), judged(Status::not_assessed, {"queue", "unknown", ""})};
  });
  const Findings findings = checks::run(check, empty_inventory());
  EXPECT_EQ(by_key(findings, "fail").severity, Severity::high);
  EXPECT_EQ(by_key(findings, "mild").severity, Severity::low);
  EXPECT_EQ(by_key(findings, "unknown").severity, Severity::high);
  for (const auto* key : {"pass", "info", "na"})
    EXPECT_EQ(by_key(findings, key).severity, Severity::informational) << key;
}

TEST(Registry, WhatMakesTheQuestionMootIsAskedBeforeAnyNeed) {
  Check check =
      check_of([](const Scene&, const Inventory&, Workings&) -> Judgements { throw std::logic_error("was called"); });
  check.moot = [](const Scene&, const Inventory&) -> std::optional<Judgement> {
    return not_applicable(whole, "Switched off.");
  };
  EXPECT_EQ(only(checks::run(check, unknown_inventory())).status, Status::not_applicable);
  EXPECT_EQ(only(checks::run(check, with_part_of_the_queues())).status, Status::not_applicable);
}

// What a judge's parameters say is what it reads, and how.
Judgements judge_by_parameters(const Scene& scene, const model::Queues& queues, Known<model::FlowSummaries> flows,
                               const Dataset<model::Metrics>& metrics) {
  Judgement judgement = judged(Status::info, {"instance", scene.name, ""});
  judgement.observed =
      fmt::format("{} {} {} {}", queues.size(), flows->size(), flows.dataset.complete(), metrics.known());
  return {judgement};
}

std::optional<Judgement> never_moot(const Scene&, const Dataset<model::InstanceAttributes>&) {
  return std::nullopt;
}

TEST(Registry, AChecksParametersAreWhatItReads) {
  using model::DatasetId;
  const Check check = on<judge_by_parameters, &Inventory::queues, &Inventory::flows, &Inventory::metrics>(
      About(about_test), moot_when<never_moot, &Inventory::attributes>());
  std::map<DatasetId, bool> reads;
  for (const Read& read : check.reads) reads[read.dataset] = read.is_needed;
  EXPECT_EQ(reads, (std::map<DatasetId, bool>{{DatasetId::queues, true},
                                              {DatasetId::flows, true},
                                              {DatasetId::metrics, false},
                                              {DatasetId::attributes, false}}));
  Inventory inventory = empty_inventory();
  inventory.queues.value->push_back({"q1", "", "Sales"});
  EXPECT_EQ(only(checks::run(check, inventory)).observed, "1 0 true true");
  inventory.metrics = {};
  inventory.flows.gap = cut_short();
  EXPECT_EQ(checks::run(check, inventory).back().observed, "1 0 false false");
  inventory.flows = {};
  EXPECT_EQ(only(checks::run(check, inventory)).status, Status::not_assessed);
}

// What several checks make of the same datasets is made once, and what it reads is declared as well.
int made = 0;

std::string make_name(const Scene& scene, const model::Queues& queues) {
  ++made;
  return fmt::format("{} {}", scene.name, queues.size());
}
using MakesName = Reader<decltype(&make_name), make_name, &Inventory::queues>;

Judgements judge_what_was_made(const Scene&, const std::string& name, const Dataset<model::FlowSummaries>& flows) {
  Judgement judgement = judged(Status::info, whole);
  judgement.observed = fmt::format("{} {}", name, flows.known());
  return {judgement};
}

TEST(Registry, WhatChecksShareIsMadeOnceForAnInventory) {
  using model::DatasetId;
  const Check check = on_made<judge_what_was_made, MakesName, &Inventory::flows>(About(about_test));
  std::map<DatasetId, bool> reads;
  for (const Read& read : check.reads) reads[read.dataset] = read.is_needed;
  EXPECT_EQ(reads, (std::map<DatasetId, bool>{{DatasetId::queues, true}, {DatasetId::flows, false}}));
  const Inventory inventory = empty_inventory();
  Workings workings;
  made = 0;
  const std::string observed = only(checks::run(check, inventory, workings)).observed;
  EXPECT_EQ(observed, fmt::format("{} 0 true", scene_of(inventory).name));
  EXPECT_EQ(only(checks::run(check, inventory, workings)).observed, observed);
  EXPECT_EQ(made, 1);
  checks::run(check, inventory);
  EXPECT_EQ(made, 2);
}

// Each metric says itself why it is not known: what another lacks takes back nothing.
TEST(Registry, MetricsAreJudgedByThoseThatACheckReads) {
  Inventory inventory = empty_inventory();
  for (const model::MetricRow& row : model::metric_rows) {
    if (row.scope != model::MetricScope::instance) continue;
    inventory.metrics.value->series.push_back({&row, "", {{inventory.window.start, 0}}, std::nullopt});
  }
  inventory.metrics.gap = cut_short();
  EXPECT_EQ(only("missed_calls", inventory).status, Status::pass);
  for (auto& series : inventory.metrics.value->series) {
    if (series.row->metric == "MissedCalls") series.gap = cut_short();
  }
  EXPECT_EQ(only("missed_calls", inventory).status, Status::not_assessed);
}

TEST(Registry, AComponentsFindingsComeInTheOrderInWhichTheyMatter) {
  Inventory inventory = empty_inventory();
  inventory.instance.value->status = "CREATION_FAILED";
  set_attribute(inventory, "CONTACT_LENS", "true");
  const Findings findings = run_component("instance", inventory);
  EXPECT_EQ(findings.front().check_id, "instance_status");
  EXPECT_TRUE(std::ranges::is_sorted(findings, model::comes_before));
  for (const auto& finding : findings) EXPECT_EQ(finding.component, "instance");
  EXPECT_TRUE(run_component("no_such_component", inventory).empty());
}

TEST(Registry, AFindingCarriesWhatItsCheckKnows) {
  Inventory inventory = empty_inventory();
  inventory.instance.value->status = "ACTIVE";
  const Finding finding = only("instance_status", inventory);
  EXPECT_EQ(finding.check_id, "instance_status");
  EXPECT_EQ(finding.title, instance_status.about.title);
  EXPECT_EQ(finding.pillar, Pillar::resilience);
  EXPECT_EQ(finding.links.size(), instance_status.about.links.size());
  EXPECT_EQ(finding.id, model::finding_id(instance_arn, "instance_status", finding.resource));
}

}  // namespace
}  // namespace checks::test
