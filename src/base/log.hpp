// Messages for the person who runs the program: on standard error, and in a file when one is named. Never secrets,
// phone numbers, user names or payloads. Any thread.
#pragma once

#include <string>
#include <string_view>

namespace base::log {

// `level` is debug, info, warning or error in any case. Throws base::Error(config) when the file cannot be opened.
void start(std::string_view level, const std::string& file);

void debug(std::string_view message);
void info(std::string_view message);
void warning(std::string_view message);

}  // namespace base::log
