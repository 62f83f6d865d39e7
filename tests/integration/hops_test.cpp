// A review that time runs out for is completed by the invocations that follow, to the very documents of one that had
// all the time, and AWS is asked for nothing twice.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include "aws/operations/logs.hpp"
#include "base/json/canonical.hpp"
#include "components/component.hpp"
#include "fakes/lambda_function.hpp"
#include "recording/carry.hpp"

namespace {

using nlohmann::json;
using testing::HasSubstr;

// The function's margin, in which nothing more is asked.
constexpr std::chrono::minutes margin{1};

class Hops : public fakes::LambdaFunction {
 protected:
  // So many calls fit in; those that are under way on other threads may come on top.
  static std::chrono::milliseconds time_for(int calls) { return std::chrono::minutes(calls) + margin; }

  // With calls of a minute beside each other the flow log's own time is over before it is read, at another page each
  // time.
  static std::string all_but_the_log() {
    std::string names;
    for (const auto& component : components::table()) {
      if (component.name != "logs") names += fmt::format("{}{}", names.empty() ? "" : ",", component.name);
    }
    return names;
  }

  // What a review leaves behind, without what differs between two runs: its id, its clock, and which component's
  // document counts the calls for what several need.
  std::map<std::string, json> left(const std::string& id) {
    auto documents = fakes::documents(store_, id);
    for (auto& [component, body] : documents) {
      for (const char* member : {"sha256", "reviewId", "collectedAt", "updatedAt", "deadline", "ttl", "usage",
                                 "requestId", "reportDigests"}) {
        body.erase(member);
      }
    }
    return documents;
  }
};

// The same world for a review that is not interrupted.
class Uninterrupted : public Hops {
 public:
  Uninterrupted() { only_ = all_but_the_log(); }
  void TestBody() override {}
  json run() { return invoke("{}"); }
  using Hops::left;
  const fakes::SlowAccount& account() const { return account_; }
};

TEST_F(Hops, CompleteAReviewThatIsCutAnywhere) {
  Uninterrupted whole;
  const json expected = whole.run();
  const auto documents = whole.left(expected.at("reviewId"));
  const auto calls = whole.account().calls();
  const auto faults = whole.account().faults();  // may have passed when another invocation asks again
  const int all_calls = whole.account().number_of_calls();
  ASSERT_GT(all_calls, 200);
  EXPECT_EQ(expected.at("usage").at("calls"), all_calls);

  for (const int at_once : {29, 41, 61, 120, 200}) {
    SCOPED_TRACE(at_once);
    class Interrupted : public Hops {
     public:
      Interrupted() { only_ = all_but_the_log(); }
      void TestBody() override {}
      using Hops::account_, Hops::invoke, Hops::left, Hops::lines_, Hops::run_waiting;
    } cut;
    const json first = cut.invoke("{}", time_for(at_once));
    ASSERT_EQ(first.at("status"), "in_progress");
    EXPECT_EQ(first.at("usage").at("calls"), cut.account_.number_of_calls());
    const auto [last, hops] = cut.run_waiting(time_for(at_once));
    EXPECT_LE(hops, cut.account_.number_of_calls() / at_once + 1) << "faults are met again where one was cut short";
    EXPECT_EQ(last.at("reviewId"), first.at("reviewId"));
    for (const char* member : {"status", "findings", "analyzersCompleted", "analyzersFailed", "errors"}) {
      EXPECT_EQ(last.at(member), expected.at(member)) << member;
    }
    EXPECT_EQ(last.at("usage").at("calls"), cut.account_.number_of_calls()) << "each is counted once";
    const auto now = cut.left(first.at("reviewId"));
    for (const auto& [component, body] : documents) {
      ASSERT_TRUE(now.contains(component)) << component;
      EXPECT_TRUE(now.at(component) == body) << component << ": " << json::diff(body, now.at(component)).dump(1);
    }
    for (const auto& [call, number] : cut.account_.calls()) {
      ASSERT_TRUE(calls.contains(call)) << call;
      EXPECT_TRUE(number == 1 || faults.contains(call)) << call << " was made " << number << " times";
    }
    ASSERT_EQ(cut.lines_.size(), 1U) << "one line of metrics a review";
  }
}

// Several invocations for one dataset: each goes on where the one before stopped.
TEST_F(Hops, GetThroughOneListCallByCall) {
  only_ = "cloudtrail";
  const json first = invoke("{}", time_for(2));
  ASSERT_EQ(first.at("status"), "in_progress");
  const auto [last, hops] = run_waiting(time_for(1));
  EXPECT_EQ(last.at("status"), "completed");
  EXPECT_GE(hops, 4);
  Uninterrupted whole;
  EXPECT_EQ(left(first.at("reviewId")).at("cloudtrail"), whole.left(whole.run().at("reviewId")).at("cloudtrail"));
}

TEST_F(Hops, LeaveNothingOfAwssAnswersBehind) {
  const json first = invoke("{}", time_for(100));
  const std::string id = first.at("reviewId"), name = "connect-ops-review-" + id + ".carry";
  ASSERT_GT(store_.get_file(id, name).value_or("").size(), 1000U);
  EXPECT_EQ(store_.get(id, "STATUS")->body.at("status"), "in_progress");
  EXPECT_THAT(store_.get(id, "STATUS")->body.at("message").get<std::string>(), HasSubstr("another invocation"));
  EXPECT_FALSE(store_.get_file(id, "connect-ops-review-" + id + ".html"));
  const auto [last, hops] = run_waiting(time_for(100));
  EXPECT_EQ(store_.get_file(id, name), std::nullopt);
  const auto report = store_.get_file(id, "connect-ops-review-" + id + ".html");
  ASSERT_TRUE(report);
  EXPECT_EQ(report->find(".carry"), std::string::npos);
}

// Between two invocations, AWS's answers lie in the store.
TEST_F(Hops, LeaveNothingToTheNextThatCallersSaid) {
  only_ = "logs";
  const json first = invoke("{}", time_for(6));
  ASSERT_EQ(first.at("status"), "in_progress");
  const std::string id = first.at("reviewId");
  recording::Carry carry;
  carry.load(store_.get_file(id, "connect-ops-review-" + id + ".carry").value_or(""));
  const std::string action = "logs:FilterLogEvents";
  int lines = 0;
  for (const auto& [call, unused] : account_.calls()) {
    if (!call.starts_with(action)) continue;
    const auto name = recording::Carry::name_of(aws::logs::filter_log_events, json::parse(call.substr(action.size())),
                                                "eu-central-1");
    const auto outcome = carry.find(name);
    if (!outcome) continue;
    for (const json& event : outcome->at("output").at("events")) {
      ++lines;
      EXPECT_EQ(event.at("message").get<std::string>().find("Parameters"), std::string::npos);
      EXPECT_EQ(event.at("message").get<std::string>().find("FailedPaymentIntent"), std::string::npos);
    }
  }
  EXPECT_GT(lines, 50);
}

TEST_F(Hops, StoreWhatThereIsWhenNobodyGoesOn) {
  later_refusal_ = "too many invocations";
  const json answer = invoke("{}", time_for(60));
  EXPECT_EQ(answer.at("status"), "partial");
  EXPECT_THAT(answer.at("errors").dump(), HasSubstr("too many invocations"));
  EXPECT_EQ(answer.at("usage").at("calls"), account_.number_of_calls());
  const std::string id = answer.at("reviewId");
  EXPECT_EQ(store_.load(id).items.size(), components::table().size() + 1) << "every component, and STATUS";
  EXPECT_THAT(base::canonical(fakes::documents(store_, id)), HasSubstr("no time was left"));
  EXPECT_EQ(store_.get_file(id, "connect-ops-review-" + id + ".carry"), std::nullopt);
}

TEST_F(Hops, EndAfterSoMany) {
  invoke("{}", time_for(60));
  ASSERT_EQ(waiting_.size(), 1U);
  waiting_.front()["hop"] = lambda::max_hops;
  const auto [answer, hops] = run_waiting(time_for(60));  // for some of it, whichever thread is first
  EXPECT_EQ(hops, 1);
  EXPECT_EQ(answer.at("status"), "partial");
  EXPECT_THAT(answer.at("errors").dump(), HasSubstr("no time was left"));
}

TEST_F(Hops, GoOnWithoutWhatWasCarriedWhenThatIsBroken) {
  only_ = all_but_the_log();
  const json first = invoke("{}", time_for(150));
  const std::string id = first.at("reviewId");
  store_.put_file(id, "connect-ops-review-" + id + ".carry", "something else", "text/html");
  const auto [last, hops] = run_waiting(std::chrono::hours(1000));
  EXPECT_EQ(hops, 1);
  Uninterrupted whole;
  EXPECT_EQ(last.at("findings"), whole.run().at("findings"));
}

}  // namespace
