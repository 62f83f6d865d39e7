#include "aws/credentials/config_files.hpp"

#include <fmt/format.h>
#include <set>

#include "aws/credentials/reading.hpp"
#include "aws/credentials/shell_words.hpp"
#include "base/text.hpp"

namespace aws {
namespace {

constexpr std::size_t max_file_bytes = std::size_t{1} << 20U;

constexpr std::string_view blanks = " \t\r\v\f";

std::string_view trimmed(std::string_view text) {
  return base::trimmed(text, blanks);
}

// As the parser of the AWS command line, which is Python's: a line that stands further right than the key above it
// belongs to that key's value, comments have lines of their own, and nothing may be said twice. libinih is not used:
// it cuts the names of sections after 49 bytes, so that two profiles become one, and takes every indented key for a
// part of the value above it.
class Parser {
 public:
  explicit Parser(const std::string& file) : file_(file) {}

  void take(std::string_view line) {
    ++number_;
    const std::string_view text = trimmed(line);
    if (text.empty() || text[0] == '#' || text[0] == ';') return;
    const std::size_t indent = line.find_first_not_of(blanks);
    if (value_ != nullptr && indent > indent_) {
      *value_ += fmt::format("\n{}", text);
      return;
    }
    indent_ = indent;
    text[0] == '[' ? take_section(text) : take_key(text);
  }

  std::vector<ConfigSection> sections() && { return std::move(sections_); }

 private:
  void take_section(std::string_view text) {
    const auto end = text.find(']');
    if (end == std::string_view::npos || end == 1) throw bad_line();
    const std::string_view name = text.substr(1, end - 1);
    if (!names_.emplace(name).second) throw bad_line();
    sections_.push_back({std::string(name)});
    value_ = nullptr;
  }

  void take_key(std::string_view text) {
    const auto end = text.find_first_of("=:");
    if (sections_.empty() || end == std::string_view::npos || end == 0) throw bad_line();
    const auto [at, is_new] =
        sections_.back().values.try_emplace(base::lower(trimmed(text.substr(0, end))), trimmed(text.substr(end + 1)));
    if (!is_new) throw bad_line();
    value_ = &at->second;
  }

  base::Error bad_line() const {
    return unusable(fmt::format("line {} of {} cannot be read: expected [section] or key = value, each once", number_,
                                shown(file_)));
  }

  const std::string& file_;
  std::vector<ConfigSection> sections_;
  std::set<std::string, std::less<>> names_;
  std::string* value_ = nullptr;  // that a line further right belongs to
  std::size_t indent_ = 0;
  int number_ = 0;
};

// Text of the file that `variable` names, else of the one in the home directory.
std::vector<ConfigSection> read_sections(const base::Environment& environment, const char* variable,
                                         const char* usual) {
  const std::string path = from_home(environment, environment.get(variable).value_or(usual));
  const auto text = read_bounded(path, max_file_bytes, "the AWS configuration file");
  return text ? parse_sections(*text, path) : std::vector<ConfigSection>();
}

void put(ConfigFiles::Sections& sections, const std::string& name, std::string_view what, ConfigSection section) {
  section.title = fmt::format("{} {}", what, shown(name));
  sections.insert_or_assign(name, std::move(section));
}

// What the credentials file says comes first. Its keys are not mixed with those of the other file.
void merge(ConfigSection& profile, ConfigSection section) {
  if (section.has("aws_access_key_id")) {
    for (const char* key : {"aws_access_key_id", "aws_secret_access_key", "aws_session_token", "aws_security_token"}) {
      profile.values.erase(key);
    }
  }
  section.values.merge(profile.values);
  profile.values = std::move(section.values);
}

}  // namespace

std::optional<std::string> ConfigSection::get(std::string_view key) const {
  const auto found = values.find(key);
  if (found == values.end() || found->second.empty()) return std::nullopt;
  if (found->second.find('\n') != std::string::npos) {
    throw unusable(fmt::format("{} of {} has more than one line", key, title));
  }
  return found->second;
}

std::optional<std::string> ConfigSection::get_nested(std::string_view block, std::string_view key) const {
  const auto found = values.find(block);
  if (found == values.end()) return std::nullopt;
  std::string_view rest = found->second;
  if (!rest.starts_with('\n')) throw unusable(fmt::format("{} of {} has no lines of its own below it", block, title));
  while (!rest.empty()) {
    rest.remove_prefix(1);
    const std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(line.size());
    const auto end = line.find('=');
    if (end == std::string_view::npos) {
      throw unusable(fmt::format("a line of {} of {} cannot be read: expected key = value", block, title));
    }
    if (base::lower(trimmed(line.substr(0, end))) == key) return std::string(trimmed(line.substr(end + 1)));
  }
  return std::nullopt;
}

std::vector<ConfigSection> parse_sections(const std::string& text, const std::string& file) {
  if (text.find('\0') != std::string::npos) throw unusable(fmt::format("{} is not a text file", shown(file)));
  std::string_view rest = text;
  if (rest.starts_with("\xEF\xBB\xBF")) rest.remove_prefix(3);  // the mark that Windows editors leave
  Parser parser(file);
  while (!rest.empty()) {
    const auto end = rest.find('\n');
    parser.take(rest.substr(0, end));
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
  }
  return std::move(parser).sections();
}

ConfigFiles read_config_files(const base::Environment& environment) {
  ConfigFiles files;
  for (ConfigSection& section : read_sections(environment, "AWS_CONFIG_FILE", "~/.aws/config")) {
    const auto words = shell_words(section.title).value_or(std::vector<std::string>());
    if (section.title == "default") {
      put(files.profiles, "default", "profile", std::move(section));
    } else if (words.size() == 2 && words[0] == "profile") {
      put(files.profiles, words[1], "profile", std::move(section));
    } else if (words.size() == 2 && words[0] == "sso-session") {
      put(files.sso_sessions, words[1], "sso-session", std::move(section));
    } else if (words.size() == 2 && words[0] == "services") {
      put(files.services, words[1], "services", std::move(section));
    }
  }
  for (ConfigSection& section : read_sections(environment, "AWS_SHARED_CREDENTIALS_FILE", "~/.aws/credentials")) {
    const std::string name = section.title;
    const auto found = files.profiles.find(name);
    if (found == files.profiles.end()) {
      put(files.profiles, name, "profile", std::move(section));
    } else {
      merge(found->second, std::move(section));
    }
  }
  return files;
}

std::optional<std::string> chosen_profile(const base::Environment& environment) {
  auto older = environment.get("AWS_DEFAULT_PROFILE");
  return older ? older : environment.get("AWS_PROFILE");
}

std::string profile_name(const base::Environment& environment, const std::string& profile) {
  return profile.empty() ? chosen_profile(environment).value_or("default") : profile;
}

std::string from_home(const base::Environment& environment, const std::string& path) {
  const auto home = environment.get("HOME");
  return home && path.starts_with("~/") ? *home + path.substr(1) : path;
}

std::optional<std::string> profile_region(const base::Environment& environment, const std::string& profile) {
  const ConfigFiles files = read_config_files(environment);
  const auto found = files.profiles.find(profile_name(environment, profile));
  return found == files.profiles.end() ? std::nullopt : found->second.get("region");
}

}  // namespace aws
