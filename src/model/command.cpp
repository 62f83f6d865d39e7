#include "model/command.hpp"

#include <algorithm>
#include <iterator>

namespace model {
namespace {

constexpr std::string_view reading_verbs[] = {"describe", "filter", "get", "list", "lookup", "search", "tail"};

// "describe-queue" of "aws connect describe-queue --instance-id …".
std::string_view operation_of(std::string_view command) {
  constexpr int words_before = 2;
  for (int word = 0; word < words_before; ++word) {
    const std::size_t end = command.find(' ');
    if (end == std::string_view::npos) return "";
    command.remove_prefix(end + 1);
  }
  return command.substr(0, command.find(' '));
}

}  // namespace

bool only_reads(std::string_view command) {
  const std::string_view operation = operation_of(command);
  return std::ranges::find(reading_verbs, operation.substr(0, operation.find('-'))) != std::end(reading_verbs);
}

}  // namespace model
