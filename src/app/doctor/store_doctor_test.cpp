#include "app/doctor/store_doctor.hpp"

#include <algorithm>
#include <gmock/gmock.h>

#include "aws/operations/cloudwatch.hpp"
#include "base/error.hpp"
#include "base/timestamp.hpp"
#include "fakes/cloud.hpp"
#include "fakes/forwarding_store.hpp"
#include "fakes/manual_clock.hpp"
#include "fakes/scripted_client.hpp"
#include "model/document.hpp"
#include "store/memory.hpp"

namespace {

using app::Examined;
using app::State;
using base::ErrorKind;
using model::ReviewStatus;
using nlohmann::json;
using std::chrono::days;
using std::chrono::hours;
using testing::AllOf;
using testing::HasSubstr;
using testing::SizeIs;
namespace cloudwatch = aws::cloudwatch;

// A store in memory that others hold, with the condition that a test wants. What the doctor has no business with is
// not there.
class Borrowed final : public store::Store {
 public:
  Borrowed(store::Store& inner, std::vector<store::Property> condition)
      : inner_(inner), condition_(std::move(condition)) {}

  store::ReviewPage reviews(const store::Filter& filter) override { return inner_.reviews(filter); }
  store::Items load(std::string_view review_id) override { return inner_.load(review_id); }
  std::vector<store::Property> condition() override { return condition_; }
  std::string try_writing() override { return inner_.try_writing(); }
  store::Survey survey() override { return refuse<store::Survey>(); }

  bool claim(const store::Item&) override { return refuse<bool>(); }
  bool replace(const store::Item&, const store::Item&) override { return refuse<bool>(); }
  void put(const store::Item&) override { refuse<bool>(); }
  std::optional<store::Item> get(std::string_view, std::string_view) override { return refuse<store::Item>(); }
  store::Items history(std::string_view, const store::Filter&) override { return refuse<store::Items>(); }
  bool remove(std::string_view) override { return refuse<bool>(); }
  void put_file(std::string_view, std::string_view, std::string_view, std::string_view) override { refuse<bool>(); }
  std::optional<std::string> get_file(std::string_view, std::string_view) override { return refuse<std::string>(); }
  void remove_file(std::string_view, std::string_view) override { refuse<bool>(); }
  std::string link(std::string_view, std::string_view, std::chrono::seconds) override { return refuse<std::string>(); }
  store::Info info() override { return refuse<store::Info>(); }

 private:
  template <typename Answer>
  static Answer refuse() {
    ADD_FAILURE() << "the doctor only looks";
    return {};
  }

  store::Store& inner_;
  std::vector<store::Property> condition_;
};

class StoreDoctor : public testing::Test {
 protected:
  StoreDoctor() { world_.variables.values = {{"AWS_REGION", "eu-central-1"}, {"HOME", "/nowhere"}}; }

  // A look at a store in memory, which passes for one of the backend.
  std::vector<Examined> examine(const std::string& backend = "s3") {
    store::Location place;
    place.backend = backend;
    place.bucket = "reports";
    place.table = "results";
    place.database = "/data/reviews.db";
    fakes::Cloud cloud(world_, account_);
    auto all = app::examine_store(cloud.all, {place, "--storage", open_}, clock_.now());
    EXPECT_THAT(account_->regions(), testing::Each("eu-central-1"));
    return all;
  }

  static Examined found(const std::vector<Examined>& all, std::string_view what) {
    const auto one = std::ranges::find(all, what, &Examined::what);
    if (one != all.end()) return *one;
    ADD_FAILURE() << what << " was not looked at";
    return {};
  }

  void put_review(base::Time begun, ReviewStatus state, const std::string& message = "") {
    model::StatusDocument status;
    status.review_id = base::to_review_id(begun);
    status.status = state;
    status.message = message;
    status.updated_at = begun;
    kept_.put({status.review_id, std::string(model::status_component), model::to_json(status)});
  }

  Examined last_review() { return found(examine(), "last review"); }

