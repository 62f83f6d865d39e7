#include "lambda/function.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.hpp"
#include "base/log.hpp"
#include "fakes/loopback_server.hpp"
#include "fakes/manual_clock.hpp"
#include "fakes/variables.hpp"
#include "http/curl_client.hpp"

namespace {

using fakes::Variables;
using testing::HasSubstr;

// What the function says of itself where its environment is this.
std::string refusal(const Variables& environment) {
  fakes::ManualClock clock;
  base::SystemRandom random;
  http::CurlClient http;
  std::string said = "nothing";
  try {
    const app::World world{environment, clock, random, http};
    lambda::run_function(world, lambda::configured(world));
  } catch (const base::Error& error) {
    said = error.what();
  }
  base::log::start("warning", "");  // the other tests' log is no JSON
  return said;
}

TEST(Function, IsForLambdaAlone) {
  EXPECT_THAT(refusal(Variables(Variables::Values{})), HasSubstr("AWS_LAMBDA_RUNTIME_API is not set"));
}

TEST(Function, TellsLambdaWhatIsWrongWithItsConfiguration) {
  const fakes::LoopbackServer api([](const http::Request&) { return http::Response{202, {}, ""}; });
  const Variables wrong(Variables::Values{{"AWS_LAMBDA_RUNTIME_API", api.authority()}, {"STORAGE_BACKEND", "paper"}});
  EXPECT_THAT(refusal(wrong), HasSubstr("paper"));
  ASSERT_EQ(api.asked().size(), 1U);
  EXPECT_THAT(api.asked()[0].url, HasSubstr("/runtime/init/error"));
  EXPECT_THAT(api.asked()[0].body, HasSubstr("paper"));
}

TEST(Function, EndsWhenLambdaIsGone) {
  const fakes::LoopbackServer api([](const http::Request&) { return http::Response{500, {}, ""}; });
  EXPECT_EQ(refusal(Variables(Variables::Values{{"AWS_LAMBDA_RUNTIME_API", api.authority()}})), "nothing");
  ASSERT_EQ(api.asked().size(), 1U);
  EXPECT_THAT(api.asked()[0].url, HasSubstr("/runtime/invocation/next"));
}

}  // namespace
