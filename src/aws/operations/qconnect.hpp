// Amazon Q in Connect, which AWS's texts call Connect AI agents: assistants, AI agents and what these name.
// https://docs.aws.amazon.com/connect/latest/APIReference/API_Operations_Amazon_Q_Connect.html
#pragma once

#include "aws/operation.hpp"

namespace aws::qconnect {

inline constexpr Service service = {.name = "qconnect",
                                    .signing_name = "wisdom",
                                    .host = "wisdom",
                                    .iam_prefix = "wisdom",
                                    .api_version = "2020-10-19",
                                    .protocol = Protocol::rest_json};

// Assistants, prompts, guardrails, knowledge bases: which of them the instance has is not known before they are read.
// https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonqinconnect.html
inline constexpr std::string_view assistant_arns[] = {
    "arn:{partition}:wisdom:{region}:{account}:ai-guardrail/*",
    "arn:{partition}:wisdom:{region}:{account}:ai-prompt/*",
    "arn:{partition}:wisdom:{region}:{account}:assistant/*",
    "arn:{partition}:wisdom:{region}:{account}:knowledge-base/*",
};
inline constexpr Resources assistants = {ResourceScope::region, "Assistants", assistant_arns};

constexpr TrialMember of_assistant = {"assistantId", "{assistant_id}"};

// Of them AWS documents no rates.
constexpr Operation read(std::string_view name, std::string_view path, Trial trial) {
  return {.service = service,
          .name = name,
          .method = "GET",
          .path = path,
          .rate = {5, 5},
          .resources = assistants,
          .trial = trial};
}

// The permissions to list take no resource.
constexpr Operation list(std::string_view name, std::string_view path, std::string_view items) {
  return {.service = service,
          .name = name,
          .method = "GET",
          .path = path,
          .paging = {"nextToken", "nextToken", items, "maxResults", 100},
          .rate = {5, 5},
          .trial = {of_assistant}};
}

// Of the account.
constexpr Operation account_list(std::string_view name, std::string_view path, std::string_view items) {
  Operation one = list(name, path, items);
  one.trial = {};
  return one;
}

#define OPERATION(service, id, ...) inline constexpr Operation id = __VA_ARGS__;
#include "aws/operations/qconnect.def"
#undef OPERATION

}  // namespace aws::qconnect
