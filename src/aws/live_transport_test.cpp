#include "aws/live_transport.hpp"

#include <functional>
#include <gtest/gtest.h>
#include <vector>

#include "aws/error.hpp"
#include "aws/operations/cloudtrail.hpp"
#include "aws/operations/connect.hpp"
#include "aws/operations/iam.hpp"
#include "aws/operations/s3.hpp"
#include "aws/operations/s3control.hpp"
#include "fakes/manual_clock.hpp"
#include "fakes/scripted_http.hpp"

namespace {

using aws::connect::describe_instance;
using base::ErrorKind;
using nlohmann::json;
using std::chrono::milliseconds;

// Hands out one set of credentials after the other.
class NumberedCredentials final : public aws::CredentialsSource {
 public:
  std::optional<aws::Credentials> get() override {
    return aws::Credentials{
        "AKID" + std::to_string(++given), base::Secret("very secret"), base::Secret("token"), {}, ""};
  }
  std::string description() const override { return "numbered"; }

  int given = 0;
};

class LiveTransport : public testing::Test {
 protected:
  json send(const aws::Operation& operation = describe_instance, const json& input = {{"InstanceId", "i-1"}}) {
    return transport_.send(operation, input).output;
  }

  ErrorKind failure_of(const std::function<void()>& action) {
    try {
      action();
    } catch (const base::Error& error) {
      EXPECT_EQ(std::string(error.what()).find("secret"), std::string::npos);
      return error.kind();
    }
    ADD_FAILURE() << "nothing was thrown";
    return ErrorKind::internal;
  }

  std::string sent(std::size_t request, std::string_view header) {
    return http::header(http_.asked().at(request).headers, header).value_or("");
  }

  static http::Response refusal(int status, const std::string& code) {
    return {status, {{"x-amzn-ErrorType", code}}, R"({"message": "as it is"})"};
  }

