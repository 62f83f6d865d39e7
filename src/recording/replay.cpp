#include "recording/replay.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <fstream>
#include <sstream>

#include "aws/error.hpp"
#include "base/encode.hpp"
#include "base/error.hpp"
#include "base/json/canonical.hpp"
#include "base/json/read.hpp"
#include "base/timestamp.hpp"
#include "model/scene.hpp"

namespace recording {
namespace {

using base::ErrorKind;
using nlohmann::json;
namespace read = base::read;
namespace fs = std::filesystem;

constexpr std::size_t max_line_bytes = std::size_t{64} << 20U;  // AWS's largest answers are a few megabytes

base::Error unusable(const fs::path& file, const std::string& why) {
  return {ErrorKind::config, fmt::format("the recording file {} {}", file.string(), why)};
}

json parse_file(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) throw unusable(file, "cannot be opened; name a directory that `record` or tools/make_sample.py wrote");
  std::stringstream bytes;
  bytes << in.rdbuf();
  auto parsed = read::parse(bytes.str());
  if (!parsed || !parsed->is_object()) throw unusable(file, "is not a JSON object; it may have been cut short");
  return *std::move(parsed);
}

std::string key_of(std::string_view service, std::string_view operation, const json& input) {
  // What the log is filtered by differs from version to version, and what was let through is judged either way.
  json asked = input;
  if (asked.is_object()) asked.erase("filterPattern");
  return fmt::format("{}\n{}\n{}", service, operation, base::canonical(asked));
}

}  // namespace

bool is_of(const RecordingInfo& recording, std::span<const std::string> instances) {
  return !instances.empty() && std::ranges::all_of(instances, [&](const std::string& instance) {
    return instance == recording.instance_arn || recording.instance_arn.ends_with("/" + instance);
  });
}

RecordingInfo read_recording_info(const fs::path& directory) {
  const fs::path file = directory / "recording.json";
  const json info = parse_file(file);
  const auto version = read::integer(info, "formatVersion");
  if (!version || *version < 1) throw unusable(file, "has no formatVersion");
  if (*version > recording_format) {
    throw unusable(file,
                   fmt::format("has format version {}, this program reads up to {}; use a newer connect-ops-review",
                               *version, recording_format));
  }
  const auto recorded_at = base::from_iso8601(read::text(info, "recordedAt"));
  if (!recorded_at) throw unusable(file, "has no recordedAt of the form 2026-02-13T09:00:00Z");
  const auto days = read::integer(info, "days");
  if (!days || *days < 1 || *days > model::max_days) {
    throw unusable(file, fmt::format("has no days between 1 and {}", model::max_days));
  }
  return {*recorded_at, read::text(info, "instanceArn"), int(*days)};
}

ReplayTransport::ReplayTransport(const fs::path& directory) {
  std::error_code failure;
  for (const auto& entry : fs::directory_iterator(directory, failure)) {
    if (entry.path().extension() == ".jsonl") read_file(entry.path());
  }
  if (failure) {
    throw base::Error(ErrorKind::config, fmt::format("the recording directory {} cannot be read: {}",
                                                     directory.string(), failure.message()));
  }
  if (answers_.empty()) {
    throw base::Error(ErrorKind::config,
                      fmt::format("the recording directory {} holds no recorded call", directory.string()));
  }
}

void ReplayTransport::read_file(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) throw unusable(file, "cannot be opened");
  const std::string service = file.stem().string();
  std::string line;
  for (int number = 1; std::getline(in, line); ++number) {
    if (line.empty()) continue;
    if (line.size() > max_line_bytes) throw unusable(file, fmt::format("has a line {} that is too long", number));
    auto parsed = read::parse(line);
    const bool whole = parsed && !read::text(*parsed, "operation").empty() && parsed->contains("input") &&
                       (parsed->contains("output") || parsed->contains("error"));
    if (!whole) {
      throw unusable(file, fmt::format("has a line {} that is not a recorded call (operation, input, and output or "
                                       "error); it may have been cut short",
                                       number));
    }
    add_line(service, *std::move(parsed));
  }
  if (in.bad()) throw unusable(file, "could not be read to its end");
}

void ReplayTransport::add_line(const std::string& service, json line) {
  Recorded answer;
  if (line.contains("error")) {
    const json& error = read::object(line, "error");
    answer.error_code = read::text(error, "code");
    if (answer.error_code.empty()) answer.error_code = "UnknownError";
    answer.http_status = int(read::integer(error, "httpStatus").value_or(500));
    answer.message = read::text(error, "message");
  } else {
    answer.output = std::move(line.at("output"));
    answer.bytes = std::int64_t(base::canonical(answer.output).size());
  }
  answers_[key_of(service, read::text(line, "operation"), line.at("input"))].list.push_back(std::move(answer));
}

aws::Answer ReplayTransport::send(const aws::Operation& operation, const json& input) {
  const auto found = answers_.find(key_of(operation.service.name, operation.name, input));
  if (found == answers_.end()) {
    throw base::Error(ErrorKind::not_recorded,
                      fmt::format("the recording does not hold {} with the input {}", action(operation),
                                  base::printable(base::canonical(input), 200)));
  }
  const Recorded* answer = nullptr;
  {
    const std::lock_guard lock(mutex_);
    Answers& answers = found->second;
    answer = &answers.list[answers.next];
    if (answers.next + 1 < answers.list.size()) ++answers.next;
  }
  if (!answer->error_code.empty())
    throw aws::AwsError(operation, answer->error_code, answer->http_status, answer->message);
  return {answer->output, answer->bytes};
}

}  // namespace recording
