// The dataset of what blocks name and AWS is asked for one by one: aliases of Amazon Lex bots, views, task templates
// and data tables. Plain data.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/dataset.hpp"
#include "model/flow_action.hpp"

namespace model {

// What an alias of a bot says of itself.
struct BotAlias {
  std::string name;
  std::string version;     // of the bot that it leads to: 3, DRAFT
  bool logs_text = false;  // what callers say and the bot answers
  bool logs_audio = false;
  bool has_key_for_audio = false;  // each of these logs names a KMS key
};

struct FlowTarget {
  ReferenceKind kind = ReferenceKind::lex_bot;
  std::string named;  // as blocks name it
  bool exists = true;
  std::string state;       // AWS's word: Available, PUBLISHED, INACTIVE, …; empty: things of this kind have none
  std::optional<Gap> gap;  // why it is not known
  std::optional<BotAlias> bot{};
};

// Each once, sorted by kind and name: by that checks find them.
using FlowTargets = std::vector<FlowTarget>;

}  // namespace model
