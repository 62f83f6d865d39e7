// Another transport with some of its answers damaged on the way: the same call in the same way for the same seed,
// whatever is asked before it or beside it. Any thread.
#pragma once

#include <cstdint>
#include <fmt/format.h>
#include <string>

#include "aws/transport.hpp"
#include "base/digest.hpp"
#include "base/json/canonical.hpp"
#include "fakes/mutator.hpp"

namespace fakes {

class DamagingTransport final : public aws::Transport {
 public:
  DamagingTransport(aws::Transport& inner, std::uint32_t seed) : inner_(inner), seed_(seed) {}

  aws::Answer send(const aws::Operation& operation, const nlohmann::json& input) override {
    aws::Answer answer = inner_.send(operation, input);
    const std::string call = fmt::format("{} {} {}", seed_, operation.name, base::canonical(input));
    Mutator mutator(std::uint32_t(std::stoul(base::sha256_hex(call).substr(0, 8), nullptr, 16)));
    for (std::size_t left = mutator.below(4); left > 0; --left) mutator.damage_value(answer.output);
    return answer;
  }

 private:
  aws::Transport& inner_;
  const std::uint32_t seed_;
};

}  // namespace fakes
