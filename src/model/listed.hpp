// Datasets of which a review reads no more than the list. Plain data.
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

// Of people no more than that there are some.
struct User {
  std::string id;
};
using Users = std::vector<User>;

}  // namespace model
