// The configuration: flag before environment before file before default, and for every value where it came from.
// Read and checked once at the start; read-only after that.
#pragma once

#include <chrono>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/config/option.hpp"
#include "base/environment.hpp"
#include "base/error.hpp"
#include "checks/check.hpp"
#include "model/mute.hpp"
#include "model/scene.hpp"

namespace app {

struct Value {
  std::string text;
  std::string source;  // "--days", "STORAGE_BACKEND", "the file /home/…", "default"
};

// What a front end takes instead of the table's defaults; the source names the front end.
using Defaults = std::map<OptionId, Value>;

// By key: those given on the command line.
using Flags = std::map<std::string, std::string, std::less<>>;

class Config {
 public:
  // `file` is --config; without it the user's own file is read when there is one; an empty path is no file. Throws
  // base::Error(usage) for a wrong flag and base::Error(config) for a wrong variable or file, each with what is wrong,
  // where it came from and what is expected.
  Config(const Flags& flags, const std::optional<std::filesystem::path>& file, const base::Environment& environment,
         const Defaults& defaults = {});

  template <typename Kind>
  typename Kind::Value get(const Handle<Kind>& option) const {
    if (auto read = option.kind.read(text(option))) return *std::move(read);
    reject(option, option.kind.expected());
  }

  const Value& value(OptionId option) const { return values_.at(option); }
  const std::string& text(OptionId option) const { return value(option).text; }
  bool is_default(OptionId option) const { return value(option).source.starts_with("default"); }
  bool is_flag(OptionId option) const { return value(option).source.starts_with("--"); }

  model::Settings settings() const;

  // A threshold of a check, with where it came from.
  Value threshold(const checks::Threshold& threshold) const;

  // Those that stand in the file.
  const std::vector<model::Mute>& mutes() const { return mutes_; }

  // That was read; nothing: none.
  const std::optional<std::filesystem::path>& file() const { return file_; }

  // Throws the error that says what is wrong with a value, where it came from and what is expected.
  [[noreturn]] void reject(OptionId option, std::string_view expected) const;

 private:
  void read_file(const std::filesystem::path& file);
  void read_mutes();
  void validate() const;
  std::chrono::seconds event_budget() const;  // for CloudTrail's events; zero: until all are read

  std::map<OptionId, Value> values_;  // of every option
  std::optional<std::filesystem::path> file_;
  std::string text_;                          // that stands in it
  std::map<std::string, double> thresholds_;  // that the file sets, by their keys
  std::vector<model::Mute> mutes_;
};

// connect-ops-review/config.toml in the user's configuration directory.
std::optional<std::filesystem::path> default_config_file(const base::Environment& environment);

}  // namespace app