  fakes::ScriptedHttp http_;
  fakes::ManualClock clock_;
  NumberedCredentials source_;
  aws::CorrectedClock corrected_{clock_};
  aws::CachedCredentials credentials_{source_, corrected_};
  aws::RateLimiter rates_{{.share = 1}, clock_};
  aws::Access access_{http_, credentials_, rates_, corrected_};
  aws::LiveTransport transport_{access_, "eu-central-1"};
};

TEST_F(LiveTransport, HearsTheTimeThatAwsHas) {
  const std::string url = "https://connect.eu-central-1.amazonaws.com/instance/i-1";
  http_.answer("GET", url, {200, {{"date", "tomorrow"}}, "{}"});
  send();
  EXPECT_FALSE(clock_.second_opinion());
  http_.answer("GET", url, {200, {{"date", "Fri, 13 Feb 2026 09:05:00 GMT"}}, "{}"});
  send();
  clock_.advance(std::chrono::minutes(1));
  EXPECT_EQ(clock_.second_opinion(), clock_.now() + std::chrono::minutes(5));
}

TEST_F(LiveTransport, SignsWhatTheRowSaysAndReadsTheAnswer) {
  http_.answer("GET", "https://connect.eu-central-1.amazonaws.com/instance/i-1",
               {200, {}, R"({"Instance": {"Id": "i-1"}})"});
  const aws::Answer answer = transport_.send(describe_instance, {{"InstanceId", "i-1"}});
  EXPECT_EQ(answer.output, (json{{"Instance", {{"Id", "i-1"}}}}));
  EXPECT_EQ(answer.bytes, 27);
  EXPECT_EQ(
      sent(0, "Authorization").find("AWS4-HMAC-SHA256 Credential=AKID1/20260213/eu-central-1/connect/aws4_request"),
      0U);
  EXPECT_EQ(sent(0, "X-Amz-Date"), "20260213T090000Z");
  EXPECT_EQ(sent(0, "X-Amz-Security-Token"), "token");
  EXPECT_EQ(sent(0, "User-Agent").find("connect-ops-review"), 0U);
}

TEST_F(LiveTransport, SignsGlobalServicesForTheirRegion) {
  http_.answer("POST", "https://iam.amazonaws.com/", refusal(403, "AccessDenied"));
  EXPECT_EQ(failure_of([&] { send(aws::iam::simulate_principal_policy, {{"PolicySourceArn", "arn"}}); }),
            ErrorKind::denied);
  EXPECT_NE(sent(0, "Authorization").find("/us-east-1/iam/aws4_request"), std::string::npos);
}

TEST_F(LiveTransport, AsksAnAccountsS3AtTheAddressOfTheAccount) {
  const auto& operation = aws::s3control::get_public_access_block;
  const std::string path = "/v20180820/configuration/publicAccessBlock";
  const http::Response answer = {200,
                                 {},
                                 "<PublicAccessBlockConfiguration><BlockPublicAcls>true</BlockPublicAcls>"
                                 "</PublicAccessBlockConfiguration>"};
  http_.answer("GET", "https://111122223333.s3-control.eu-central-1.amazonaws.com" + path, answer);
  EXPECT_EQ(send(operation, {{"AccountId", "111122223333"}}),
            (json{{"PublicAccessBlockConfiguration", {{"BlockPublicAcls", true}}}}));
  EXPECT_EQ(sent(0, "x-amz-account-id"), "111122223333");
  EXPECT_NE(sent(0, "Authorization").find("/eu-central-1/s3/aws4_request"), std::string::npos);
  access_.endpoints.url = "http://127.0.0.1:4566";
  http_.answer("GET", "http://127.0.0.1:4566" + path, answer);
  send(operation, {{"AccountId", "111122223333"}});
  access_.endpoints.url.clear();
  for (const char* id : {"", "evil.example/", "1 2"})
    EXPECT_EQ(failure_of([&] { send(operation, {{"AccountId", id}}); }), ErrorKind::internal) << id;
}

TEST_F(LiveTransport, FollowsABucketOfAnInstanceToItsRegionOnce) {
  const http::Response moved = {301,
                                {{"x-amz-bucket-region", "eu-west-1"}},
                                "<Error><Code>PermanentRedirect</Code><Message>elsewhere</Message></Error>"};
  const std::string here = "https://s3.eu-central-1.amazonaws.com/data?versioning";
  http_.answer("GET", here, moved);
  http_.answer("GET", "https://s3.eu-west-1.amazonaws.com/data?versioning",
               {200, {}, "<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>"});
  EXPECT_EQ(send(aws::s3::data_bucket_versioning, {{"Bucket", "data"}}), (json{{"Status", "Enabled"}}));
  EXPECT_NE(sent(1, "Authorization").find("/eu-west-1/s3/aws4_request"), std::string::npos);

  http_.answer("GET", here, {301, {{"x-amz-bucket-region", "EVIL.example"}}, moved.body});
  EXPECT_EQ(failure_of([&] { send(aws::s3::data_bucket_versioning, {{"Bucket", "data"}}); }), ErrorKind::config);
  // Stores look for their bucket themselves.
  http_.answer("GET", here, moved);
  EXPECT_EQ(failure_of([&] { send(aws::s3::get_bucket_versioning, {{"Bucket", "data"}}); }), ErrorKind::config);
  EXPECT_TRUE(http_.finished());
}

TEST_F(LiveTransport, AsksForNewCredentialsOnceWhenTheyHaveExpired) {
  http_.answer("GET", "/instance/i-1", refusal(403, "ExpiredTokenException"));
  http_.answer("GET", "/instance/i-1", {200, {}, "{}"});
  EXPECT_EQ(send(), json::object());
  EXPECT_NE(sent(1, "Authorization").find("Credential=AKID2/"), std::string::npos);

  http_.answer("GET", "/instance/i-1", refusal(403, "ExpiredTokenException"));
  http_.answer("GET", "/instance/i-1", refusal(403, "ExpiredTokenException"));
  EXPECT_EQ(failure_of([&] { send(); }), ErrorKind::credentials);
  EXPECT_EQ(source_.given, 3);
  EXPECT_TRUE(http_.finished());
}

TEST_F(LiveTransport, SignsForAwsTimeOnceAwsSaysThatTheClockIsWrong) {
  http::Response late = refusal(403, "InvalidSignatureException");
  late.headers.emplace_back("Date", "Fri, 13 Feb 2026 11:00:00 GMT");
  http_.answer("GET", "/instance/i-1", late);
  http_.always_answer("GET", "/instance/i-1", {200, {}, "{}"});
  access_.deadline = clock_.now() + std::chrono::hours(1);
  send();
  send();
  EXPECT_EQ(sent(0, "X-Amz-Date"), "20260213T090000Z");
  EXPECT_EQ(sent(1, "X-Amz-Date").substr(0, 11), "20260213T11");
  EXPECT_EQ(sent(2, "X-Amz-Date").substr(0, 11), "20260213T11");
  EXPECT_EQ(source_.given, 1);
  EXPECT_EQ(http_.asked()[2].timeout, access_.timeout);  // time is left, by the machine's own clock
  const std::string link = transport_.presign(describe_instance, {{"InstanceId", "i-1"}}, std::chrono::seconds(60));
  EXPECT_NE(link.find("X-Amz-Date=20260213T11"), std::string::npos);
}

TEST_F(LiveTransport, SignsAgainOnceOnly) {
  http::Response early = refusal(400, "RequestTimeTooSkewed");
  early.headers.emplace_back("Date", "Fri, 13 Feb 2026 08:00:00 GMT");
  http_.answer("GET", "/instance/i-1", early);
  early.headers.back().second = "Fri, 13 Feb 2026 07:00:00 GMT";
  http_.answer("GET", "/instance/i-1", early);
  EXPECT_EQ(failure_of([&] { send(); }), ErrorKind::credentials);
  EXPECT_TRUE(http_.finished());
}

TEST_F(LiveTransport, KeepsToTheRateAndSlowsDownWhenAwsThrottles) {
  const base::Time started = clock_.now();
  http_.answer("GET", "/instance/i-1", refusal(429, "TooManyRequestsException"));
  http_.always_answer("GET", "/instance/i-1", {200, {}, "{}"});
  EXPECT_EQ(failure_of([&] { send(); }), ErrorKind::throttled);
  send();
  EXPECT_GT(clock_.now() - started, milliseconds(900));  // nothing of the burst is left, and the rate is halved
}

TEST_F(LiveTransport, StartsNothingAfterTheDeadlineAndLetsNothingOutlastIt) {
  http_.always_answer("GET", "/instance/i-1", {200, {}, "{}"});
  access_.timeout = milliseconds(5000);
  send();
  access_.deadline = clock_.now() + milliseconds(1500);
  send();
  clock_.advance(milliseconds(1500));
  EXPECT_EQ(failure_of([&] { send(); }), ErrorKind::deadline);
  ASSERT_EQ(http_.asked().size(), 2U);
  EXPECT_EQ(http_.asked()[0].timeout, milliseconds(5000));
  EXPECT_EQ(http_.asked()[1].timeout, milliseconds(1500));
}

TEST_F(LiveTransport, GivesUpWhatItIsToldTo) {
  http_.always_answer("GET", "/instance/i-1", {200, {}, "{}"});
  send();
  std::stop_source stop;
  aws::LiveTransport stoppable(access_, "eu-central-1", stop.get_token());
  stoppable.send(aws::connect::describe_instance, {{"InstanceId", "i-1"}});
  stop.request_stop();
  ASSERT_EQ(http_.asked().size(), 2U);
  EXPECT_FALSE(http_.asked()[0].stop.stop_possible());
  EXPECT_TRUE(http_.asked()[1].stop.stop_requested());
}

TEST_F(LiveTransport, AsksWhereItIsTold) {
  access_.endpoints.url = "http://127.0.0.1:4566";
  access_.endpoints.service_urls = {{"cloudtrail", "http://127.0.0.1:9999"}};
  http_.answer("GET", "http://127.0.0.1:4566/instance/i-1", {200, {}, "{}"});
  http_.answer("POST", "http://127.0.0.1:9999/", {200, {}, R"({"Events": []})"});
  send();
  EXPECT_EQ(send(aws::cloudtrail::lookup_events, json::object()), (json{{"Events", json::array()}}));
  EXPECT_NE(sent(0, "Authorization").find("/eu-central-1/connect/"), std::string::npos);
}

TEST_F(LiveTransport, PassesOnThatThereWasNoAnswer) {
  http_.fail("GET", "/instance/i-1", ErrorKind::unavailable);
  EXPECT_EQ(failure_of([&] { send(); }), ErrorKind::unavailable);
}

}  // namespace
