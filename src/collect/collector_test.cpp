#include "collect/collector.hpp"

#include <atomic>
#include <gtest/gtest.h>
#include <map>
#include <mutex>
#include <set>

#include "aws/operations/connect.hpp"
#include "aws/operations/pinpoint.hpp"
#include "base/usage.hpp"
#include "fakes/collecting.hpp"
#include "fakes/manual_clock.hpp"
#include "fakes/patient.hpp"

namespace {

using base::ErrorKind;
using collect::Collector;
using model::GapKind;
using nlohmann::json;

TEST(Gaps, SayInWordsWhyAnErrorLeavesSomethingUnknown) {
  const std::pair<ErrorKind, GapKind> kinds[] = {
      {ErrorKind::denied, GapKind::denied},        {ErrorKind::credentials, GapKind::denied},
      {ErrorKind::throttled, GapKind::throttled},  {ErrorKind::deadline, GapKind::out_of_time},
      {ErrorKind::not_found, GapKind::not_found},  {ErrorKind::not_recorded, GapKind::not_recorded},
      {ErrorKind::corrupt, GapKind::malformed},    {ErrorKind::unavailable, GapKind::unavailable},
      {ErrorKind::internal, GapKind::unavailable},
  };
  for (const auto& [error, gap] : kinds) {
    const auto made = collect::gap_from(base::Error(error, "the reason"));
    EXPECT_EQ(name(made.kind), name(gap)) << base::name(error);
    EXPECT_EQ(made.reason, "the reason");
    EXPECT_EQ(made.permission, "");
  }
}

TEST(Gaps, NameThePermissionThatIsMissing) {
  const auto gap =
      collect::gap_from(aws::AwsError(aws::pinpoint::phone_number_validate, "AccessDeniedException", 403, "no"));
  EXPECT_EQ(gap.permission, "mobiletargeting:PhoneNumberValidate");
  EXPECT_NE(gap.reason.find("mobiletargeting:PhoneNumberValidate"), std::string::npos);
  const auto throttled = collect::gap_from(aws::AwsError(aws::connect::list_users, "ThrottlingException", 429, "no"));
  EXPECT_EQ(throttled.permission, "");
  EXPECT_NE(throttled.reason.find("connect:ListUsers (5 attempts)"), std::string::npos);
}

TEST(Gaps, KeepAwssSentenceWhereAPermissionIsNotEnough) {
  const std::string said = "not authorized with an explicit deny in a service control policy";
  const auto gap = collect::gap_from(aws::AwsError(aws::connect::list_users, "AccessDeniedException", 403, said));
  EXPECT_EQ(gap.permission, "connect:ListUsers");
  EXPECT_EQ(
      gap.reason,
      "the caller is not allowed to call ListUsers; to be granted connect:ListUsers is not enough, for AWS says: " +
          said);
}

// An item of a loop, as collectors keep them.
struct Item {
  std::optional<model::Gap> gap;
};
using Items = std::map<std::string, Item>;

class ItemGapsTest : public testing::Test {
 protected:
  std::optional<model::Gap> fails(ErrorKind kind, const char* why) {
    return gaps_.of([&] { throw base::Error(kind, why); });
  }
  std::optional<model::Gap> reads() {
    return gaps_.of([this] { ++asked_; });
  }

