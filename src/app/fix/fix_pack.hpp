// Fix packs: files that close findings of a stored review, which a person reads and deploys. Nothing here is applied.
// Made of the review's findings and facts alone, and of exported flows. Pure functions but for the one that writes.
#pragma once

#include <filesystem>
#include <map>
#include <nlohmann/json_fwd.hpp>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "app/flows/flow_files.hpp"
#include "model/review.hpp"

namespace app {

// A finding that a file closes.
struct ClosedFinding {
  std::string id, check, headline;
};

struct FixFile {
  std::string name;  // in the pack's directory: alarms.yaml, flows/main.json
  std::string text;
  std::vector<ClosedFinding> closes;
  bool is_script = false;
};

struct FixPack {
  std::vector<FixFile> files;      // README.md is the last; none: there is nothing to fix
  std::vector<std::string> notes;  // what stays open, and why: sentences
};

struct FixRequest {
  const model::Review& review;
  std::set<std::string, std::less<>> checks{};                   // ids of those whose findings are to be closed
  std::map<std::string, double, std::less<>> growth{};           // of quotas a week, by their key: users
  std::vector<FlowFile> flows{};                                 // exported
  std::map<std::string, std::string, std::less<>> flow_texts{};  // bytes of the flows' files, by path
};

FixPack fix_pack(const FixRequest& request);

// Of the review's findings those that need action and are of the request's checks.
std::vector<model::Finding> findings_to_fix(const FixRequest& request);

// The directory as `fix` may write it: absolute. Throws base::Error(usage) where there is something in it already, or
// it is no directory.
std::filesystem::path fix_directory(const std::filesystem::path& named);

// Makes the directory with all files in it, or leaves everything as it was. Throws as fix_directory and the files of
// store/sqlite/files.hpp do.
void write_fix_pack(const std::filesystem::path& directory, const FixPack& pack);

// As `fix --json` prints it.
nlohmann::json to_json(const FixPack& pack);

}  // namespace app
