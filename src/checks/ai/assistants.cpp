#include "checks/ai/assistants.hpp"

#include <fmt/format.h>
#include <iterator>

#include "words/names.hpp"

namespace checks {
namespace {

struct StatusWords {
  std::string_view status;
  Making making;
  std::string_view failure{};
};

// https://docs.aws.amazon.com/connect/latest/APIReference/API_amazon-q-connect_AssistantData.html
constexpr StatusWords statuses[] = {{"ACTIVE", Making::done},
                                    {"CREATE_IN_PROGRESS", Making::under_way},
                                    {"CREATE_FAILED", Making::failed, "could not be created"},
                                    {"DELETE_IN_PROGRESS", Making::failed, "is being deleted"},
                                    {"DELETE_FAILED", Making::failed, "could not be deleted"},
                                    {"DELETED", Making::failed, "was deleted"}};

const StatusWords* words_of(std::string_view status) {
  const auto* found = std::ranges::find(statuses, status, &StatusWords::status);
  return found == std::end(statuses) ? nullptr : found;
}

}  // namespace

Making making_of(std::string_view status) {
  const StatusWords* found = words_of(status);
  return found == nullptr ? Making::unknown : found->making;
}

std::string_view failure_of(std::string_view status) {
  const StatusWords* found = words_of(status);
  return found == nullptr ? std::string_view() : found->failure;
}

Judgement unknown_status(Resource resource, std::string_view status) {
  return not_assessed(std::move(resource),
                      fmt::format("The status {} is not one that this review knows.", words::in_quotes(status)));
}

}  // namespace checks
