#include "cli/questions.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <iostream>

#include "base/encode.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "cli/command.hpp"

namespace cli {
namespace {

using base::ErrorKind;

}  // namespace

std::string ask(std::string_view question, std::string_view fallback, const Read& read) {
  while (true) {
    say(fallback.empty() ? fmt::format("{} ", question) : fmt::format("{} [{}] ", question, fallback));
    std::string answer;
    if (!std::getline(std::cin, answer)) {
      say("\n");  // below the question
      throw base::Error(ErrorKind::unavailable, "there was no answer; nothing was written");
    }
    answer = std::string(base::trimmed(answer, " \t\r"));
    if (answer.empty()) answer = fallback;
    if (answer.empty()) continue;
    try {
      return read(answer);
    } catch (const base::Error& error) {
      say(fmt::format("{}\n", error.what()));
    }
  }
}

Read read_as(const app::Option& option) {
  return [&option](const std::string& answer) {
    if (const auto expected = option.wrong(answer)) {
      throw base::Error(ErrorKind::usage, fmt::format("Please give {}.", *expected));
    }
    return answer;
  };
}

std::string listed(const std::vector<Choice>& choices) {
  std::size_t width = 0;
  for (const Choice& choice : choices) width = std::max(width, choice.name.size());
  std::string lines;
  for (std::size_t i = 0; i < choices.size(); ++i) {
    lines += fmt::format("{:>3}  {:<{}}  {}\n", i + 1, choices[i].name, width, choices[i].about);
  }
  return lines;
}

const Choice& chosen_by(const std::string& answer, const std::vector<Choice>& choices) {
  const auto number = base::number_in<std::size_t>(answer);
  if (number && *number >= 1 && *number <= choices.size()) return choices[*number - 1];
  const auto named = std::ranges::find_if(
      choices, [&](const Choice& choice) { return choice.name == answer || choice.value == answer; });
  if (named != choices.end()) return *named;
  throw base::Error(ErrorKind::usage, fmt::format("There is no '{}'. Please give a number from 1 to {}.",
                                                  base::printable(answer, 60), choices.size()));
}

std::string number_of(std::string_view value, const std::vector<Choice>& choices) {
  const auto found = std::ranges::find(choices, value, &Choice::value);
  return found == choices.end() ? "" : std::to_string(found - choices.begin() + 1);
}

}  // namespace cli
