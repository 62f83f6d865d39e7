#include "recording/carry.hpp"

#include <atomic>
#include <gmock/gmock.h>
#include <thread>
#include <vector>

#include "aws/error.hpp"
#include "aws/operations/cloudtrail.hpp"
#include "aws/operations/connect.hpp"
#include "aws/operations/pinpoint.hpp"
#include "base/error.hpp"
#include "fakes/manual_clock.hpp"
#include "fakes/scripted_client.hpp"

namespace {

using base::ErrorKind;
using nlohmann::json;
using testing::HasSubstr;

const aws::Operation& list_users = aws::connect::list_users;
const aws::Operation& lookup = aws::cloudtrail::lookup_events;
constexpr const char* region = "eu-central-1";

class Carrying : public testing::Test {
 protected:
  // What an invocation asks through, with so much time.
  recording::CarryingTransport transport(recording::Carry& carry, std::chrono::seconds time = std::chrono::hours(1)) {
    return {aws_, carry, region, clock_, clock_.now() + time};
  }

  // The invocation after the one that carried this.
  static std::unique_ptr<recording::Carry> next(const recording::Carry& carry) {
    auto carried = std::make_unique<recording::Carry>();
    carried->load(carry.bytes());
    return carried;
  }

  template <typename Call>
  static base::Error error_of(const Call& call) {
    try {
      call();
    } catch (const base::Error& error) {
      return error;
    }
    ADD_FAILURE() << "nothing was thrown";
    return {ErrorKind::internal, ""};
  }

  fakes::ScriptedClient aws_;
  fakes::ManualClock clock_;
};

TEST_F(Carrying, AnswersInTheNextInvocationWithoutAsking) {
  const json users = {{"UserSummaryList", {{{"Id", "1"}, {"Name", "ünï \"quoted\"\n"}}}}, {"Count", 1.5}};
  aws_.answer(list_users, users);
  recording::Carry carry;
  auto first = transport(carry);
  const auto answer = first.send(list_users, {{"InstanceId", "x"}});
  const auto carried = next(carry);
  auto second = transport(*carried);
  const auto again = second.send(list_users, {{"InstanceId", "x"}});
  EXPECT_EQ(again.output, users);
  EXPECT_EQ(again.bytes, answer.bytes);
  EXPECT_EQ(aws_.calls(), 1U);
  EXPECT_EQ(first.not_asked().calls, 0);
  EXPECT_EQ(second.not_asked().calls, 1);
  EXPECT_EQ(second.not_asked().bytes, answer.bytes);
}

// Answers only after a while, in which others come with the same question.
class Slowly final : public aws::Transport {
 public:
  aws::Answer send(const aws::Operation&, const json&) override {
    ++calls;
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    return {{{"Users", json::array({"one"})}}, 0};
  }
  std::atomic<int> calls{0};
};

TEST_F(Carrying, AsksOnceForThreadsThatComeTogether) {
  Slowly slowly;
  recording::Carry carry;
  recording::CarryingTransport together(slowly, carry, region, clock_, clock_.now() + std::chrono::hours(1));
  std::atomic<int> answered{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] { answered += int(together.send(list_users, {}).output.at("Users").size()); });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(answered, 4);
  EXPECT_EQ(slowly.calls, 1);
}

TEST_F(Carrying, TellsCallsApartByOperationInputAndRegion) {
  const json input = {{"InstanceId", "x"}, {"MaxResults", 10}};
  const auto name = recording::Carry::name_of(list_users, input, region);
  EXPECT_EQ(recording::Carry::name_of(list_users, {{"MaxResults", 10}, {"InstanceId", "x"}}, region), name);
  EXPECT_NE(recording::Carry::name_of(list_users, {{"InstanceId", "y"}, {"MaxResults", 10}}, region), name);
  EXPECT_NE(recording::Carry::name_of(list_users, input, "us-east-1"), name);
  EXPECT_NE(recording::Carry::name_of(aws::connect::list_queues, input, region), name);
}

TEST_F(Carrying, KnowsWhatServedAnswersCost) {
  const auto& validate = aws::pinpoint::phone_number_validate;
  aws_.answer(validate, {{"NumberValidateResponse", {{"Carrier", "A"}}}});
  recording::Carry carry;
  auto first = transport(carry);
  const json input = {{"NumberValidateRequest", {{"PhoneNumber", "+49301234"}}}};
  first.send(validate, input);
  first.send(validate, input);
  EXPECT_GT(first.not_asked().cost_usd, 0);
  EXPECT_EQ(first.not_asked().calls, 1);
}

TEST_F(Carrying, CarriesRefusalsThatDoNotPass) {
  aws_.fail(list_users, "AccessDeniedException", 403);
  recording::Carry carry;
  auto first = transport(carry);
  const auto refused = error_of([&] { first.send(list_users, {}); });
  const auto carried = next(carry);
  auto second = transport(*carried);
  const auto again = error_of([&] { second.send(list_users, {}); });
  EXPECT_EQ(again.kind(), ErrorKind::denied);
  EXPECT_STREQ(again.what(), refused.what());
  EXPECT_EQ(aws_.calls(), 1U);
}

