// What the files of a fix pack have in common: the comment that heads each. Pure functions.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/fix/fix_pack.hpp"

namespace app {

ClosedFinding closed(const model::Finding& finding);

// Each once, in the order in which they were added.
void add_closed(std::vector<ClosedFinding>& all, const std::vector<ClosedFinding>& more);

// What is reviewed, in words for comments: "harbour (arn:…), review 20260213-090000".
std::string of_review(const model::Review& review);

// Lines that begin with "# ": what the file is, where it is from, `advice` line by line, and what it closes.
std::string heading(std::string_view what, const model::Review& review, const std::vector<std::string>& advice,
                    const std::vector<ClosedFinding>& closes);

// No comment begins with it: a name may read as a directive to a linter.
// "ThrottledCalls is watched by 0 alarms (alarm_coverage, 0123456789abcdef)", in one line that holds no control
// characters.
std::string closed_text(const ClosedFinding& finding);

// The alias of the instance, or its id, of letters, digits and "-" alone: for names of stacks and alarms.
std::string plain_instance_name(const model::Review& review);

}  // namespace app
