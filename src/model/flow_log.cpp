#include "model/flow_log.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace model {
namespace {

bool any_of(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::ranges::any_of(words, [&](std::string_view word) { return text.find(word) != std::string_view::npos; });
}

// Blocks whose result is what the caller entered or said, or the value of an attribute: words, not outcomes.
bool answers_with_data(std::string_view module_type) {
  static constexpr std::string_view types[] = {
      "GetUserInput",   "GetParticipantInput",   "StoreUserInput", "StoreCustomerInput",
      "CheckAttribute", "CheckHoursOfOperation", "Loop",           "LoopPrompts"};
  return std::ranges::find(types, module_type) != std::end(types);
}

// What AWS itself writes when such a block fails, as opposed to any value a contact may carry.
bool is_aws_error_text(std::string_view text) {
  return text == "error" ||
         any_of(text, {"error code:", "accessdeniedexception", "returned an error", "internal error"});
}

// CloudWatch's patterns are case-sensitive, hence the missing first letters. "fail" is whole, as "ail" is in e-mail.
constexpr std::string_view marks[] = {
    "rror",     "RROR",     "fail",     "Fail",         "FAIL",    "xception",       "imeout",
    "IMEOUT",   "imed out", "IMED OUT", "nvalid",       "NVALID",  "nsupported",     "ot found",
    "ot Found", "otFound",  "oneFound", "ultipleFound", "enied",   "ENIED",          "imit",
    "IMIT",     "o prompt", "otDone",   "apacity",      "xceeded", "ooManyRequests", "ot authorized"};

}  // namespace

std::span<const std::string_view> failure_marks() {
  return marks;
}

base::Time reaches_back_to(const LogGroup& group, base::Time at) {
  const base::Time kept = group.retention_days ? at - std::chrono::days(*group.retention_days) : base::Time::min();
  return std::max(kept, group.created.value_or(base::Time::min()));
}

bool is_module_arn(std::string_view flow_arn) {
  return flow_arn.find("/flow-module/") != std::string_view::npos;
}

std::string_view name(FailureKind kind) {
  switch (kind) {
    case FailureKind::lambda_error: return "lambda_error";
    case FailureKind::lambda_concurrency: return "lambda_concurrency";
    case FailureKind::timeout: return "timeout";
    case FailureKind::access_denied: return "access_denied";
    case FailureKind::not_found: return "not_found";
    case FailureKind::invalid: return "invalid";
    case FailureKind::queue_full: return "queue_full";
    case FailureKind::transfer_failed: return "transfer_failed";
    case FailureKind::other: return "other";
  }
  return "other";
}

std::string_view title(FailureKind kind) {
  switch (kind) {
    case FailureKind::lambda_error: return "Lambda function failed";
    case FailureKind::lambda_concurrency: return "Lambda concurrency limit";
    case FailureKind::timeout: return "Timed out";
    case FailureKind::access_denied: return "Access denied";
    case FailureKind::not_found: return "Not found";
    case FailureKind::invalid: return "Invalid input";
    case FailureKind::queue_full: return "Queue full";
    case FailureKind::transfer_failed: return "Transfer failed";
    case FailureKind::other: return "Other error";
  }
  return "Other error";
}

std::optional<FailureKind> classify_failure(std::string_view module_type, std::string_view result) {
  const bool is_marked =
      std::ranges::any_of(marks, [&](std::string_view mark) { return result.find(mark) != std::string_view::npos; });
  const std::string text = base::lower(result);
  if (!is_marked || (answers_with_data(module_type) && !is_aws_error_text(text))) return std::nullopt;

  if (any_of(text, {"lambda thread access limit", "rate exceeded", "toomanyrequests"})) {
    return FailureKind::lambda_concurrency;
  }
  if (any_of(text, {"accessdenied", "access denied", "denied", "not authorized"})) return FailureKind::access_denied;
  if (any_of(text, {"timeout", "timed out", "time limit", "timelimit"})) return FailureKind::timeout;
  if (any_of(text, {"not found", "notfound", "nonefound", "multiplefound"})) return FailureKind::not_found;
  if (any_of(text, {"invalid", "unsupported", "no prompt"})) return FailureKind::invalid;
  if (any_of(text, {"capacity"})) return FailureKind::queue_full;
  if (any_of(base::lower(module_type), {"lambda", "externalresource"}) || any_of(text, {"lambda function"})) {
    return FailureKind::lambda_error;
  }
  if (module_type.starts_with("Transfer") || module_type == "Dial") return FailureKind::transfer_failed;
  return FailureKind::other;
}

}  // namespace model
