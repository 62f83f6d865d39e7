#include "model/flow_log.hpp"

#include <gtest/gtest.h>
#include <set>

namespace {

using model::FailureKind;

struct Case {
  const char* module_type = nullptr;
  const char* result = nullptr;
  std::optional<FailureKind> kind;
};

void expect(const Case& one) {
  const auto kind = model::classify_failure(one.module_type, one.result);
  ASSERT_EQ(kind.has_value(), one.kind.has_value()) << one.module_type << ": " << one.result;
  if (kind) {
    EXPECT_EQ(name(*kind), name(*one.kind)) << one.module_type << ": " << one.result;
  }
}

TEST(FlowFailure, IsToldByModuleTypeAndResult) {
  const Case cases[] = {
      {"InvokeExternalResource", "The Lambda Function Returned An Error.", FailureKind::lambda_error},
      {"InvokeLambda", "Error", FailureKind::lambda_error},
      {"InvokeExternalResource", "Failed", FailureKind::lambda_error},
      {"InvokeFlowModule", "The Lambda Function Returned An Error.", FailureKind::lambda_error},
      {"InvokeExternalResource", "Instance has reached concurrent Lambda thread access limit",
       FailureKind::lambda_concurrency},
      {"InvokeLambda", "TooManyRequestsException: Rate Exceeded", FailureKind::lambda_concurrency},
      {"InvokeExternalResource", "Status Code: 403; Error Code: AccessDeniedException; Request ID: 1",
       FailureKind::access_denied},
      {"InvokeExternalResource", "Timeout", FailureKind::timeout},
      {"InvokeExternalResource", "Task timed out after 8.00 seconds", FailureKind::timeout},
      {"GetCustomerProfile", "MultipleFound", FailureKind::not_found},
      {"GetCustomerProfile", "NoneFoundError", FailureKind::not_found},
      {"SetQueue", "Queue not found", FailureKind::not_found},
      {"PlayPrompt", "No prompt provided", FailureKind::invalid},
      {"SetVoice", "Invalid language code", FailureKind::invalid},
      {"SetVoice", "Unsupported voice", FailureKind::invalid},
      {"TransferToQueue", "QueueAtCapacity", FailureKind::queue_full},
      {"TransferToQueue", "Error", FailureKind::transfer_failed},
      {"Transfer", "Failure", FailureKind::transfer_failed},
      {"TransferToFlow", "Failed to transfer", FailureKind::transfer_failed},
      {"Dial", "CallFailed", FailureKind::transfer_failed},
      {"SetQueue", "Error", FailureKind::other},
      {"AssociateContactToCustomerProfile", "NotDone", FailureKind::other},
      {"SetContactData", "InternalServiceException", FailureKind::other},
      {"ABlockOfTheFuture", "Error", FailureKind::other},
      {"", "Error", FailureKind::other},
      {"SetQueue", "ERROR", FailureKind::other},
      {"InvokeLambda", "TIMED OUT", FailureKind::timeout},
      // Blocks that answer with what the caller said fail only when AWS says so.
      {"GetUserInput", "Error", FailureKind::other},
      {"GetUserInput", "Status Code: 403; Error Code: AccessDeniedException", FailureKind::access_denied},
      {"CheckHoursOfOperation", "Error", FailureKind::other},
  };
  for (const Case& one : cases) expect(one);
}

TEST(FlowFailure, IsNotWhatACallerSaidOrDidNotSay) {
  const Case cases[] = {
      {"GetUserInput", "1", std::nullopt},
      {"GetUserInput", "FallbackIntent", std::nullopt},
      {"GetUserInput", "ReportErrorIntent", std::nullopt},
      {"GetUserInput", "PaymentFailed", std::nullopt},
      {"GetUserInput", "Timeout", std::nullopt},
      {"GetUserInput", "InputTimeLimitExceeded", std::nullopt},
      {"GetParticipantInput", "InputTimeLimitExceeded", std::nullopt},
      {"GetParticipantInput", "NoMatchingCondition", std::nullopt},
      {"StoreUserInput", "Timeout", std::nullopt},
      {"StoreCustomerInput", "Invalid", std::nullopt},
      {"CheckAttribute", "Failed", std::nullopt},
      {"CheckAttribute", "Order not found", std::nullopt},
      {"CheckHoursOfOperation", "False", std::nullopt},
      {"Loop", "Looping", std::nullopt},
      {"InvokeExternalResource", "Success", std::nullopt},
      {"InvokeExternalResource", "", std::nullopt},
      {"PlayPrompt", "", std::nullopt},
      {"TransferToQueue", "Queued", std::nullopt},
      {"Compare", "NoMatchingCondition", std::nullopt},
      {"", "", std::nullopt},
  };
  for (const Case& one : cases) expect(one);
}

TEST(FlowFailure, HasANameAndATitleOfItsOwn) {
  std::set<std::string_view> names, titles;
  for (int kind = 0; kind <= int(FailureKind::other); ++kind) {
    names.insert(name(FailureKind(kind)));
    titles.insert(title(FailureKind(kind)));
  }
  EXPECT_EQ(names.size(), std::size_t(FailureKind::other) + 1);
  EXPECT_EQ(titles.size(), names.size());
}

}  // namespace
