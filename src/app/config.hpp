// The configuration: flag before environment before file before default, and for every value where it came from.
// Read once at the start; read-only after that.
#pragma once

#include <chrono>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/environment.hpp"
#include "model/scene.hpp"

namespace app {

struct Option {
  std::string_view key;          // in the file: carrier_lookup
  std::string_view flag;         // on the command line: --carrier-lookup
  std::string_view environment;  // variables, the first that is set counts; empty: none
  std::string_view fallback;     // default as text
  std::string_view help;
  bool repeatable = false;  // given twice, it is a list of both
};

// Every option that can be configured, in the order in which help shows them.
const std::vector<Option>& options();

struct Value {
  std::string text;
  std::string source;  // "--days", "STORAGE_BACKEND", "the file /home/…", "default"
};

// What a front end takes instead of the table's defaults, by key; the source names the front end.
using Defaults = std::map<std::string, Value, std::less<>>;

enum class FailOn { never, fail, warn };

class Config {
 public:
  // `flags` by key: those given on the command line. `file` is --config; without it the user's own file is read when
  // there is one. Throws base::Error(usage) for a wrong flag and base::Error(config) for a wrong variable or file, each
  // with what is wrong, where it came from and what is expected.
  Config(const std::map<std::string, std::string, std::less<>>& flags, const std::optional<std::filesystem::path>& file,
         const base::Environment& environment, const Defaults& defaults = {});

  const Value& value(std::string_view key) const;
  const std::string& text(std::string_view key) const { return value(key).text; }
  bool is_default(std::string_view key) const { return value(key).source.starts_with("default"); }

  int days() const;
  FailOn fail_on() const;
  bool flag(std::string_view key) const;                      // true or false
  std::vector<std::string> list(std::string_view key) const;  // separated by commas
  model::Settings settings() const;

  double percentage(std::string_view key) const;             // above 0, up to 100
  std::chrono::seconds seconds(std::string_view key) const;  // from 1 to a day
  std::chrono::hours link_life() const;                      // of links to reports, up to a week

  // Throws the error that says what is wrong with a value, where it came from and what is expected.
  [[noreturn]] void reject(std::string_view key, std::string_view expected) const;

 private:
  void read_file(const std::filesystem::path& file);
  void validate() const;

  std::map<std::string, Value, std::less<>> values_;
};

// connect-ops-review/config.toml in the user's configuration directory.
std::optional<std::filesystem::path> default_config_file(const base::Environment& environment);

}  // namespace app