  collect::ItemGaps gaps_;
  int asked_ = 0;
};

TEST_F(ItemGapsTest, GiveUpAfterThreeFailuresInARow) {
  for (int i = 0; i < 2; ++i) EXPECT_EQ(fails(ErrorKind::unavailable, "no answer").value().reason, "no answer");
  EXPECT_FALSE(reads());
  for (int i = 0; i < 2; ++i) fails(ErrorKind::unavailable, "no answer");
  fails(ErrorKind::not_found, "gone");  // an answer, too
  for (int i = 0; i < 2; ++i) fails(ErrorKind::unavailable, "no answer");
  EXPECT_FALSE(reads());
  for (int i = 0; i < 2; ++i) fails(ErrorKind::unavailable, "no answer");
  EXPECT_EQ(fails(ErrorKind::throttled, "slower").value().reason, "slower");
  const auto not_tried = reads();
  ASSERT_TRUE(not_tried);
  EXPECT_EQ(name(not_tried->kind), name(GapKind::throttled));
  EXPECT_EQ(not_tried->reason, "it was not asked for after 3 failures in a row: slower");
  EXPECT_EQ(asked_, 2);
}

TEST_F(ItemGapsTest, TakeOneRefusalForThatItemAlone) {
  for (const auto kind : {ErrorKind::denied, ErrorKind::corrupt}) {
    for (int i = 0; i < 2; ++i) EXPECT_EQ(fails(kind, "no").value().reason, "no");
    EXPECT_FALSE(reads());
  }
  for (int i = 0; i < 3; ++i) {  // by turns, so that none is the same as the one before
    fails(ErrorKind::denied, "no");
    fails(ErrorKind::unavailable, "no answer");
  }
  EXPECT_FALSE(reads());
  for (int i = 0; i < 5; ++i) fails(ErrorKind::not_found, "gone");
  EXPECT_FALSE(reads());
  for (int i = 0; i < 3; ++i) fails(ErrorKind::denied, "no");
  EXPECT_EQ(reads().value().reason, "it was not asked for after 3 failures in a row: no");
}

TEST(ItemGaps, AskForNothingMoreOnceTheTimeOrTheCredentialsAreOver) {
  for (const auto kind : {ErrorKind::deadline, ErrorKind::credentials}) {
    collect::ItemGaps gaps;
    EXPECT_FALSE(gaps.of([] {}));
    EXPECT_EQ(gaps.of([&] { throw base::Error(kind, "over"); }).value().reason, "over");
    EXPECT_EQ(gaps.of([] { FAIL() << "was asked"; }).value().reason, "over");
  }
}

TEST_F(ItemGapsTest, LeaveWhatWasReadKnown) {
  Items items;
  items["a"].gap = reads();
  for (const char* key : {"b", "c", "d", "e"}) items[key].gap = fails(ErrorKind::denied, "no");
  const auto dataset = gaps_.dataset(items, "things");
  ASSERT_TRUE(dataset.known());
  EXPECT_FALSE(dataset.value->at("a").gap);
  EXPECT_EQ(dataset.gap->reason, "4 of 5 things could not be read; the first because no");
}

TEST_F(ItemGapsTest, EndADatasetOfWhichNothingWasReadBeforeTheyGaveUp) {
  Items items;
  for (const char* key : {"a", "b"}) items[key].gap = fails(ErrorKind::denied, "no");
  EXPECT_TRUE(gaps_.dataset(items, "things").known());  // of each it is known why
  items["c"].gap = fails(ErrorKind::denied, "no");
  const auto dataset = gaps_.dataset(items, "things");
  EXPECT_FALSE(dataset.known());
  EXPECT_EQ(dataset.gap->reason, "no");
  EXPECT_TRUE(collect::ItemGaps().dataset(Items(), "things").complete());
}

TEST(Gaps, SumUpThoseOfItems) {
  Items items = {{"a", {}}, {"b", {}}, {"c", {}}};
  EXPECT_FALSE(collect::gap_of_items(items, "things"));
  items["b"].gap = model::Gap{GapKind::denied, "reason b", "connect:B"};
  items["c"].gap = model::Gap{GapKind::throttled, "reason c", ""};
  const auto gap = collect::gap_of_items(items, "things");
  ASSERT_TRUE(gap);
  EXPECT_EQ(gap->kind, GapKind::denied);
  EXPECT_EQ(gap->reason, "2 of 3 things could not be read; the first because reason b");
  EXPECT_EQ(gap->permission, "connect:B");
}

using model::DatasetId;
using Datasets = std::vector<DatasetId>;

Datasets every_dataset() {
  Datasets all;
  for (const auto& row : model::datasets()) all.push_back(row.id);
  return all;
}

std::set<DatasetId> set_of(const Datasets& datasets) {
  return {datasets.begin(), datasets.end()};
}

std::string_view name_of(const Collector& collector) {
  return row_of(collector.dataset).name;
}

class Scheduler : public fakes::Collecting {
 protected:
  // The datasets in the order in which they were done.
  Datasets run(const Datasets& datasets, std::size_t threads = 1) {
    Datasets done;
    std::mutex mutex;
    collect::run(set_of(datasets), aws_, patient_.patience, inventory_, threads,
                 [&](const Collector& collector, const base::Usage& usage) {
                   const std::lock_guard lock(mutex);
                   done.push_back(collector.dataset);
                   usage_[collector.dataset] = usage;
                 });
    return done;
  }

