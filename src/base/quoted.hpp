// Texts from anywhere as values in YAML and in Terraform's language, and command lines taken apart: whoever reads the
// file back has exactly the text, and nothing in it is an instruction. Pure functions.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace base {

// One scalar in double quotes, in one line. Bytes that are not UTF-8 become U+FFFD, as no reader takes them.
// https://yaml.org/spec/1.2.2/#57-escaped-characters
std::string yaml_quoted(std::string_view text);

// The same as a string of Terraform's, in which `${` and `%{` begin nothing.
// https://developer.hashicorp.com/terraform/language/expressions/strings
std::string hcl_quoted(std::string_view text);

// The words of a command line that was made with shell_quote. Nothing for a line in which a shell would do more than
// read words: variables, substitutions, lists of commands, redirections, patterns, comments.
std::optional<std::vector<std::string>> shell_words(std::string_view line);

}  // namespace base
