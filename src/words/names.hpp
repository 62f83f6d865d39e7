// Names, codes and sentences as a person reads them. What comes from outside is made harmless: without control
// characters, never longer than a line takes. Pure functions.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace words {

// AGENT_WHISPER, access_denied or CONTACT_FLOW as words: "agent whisper".
std::string spelled_out(std::string_view code);

// The same with a capital: "Call recordings".
std::string title_of(std::string_view code);

// The first letter in upper case.
std::string capitalized(std::string text);

// With a full stop at its end, unless it has a closing mark already.
std::string full_stop(std::string text);

// With a capital first letter, where that is of a plain word, and a closing full stop; empty stays empty.
std::string sentence(std::string text);

// One name from AWS within a sentence.
std::string in_quotes(std::string_view name);

// What AWS says of something, behind it: " (the directory is gone)". Empty stays empty.
std::string in_brackets(std::string_view text);

// The first five and how many more there are.
std::string list(const std::vector<std::string>& names);

// A flow by its name or, where only its ARN is known, "the flow 8d7518d7-e081-40b0-859b-13f7c180e11b".
std::string flow(const std::string& name, std::string_view arn);

// For one line of a terminal or a mail: no line feeds or tabs, no control characters of any kind, and none that turns
// the direction of what follows. Cut after `most` characters.
std::string one_line(std::string_view text, std::size_t most = 4000);

}  // namespace words
