#include "aws/operation.hpp"

namespace aws {

std::string action(const Operation& operation) {
  return std::string(operation.iam_prefix) + ":" + std::string(operation.name);
}

}  // namespace aws
