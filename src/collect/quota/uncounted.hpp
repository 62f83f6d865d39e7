// What is said of a list that could not be counted.
#pragma once

#include <utility>

#include "aws/operation.hpp"
#include "model/quota.hpp"

namespace collect {

inline model::Count uncounted(const aws::Operation& operation, model::Gap gap) {
  return {std::nullopt, std::move(gap), aws::action(operation)};
}

}  // namespace collect
