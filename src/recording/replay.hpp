// Recorded AWS answers: a directory with recording.json and one JSON-lines file per service, one call a line, for a
// person to read, compare and edit. docs/recordings.md describes the format.
#pragma once

#include <filesystem>
#include <map>
#include <mutex>
#include <nlohmann/json.hpp>
#include <span>
#include <string>
#include <vector>

#include "aws/transport.hpp"
#include "base/clock.hpp"

namespace recording {

inline constexpr int recording_format = 1;

struct RecordingInfo {
  base::Time recorded_at;
  std::string instance_arn;
  int days = 0;  // that the recorded review looked back over
};

// Whether that instance alone is meant, by its ARN or id.
bool is_of(const RecordingInfo& recording, std::span<const std::string> instances);

// Throws base::Error(config) with one line that names the file when it is missing, not JSON, incomplete or of a newer
// format.
RecordingInfo read_recording_info(const std::filesystem::path& directory);

// Answers calls from a recording, by service, operation and input. Several answers to the same call come in the order
// in which they were recorded; the last one stays. A call that the recording lacks is base::Error(not_recorded) that
// names it. Any thread.
class ReplayTransport final : public aws::Transport {
 public:
  // Reads every *.jsonl of the directory; throws base::Error(config) that names file and line when one cannot be used.
  explicit ReplayTransport(const std::filesystem::path& directory);

  aws::Answer send(const aws::Operation& operation, const nlohmann::json& input) override;

 private:
  struct Recorded {
    nlohmann::json output;
    std::int64_t bytes = 0;
    std::string error_code;  // empty: `output` counts
    int http_status = 0;
    std::string message;
  };
  struct Answers {
    std::vector<Recorded> list;
    std::size_t next = 0;
  };

  void read_file(const std::filesystem::path& file);
  void add_line(const std::string& service, nlohmann::json line);

  std::mutex mutex_;  // guards Answers::next
  std::map<std::string, Answers> answers_;
};

}  // namespace recording
