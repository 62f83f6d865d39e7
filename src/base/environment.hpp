// The environment variables, handed in so that tests can say what is set. Read-only; any thread.
#pragma once

#include <optional>
#include <string>

namespace base {

class Environment {
 public:
  virtual ~Environment() = default;
  // A variable that is set but empty counts as not set, as the AWS tools have it.
  virtual std::optional<std::string> get(const std::string& name) const = 0;
};

class ProcessEnvironment final : public Environment {
 public:
  std::optional<std::string> get(const std::string& name) const override;
};

}  // namespace base
