// One line of what a store says of the place that it is in, and whether that is as it should be: `storage info` shows
// the lines, `doctor` judges by them. Plain data.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace store {

enum class Level {
  ok,
  warning,  // reviews can be kept, but not as they should be
  failed,   // they cannot
  unknown,  // it could not be read
};

struct Property {
  std::string name;   // encryption, TTL
  std::string value;  // what was found, for people
  Level level = Level::ok;
  std::string advice{};  // what to do, where the value does not say it
};

// What `read` finds or, when it throws, that it is not known and why: a setting that may not be read hides none of the
// others. The name is added.
Property look_at(std::string_view name, const std::function<Property()>& read);

// Name and value of each, as Info has them.
std::vector<std::pair<std::string, std::string>> names_and_values(const std::vector<Property>& properties);

}  // namespace store
