// The dataset of what AWS's own frameworks want to see tagged beside the instance: customer profiles and what connects
// other programs. It belongs to the account and the Region. Plain data.
// https://docs.aws.amazon.com/securityhub/latest/userguide/connect-controls.html
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/dataset.hpp"

namespace model {

struct Taggable {
  std::string name;
  bool has_tags = false;     // of somebody's own; AWS's do not count
  std::optional<Gap> gap{};  // why it is not known whether it has
};

struct TaggableKind {
  std::string kind;  // domains, object_types, applications, event_integrations
  std::vector<Taggable> items;
  std::optional<Gap> gap{};  // why not all of them are known
};

using TaggableKinds = std::vector<TaggableKind>;

}  // namespace model