  fakes::ManualClock clock_;
  fakes::Patient patient_{clock_};
  std::map<DatasetId, base::Usage> usage_;
};

TEST_F(Scheduler, RunsWhatIsNeededFirstAndNothingElse) {
  aws_.otherwise_answer(json::object());
  for (const std::size_t threads : {1U, 2U, 8U}) {
    Datasets done = run({DatasetId::counts}, threads);
    ASSERT_EQ(done.size(), 13U);
    // Others tell of theirs beside it, so that only one thread's order is certain.
    if (threads == 1) {
      EXPECT_EQ(done.back(), DatasetId::counts);
    }
    std::ranges::sort(done);
    EXPECT_EQ(done, (Datasets{DatasetId::queues, DatasetId::routing_profiles, DatasetId::prompts, DatasetId::hours,
                              DatasetId::users, DatasetId::security_profiles, DatasetId::lambda_associations,
                              DatasetId::flows, DatasetId::modules, DatasetId::phone_numbers, DatasetId::quotas,
                              DatasetId::integrations, DatasetId::counts}));
  }
}

// What is left out is no gap of AWS's, nor is what would be read by way of it.
TEST_F(Scheduler, MakesNoCallForEachItemInAQuickReview) {
  inventory_.settings.depth = model::Depth::quick;
  aws_.otherwise_answer(json::object());
  run(every_dataset());
  const auto& states = inventory_.phone_states;
  ASSERT_FALSE(states.known());
  EXPECT_EQ(states.gap->kind, GapKind::switched_off);
  EXPECT_EQ(states.gap->reason, "a quick review asks for lists alone; --depth standard reads it");
  EXPECT_TRUE(inventory_.phone_numbers.known());
  for (const Collector& collector : collect::table()) {
    if (collector.asks == collect::Asks::each_item) {
      EXPECT_EQ(usage_[collector.dataset].calls, 0U) << name_of(collector);
    }
  }
  EXPECT_EQ(collect::needs_other("list", states.gap).kind, GapKind::switched_off);
}

TEST_F(Scheduler, RunsEachOnceHoweverOftenItIsAskedFor) {
  aws_.otherwise_answer(json::object());
  const Datasets done =
      run({DatasetId::metrics, DatasetId::queues, DatasetId::counts, DatasetId::queues, DatasetId::flow_contents});
  EXPECT_EQ(std::set(done.begin(), done.end()).size(), done.size());
  EXPECT_EQ(aws_.asked(aws::connect::list_queues).size(), 1U);
  EXPECT_EQ(aws_.asked(aws::connect::list_contact_flows).size(), 1U);
}

TEST_F(Scheduler, DoesNothingWhenNothingIsAskedFor) {
  EXPECT_TRUE(run({}, 4).empty());
}

TEST_F(Scheduler, KnowsADatasetAndWhatItNeedsWhenItIsDone) {
  aws_.otherwise_answer({{"Instance", {{"InstanceAlias", "harbour"}}}});
  for (const std::size_t threads : {1U, 3U, 16U}) {
    inventory_ = {};
    inventory_.instance_ref = model::parse_instance_arn(arn);
    std::set<DatasetId> done;
    std::mutex mutex;
    collect::run(
        set_of(every_dataset()), aws_, patient_.patience, inventory_, threads,
        [&](const Collector& collector, const auto&) {
          const std::lock_guard lock(mutex);
          for (const auto need : collector.needs) {
            EXPECT_TRUE(row_of(need).known(inventory_) || row_of(need).gap(inventory_)->kind != GapKind::switched_off)
                << name_of(collector) << " " << row_of(need).name;
          }
          EXPECT_TRUE(done.insert(collector.dataset).second) << name_of(collector);
          EXPECT_TRUE(row_of(collector.dataset).known(inventory_) || row_of(collector.dataset).gap(inventory_))
              << name_of(collector);
          if (!row_of(collector.dataset).known(inventory_)) {
            EXPECT_NE(row_of(collector.dataset).gap(inventory_)->kind, GapKind::switched_off);
          }
        });
    EXPECT_EQ(done.size(), collect::table().size());
  }
}

// Looks how far it is with each call.
class Watched final : public aws::Transport {
 public:
  Watched(aws::Transport& inner, const collect::Headway& headway) : inner_(inner), headway_(headway) {}
  aws::Answer send(const aws::Operation& operation, const json& input) override {
    seen[std::string(operation.name)].push_back(headway_.under_way());
    return inner_.send(operation, input);
  }

