// The tags that people give to what is theirs in AWS. Plain data.
#pragma once

#include <map>
#include <string>

namespace model {

using Tags = std::map<std::string, std::string, std::less<>>;

// By the id that the ARN of what bears them ends with.
using TagsById = std::map<std::string, Tags, std::less<>>;

}  // namespace model
