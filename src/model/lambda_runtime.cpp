#include "model/lambda_runtime.hpp"

#include <algorithm>

namespace model {
namespace {

struct Runtime {
  std::string_view name, deprecated;
};

constexpr Runtime runtimes[] = {
#define RUNTIME(name, deprecated) {name, deprecated},
#include "model/lambda_runtimes.def"
#undef RUNTIME
};

}  // namespace

std::optional<std::string_view> deprecated_from(std::string_view runtime) {
  const auto* found = std::ranges::find(runtimes, runtime, &Runtime::name);
  return found == std::end(runtimes) ? std::nullopt : std::optional(found->deprecated);
}

}  // namespace model
