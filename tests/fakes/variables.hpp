// Environment variables that a test sets. For one thread.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>

#include "base/environment.hpp"

namespace fakes {

class Variables final : public base::Environment {
 public:
  using Values = std::map<std::string, std::string>;

  Variables() = default;
  explicit Variables(Values set) : values(std::move(set)) {}

  std::optional<std::string> get(const std::string& name) const override {
    const auto found = values.find(name);
    return found == values.end() || found->second.empty() ? std::nullopt : std::optional(found->second);
  }

  Values values;
};

}  // namespace fakes
