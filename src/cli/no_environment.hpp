// An environment without any variable: for what a person's own settings must not change. Immutable.
#pragma once

#include <optional>
#include <string>

#include "base/environment.hpp"

namespace cli {

class NoEnvironment final : public base::Environment {
  std::optional<std::string> get(const std::string&) const override { return std::nullopt; }
};

}  // namespace cli
