// The AWS tools' own files, ~/.aws/config and ~/.aws/credentials, read as one: what the AWS command line finds in them
// is found here. Plain data; any thread.
// https://docs.aws.amazon.com/sdkref/latest/guide/file-format.html
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/environment.hpp"

namespace aws {

// One [section]: keys in lower case. A nested block is one value that starts with a line feed.
struct ConfigSection {
  std::string title;  // for people: "profile ops"
  std::map<std::string, std::string, std::less<>> values{};

  // Nothing when the key is absent or empty. Throws base::Error(credentials) for more than one line.
  std::optional<std::string> get(std::string_view key) const;
  std::string text(std::string_view key) const { return get(key).value_or(""); }
  bool has(std::string_view key) const { return get(key).has_value(); }

  // `key` in the nested block. Throws base::Error(credentials) when `block` is there and is none.
  std::optional<std::string> get_nested(std::string_view block, std::string_view key) const;
};

struct ConfigFiles {
  using Sections = std::map<std::string, ConfigSection, std::less<>>;
  Sections profiles;      // [profile x] and [default] of the first file, [x] of the second
  Sections sso_sessions;  // [sso-session x]
  Sections services;      // [services x]
};

// AWS_CONFIG_FILE and AWS_SHARED_CREDENTIALS_FILE name other files. A file that is not there is an empty one. Throws
// base::Error(credentials) that names file and line for one that cannot be read.
ConfigFiles read_config_files(const base::Environment& environment);

// AWS_DEFAULT_PROFILE, else AWS_PROFILE: the older variable goes first, as the AWS command line has it.
// https://github.com/aws/aws-cli/issues/1281
std::optional<std::string> chosen_profile(const base::Environment& environment);

// `profile`, else the one that the variables choose, else default.
std::string profile_name(const base::Environment& environment, const std::string& profile);

// Path with ~/ resolved to the home directory.
std::string from_home(const base::Environment& environment, const std::string& path);

// The sections of one file in its order. Throws with `file` and the line. Exposed for its tests.
std::vector<ConfigSection> parse_sections(const std::string& text, const std::string& file);

}  // namespace aws
