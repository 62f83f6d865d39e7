#include "model/api_throttle.hpp"

#include <gtest/gtest.h>
#include <set>

#include "model/dataset.hpp"

namespace {

// H-11: the reference knew only the first of them.
TEST(ThrottleCode, H11_IsAnyThatCloudTrailShowsForAThrottle) {
  for (const char* code : {"TooManyRequestsException", "ThrottlingException", "Throttling", "ThrottledException",
                           "RequestLimitExceeded", "Client.RequestLimitExceeded"}) {
    EXPECT_TRUE(model::is_throttle_code(code)) << code;
  }
  for (const char* code :
       {"", "AccessDenied", "AccessDeniedException", "ResourceNotFoundException", "LimitExceededException",
        "ServiceQuotaExceededException", "throttlingexception", "ThrottlingException ", "InternalServiceException"}) {
    EXPECT_FALSE(model::is_throttle_code(code)) << code;
  }
}

TEST(ThrottleScopes, AreToldApartByName) {
  EXPECT_EQ(name(model::ThrottleScope::this_instance), "this_instance");
  EXPECT_EQ(name(model::ThrottleScope::other_instance), "other_instance");
  EXPECT_EQ(name(model::ThrottleScope::unknown), "unknown");
}

TEST(GapKinds, HaveANameEach) {
  std::set<std::string_view> names;
  for (int kind = 0; kind <= int(model::GapKind::malformed); ++kind) names.insert(name(model::GapKind(kind)));
  EXPECT_EQ(names.size(), std::size_t(model::GapKind::malformed) + 1);
}

}  // namespace
