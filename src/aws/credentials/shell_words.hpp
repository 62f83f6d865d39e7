// Words of a command line, by the quoting rules of a POSIX shell and nothing else of it: no variables, no globs, no
// comments. As Python's shlex.split, which the AWS command line uses. Pure function.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace aws {

// Nothing when a quotation has no end, or a backslash nothing behind it.
std::optional<std::vector<std::string>> shell_words(std::string_view text);

}  // namespace aws
