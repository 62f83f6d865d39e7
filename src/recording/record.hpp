// Writes down what AWS answered, as ReplayTransport reads it: Recorder owns the files of one recording, and each
// transport that is to be recorded gets a RecordingTransport around it. Any thread.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "aws/transport.hpp"
#include "base/error.hpp"
#include "recording/redact.hpp"
#include "recording/replay.hpp"

namespace recording {

class Recorder {
 public:
  // Makes the directory and writes recording.json; with `redaction`, everything is masked on the way. Only the owner
  // may read the files. Throws base::Error(usage) when the directory holds something already, base::Error(unavailable)
  // when the disk refuses.
  Recorder(std::filesystem::path directory, const RecordingInfo& info, std::string_view tool_version,
           std::unique_ptr<Redaction> redaction = nullptr);
  ~Recorder();
  Recorder(const Recorder&) = delete;
  Recorder& operator=(const Recorder&) = delete;
  Recorder(Recorder&&) = delete;
  Recorder& operator=(Recorder&&) = delete;

  // A call and its {"output": …} or {"error": {"code", "httpStatus", "message"}}. The line is there as a whole or not
  // at all; throws base::Error(unavailable) in the second case.
  void add(const aws::Operation& operation, const nlohmann::json& input, const nlohmann::json& outcome);

  // Throws base::Error(unavailable) when any line could not be written: then the recording is not whole.
  void check_whole() const;

  // Takes away what was written, and the directory when that was made for it; nothing is written from here on.
  void discard();

 private:
  class File;

  File& file_of(std::string_view service);
  std::filesystem::path path_of(std::string_view service) const;

  const std::filesystem::path directory_;
  const std::unique_ptr<Redaction> redaction_;
  bool has_made_directory_ = false;
  mutable std::mutex mutex_;  // guards files_ and failure_; each file has one of its own
  std::map<std::string, std::unique_ptr<File>, std::less<>> files_;  // by service
  std::string failure_;                                              // the first one
};

// Asks `inner` and writes down each attempt: pages, throttles and refusals as they came. What got no answer at all is
// recorded as the error NoAnswer of status 503, so that the replay has the same gap. Neither argument is owned.
class RecordingTransport final : public aws::Transport {
 public:
  RecordingTransport(aws::Transport& inner, Recorder& recorder) : inner_(inner), recorder_(recorder) {}

  // Asks nothing more once the recording cannot be whole.
  aws::Answer send(const aws::Operation& operation, const nlohmann::json& input) override;

 private:
  aws::Answer ask(const aws::Operation& operation, const nlohmann::json& input);

  aws::Transport& inner_;
  Recorder& recorder_;
};

}  // namespace recording
