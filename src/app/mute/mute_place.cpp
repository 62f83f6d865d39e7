#include "app/mute/mute_place.hpp"

#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <utility>

#include "app/mute/mute_text.hpp"
#include "base/encode.hpp"
#include "base/error.hpp"
#include "store/s3/bucket.hpp"
#include "store/sqlite/files.hpp"

namespace app {
namespace {

using base::ErrorKind;
namespace fs = std::filesystem;

constexpr std::string_view s3_scheme = "s3://";

// Bucket and key; nothing for a path.
std::optional<std::pair<std::string, std::string>> object_of(std::string_view place) {
  if (!place.starts_with(s3_scheme)) return std::nullopt;
  const std::string_view rest = place.substr(s3_scheme.size());
  const auto slash = rest.find('/');
  if (slash == 0 || slash == std::string_view::npos || slash + 1 == rest.size()) {
    throw base::Error(ErrorKind::usage, fmt::format("'{}' names no object of a bucket; expected s3://BUCKET/mutes.toml",
                                                    base::printable(place, 120)));
  }
  return std::pair(std::string(rest.substr(0, slash)), std::string(rest.substr(slash + 1)));
}

std::unique_ptr<store::Bucket> bucket_of(const std::string& name, const Config& config, Cloud& cloud) {
  store::Location location;
  location.bucket = name;
  location.sse = config.get(options::sse);
  location.kms_key = config.get(options::kms_key);
  location.expected_bucket_owner = config.get(options::bucket_owner);
  return std::make_unique<store::Bucket>(location, cloud.remote());
}

// One byte more than a file of mutes may have, so that a longer one is seen to be longer.
std::optional<std::string> read_bounded(const fs::path& path) {
  std::error_code failure;
  if (!fs::exists(path, failure) && !failure) return std::nullopt;
  std::ifstream in(path, std::ios::binary);
  std::string bytes(most_mute_bytes + 1, '\0');
  const bool is_file = in && !fs::is_directory(path, failure);
  if (is_file && in.read(bytes.data(), std::streamsize(bytes.size()))) return bytes;
  if (!is_file || !in.eof()) {
    throw base::Error(ErrorKind::config, fmt::format("the file of mutes {} cannot be read", path.string()));
  }
  bytes.resize(std::size_t(in.gcount()));
  return bytes;
}

void write_in_place(const fs::path& place, std::string_view text) {
  std::error_code failure;
  if (fs::is_regular_file(place, failure)) return store::replace_file(place, text);
  if (fs::exists(place, failure)) {  // /dev/null must not become one
    throw base::Error(ErrorKind::config, fmt::format("{} is not a file that mutes can be kept in", place.string()));
  }
  const fs::path path = fs::absolute(place);
  store::make_directory(path.parent_path());
  store::write_file(path, text, 0644);
}

}  // namespace

void require_mute_place(std::string_view place) {
  object_of(place);
}

MutePlace::MutePlace(std::string place, const Config& config, const std::function<Cloud&()>& cloud)
    : place_(std::move(place)) {
  const auto object = object_of(place_);
  if (!object) return;
  bucket_ = bucket_of(object->first, config, cloud());
  key_ = object->second;
}

MutePlace::~MutePlace() = default;

std::optional<std::string> MutePlace::read() {
  if (!bucket_) return read_bounded(place_);
  auto object = bucket_->get(key_);
  if (!object) return std::nullopt;
  etag_ = std::move(object->etag);
  return std::move(object->bytes);
}

void MutePlace::write(std::string_view text) {
  if (!bucket_) return write_in_place(place_, text);
  const bool is_written = etag_ ? bucket_->replace(key_, text, "application/toml", *etag_)
                                : bucket_->create(key_, text, "application/toml");
  if (is_written) return;
  throw base::Error(ErrorKind::unavailable,
                    fmt::format("somebody else has just written {}; do it again", base::printable(place_, 120)));
}

}  // namespace app
