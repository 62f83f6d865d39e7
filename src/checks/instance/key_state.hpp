// Pieces for checks of what is encrypted with KMS keys: which of these cannot be used, and what to do about it. Pure
// functions.
#pragma once

#include <string>
#include <string_view>

#include "checks/check.hpp"

namespace checks {

// Of a key that cannot be used, in words. https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html
struct KeyTrouble {
  std::string_view state;
  std::string_view words;
  std::string_view command;  // that mends it; empty: none does
  std::string_view action;
};

// Nothing for a key that can be used, or whose state this review does not know.
const KeyTrouble* trouble_of(const model::KmsKey& key);
bool is_usable(const model::KmsKey& key);

// "is disabled", "is going to be deleted on 2 Nov 2026"
std::string in_words(const KeyTrouble& trouble, const model::KmsKey& key);

// Empty where none mends it, or where the key is known by an alias alone.
std::string command_for(const Scene& scene, const KeyTrouble& trouble, std::string_view key_id);

// `elsewhere`: where another key is chosen, "for the bucket".
std::string remedy_of_unusable(std::string_view elsewhere);

// AWS keeps this prefix for the aliases of its own keys.
// https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateAlias.html
bool is_alias_of_aws(std::string_view key_id);

}  // namespace checks
