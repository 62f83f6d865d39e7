// Messages for the person who runs the program: on standard error, and in a file when one is named. Never secrets,
// phone numbers, user names or payloads. Any thread.
#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace base::log {

// `level` is debug, info, warning or error in any case. Standard error gets what `shown` makes of a line, such as ASCII
// for a terminal that shows no more; unset, and in the file, a line is UTF-8. Throws base::Error(config) when the file
// cannot be opened.
void start(std::string_view level, const std::string& file,
           const std::function<std::string(std::string_view)>& shown = {});

void debug(std::string_view message);
void info(std::string_view message);
void warning(std::string_view message);
void error(std::string_view message);

// From now on a message is one JSON object in one line, as Lambda's own runtimes write them: timestamp, level,
// requestId while there is one, message. After start().
void write_json_lines();

// While it lives, what any thread logs belongs to this request. One at a time.
class WithRequestId {
 public:
  explicit WithRequestId(std::string id);
  ~WithRequestId();
  WithRequestId(const WithRequestId&) = delete;
  WithRequestId& operator=(const WithRequestId&) = delete;
  WithRequestId(WithRequestId&&) = delete;
  WithRequestId& operator=(WithRequestId&&) = delete;
};

}  // namespace base::log
