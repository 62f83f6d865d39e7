// The datasets of AI agents: what the instance is integrated with, its assistants (Amazon Q in Connect), their AI
// agents, the prompts and guardrails that these name, and knowledge bases. Plain data, and the pure rules on it.
// https://docs.aws.amazon.com/connect/latest/APIReference/API_Operations_Amazon_Q_Connect.html
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "model/dataset.hpp"

namespace model {

struct Integration {
  std::string type;  // as AWS names it: WISDOM_ASSISTANT, CASES_DOMAIN, …
  std::string arn;
};

using Integrations = std::vector<Integration>;

inline constexpr std::string_view assistant_integration = "WISDOM_ASSISTANT";

struct Assistant {
  std::string id;
  std::string arn;
  std::string name;
  bool exists = true;
  std::string status;               // as AWS names it: ACTIVE, CREATE_FAILED, …
  std::string key;                  // of KMS; empty: one that AWS owns
  std::vector<std::string> agents;  // ids of the AI agents that it is set to use, without versions
  std::optional<Gap> gap;           // why it is not known
};

using Assistants = std::vector<Assistant>;

// An AI agent that the customer made, as it is saved. AWS's own are the same for everybody.
struct AiAgent {
  std::string id;
  std::string name;
  std::string type;  // as AWS names it: SELF_SERVICE, MANUAL_SEARCH, …
  std::string assistant_id;
  bool is_published = false;
  bool is_set = false;               // its assistant uses it unless a flow chooses another
  std::string guardrail;             // by id, with its version; empty: none
  std::vector<std::string> prompts;  // by id, with their versions
  std::int64_t tools = 0;
  std::optional<Gap> gap;  // why it is not known what it is made of
};

using AiAgents = std::vector<AiAgent>;

// What the settings of a type of AI agents are called.
struct AgentKind {
  std::string_view type;
  const char* settings;
  const char* guardrail;  // its member there; none: the type takes no guardrail
};

// Nothing for a type of a newer API.
const AgentKind* kind_of_agent(std::string_view type);

// Nobody can use one that was never published and that no assistant is set to.
bool is_in_use(const AiAgent& agent);

// The id before the version: 8d7518d7-…:3
std::string without_version(std::string_view id);

// What is edited, and not a version of it.
bool is_draft(std::string_view id);

struct AiPrompt {
  std::string name;
  std::string model;  // by its id in Amazon Bedrock
  bool exists = true;
  std::string status;      // as AWS names it
  std::optional<Gap> gap;  // why it is not known
};

// By their ids, without versions.
using AiPrompts = std::map<std::string, AiPrompt>;

struct AiGuardrail {
  std::string name;
  bool exists = true;
  std::string status;                // as AWS names it
  std::vector<std::string> filters;  // the kinds that filter something, in words
  std::optional<Gap> gap;            // why it is not known
};

// By their ids, as AI agents name them.
using AiGuardrails = std::map<std::string, AiGuardrail>;

struct KnowledgeBase {
  std::string id;
  std::string name;
  std::string type;  // as AWS names it: EXTERNAL, MANAGED, QUICK_RESPONSES, …
  bool exists = true;
  std::string status;                 // as AWS names it
  std::string ingestion;              // of its source, as AWS names it: SYNC_SUCCESS, …; empty: it has none
  std::vector<std::string> failures;  // why it could not be read, in AWS's words
  std::string key;                    // of KMS; empty: one that AWS owns
  std::optional<base::Time> changed;  // when something in it changed last
  std::optional<Gap> gap;             // why it is not known
};

using KnowledgeBases = std::vector<KnowledgeBase>;

// ARNs of what delivers its events to CloudWatch Logs, S3 or Firehose, or is set up to.
using AiLogSources = std::set<std::string>;

}  // namespace model
