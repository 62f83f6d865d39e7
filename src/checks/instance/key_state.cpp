#include "checks/instance/key_state.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <iterator>

#include "words/moments.hpp"

namespace checks {
namespace {

constexpr std::string_view cancel_deletion = "kms cancel-key-deletion", keep_it = "Cancel the deletion of the KMS key";
constexpr KeyTrouble troubles[] = {
    {"Disabled", "is disabled", "kms enable-key", "Enable the KMS key"},
    {"PendingDeletion", "is going to be deleted", cancel_deletion, keep_it},
    {"PendingReplicaDeletion", "is going to be deleted, once the replicas are", cancel_deletion, keep_it},
    {"PendingImport", "has no key material", "", "Import the material of the KMS key"},
    {"Unavailable", "cannot be reached in the key store", "", "Connect the key store again"},
};

// KMS changes a key by its id or ARN, not by an alias.
bool is_alias(std::string_view key_id) {
  return key_id.substr(key_id.rfind(':') + 1).starts_with("alias/");
}

}  // namespace

const KeyTrouble* trouble_of(const model::KmsKey& key) {
  const auto* found = std::ranges::find(troubles, key.state, &KeyTrouble::state);
  return found == std::end(troubles) ? nullptr : found;
}

bool is_usable(const model::KmsKey& key) {
  return key.state == "Enabled" || key.state == "Updating";
}

std::string in_words(const KeyTrouble& trouble, const model::KmsKey& key) {
  return fmt::format("{}{}", trouble.words, key.deleted ? " on " + words::date(*key.deleted) : "");
}

std::string command_for(const Scene& scene, const KeyTrouble& trouble, std::string_view key_id) {
  if (trouble.command.empty() || is_alias(key_id)) return "";
  return aws_command(scene, trouble.command, {{"key-id", key_id}});
}

std::string remedy_of_unusable(std::string_view elsewhere) {
  return fmt::format(
      "Make the key usable again in AWS KMS: enable it, and cancel its deletion before where that is planned. What a "
      "deleted key has encrypted is lost for good. If the key is meant to go, choose another one {}, and copy what is "
      "stored before.",
      elsewhere);
}

bool is_alias_of_aws(std::string_view key_id) {
  return key_id.substr(key_id.rfind(':') + 1).starts_with("alias/aws/");
}

}  // namespace checks
