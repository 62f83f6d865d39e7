#include "aws/error.hpp"

#include <gtest/gtest.h>

#include "aws/operations/kinesis.hpp"
#include "aws/operations/service_quotas.hpp"

namespace {

using aws::AwsError;
using base::ErrorKind;

constexpr const aws::Operation& list_quotas = aws::service_quotas::list_service_quotas;

TEST(AwsErrors, OfKinesisMeanTheRateOfCallsByALimit) {
  const AwsError error(aws::kinesis::describe_stream_summary, "LimitExceededException", 400, "Rate exceeded");
  EXPECT_EQ(error.kind(), ErrorKind::throttled);
}

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
      {"InvalidAccessKeyId", 403, ErrorKind::credentials},
      {"InvalidToken", 400, ErrorKind::credentials},
      {"IncompleteSignatureException", 400, ErrorKind::credentials},
      {"RequestTimeTooSkewed", 403, ErrorKind::credentials},
      {"NoSuchBucket", 404, ErrorKind::not_found},
      {"PermanentRedirect", 301, ErrorKind::config},
      {"AuthorizationHeaderMalformed", 400, ErrorKind::config},
      {"ConditionalRequestConflict", 409, ErrorKind::unavailable},
      {"RequestTimeout", 400, ErrorKind::unavailable},
      {"ReplicatedWriteConflictException", 400, ErrorKind::unavailable},
      {"InternalError", 200, ErrorKind::unavailable},
      {"SlowDown", 200, ErrorKind::throttled},
      {"PreconditionFailed", 412, ErrorKind::internal},
      {"ConditionalCheckFailedException", 400, ErrorKind::internal},
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
    EXPECT_EQ(error.request_id(), "");
    EXPECT_EQ(error.retry_after(), std::chrono::seconds(0));
    EXPECT_EQ(&error.operation(), &list_quotas);
  }
}

TEST(AwsErrors, NameTheCallAndShowTheMessageCleanAndCut) {
  EXPECT_STREQ(AwsError(list_quotas, "AccessDeniedException", 403, "User is not authorized").what(),
               "servicequotas:ListServiceQuotas answered AccessDeniedException (HTTP 403): User is not authorized");
  const std::string what =
      AwsError(list_quotas, std::string(5000, 'c') + "\x1B[2J", 500, "\xFF\x07" + std::string(5000, 'm')).what();
  EXPECT_LT(what.size(), 800U);
  EXPECT_EQ(what.find('\x1B'), std::string::npos);
  EXPECT_EQ(what.find('\xFF'), std::string::npos);
  EXPECT_EQ(what.find('\x07'), std::string::npos);
}

TEST(AwsErrors, NameTheRequestAndHowLongToWait) {
  const AwsError error(list_quotas, "TooManyRequestsException", 429, "Rate exceeded",
                       {"8f1c-22", std::chrono::seconds(7)});
  EXPECT_STREQ(error.what(),
               "servicequotas:ListServiceQuotas answered TooManyRequestsException (HTTP 429, request 8f1c-22): Rate "
               "exceeded");
  EXPECT_EQ(error.request_id(), "8f1c-22");
  EXPECT_EQ(error.retry_after(), std::chrono::seconds(7));
}

TEST(AwsErrors, SayNothingWhereAwsDid) {
  EXPECT_STREQ(AwsError(list_quotas, "AccessDenied", 403, "").what(),
               "servicequotas:ListServiceQuotas answered AccessDenied (HTTP 403)");
}

// AWS shows the request that it checked the signature against, its headers included.
TEST(AwsErrors, ShowOneLineAndSoNoSessionToken) {
  for (const char* line_end : {"\n\n", "\r\n", "\r"}) {
    const std::string message = std::string("The request signature we calculated does not match.") + line_end +
                                "The Canonical String should have been 'POST\nx-amz-security-token:IQoJb3JpZ2luX2Vj'";
    const std::string what = AwsError(list_quotas, "InvalidSignatureException", 403, message).what();
    EXPECT_TRUE(what.ends_with("The request signature we calculated does not match.")) << what;
  }
}

std::string advice(const std::string& said) {
  return aws::advice_on_denial(AwsError(list_quotas, "AccessDeniedException", 403, said));
}

// https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
TEST(AwsErrors, AdviseToGrantWhatAloneIsMissing) {
  const std::string grant = "grant it the permission servicequotas:ListServiceQuotas";
  EXPECT_EQ(advice(""), grant);
  EXPECT_EQ(advice("User: a is not authorized to perform: x because no identity-based policy allows the x action"),
            grant);
  EXPECT_EQ(advice("You are not allowed."), grant + ", if it lacks it; AWS says: You are not allowed.");
}

// A policy above the caller, or beside it, or a key's.
TEST(AwsErrors, KeepAwssSentenceWhereAPermissionIsNotEnough) {
  for (const std::string said :
       {"not authorized with an explicit deny in a service control policy",
        "not authorized with an explicit deny in an identity-based policy",
        "because no service control policy allows the connect:ListUsers action", "no permissions boundary allows it",
        "no session policy allows the action", "with an explicit deny in a resource control policy",
        "because no resource-based policy allows the action", "because no VPC endpoint policy allows the action",
        "The specified KMS key does not exist or is not allowed to be used with LogGroup"}) {
    EXPECT_EQ(advice(said), "to be granted servicequotas:ListServiceQuotas is not enough, for AWS says: " + said);
  }
  // Whatever comes before: a role, a session and a resource of the longest names.
  const std::string last = "because no VPC endpoint policy allows the action";
  EXPECT_TRUE(advice(std::string(400, 'n') + last).ends_with(last));
}

// H-11: the reference knew only the first of them.
TEST(ThrottleCode, H11_IsAnyThatCloudTrailShowsForAThrottle) {
  for (const char* code : {"TooManyRequestsException", "ThrottlingException", "Throttling", "ThrottledException",
                           "RequestLimitExceeded", "Client.RequestLimitExceeded"}) {
    EXPECT_TRUE(aws::is_throttle_code(code)) << code;
  }
  for (const char* code :
       {"", "AccessDenied", "AccessDeniedException", "ResourceNotFoundException", "LimitExceededException",
        "ServiceQuotaExceededException", "throttlingexception", "ThrottlingException ", "InternalServiceException"}) {
    EXPECT_FALSE(aws::is_throttle_code(code)) << code;
  }
}

}  // namespace
