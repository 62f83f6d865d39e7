#include "base/log.hpp"

#include <chrono>
#include <filesystem>
#include <fmt/format.h>
#include <functional>
#include <memory>
#include <mutex>
#include <spdlog/formatter.h>
#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/basic_file_sink.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include "base/encode.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "base/timestamp.hpp"

namespace base::log {
namespace {

constexpr const char* pattern = "%Y-%m-%dT%H:%M:%SZ %l %v";
constexpr std::size_t max_message = 16'000;  // characters; CloudWatch takes 256 KB an event

// The request that is being served; there is one for the whole process, like the logger that it belongs to.
struct Served {
  std::mutex mutex;  // guards id
  std::string id;

  void set(std::string to) {
    const std::lock_guard lock(mutex);
    id = std::move(to);
  }
  std::string get() {
    const std::lock_guard lock(mutex);
    return id;
  }
};

Served& served() {
  static Served one;
  return one;
}

// With its quotes. printable() leaves no other control characters, and valid UTF-8.
std::string json_string(std::string_view text) {
  std::string quoted = "\"";
  for (const char c : base::printable(text, max_message)) {
    switch (c) {
      case '"': quoted += "\\\""; break;
      case '\\': quoted += "\\\\"; break;
      case '\n': quoted += "\\n"; break;
      case '\t': quoted += "\\t"; break;
      default: quoted += c;
    }
  }
  return quoted += '"';
}

std::string_view level_name(spdlog::level::level_enum level) {
  switch (level) {
    case spdlog::level::debug: return "DEBUG";
    case spdlog::level::info: return "INFO";
    case spdlog::level::warn: return "WARN";
    default: return "ERROR";
  }
}

std::string timestamp(std::chrono::system_clock::time_point moment) {
  const auto time = std::chrono::floor<std::chrono::milliseconds>(moment);
  const auto milliseconds = (time - std::chrono::floor<std::chrono::seconds>(time)).count();
  std::string text = base::to_iso8601(time);
  return text.insert(text.size() - 1, fmt::format(".{:03}", milliseconds));
}

class JsonLine final : public spdlog::formatter {
 public:
  void format(const spdlog::details::log_msg& message, spdlog::memory_buf_t& to) override {
    const std::string id = served().get();
    const std::string line =
        fmt::format("{{\"timestamp\":\"{}\",\"level\":\"{}\",{}\"message\":{}}}\n", timestamp(message.time),
                    level_name(message.level), id.empty() ? "" : fmt::format("\"requestId\":{},", json_string(id)),
                    json_string({message.payload.data(), message.payload.size()}));
    to.append(line.data(), line.data() + line.size());
  }
  std::unique_ptr<spdlog::formatter> clone() const override { return std::make_unique<JsonLine>(); }
};

// A line of the pattern, as what stands at standard error shows it.
class ShownLine final : public spdlog::formatter {
 public:
  explicit ShownLine(std::function<std::string(std::string_view)> shown) : shown_(std::move(shown)) {}
  void format(const spdlog::details::log_msg& message, spdlog::memory_buf_t& to) override {
    spdlog::memory_buf_t line;
    line_.format(message, line);
    const std::string text = shown_({line.data(), line.size()});
    to.append(text.data(), text.data() + text.size());
  }
  std::unique_ptr<spdlog::formatter> clone() const override { return std::make_unique<ShownLine>(shown_); }

 private:
  const std::function<std::string(std::string_view)> shown_;
  spdlog::pattern_formatter line_{pattern, spdlog::pattern_time_type::utc};
};

}  // namespace

void start(std::string_view level, const std::string& file, const std::function<std::string(std::string_view)>& shown) {
  std::vector<spdlog::sink_ptr> sinks = {std::make_shared<spdlog::sinks::stderr_sink_mt>()};
  if (!file.empty()) {
    // spdlog would make the directories: a name that is mistyped must not become one.
    const auto directory = std::filesystem::absolute(file).parent_path();
    if (!std::filesystem::is_directory(directory)) {
      throw Error(ErrorKind::config,
                  fmt::format("the log file {} cannot be opened for writing: there is no directory {}", file,
                              directory.string()));
    }
    try {
      sinks.push_back(std::make_shared<spdlog::sinks::basic_file_sink_mt>(file));
    } catch (const spdlog::spdlog_ex&) {
      throw Error(ErrorKind::config, fmt::format("the log file {} cannot be opened for writing", file));
    }
  }
  auto logger = std::make_shared<spdlog::logger>("connect-ops-review", sinks.begin(), sinks.end());
  logger->set_level(spdlog::level::from_str(lower(level)));
  logger->set_pattern(pattern, spdlog::pattern_time_type::utc);
  if (shown) sinks.front()->set_formatter(std::make_unique<ShownLine>(shown));
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
void error(std::string_view message) {
  spdlog::error(message);
}

void write_json_lines() {
  spdlog::default_logger()->set_formatter(std::make_unique<JsonLine>());
}

WithRequestId::WithRequestId(std::string id) {
  served().set(std::move(id));
}
WithRequestId::~WithRequestId() {
  served().set({});
}

}  // namespace base::log
