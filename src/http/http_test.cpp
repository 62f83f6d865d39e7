#include "http/http.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest-spi.h>
#include <gtest/gtest.h>

#include "base/error.hpp"
#include "fakes/faulty_http.hpp"
#include "fakes/scripted_http.hpp"

namespace {

using fakes::FaultyHttp;
using fakes::HttpFault;
using fakes::ScriptedHttp;

TEST(Header, IsFoundInAnyCase) {
  const http::Headers headers = {{"X-Amzn-RequestId", "1"}, {"ETag", ""}};
  EXPECT_EQ(http::header(headers, "x-amzn-requestid"), "1");
  EXPECT_EQ(http::header(headers, "ETAG"), "");
  EXPECT_EQ(http::header(headers, "X-Amzn-Request"), std::nullopt);
  EXPECT_EQ(http::header({}, ""), std::nullopt);
}

TEST(Header, IsTheFirstOfItsName) {
  EXPECT_EQ(http::header({{"a", "1"}, {"A", "2"}}, "A"), "1");
}

TEST(ScriptedHttp, AnswersOnceByMethodAndPartOfTheUrlAndRemembers) {
  ScriptedHttp http;
  http.answer("GET", "/a", {200, {}, "first"});
  http.answer("GET", "/a", {200, {}, "second"});
  http.always_answer("PUT", "token", {201, {}, ""});
  EXPECT_EQ(http.send({.method = "PUT", .url = "http://h/token"}).status, 201);
  EXPECT_EQ(http.send({.url = "http://h/a"}).body, "first");
  EXPECT_FALSE(http.finished());
  EXPECT_EQ(http.send({.url = "http://h/a?x"}).body, "second");
  EXPECT_TRUE(http.finished());
  ASSERT_EQ(http.asked().size(), 3U);
  EXPECT_EQ(http.asked()[2].url, "http://h/a?x");
}

TEST(ScriptedHttp, FailsAsItIsTold) {
  ScriptedHttp http;
  http.fail("GET", "/", base::ErrorKind::config);
  http.always_fail("GET", "/");
  EXPECT_THROW(http.send({.url = "http://h/"}), base::Error);
  try {
    http.send({.url = "http://h/"});
    FAIL();
  } catch (const base::Error& error) {
    EXPECT_EQ(error.kind(), base::ErrorKind::unavailable);
  }
}

TEST(ScriptedHttp, FailsTheTestForWhatItLacks) {
  ScriptedHttp http;
  http.answer("GET", "/a", {});
  EXPECT_NONFATAL_FAILURE(EXPECT_THROW(http.send({.method = "PUT", .url = "http://h/a"}), std::logic_error),
                          "the script lacks PUT http://h/a");
}

TEST(FaultyHttp, PutsFaultsWhereItIsTold) {
  ScriptedHttp behind;
  behind.always_answer("GET", "/", {200, {}, "whole"});
  FaultyHttp http(behind);
  http.fault_at(1, HttpFault::no_connection);
  http.fault_at(2, HttpFault::internal_error);
  http.fault_at(3, HttpFault::service_unavailable);
  http.fault_at(4, HttpFault::too_many_requests);
  const http::Request request{.url = "http://h/"};
  EXPECT_THROW(http.send(request), base::Error);
  EXPECT_EQ(http.send(request).status, 500);
  EXPECT_EQ(http.send(request).status, 503);
  EXPECT_EQ(http.send(request).status, 429);
  EXPECT_TRUE(behind.asked().empty());
  EXPECT_EQ(http.send(request).body, "whole");
  EXPECT_EQ(http.requests(), 5U);
}

TEST(Date, IsReadAsServersWriteIt) {
  const auto date = [](const std::string& text) { return http::date({{"date", text}}); };
  EXPECT_EQ(date("Fri, 13 Feb 2026 09:00:00 GMT"), base::Time(std::chrono::seconds(1770973200)));
  for (const char* text : {"", "Fri, 13 Feb 2026", "2026-02-13T09:00:00Z", "Fri, 13 Feb 2026 09:00:00 +0100"}) {
    EXPECT_EQ(date(text), std::nullopt) << text;
  }
  EXPECT_EQ(http::date({}), std::nullopt);
}

TEST(FaultyHttp, LosesAnswersToRequestsThatWereSent) {
  ScriptedHttp behind;
  behind.always_answer("GET", "/", {200, {}, "whole"});
  FaultyHttp http(behind);
  http.fault_at_every(2, HttpFault::lost_answer);
  http.fault_at(4, HttpFault::garbage);
  const http::Request request{.url = "http://h/"};
  EXPECT_EQ(http.send(request).body, "whole");
  EXPECT_THROW(http.send(request), base::Error);
  EXPECT_EQ(http.send(request).body, "whole");
  EXPECT_NE(http.send(request).body, "whole");
  EXPECT_EQ(behind.asked().size(), 4U);
}

}  // namespace
