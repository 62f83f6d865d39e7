#include "recording/record.hpp"

#include <cerrno>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

#include "aws/error.hpp"
#include "base/json/canonical.hpp"
#include "base/timestamp.hpp"
#include "model/document.hpp"
#include "model/scene.hpp"

namespace recording {
namespace {

using base::ErrorKind;
using nlohmann::json;
namespace fs = std::filesystem;

constexpr const char* info_file = "recording.json";

base::Error refused(const fs::path& path, int error_number) {
  return {ErrorKind::unavailable, fmt::format("the recording {} cannot be written: {}", path.string(),
                                              std::generic_category().message(error_number))};
}

// False when it was there, and empty.
bool make_directory(const fs::path& directory) {
  if (::mkdir(directory.c_str(), 0700) == 0) return true;
  const int error_number = errno;
  if (error_number != EEXIST) throw refused(directory, error_number);
  std::error_code failure;
  if (fs::is_directory(directory, failure) && fs::is_empty(directory, failure) && !failure) return false;
  throw base::Error(ErrorKind::usage, fmt::format("there is something in {} already; name a new directory for the "
                                                  "recording",
                                                  directory.string()));
}

json info_json(const RecordingInfo& info, std::string_view tool_version, Redaction* redaction) {
  const std::string arn = redaction == nullptr ? info.instance_arn : redaction->masked_text(info.instance_arn);
  const model::InstanceRef instance = model::parse_instance_arn(arn);
  return {{"formatVersion", recording_format}, {"recordedAt", base::to_iso8601(info.recorded_at)},
          {"instanceArn", instance.arn},       {"accountId", instance.account_id},
          {"region", instance.region},         {"days", info.days},
          {"redacted", redaction != nullptr},  {"tool", {{"name", model::Tool().name}, {"version", tool_version}}}};
}

json error_json(const base::Error& error) {
  const auto* answer = dynamic_cast<const aws::AwsError*>(&error);
  if (answer == nullptr) return {{"code", "NoAnswer"}, {"httpStatus", 503}, {"message", ""}};
  return {{"code", answer->code()}, {"httpStatus", answer->http_status()}, {"message", answer->message()}};
}

}  // namespace

// One file that lines are added to. Any thread.
class Recorder::File {
 public:
  explicit File(fs::path path) : path_(std::move(path)) {
    descriptor_ = ::open(path_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0600);
    if (descriptor_ < 0) throw refused(path_, errno);
  }
  ~File() { ::close(descriptor_); }
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  File(File&&) = delete;
  File& operator=(File&&) = delete;

  void add(std::string line) {
    line += '\n';
    const std::lock_guard lock(mutex_);
    for (std::size_t written = 0; written < line.size();) {
      const ssize_t count = ::write(descriptor_, line.data() + written, line.size() - written);
      if (count < 0 && errno == EINTR) continue;
      if (count < 0) give_up(errno);
      written += std::size_t(count);
    }
    size_ += off_t(line.size());
  }

 private:
  // Half a line would make the whole recording unusable.
  [[noreturn]] void give_up(int error_number) {
    if (::ftruncate(descriptor_, size_) != 0) error_number = errno;
    throw refused(path_, error_number);
  }

  const fs::path path_;
  int descriptor_ = -1;
  std::mutex mutex_;  // guards the file and size_
  off_t size_ = 0;    // of the whole lines
};

Recorder::Recorder(fs::path directory, const RecordingInfo& info, std::string_view tool_version,
                   std::unique_ptr<Redaction> redaction)
    : directory_(std::move(directory)), redaction_(std::move(redaction)) {
  const json body = info_json(info, tool_version, redaction_.get());
  has_made_directory_ = make_directory(directory_);
  File(directory_ / info_file).add(body.dump(2));
}

Recorder::~Recorder() = default;

fs::path Recorder::path_of(std::string_view service) const {
  return directory_ / fmt::format("{}.jsonl", service);
}

Recorder::File& Recorder::file_of(std::string_view service) {
  const std::lock_guard lock(mutex_);
  const auto found = files_.find(service);
  if (found != files_.end()) return *found->second;
  if (!failure_.empty()) throw base::Error(ErrorKind::unavailable, failure_);
  auto file = std::make_unique<File>(path_of(service));
  return *files_.emplace(service, std::move(file)).first->second;
}

void Recorder::add(const aws::Operation& operation, const json& input, const json& outcome) {
  json line = outcome;
  line["input"] = input;
  if (redaction_) line = redaction_->masked(line);
  // For people: what was asked stands before what was answered, which can be long.
  const json& asked = line.at("input");
  std::string text = fmt::format(R"({{"operation":"{}","input":{})", operation.name, base::canonical(asked));
  for (const auto& [member, body] : line.items()) {
    if (member != "input") text += fmt::format(R"(,"{}":{})", member, base::canonical(body));
  }
  text += '}';
  try {
    file_of(operation.service.name).add(std::move(text));
  } catch (const base::Error& error) {
    const std::lock_guard lock(mutex_);
    if (failure_.empty()) failure_ = error.what();
    throw;
  }
}

void Recorder::check_whole() const {
  const std::lock_guard lock(mutex_);
  if (!failure_.empty()) throw base::Error(ErrorKind::unavailable, failure_);
}

void Recorder::discard() {
  const std::lock_guard lock(mutex_);
  if (failure_.empty()) failure_ = fmt::format("the recording {} was given up", directory_.string());
  std::error_code ignored;  // what stays is no whole recording, and the next one says that it is in its way
  for (const auto& [service, file] : files_) fs::remove(path_of(service), ignored);
  fs::remove(directory_ / info_file, ignored);
  if (has_made_directory_) fs::remove(directory_, ignored);
}

aws::Answer RecordingTransport::send(const aws::Operation& operation, const json& input) {
  recorder_.check_whole();
  aws::Answer answer = ask(operation, input);
  recorder_.add(operation, input, {{"output", answer.output}});
  return answer;
}

aws::Answer RecordingTransport::ask(const aws::Operation& operation, const json& input) {
  try {
    return inner_.send(operation, input);
  } catch (const base::Error& error) {
    // A recording that is recorded again lacks the same calls.
    if (error.kind() != ErrorKind::not_recorded) recorder_.add(operation, input, {{"error", error_json(error)}});
    throw;
  }
}

}  // namespace recording