  fakes::ManualClock clock_;
  store::MemoryStore kept_{clock_};
  fakes::ScriptedClient aws_;
  fakes::World world_;
  const std::shared_ptr<fakes::Account> account_ = std::make_shared<fakes::Account>(aws_);
  std::vector<store::Property> condition_;
  std::function<std::unique_ptr<store::Store>()> open_ = [this] {
    return std::make_unique<Borrowed>(kept_, condition_);
  };
};

TEST_F(StoreDoctor, SaysWhichStoreIsActiveAndWhy) {
  const auto all = examine();
  EXPECT_EQ(found(all, "backend").reason, "s3, from --storage");
  EXPECT_EQ(found(all, "store").reason, "s3:reports");
  EXPECT_EQ(found(all, "store").state, State::ok);
}

TEST_F(StoreDoctor, JudgesAsTheStoreDoes) {
  using store::Level;
  condition_ = {{"region", "eu-central-1"},
                {"TTL", "off", Level::warning, "switch it on"},
                {"keys", "other ones", Level::failed},
                {"encryption", "not known: denied", Level::unknown}};
  const auto all = examine();
  EXPECT_EQ(found(all, "store region").state, State::ok);
  EXPECT_EQ(found(all, "store TTL").state, State::warning);
  EXPECT_EQ(found(all, "store TTL").reason, "off; switch it on");
  EXPECT_EQ(found(all, "store keys").state, State::missing);
  EXPECT_EQ(found(all, "store encryption").state, State::unknown);
}

TEST_F(StoreDoctor, AdvisesNothingWhereAllIsWell) {
  condition_ = {{"TTL", "on", store::Level::ok, "switch it on"}};
  EXPECT_EQ(found(examine(), "store TTL").reason, "on");
}

TEST_F(StoreDoctor, TriesWhatAReviewWillDo) {
  EXPECT_EQ(found(examine(), "store writing").state, State::ok);
  class Locked final : public fakes::ForwardingStore {
   public:
    using ForwardingStore::ForwardingStore;
    std::string try_writing() override { throw base::Error(ErrorKind::denied, "not you"); }
  };
  open_ = [this] { return std::make_unique<Locked>(kept_); };
  const auto all = examine();
  EXPECT_EQ(found(all, "store writing").state, State::missing);
  EXPECT_EQ(found(all, "store writing").reason, "not you");
}

TEST_F(StoreDoctor, LooksNoFurtherWhereThereIsNoStore) {
  for (const auto& [kind, state] : {std::pair{ErrorKind::not_found, State::missing},
                                    {ErrorKind::config, State::missing},
                                    {ErrorKind::denied, State::missing},
                                    {ErrorKind::unavailable, State::unknown}}) {
    open_ = [kind]() -> std::unique_ptr<store::Store> { throw base::Error(kind, "why"); };
    const auto all = examine();
    EXPECT_THAT(all, SizeIs(2));
    EXPECT_EQ(found(all, "store").state, state);
    EXPECT_EQ(found(all, "store").reason, "why");
  }
}

TEST_F(StoreDoctor, TakesADatabaseThatIsNotThereYetForNoFault) {
  open_ = []() -> std::unique_ptr<store::Store> { throw base::Error(ErrorKind::not_found, "it is made later"); };
  const auto all = examine("sqlite");
  EXPECT_EQ(found(all, "store").state, State::ok);
  EXPECT_EQ(found(all, "store").reason, "sqlite:/data/reviews.db, which the first review makes");
  EXPECT_EQ(found(all, "last review").state, State::warning);
}

TEST_F(StoreDoctor, WarnsWhenThereIsNoReview) {
  EXPECT_EQ(last_review().state, State::warning);
  EXPECT_THAT(last_review().reason, HasSubstr("connect-ops-review run"));
}

TEST_F(StoreDoctor, WarnsOfAReviewThatIsOverEightDaysOld) {
  put_review(clock_.now() - days(8), ReviewStatus::completed);
  EXPECT_EQ(last_review().state, State::ok) << last_review().reason;
  EXPECT_THAT(last_review().reason, AllOf(HasSubstr("8 days ago"), HasSubstr("completed")));
  clock_.advance(hours(1));
  EXPECT_EQ(last_review().state, State::warning);
  EXPECT_THAT(last_review().reason, HasSubstr("schedule"));
}

TEST_F(StoreDoctor, WarnsOfAReviewThatDidNotSucceed) {
  put_review(clock_.now() - hours(30), ReviewStatus::completed);
  for (const auto state : {ReviewStatus::failed, ReviewStatus::partial}) {
    put_review(clock_.now() - hours(3), state, "no\x1b access");
    const Examined one = last_review();
    EXPECT_EQ(one.state, State::warning);
    EXPECT_THAT(one.reason, AllOf(HasSubstr("3 hours ago"), HasSubstr(std::string(name(state))), HasSubstr(" access"),
                                  HasSubstr("connect-ops-review show 20260213-060000")));
    EXPECT_EQ(one.reason.find('\x1b'), std::string::npos);
  }
}

TEST_F(StoreDoctor, WarnsOfAReviewThatIsInProgressAndSilent) {
  put_review(clock_.now(), ReviewStatus::in_progress);
  EXPECT_EQ(last_review().state, State::ok) << last_review().reason;
  clock_.advance(hours(1));
  EXPECT_EQ(last_review().state, State::warning);
  EXPECT_THAT(last_review().reason, HasSubstr("--resume 20260213-090000"));
}

TEST_F(StoreDoctor, DoesNotKnowHowAReviewWithoutAReadableStateEnded) {
  kept_.put_text("20260213-080000", "quota", "{}");
  EXPECT_EQ(last_review().state, State::unknown) << last_review().reason;
  kept_.put_text("20260213-080000", "STATUS", "{\"status\": \"odd\"}");
  EXPECT_EQ(last_review().state, State::unknown);
  kept_.put_text("not-a-time", "STATUS", "{\"status\": \"completed\"}");
  EXPECT_EQ(last_review().state, State::unknown);
}

// What CloudWatch answers for the four metrics of a table.
json metrics(const std::vector<double>& values, const char* status = "Complete") {
  json results = json::array();
  for (int i = 0; i < 4; ++i) results.push_back({{"Id", "m"}, {"StatusCode", "Complete"}, {"Values", json::array()}});
  results[2]["Values"] = values;
  results[3]["StatusCode"] = status;
  return {{"MetricDataResults", std::move(results)}};
}

TEST_F(StoreDoctor, CountsTheThrottlesOfATable) {
  aws_.answer(cloudwatch::get_metric_data, metrics({2, 3}));
  Examined one = found(examine("dynamodb"), "store throttles");
  EXPECT_EQ(one.state, State::warning);
  EXPECT_THAT(one.reason, HasSubstr("5 in the last day"));
  aws_.answer(cloudwatch::get_metric_data, metrics({}));
  one = found(examine("dynamodb"), "store throttles");
  EXPECT_EQ(one.state, State::ok);

  const json input = aws_.asked(cloudwatch::get_metric_data).at(0);
  EXPECT_EQ(input.at("EndTime").get<int>() - input.at("StartTime").get<int>(), 86'400);
  ASSERT_THAT(input.at("MetricDataQueries"), SizeIs(4));
  const json& of_index = input.at("MetricDataQueries").at(3).at("MetricStat").at("Metric");
  EXPECT_EQ(of_index, json::parse(R"({"Namespace": "AWS/DynamoDB", "MetricName": "WriteThrottleEvents",
    "Dimensions": [{"Name": "TableName", "Value": "results"},
                   {"Name": "GlobalSecondaryIndexName", "Value": "componentType-reviewId-index"}]})"));
}

TEST_F(StoreDoctor, TakesNoAnswerAboutThrottlesForNone) {
  aws_.answer(cloudwatch::get_metric_data, metrics({}, "InternalError"));
  EXPECT_EQ(found(examine("dynamodb"), "store throttles").state, State::unknown);
  aws_.answer(cloudwatch::get_metric_data, json::object());
  EXPECT_EQ(found(examine("dynamodb"), "store throttles").state, State::unknown);
  aws_.fail(cloudwatch::get_metric_data, "AccessDenied", 403);
  const Examined one = found(examine("dynamodb"), "store throttles");
  EXPECT_EQ(one.state, State::unknown) << "reviews are kept without it";
  EXPECT_THAT(one.reason, HasSubstr("cloudwatch:GetMetricData"));
}

TEST_F(StoreDoctor, AsksCloudWatchOfTablesOnly) {
  examine("s3");
  examine("sqlite");
  EXPECT_EQ(aws_.calls(), 0U);
}

}  // namespace
