#include "lambda/handler.hpp"

#include <gmock/gmock.h>

#include "app/review_lock.hpp"
#include "components/component.hpp"
#include "fakes/lambda_function.hpp"

namespace {

using base::ErrorKind;
using nlohmann::json;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

class Handler : public fakes::LambdaFunction {
 protected:
  Handler() { account_.call_time = {}; }

  static constexpr const char* other =
      "arn:aws:connect:eu-central-1:111122223333:instance/"
      "cccccccc-1111-4222-8333-dddddddddddd";
  static constexpr const char* topic = "arn:aws:sns:eu-central-1:111122223333:reviews";
};

TEST_F(Handler, ReviewsTheConfiguredInstance) {
  const json answer = invoke("{}");
  EXPECT_EQ(answer.at("status"), "partial");
  EXPECT_EQ(answer.at("instanceArn"), arn());
  EXPECT_EQ(answer.at("storage"), "s3");
  EXPECT_EQ(answer.at("analyzersCompleted"), components::table().size());
  const std::string id = answer.at("reviewId");
  EXPECT_THAT(answer.at("reportUrl").get<std::string>(), HasSubstr(id + ".html"));
  EXPECT_EQ(store_.get(id, "STATUS")->body.at("requestId"), "request-1");
  EXPECT_EQ(store_.get(id, "STATUS")->body.at("window").at("start"), "2026-11-02T09:00:00Z");
  EXPECT_THAT(waiting_, IsEmpty());
}

TEST_F(Handler, PrintsMetricsOfAReview) {
  const json answer = invoke("{}");
  ASSERT_THAT(lines_, SizeIs(1));
  EXPECT_EQ(lines_[0].at("reviewId"), answer.at("reviewId"));
  EXPECT_EQ(lines_[0].at("ReviewCompleted"), 1);
  EXPECT_EQ(lines_[0].at("FunctionName"), "amazon-connect-ops-review-orchestrator");
  EXPECT_EQ(lines_[0].at("InstanceId"), instance_id_);
  EXPECT_EQ(lines_[0].at("FindingsFail"), answer.at("findings").at("fail"));
  EXPECT_EQ(lines_[0].at("ApiCalls"), account_.number_of_calls());
}

TEST_F(Handler, HonoursTheMutesInItsBucketAsTheyAreNow) {
  only_ = "flow";
  const json before = invoke("{}", std::chrono::hours(1), "a").at("findings");
  account_.objects["mutes.toml"] =
      "[[mute]]\ncheck = \"flow_logging\"\nreason = \"known\"\nowner = \"anna\"\nexpires = 2099-01-01\n";
  const json after = invoke("{}", std::chrono::hours(1), "b").at("findings");
  EXPECT_GT(after.at("muted"), 0);
  EXPECT_LT(after.value("fail", 0) + after.value("warn", 0), before.value("fail", 0) + before.value("warn", 0));
  account_.objects["mutes.toml"] = "[[mute]";
  EXPECT_THAT(refusal("{}").second, HasSubstr("s3://reports/mutes.toml, line 1"));
}

// A stack of before may not let it be read: then everything is told.
TEST_F(Handler, MutesNothingWhereTheObjectMayNotBeRead) {
  only_ = "flow";
  account_.object_refusal = "AccessDenied";
  const json answer = invoke("{}");
  EXPECT_FALSE(answer.at("findings").contains("muted"));
}

TEST_F(Handler, LooksBackOverTheDaysOfTheEventOrTheConfiguration) {
  only_ = "instance";
  const auto start = [&](const std::string& payload, const std::string& request) {
    const json answer = invoke(payload, std::chrono::hours(1), request);
    return store_.get(answer.at("reviewId").get<std::string>(), "STATUS")->body.at("window").at("start");
  };
  EXPECT_EQ(start(R"({"daysBack": 1})", "a"), "2026-11-15T09:00:00Z");
  variables_.values["DAYS_BACK"] = "30";
  EXPECT_EQ(start("{}", "b"), "2026-10-17T09:00:00Z");
}

TEST_F(Handler, KeepsReviewsInS3UnlessTold) {
  EXPECT_EQ(config().value(app::options::storage).text, "s3");
  EXPECT_EQ(config().value(app::options::storage).source, "default in Lambda");
  EXPECT_TRUE(config().is_default(app::options::storage));
  variables_.values["STORAGE_BACKEND"] = "dynamodb";
  EXPECT_EQ(config().text(app::options::storage), "dynamodb");
}

TEST_F(Handler, WritesNothingForAnEventThatCannotBeUsed) {
  for (const char* payload : {"nonsense", R"({"daysBack": 0})", R"({"instance": "arn:aws:s3:::bucket"})",
                              R"({"instance": "a", "instances": "all"})"}) {
    EXPECT_EQ(refusal(payload).first, ErrorKind::usage) << payload;
  }
  variables_.values.erase("CONNECT_INSTANCE_ARN");
  EXPECT_THAT(refusal("{}").second, HasSubstr("CONNECT_INSTANCE_ARN"));
  EXPECT_THAT(refusal(R"({"resume": "20260101-000000"})").second, HasSubstr("there is no review 20260101-000000"));
  EXPECT_EQ(number_of_reviews(), 0U);
  EXPECT_EQ(account_.number_of_calls(), 0);
  EXPECT_THAT(lines_, IsEmpty());
}

TEST_F(Handler, RefusesBeforeTheReviewWhatHasNoPlace) {
  variables_.values["STORAGE_BACKEND"] = "dynamodb";
  variables_.values.erase("S3_REPORTING_BUCKET");
  EXPECT_THAT(refusal("{}").second, HasSubstr("S3_REPORTING_BUCKET"));
  EXPECT_EQ(number_of_reviews(), 0U);
}

TEST_F(Handler, MakesOneReviewOfOneEvent) {
  const json first = invoke("{}");
  const int calls = account_.number_of_calls();
  clock_.advance(std::chrono::minutes(2));
  const json again = invoke("{}");
  for (const char* member : {"reviewId", "status", "findings", "reportUrl", "errors", "analyzersCompleted"}) {
    EXPECT_EQ(again.at(member), first.at(member)) << member;
  }
  EXPECT_EQ(number_of_reviews(), 1U);
  EXPECT_EQ(account_.number_of_calls(), calls);
  EXPECT_THAT(lines_, SizeIs(1));
  only_ = "instance";
  EXPECT_NE(invoke("{}", std::chrono::hours(1), "request-2").at("reviewId"), first.at("reviewId"));
}

TEST_F(Handler, KnowsAnEventOfEventBridgeByItsId) {
  only_ = "instance";
  const std::string payload = R"({"id": "event-7", "source": "aws.events", "detail-type": "Scheduled Event"})";
  const json first = invoke(payload, std::chrono::hours(1), "request-1");
  EXPECT_EQ(invoke(payload, std::chrono::hours(1), "request-2").at("reviewId"), first.at("reviewId"));
  EXPECT_EQ(number_of_reviews(), 1U);
}

TEST_F(Handler, GoesOnWithWhatACrashLeftOfTheSameEvent) {
  const json first = invoke("{}");
  const std::string id = first.at("reviewId");
  store::Item status = *store_.get(id, "STATUS");
  status.body.erase("sha256");
  status.body["status"] = "in_progress";
  store_.put(status);
  store::Item quota = *store_.get(id, "quota");
  quota.body.erase("sha256");
  quota.body["status"] = "failed";
  store_.put(quota);
  clock_.advance(std::chrono::minutes(1));
  const json again = invoke("{}");
  EXPECT_EQ(again.at("reviewId"), id);
  EXPECT_EQ(again.at("findings"), first.at("findings"));
  EXPECT_EQ(number_of_reviews(), 1U);
  EXPECT_EQ(store_.get(id, "STATUS")->body.at("requestId"), "request-1");
}

TEST_F(Handler, AnswersARepeatedHopAgain) {
  account_.call_time = std::chrono::minutes(1);
  const json first = invoke("{}", std::chrono::minutes(150));
  ASSERT_EQ(first.at("status"), "in_progress");
  const json hop = waiting_.front();
  const auto [done, hops] = run_waiting(std::chrono::hours(100));
  const int calls = account_.number_of_calls();
  EXPECT_EQ(invoke(hop.dump()).at("findings"), done.at("findings"));
  EXPECT_EQ(account_.number_of_calls(), calls);
  EXPECT_THAT(lines_, SizeIs(1));
}

// Another invocation, or a command line, that reviews the configured instance.
class RunningReview : public Handler {
 protected:
  app::ReviewLock another(const std::string& name) { return {store_, clock_, system_random_, arn(), {.name = name}}; }
  app::ReviewLock::Terms for_minutes(int minutes) { return {.until = clock_.now() + std::chrono::minutes(minutes)}; }

