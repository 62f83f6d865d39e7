#include "app/config/template.hpp"

#include <fmt/format.h>

#include "base/text.hpp"
#include "words/width.hpp"

namespace app {
namespace {

constexpr std::size_t width = 100;

// Of a basic string: https://toml.io/en/v1.0.0#string
std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + '"';
}

// As its kind is written: numbers and truths stand bare.
std::string value_text(std::string_view text) {
  const bool is_bare = text == "true" || text == "false" || base::number_in<double>(text).has_value();
  return is_bare ? std::string(text) : quoted(text);
}

std::string described(const Option& option) {
  std::string text = fmt::format("{}. Also {}", option.help, option.flag());
  std::string_view variables = option.environment;
  while (!variables.empty()) {
    const auto comma = std::min(variables.find(','), variables.size());
    text += fmt::format(", ${}", variables.substr(0, comma));
    variables.remove_prefix(std::min(comma + 1, variables.size()));
  }
  return words::wrapped(text + ".", width, "# ");
}

}  // namespace

std::string config_template(const std::map<OptionId, std::string>& chosen) {
  std::string out = words::wrapped(
      "Configuration of connect-ops-review. What begins with # and a name is that option's default: take the # away to "
      "set it. An option on the command line counts before a variable of the environment, and that before this file.",
      width, "# ");
  for (const Option& option : option_table()) {
    const auto found = chosen.find(option.id);
    const bool is_chosen = found != chosen.end();
    out += fmt::format("\n{}{}{} = {}\n", described(option), is_chosen ? "" : "#", option.key,
                       value_text(is_chosen ? found->second : option.fallback));
  }
  return out;
}

}  // namespace app
