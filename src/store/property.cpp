#include "store/property.hpp"

#include <fmt/format.h>

#include "base/error.hpp"

namespace store {

Property look_at(std::string_view name, const std::function<Property()>& read) {
  Property property;
  try {
    property = read();
  } catch (const base::Error& error) {
    property = {"", fmt::format("not known: {}", error.what()), Level::unknown};
  }
  property.name = name;
  return property;
}

std::vector<std::pair<std::string, std::string>> names_and_values(const std::vector<Property>& properties) {
  std::vector<std::pair<std::string, std::string>> all;
  all.reserve(properties.size());
  for (const Property& one : properties) all.emplace_back(one.name, one.value);
  return all;
}

}  // namespace store