TEST_F(Carrying, AsksAgainAfterWhatPasses) {
  for (const auto& [code, status] : {std::pair("ThrottlingException", 429), std::pair("InternalFailure", 500),
                                     std::pair("ExpiredTokenException", 400)}) {
    aws_.fail(list_users, code, status);
    aws_.answer(list_users, {{"UserSummaryList", json::array()}});
    recording::Carry carry;
    auto asking = transport(carry);
    error_of([&] { asking.send(list_users, {{"code", code}}); });
    EXPECT_TRUE(carry.empty()) << code;
    asking.send(list_users, {{"code", code}});
    EXPECT_FALSE(asking.out_of_time()) << code;
  }
}

TEST_F(Carrying, AsksNothingOnceTimeIsUpAndStillAnswers) {
  aws_.answer(list_users, {{"n", 1}});
  recording::Carry carry;
  auto asking = transport(carry, std::chrono::seconds(10));
  asking.send(list_users, {});
  clock_.advance(std::chrono::seconds(10));
  EXPECT_EQ(asking.send(list_users, {}).output, json({{"n", 1}}));
  EXPECT_FALSE(asking.out_of_time());
  EXPECT_EQ(error_of([&] { asking.send(lookup, {}); }).kind(), ErrorKind::deadline);
  EXPECT_TRUE(asking.out_of_time());
  EXPECT_EQ(aws_.calls(), 1U);
  EXPECT_EQ(asking.not_asked().calls, 2);
}

// The client would not try again, and the throttle would be reported as the reason.
TEST_F(Carrying, SaysThatTimeIsUpWhenThereIsNoneToTryAgain) {
  aws_.always_fail(lookup, "ThrottlingException", 429);
  recording::Carry carry;
  auto early = transport(carry, std::chrono::seconds(21));
  EXPECT_EQ(error_of([&] { early.send(lookup, {}); }).kind(), ErrorKind::throttled);
  auto late = transport(carry, std::chrono::seconds(20));
  const auto error = error_of([&] { late.send(lookup, {}); });
  EXPECT_EQ(error.kind(), ErrorKind::deadline);
  EXPECT_THAT(error.what(), HasSubstr("ThrottlingException"));
  EXPECT_TRUE(late.out_of_time());
}

TEST_F(Carrying, WaitsNoLongerThanAwsAsksFor) {
  class Busy final : public aws::Transport {
   public:
    aws::Answer send(const aws::Operation& operation, const json&) override {
      throw aws::AwsError(operation, "SlowDown", 503, "", {.retry_after = std::chrono::seconds(200)});
    }
  } busy;
  recording::Carry carry;
  recording::CarryingTransport asking(busy, carry, region, clock_, clock_.now() + std::chrono::seconds(100));
  EXPECT_EQ(error_of([&] { asking.send(lookup, {}); }).kind(), ErrorKind::deadline);
}

TEST_F(Carrying, KeepsItsBound) {
  recording::Carry carry(4096);
  auto asking = transport(carry);
  for (int i = 0; i < 100; ++i) {
    aws_.answer(list_users, {{"n", i}});
    asking.send(list_users, {{"i", i}});
  }
  EXPECT_TRUE(carry.is_full());
  EXPECT_LE(carry.bytes().size(), 4096U);
  const auto carried = next(carry);
  EXPECT_TRUE(carried->find(recording::Carry::name_of(list_users, {{"i", 0}}, region)));
  EXPECT_FALSE(carried->find(recording::Carry::name_of(list_users, {{"i", 99}}, region)));
}

TEST_F(Carrying, ShrinksWhatIsLarge) {
  recording::Carry carry;
  aws_.answer(lookup, {{"Events", json(std::vector<std::string>(1000, R"({"eventSource":"connect.amazonaws.com"})"))}});
  auto asking = transport(carry);
  asking.send(lookup, {});
  EXPECT_LT(carry.bytes().size(), 2000U);
}

TEST_F(Carrying, CarriesWhatWasSpent) {
  recording::Carry carry;
  carry.set_spent({.calls = 3, .cost_usd = 0.5});
  carry.set_spent({.calls = 7, .retries = 2});
  const auto carried = next(carry);
  EXPECT_EQ(carried->spent().calls, 7);
  EXPECT_EQ(carried->spent().retries, 2);
  EXPECT_TRUE(carried->empty());
}

TEST_F(Carrying, RefusesWhatItDidNotWriteAndCarriesNothingThen) {
  aws_.answer(list_users, {{"n", 1}});
  recording::Carry carry;
  transport(carry).send(list_users, {});
  const std::string whole = carry.bytes();
  const std::string broken[] = {"nonsense", "{\"format\":2}\n", whole.substr(0, whole.size() - 1),
                                "{\"format\":1}\n{\"name\":\"a\",\"size\":9999999,\"length\":1}\n",
                                "{\"format\":1}\n{\"name\":\"a\",\"size\":0,\"length\":99999999999}\n"};
  for (const auto& bytes : broken) {
    recording::Carry other;
    EXPECT_EQ(error_of([&] { other.load(bytes); }).kind(), ErrorKind::corrupt) << bytes.substr(0, 60);
    EXPECT_TRUE(other.empty());
  }
  recording::Carry mangled;
  std::string changed = whole;
  changed[changed.size() - 3] = char(changed[changed.size() - 3] ^ 0x55);
  mangled.load(changed);
  EXPECT_FALSE(mangled.find(recording::Carry::name_of(list_users, {}, region)));
}

}  // namespace