  std::map<std::string, std::vector<std::vector<collect::Reading>>> seen;

 private:
  aws::Transport& inner_;
  const collect::Headway& headway_;
};

TEST_F(Scheduler, TellsHowFarItIs) {
  aws_.answer(aws::connect::list_contact_flows,
              {{"ContactFlowSummaryList",
                {{{"Id", "a"}, {"ContactFlowState", "ACTIVE"}, {"ContactFlowStatus", "PUBLISHED"}},
                 {{"Id", "b"}, {"ContactFlowState", "ACTIVE"}, {"ContactFlowStatus", "PUBLISHED"}}}}});
  aws_.otherwise_answer(json::object());
  collect::Headway headway;
  Watched watched(aws_, headway);
  collect::run(
      {DatasetId::flow_contents}, watched, patient_.patience, inventory_, 1, [](const auto&, const auto&) {}, &headway);
  const auto& listed = watched.seen.at("ListContactFlows").front();
  ASSERT_EQ(listed.size(), 1U);
  EXPECT_EQ(listed[0].dataset, DatasetId::flows);
  EXPECT_EQ(listed[0].items, "");
  const auto& described = watched.seen.at("DescribeContactFlow");
  ASSERT_EQ(described.size(), 2U);
  for (std::size_t i = 0; i < 2; ++i) {
    const collect::Reading& reading = described[i].front();
    EXPECT_EQ(reading.dataset, DatasetId::flow_contents);
    EXPECT_EQ(reading.items, "flows");
    EXPECT_EQ(reading.done, i);
    EXPECT_EQ(reading.of, 2U);
    EXPECT_EQ(reading.operation, &aws::connect::describe_contact_flow);
  }
  EXPECT_TRUE(headway.under_way().empty());
}

TEST_F(Scheduler, LetsErrorsOfTheCallbackThrough) {
  aws_.otherwise_answer(json::object());
  for (const std::size_t threads : {1U, 2U, 8U}) {
    std::atomic<int> calls = 0;
    EXPECT_THROW(collect::run(set_of(every_dataset()), aws_, patient_.patience, inventory_, threads,
                              [&](const Collector&, const auto&) {
                                if (++calls == 3) throw std::runtime_error("the store is gone");
                              }),
                 std::runtime_error);
    EXPECT_GE(calls, 3) << threads;
    if (threads == 1) {
      EXPECT_EQ(calls, 3);  // and asks it no more
    }
  }
}

TEST_F(Scheduler, LetsThroughWhatIsNoErrorOfAws) {
  class Broken final : public aws::Transport {
    aws::Answer send(const aws::Operation&, const json&) override { throw std::bad_alloc(); }
  } broken;
  for (const std::size_t threads : {1U, 4U}) {
    EXPECT_THROW(collect::run(set_of(every_dataset()), broken, patient_.patience, inventory_, threads,
                              [](const auto&, const auto&) {}),
                 std::bad_alloc);
  }
}

// Which permissions a collector and those that it needs may miss.
std::set<std::string> permissions(const Collector& collector) {
  std::set<std::string> all;
  for (const auto* operation : collector.operations) all.insert(aws::action(*operation));
  for (const auto need : collector.needs) all.merge(permissions(collect::collector_of(need)));
  return all;
}

TEST_F(Scheduler, TurnsADenialIntoAGapThatDatasetsThePermission) {
  aws_.otherwise_fail("AccessDeniedException", 403);
  EXPECT_EQ(run(every_dataset(), 4).size(), collect::table().size());
  for (const auto& collector : collect::table()) {
    const auto& gap = row_of(collector.dataset).gap(inventory_);
    ASSERT_TRUE(gap) << name_of(collector);
    EXPECT_TRUE(gap->kind == GapKind::denied || gap->kind == GapKind::needs_other) << name_of(collector);
    EXPECT_TRUE(permissions(collector).contains(gap->permission)) << name_of(collector) << " " << gap->permission;
    EXPECT_NE(gap->reason.find(gap->permission), std::string::npos) << name_of(collector) << ": " << gap->reason;
    EXPECT_FALSE(row_of(collector.dataset).known(inventory_)) << name_of(collector);
    EXPECT_EQ(usage_[collector.dataset].retries, 0) << name_of(collector);
  }
}

TEST_F(Scheduler, GivesUpWhenAwsKeepsThrottling) {
  aws_.otherwise_fail("TooManyRequestsException", 429);
  const base::Time started = clock_.now();
  run({DatasetId::queues, DatasetId::log_group});
  ASSERT_TRUE(inventory_.queues.gap);
  EXPECT_EQ(inventory_.queues.gap->kind, GapKind::throttled);
  EXPECT_FALSE(inventory_.queues.known());
  EXPECT_EQ(usage_[DatasetId::queues].calls, 5);
  EXPECT_EQ(usage_[DatasetId::queues].retries, 4);
  EXPECT_EQ(usage_[DatasetId::queues].throttles, 5);
  EXPECT_EQ(usage_[DatasetId::log_group].calls, 0);  // the instance that it needs was not known
  EXPECT_EQ(inventory_.log_group.gap->kind, GapKind::needs_other);
  EXPECT_GT(clock_.now() - started, std::chrono::seconds(5));
}

TEST_F(Scheduler, ReadsOnAfterAThrottle) {
  aws_.fail(aws::connect::list_queues, "ThrottlingException", 429);
  aws_.answer(aws::connect::list_queues, {{"QueueSummaryList", {{{"Name", "Sales"}}}}});
  run({DatasetId::queues});
  EXPECT_TRUE(inventory_.queues.complete());
  EXPECT_EQ(usage_[DatasetId::queues].calls, 2);
  EXPECT_EQ(usage_[DatasetId::queues].throttles, 1);
}

TEST(CollectorTable, HasNeedsThatExistAndComeEarlier) {
  std::set<DatasetId> earlier;
  for (const auto& collector : collect::table()) {
    for (const auto need : collector.needs)
      EXPECT_TRUE(earlier.contains(need)) << name_of(collector) << " " << row_of(need).name;
    EXPECT_TRUE(earlier.insert(collector.dataset).second) << name_of(collector) << " is listed twice";
    EXPECT_EQ(&collect::collector_of(collector.dataset), &collector);
    EXPECT_FALSE(collector.operations.empty()) << name_of(collector);
  }
}

}  // namespace
