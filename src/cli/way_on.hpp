// Command lines for a person to go on with, exact and runnable: they name the program as it was called, repeat the
// options that were given and matter, and are quoted for a POSIX shell. Pure functions.
#pragma once

#include <string>
#include <vector>

#include "cli/command.hpp"

namespace cli {

// Goes on with a review that was interrupted: `run` with these arguments, but for what the review knows itself.
std::string resume_command_line(const Arguments& arguments, const std::string& review_id);

// Reviews instances that `run` with these arguments did not come to.
std::string instances_command_line(const Arguments& arguments, const std::vector<std::string>& instances);

// Writes reports of a stored review that `run` with these arguments could not write.
std::string reports_command_line(const Arguments& arguments, const std::string& review_id,
                                 const std::vector<std::string>& formats);

}  // namespace cli