  base::SystemRandom system_random_;
  app::ReviewLock other_ = another("other");
};

TEST_F(RunningReview, IsJoined) {
  other_.take(for_minutes(60));
  other_.name_review("20261116-085900");
  const json answer = invoke("{}", std::chrono::minutes(5));
  EXPECT_EQ(answer.at("reviewId"), "20261116-085900");
  EXPECT_EQ(answer.at("status"), "in_progress");
  EXPECT_EQ(answer.at("joined"), true);
  EXPECT_EQ(answer.at("instanceArn"), arn());
  EXPECT_EQ(number_of_reviews(), 0U);
  EXPECT_EQ(account_.number_of_calls(), 0);
}

TEST_F(RunningReview, ThatEndedSinceIsTheAnswer) {
  const json made = invoke("{}");
  const int calls = account_.number_of_calls();
  other_.take(for_minutes(60));
  other_.name_review(made.at("reviewId"));
  clock_.advance(std::chrono::seconds(5));
  other_.release();
  clock_.advance(std::chrono::seconds(-5));
  const json answer = invoke("{}", std::chrono::minutes(5), "request-2");
  EXPECT_EQ(answer.at("joined"), true);
  for (const char* member : {"reviewId", "status", "findings", "reportUrl", "errors", "analyzersCompleted"}) {
    EXPECT_EQ(answer.at(member), made.at(member)) << member;
  }
  EXPECT_FALSE(made.contains("joined"));
  EXPECT_EQ(account_.number_of_calls(), calls);
  EXPECT_THAT(lines_, SizeIs(1));
}

TEST_F(RunningReview, ThatFailedIsAnErrorOfWhoeverJoinedIt) {
  account_.refusal = "AccessDeniedException";
  refusal("{}");
  other_.take(for_minutes(60));
  other_.name_review(store_.reviews({}).reviews.at(0).review_id);
  clock_.advance(std::chrono::seconds(5));
  other_.release();
  clock_.advance(std::chrono::seconds(-5));
  EXPECT_THAT(refusal("{}").second, HasSubstr("could not be done"));
}

TEST_F(RunningReview, ThatDiedIsFollowedByOneOfItsOwn) {
  only_ = "instance";
  other_.take(for_minutes(2));
  other_.name_review("20261116-085900");
  const json answer = invoke("{}");
  EXPECT_FALSE(answer.contains("joined"));
  EXPECT_EQ(answer.at("reviewId"), "20261116-090200");
  other_.release();
  EXPECT_FALSE(another("a third").take(for_minutes(1))) << "it is released at the end";
}

TEST_F(RunningReview, IsJoinedByWhoWantsToGoOnWithIt) {
  account_.call_time = std::chrono::minutes(1);
  const json first = invoke("{}", std::chrono::minutes(150));  // hands over, and nobody goes on
  ASSERT_EQ(first.at("status"), "in_progress");
  auto follower = another("one that goes on");
  auto handed = for_minutes(60);
  handed.resumes = first.at("reviewId");
  ASSERT_FALSE(follower.take(handed));
  const int calls = account_.number_of_calls();
  const json answer = invoke(json{{"resume", first.at("reviewId")}}.dump(), std::chrono::minutes(5), "request-2");
  EXPECT_EQ(answer.at("joined"), true);
  EXPECT_EQ(account_.number_of_calls(), calls);
}

TEST_F(RunningReview, HasAnotherBesideItWhenThatIsForced) {
  only_ = "instance";
  other_.take(for_minutes(60));
  other_.name_review("20261116-085900");
  EXPECT_EQ(invoke(R"({"force": true})").at("reviewId"), "20261116-090000");
  EXPECT_EQ(another("a third").take(for_minutes(1)).value().review_id, "20261116-085900");
}

TEST_F(RunningReview, IsOnesOwnWhenLambdaTriesAgain) {
  only_ = "instance";
  auto attempt = another("invocation request-1");
  attempt.take(for_minutes(60));
  EXPECT_FALSE(invoke("{}").contains("joined"));
}

TEST_F(RunningReview, IsOneFromHopToHop) {
  account_.call_time = std::chrono::minutes(1);
  const json first = invoke("{}", std::chrono::minutes(150));
  ASSERT_EQ(first.at("status"), "in_progress");
  const json joined = invoke("{}", std::chrono::minutes(5), "request-2");
  EXPECT_EQ(joined.at("reviewId"), first.at("reviewId"));
  EXPECT_EQ(joined.at("joined"), true);
  const auto [last, hops] = run_waiting(std::chrono::hours(100));
  EXPECT_EQ(last.at("reviewId"), first.at("reviewId"));
  EXPECT_EQ(number_of_reviews(), 1U);
  EXPECT_FALSE(another("a third").take(for_minutes(1)));
}

TEST_F(Handler, TellsAFailedReviewAsAnError) {
  account_.refusal = "AccessDeniedException";
  const auto [kind, text] = refusal("{}");
  EXPECT_THAT(text, HasSubstr("could not be done"));
  EXPECT_THAT(text, HasSubstr("grant it the permission"));
  ASSERT_EQ(number_of_reviews(), 1U);
  EXPECT_EQ(store_.reviews({}).reviews[0].status.at("status"), "failed");
  ASSERT_THAT(lines_, SizeIs(1));
  EXPECT_EQ(lines_[0].at("ReviewFailed"), 1);
  // Lambda tries it again: the same review.
  account_.refusal = "";
  EXPECT_EQ(invoke("{}").at("status"), "partial");
  EXPECT_EQ(number_of_reviews(), 1U);
}

TEST_F(Handler, StartsOneInvocationForEachInstance) {
  const json answer = invoke(json{{"instances", {arn(), other}}, {"daysBack", 7}}.dump());
  EXPECT_EQ(answer, json({{"status", "started"}, {"instances", {arn(), other}}}));
  ASSERT_THAT(waiting_, SizeIs(2));
  EXPECT_EQ(waiting_[0], json({{"instance", arn()}, {"daysBack", 7}, {"id", "request-1"}}));
  EXPECT_EQ(waiting_[1].at("instance"), other);
  EXPECT_EQ(number_of_reviews(), 0U);
}

TEST_F(Handler, AsksLambdaToInvokeItUnlessToldOtherwise) {
  const app::Config configuration = config();
  handle(configuration, {"request-1", json{{"instances", {arn(), other}}}.dump(),
                         clock_.now() + std::chrono::minutes(15), function_arn, ""});
  ASSERT_THAT(account_.invocations, SizeIs(2));
  EXPECT_EQ(account_.invocations[0].at("FunctionName"), function_arn);
  EXPECT_EQ(account_.invocations[0].at("InvocationType"), "Event");
  EXPECT_EQ(json::parse(account_.invocations[0].at("Payload").get<std::string>()),
            json({{"instance", arn()}, {"id", "request-1"}}));
}

TEST_F(Handler, FindsAllInstances) {
  account_.instances = {{{"Id", instance_id_}, {"Arn", arn()}, {"InstanceAlias", "b"}, {"InstanceStatus", "ACTIVE"}},
                        {{"Id", "x"}, {"Arn", other}, {"InstanceAlias", "a"}, {"InstanceStatus", "ACTIVE"}}};
  EXPECT_EQ(invoke(R"({"instances": "all"})").at("instances"), json({other, arn()}));
  account_.instances = json::array();
  EXPECT_EQ(refusal(R"({"instances": "all"})").first, ErrorKind::not_found);
}

TEST_F(Handler, ReviewsTheOnlyInstanceItself) {
  only_ = "instance";
  account_.instances = {{{"Id", instance_id_}, {"Arn", arn()}, {"InstanceAlias", "b"}, {"InstanceStatus", "ACTIVE"}}};
  EXPECT_EQ(invoke(R"({"instances": "all"})").at("instanceArn"), arn());
  EXPECT_THAT(waiting_, IsEmpty());
}

TEST_F(Handler, StartsTheOthersWhenOneIsNotThere) {
  account_.instances = {{{"Id", instance_id_}, {"Arn", arn()}, {"InstanceAlias", "b"}, {"InstanceStatus", "ACTIVE"}}};
  const auto [kind, text] = refusal(R"({"instances": ["b", "gone"]})");
  EXPECT_THAT(text, HasSubstr("1 of 2 reviews could not be started: gone: there is no instance 'gone'"));
  ASSERT_THAT(waiting_, SizeIs(1));
  EXPECT_EQ(waiting_[0].at("instance"), arn());
}

TEST_F(Handler, TellsATopicWhatIsNewOnce) {
  variables_.values["NOTICE_TOPIC_ARN"] = topic;
  const json answer = invoke("{}");
  ASSERT_THAT(account_.messages, SizeIs(1));
  EXPECT_EQ(account_.messages[0].at("TopicArn"), topic);
  EXPECT_THAT(account_.messages[0].at("Message").get<std::string>(), HasSubstr(answer.at("reportUrl")));
  EXPECT_EQ(store_.get(answer.at("reviewId").get<std::string>(), "STATUS")->body.at("announced"), true);
  invoke("{}");
  EXPECT_THAT(account_.messages, SizeIs(1)) << "the event was repeated";
  invoke("{}", std::chrono::hours(1), "request-2");
  EXPECT_THAT(account_.messages, SizeIs(1)) << "nothing is new";
}

TEST_F(Handler, ReviewsAllTheSameWhenNobodyCanBeTold) {
  variables_.values["NOTICE_TOPIC_ARN"] = topic;
  account_.topic_refusal = "AuthorizationError";
  const json answer = invoke("{}", std::chrono::hours(1), "request-1");
  EXPECT_EQ(answer.at("status"), "partial");
  EXPECT_EQ(store_.get(answer.at("reviewId").get<std::string>(), "STATUS")->body.at("announced"), false);
  account_.topic_refusal = "";
  invoke("{}", std::chrono::hours(1), "request-9");
  EXPECT_THAT(account_.messages, SizeIs(1)) << "told with the next review";
}

TEST_F(Handler, ReviewsARecording) {
  variables_.values.erase("CONNECT_INSTANCE_ARN");
  const app::Config recorded = lambda::configured(world_, {{"recording", fakes::harbour}});
  for (const char* payload : {"{}", R"({"daysBack": 1})"}) {
    const json answer =
        handle(recorded, {"request", payload, clock_.now() + std::chrono::minutes(15), function_arn, ""});
    const json body = json::parse(answer.at("body").get<std::string>());
    EXPECT_EQ(body.at("instanceArn"), arn());
    EXPECT_EQ(store_.get(body.at("reviewId").get<std::string>(), "quota")->body.at("window").at("start"),
              "2026-11-02T09:00:00Z");
  }
  EXPECT_EQ(account_.number_of_calls(), 0);
  EXPECT_THAT(lines_, SizeIs(2));
}

TEST_F(Handler, RefusesAnInstanceThatTheRecordingIsNotOf) {
  const app::Config recorded = lambda::configured(world_, {{"recording", fakes::harbour}});
  const auto review = [&](const std::string& payload) {
    return handle(recorded, {"request", payload, clock_.now() + std::chrono::minutes(15), function_arn, ""});
  };
  EXPECT_THAT([&] { review(R"({"instance": "aaaaaaaa-1111-4222-8333-bbbbbbbbbbbb"})"); },
              testing::ThrowsMessage<base::Error>(testing::HasSubstr("this recording is of " + arn())));
  EXPECT_TRUE(store_.reviews({}).reviews.empty());
  EXPECT_EQ(review(R"({"instance": ")" + arn() + "\"}").at("statusCode"), 200);
}

}  // namespace
