// Questions to the person at the terminal, each asked again until its answer can be used. The main thread only.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "app/config/option.hpp"

namespace cli {

// The value that an answer stands for. Throws base::Error that says what is wrong with it.
using Read = std::function<std::string(const std::string& answer)>;

// No answer means `fallback`; without one, it is asked again. Throws base::Error(unavailable) when there will be no
// answer any more.
std::string ask(std::string_view question, std::string_view fallback, const Read& read);

// What the option may hold.
Read read_as(const app::Option& option);

struct Choice {
  std::string value;
  std::string name;
  std::string about;
};

// As lines with their numbers.
std::string listed(const std::vector<Choice>& choices);

// The choice that an answer names by its number, its name or its value. Throws base::Error(usage) for any other.
const Choice& chosen_by(const std::string& answer, const std::vector<Choice>& choices);

// The number by which a value is chosen; empty: it is none of them.
std::string number_of(std::string_view value, const std::vector<Choice>& choices);

}  // namespace cli
