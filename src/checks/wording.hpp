// Numbers, times and lists as findings write them: plain English, the same on every machine. Pure functions.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "model/scene.hpp"

namespace checks {

// "1,234.5": at most two decimals, no closing zeros.
std::string number(double value);

// "1 queue", "1,234 queues".
std::string count(double how_many, std::string_view one, std::string_view many);

// "79.97 %". Cut, not rounded: what is below a limit is never written as if it had reached it.
std::string percent(double value);

// "14 days", "1 day".
std::string days(const model::Window& window);

// "2026-11-02 09:00 UTC to 2026-11-16 09:00 UTC".
std::string from_to(base::Time start, base::Time end);

// The first five and how many more there are. Control characters are left out, long names cut.
std::string list_of(const std::vector<std::string>& names);

// One name from AWS within a sentence.
std::string in_quotes(std::string_view name);

// "CALL_RECORDINGS" as "Call recordings".
std::string plain_words(std::string_view code);

// With a capital first letter and a closing full stop; empty stays empty.
std::string sentence(std::string text);

}  // namespace checks
