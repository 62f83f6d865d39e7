#include "aws/error.hpp"

#include <gtest/gtest.h>

namespace {

using aws::AwsError;
using base::ErrorKind;

constexpr aws::Operation list_quotas = {"service-quotas", "servicequotas", "ListServiceQuotas"};

TEST(AwsErrors, HaveTheKindOfTheirCodeAndStatus) {
  struct Case {
    const char* code;
    int http_status;
    ErrorKind kind;
  };
  const Case cases[] = {
      {"ThrottlingException", 429, ErrorKind::throttled},
      {"ThrottlingException", 400, ErrorKind::throttled},
      {"TooManyRequestsException", 429, ErrorKind::throttled},
      {"Throttling", 400, ErrorKind::throttled},
      {"ThrottledException", 400, ErrorKind::throttled},
      {"RequestLimitExceeded", 503, ErrorKind::throttled},
      {"SlowDown", 503, ErrorKind::throttled},
      {"ProvisionedThroughputExceededException", 400, ErrorKind::throttled},
      {"AnyCode", 429, ErrorKind::throttled},
      {"LimitExceededException", 429, ErrorKind::internal},  // of a resource: waiting does not help
      {"ServiceQuotaExceededException", 402, ErrorKind::internal},
      {"AccessDeniedException", 403, ErrorKind::denied},
      {"AccessDeniedException", 400, ErrorKind::denied},
      {"AccessDenied", 403, ErrorKind::denied},
      {"UnauthorizedOperation", 400, ErrorKind::denied},
      {"AnyCode", 403, ErrorKind::denied},
      {"ExpiredTokenException", 403, ErrorKind::credentials},
      {"ExpiredToken", 400, ErrorKind::credentials},
      {"UnrecognizedClientException", 400, ErrorKind::credentials},
      {"InvalidClientTokenId", 403, ErrorKind::credentials},
      {"SignatureDoesNotMatch", 403, ErrorKind::credentials},
      {"ResourceNotFoundException", 404, ErrorKind::not_found},
      {"ResourceNotFoundException", 400, ErrorKind::not_found},
      {"NoSuchResourceException", 400, ErrorKind::not_found},
      {"ContactFlowNotPublishedException", 404, ErrorKind::not_found},
      {"InternalServiceException", 500, ErrorKind::unavailable},
      {"ServiceUnavailable", 503, ErrorKind::unavailable},
      {"InvalidParameterException", 400, ErrorKind::internal},
      {"", 400, ErrorKind::internal},
      {"", 0, ErrorKind::internal},
  };
  for (const Case& one : cases) {
    const AwsError error(list_quotas, one.code, one.http_status, "message");
    EXPECT_EQ(base::name(error.kind()), base::name(one.kind)) << one.code << " " << one.http_status;
    EXPECT_EQ(error.retryable(), one.kind == ErrorKind::throttled || one.kind == ErrorKind::unavailable);
    EXPECT_EQ(error.code(), one.code);
    EXPECT_EQ(error.http_status(), one.http_status);
    EXPECT_EQ(&error.operation(), &list_quotas);
  }
}

TEST(AwsErrors, NameTheCallAndShowTheMessageCleanAndCut) {
  EXPECT_STREQ(AwsError(list_quotas, "AccessDeniedException", 403, "User is not authorized").what(),
               "servicequotas:ListServiceQuotas answered AccessDeniedException (HTTP 403): User is not authorized");
  const std::string what =
      AwsError(list_quotas, std::string(5000, 'c') + "\x1B[2J", 500, "\xFF\x07" + std::string(5000, 'm')).what();
  EXPECT_LT(what.size(), 600U);
  EXPECT_EQ(what.find('\x1B'), std::string::npos);
  EXPECT_EQ(what.find('\xFF'), std::string::npos);
  EXPECT_EQ(what.find('\x07'), std::string::npos);
}

}  // namespace
