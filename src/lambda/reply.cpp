#include "lambda/reply.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/encode.hpp"
#include "base/error.hpp"
#include "base/json/canonical.hpp"
#include "base/text.hpp"

namespace lambda {
namespace {

using nlohmann::json;

constexpr std::size_t max_message = 2000;  // characters

// "not_found" is NotFound.
std::string pascal_case(std::string_view words) {
  std::string joined;
  bool starts = true;
  for (const char c : words) {
    if (c != '_') joined += starts ? base::upper(c) : c;
    starts = c == '_';
  }
  return joined;
}

Reply failed(std::string type, std::string_view message) {
  std::string line = base::printable(message, max_message);
  std::string body = error_body(type, line);
  return {std::move(body), std::move(type), std::move(line)};
}

}  // namespace

std::string error_body(std::string_view type, std::string_view message) {
  return base::canonical({{"errorMessage", message}, {"errorType", type}, {"stackTrace", json::array()}});
}

Reply failure(const std::exception& error, std::string_view category) {
  if (const auto* const known = dynamic_cast<const base::Error*>(&error)) {
    return failed(fmt::format("{}.{}", category, pascal_case(name(known->kind()))), known->what());
  }
  return failed(fmt::format("{}.Internal", category), fmt::format("an error that should not happen: {}", error.what()));
}

Reply perform(const Handler& handler, const Invocation& invocation) {
  try {
    std::string body = base::canonical(handler(invocation));
    if (body.size() <= max_payload) return {std::move(body)};
    return failed("Function.ResponseSizeTooLarge",
                  fmt::format("the answer has {} bytes, and Lambda passes on {} at most", body.size(), max_payload));
  } catch (const std::exception& error) {
    return failure(error, "Function");
  }
}

}  // namespace lambda
