// Datasets of which a review reads no more than the list: ids, ARNs and names. Plain data.
#pragma once

#include <string>
#include <vector>

namespace model {

struct Listed {
  std::string id;
  std::string arn;
  std::string name;
};

using Prompts = std::vector<Listed>;
using HoursOfOperations = std::vector<Listed>;

}  // namespace model
