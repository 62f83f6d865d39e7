// The aliases of Amazon Lex bots that flows name. Pure functions.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "checks/check.hpp"

namespace checks {

struct Bots {
  std::vector<const model::FlowTarget*> read;  // each has a bot
  std::optional<Gap> gap;                      // why others are not known
};

// Of targets that are known, at least in part.
Bots bots_of(const Dataset<model::FlowTargets>& targets);

// "BOT0000001/ALIAS00001" of "arn:aws:lex:eu-central-1:111122223333:bot-alias/BOT0000001/ALIAS00001"
std::string_view ids_of_bot(const model::FlowTarget& target);

// "Live (BOT0000001/ALIAS00001)"
std::string shown_bot(const model::FlowTarget& target);

// What is to be said where it does not depend on what the aliases say: nothing is known, or there are none.
std::optional<Judgement> without_bots(const Scene& scene, const Dataset<model::FlowTargets>& targets);

}  // namespace checks
