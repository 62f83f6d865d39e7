#include "base/log.hpp"

#include <spdlog/sinks/basic_file_sink.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include "base/error.hpp"

namespace base::log {

void start(std::string_view level, const std::string& file) {
  std::vector<spdlog::sink_ptr> sinks = {std::make_shared<spdlog::sinks::stderr_sink_mt>()};
  if (!file.empty()) {
    try {
      sinks.push_back(std::make_shared<spdlog::sinks::basic_file_sink_mt>(file));
    } catch (const spdlog::spdlog_ex&) {
      throw Error(ErrorKind::config, "the log file " + file + " cannot be opened for writing");
    }
  }
  auto logger = std::make_shared<spdlog::logger>("connect-ops-review", sinks.begin(), sinks.end());
  std::string word(level);
  for (char& c : word) c = c >= 'A' && c <= 'Z' ? char(c + 32) : c;
  logger->set_level(spdlog::level::from_str(word));
  logger->set_pattern("%Y-%m-%dT%H:%M:%SZ %l %v", spdlog::pattern_time_type::utc);
  spdlog::set_default_logger(std::move(logger));
}

void debug(std::string_view message) {
  spdlog::debug(message);
}
void info(std::string_view message) {
  spdlog::info(message);
}
void warning(std::string_view message) {
  spdlog::warn(message);
}

}  // namespace base::log
