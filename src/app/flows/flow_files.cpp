#include "app/flows/flow_files.hpp"

#include <algorithm>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <istream>
#include <iterator>
#include <span>
#include <utility>

#include "app/flows/flow_names.hpp"
#include "base/encode.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "words/names.hpp"
#include "words/nearest.hpp"
#include "words/numbers.hpp"

namespace app {
namespace {

namespace fs = std::filesystem;
using base::ErrorKind;
using model::ReferenceKind;

constexpr std::size_t most_flow_files = 5'000;  // more than an instance has; a mistyped directory has any number
constexpr std::string_view standard_input = "stdin";

std::string message_of(const UnreadFile& file) {
  return fmt::format("the flow file {} {}", words::one_line(file.path, 300), file.why);
}

base::Error unusable(const std::string& path, std::string why) {
  return {ErrorKind::config, message_of({path, std::move(why)})};
}

struct FileText {
  std::string bytes;
  std::string wrong;  // why there are none
};

// One byte more than a file may have, so that a longer one is seen to be longer.
FileText bounded(std::istream& in) {
  std::string bytes(collect::max_flow_file_bytes + 1, '\0');
  in.read(bytes.data(), std::streamsize(bytes.size()));
  if (in.bad() || (in.fail() && !in.eof())) return {"", "cannot be read"};
  bytes.resize(std::size_t(in.gcount()));
  return {std::move(bytes), ""};
}

FileText contents_of(const std::string& path) {
  std::error_code failure;
  const bool is_there = fs::exists(path, failure);
  if (!is_there && !failure) return {"", "does not exist"};
  std::ifstream in(path, std::ios::binary);
  if (!in) return {"", "cannot be read"};
  return bounded(in);
}

bool is_json_file(const fs::directory_entry& entry) {
  std::error_code failure;
  return entry.is_regular_file(failure) && base::lower(entry.path().extension().string()) == ".json";
}

// In the order of their names. Hidden directories, such as .git, hold no flows.
std::vector<std::string> files_below(const std::string& directory) {
  std::vector<std::string> files;
  std::error_code failure;
  for (auto entry = fs::recursive_directory_iterator(directory, failure);
       !failure && entry != fs::recursive_directory_iterator(); entry.increment(failure)) {
    if (entry->path().filename().string().starts_with('.')) {
      entry.disable_recursion_pending();
    } else if (is_json_file(*entry)) {
      files.push_back(entry->path().string());
    }
    if (files.size() > most_flow_files) break;
  }
  if (failure) throw unusable(directory, fmt::format("cannot be read: {}", failure.message()));
  if (files.empty()) throw unusable(directory, "is a directory without a file *.json");
  std::ranges::sort(files);
  return files;
}

std::vector<std::string> paths_of(const std::vector<std::string>& places) {
  std::vector<std::string> paths;
  std::set<fs::path> seen;
  const auto add = [&](const std::string& path) {
    std::error_code failure;
    const fs::path real = fs::weakly_canonical(path, failure);
    if (path == "-" || failure || seen.insert(real).second) paths.push_back(path);
  };
  for (const std::string& place : places) {
    std::error_code failure;
    if (place != "-" && fs::is_directory(place, failure)) {
      for (const std::string& file : files_below(place)) add(file);
    } else {
      add(place);
    }
  }
  if (std::ranges::count(paths, "-") > 1) {
    throw base::Error(ErrorKind::usage, "standard input holds one flow: give - once");
  }
  if (paths.size() > most_flow_files) {
    throw base::Error(ErrorKind::usage, fmt::format("there are more than {} flow files", most_flow_files));
  }
  return paths;
}

// Sorted places take one pass through the text.
std::map<std::string, formats::FilePlace, std::less<>> lines_of(
    std::string_view text, const std::map<std::string, std::size_t, std::less<>>& offsets) {
  std::vector<std::pair<std::size_t, std::string_view>> sorted;
  for (const auto& [identifier, offset] : offsets) sorted.emplace_back(offset, identifier);
  std::ranges::sort(sorted);
  std::map<std::string, formats::FilePlace, std::less<>> places;
  formats::FilePlace place;
  std::size_t at = 0;
  for (const auto& [offset, identifier] : sorted) {
    for (; at < offset && at < text.size(); ++at) {
      const auto byte = static_cast<unsigned char>(text[at]);
      if (byte == '\n') {
        place = {place.line + 1, 1};
      } else if ((byte & 0xC0U) != 0x80U) {
        place.column += byte >= 0xF0U ? 2 : 1;
      }
    }
    places.emplace(identifier, place);
  }
  return places;
}

void read_into(FlowFiles& files, const std::string& given, std::istream& in) {
  const bool is_stdin = given == "-";
  FlowFile file;
  file.path = is_stdin ? std::string(standard_input) : fs::path(given).lexically_normal().string();
  const FileText text = is_stdin ? bounded(in) : contents_of(given);
  collect::FlowReading reading;
  reading.wrong = text.wrong;
  if (text.wrong.empty()) reading = collect::read_exported_flow(text.bytes);
  if (!reading.flow) {
    files.unread.push_back({std::move(file.path), std::move(reading.wrong)});
    return;
  }
  file.flow = *std::move(reading.flow);
  file.places = lines_of(text.bytes, file.flow.places);
  file.name = file.flow.name.empty() ? fs::path(file.path).stem().string() : file.flow.name;
  files.read.push_back(std::move(file));
}

std::string all_of(const std::vector<UnreadFile>& files) {
  constexpr std::size_t most = 20;
  const std::size_t told = std::min(files.size(), most);
  std::string text;
  for (const UnreadFile& file : std::span(files).first(told)) {
    text += fmt::format("{}{}", text.empty() ? "" : "; ", message_of(file));
  }
  if (told == files.size()) return text;
  return fmt::format("{}; and {} more", text, words::counted(std::int64_t(files.size() - told), "file"));
}

// By a name, which of the files has it.
class Names {
 public:
  static constexpr std::size_t none = ~std::size_t(0), several = none - 1;

  void add(const std::string& name, std::size_t file) {
    if (name.empty()) return;
    const auto [found, is_new] = files_.try_emplace(name, file);
    if (!is_new && found->second != file) found->second = several;
  }
  std::size_t find(const std::string& name) const {
    const auto found = files_.find(name);
    return found == files_.end() ? none : found->second;
  }

 private:
  std::map<std::string, std::size_t> files_;
};

struct Known {
  Names ids, names;

  void add(const FlowFile& file, std::size_t index) {
    ids.add(file.flow.id, index);
    ids.add(model::flow_id(file.flow.arn), index);
    ids.add(fs::path(file.path).stem().string(), index);
    names.add(file.name, index);
  }
  // A name that only one file has goes before those that several have.
  std::size_t find(const std::string& named, const std::string& shown) const {
    return std::min({ids.find(model::flow_id(named)), names.find(named), names.find(shown)}, [](auto a, auto b) {
      const auto rank = [](std::size_t file) { return file == Names::none ? 2 : file == Names::several ? 1 : 0; };
      return rank(a) < rank(b);
    });
  }
};

std::string internal_id(std::size_t file) {
  return fmt::format("{}", file);
}

bool is_flow_reference(const model::FlowReference& reference) {
  return reference.kind == ReferenceKind::flow || reference.kind == ReferenceKind::hook ||
         reference.kind == ReferenceKind::flow_module;
}

// ${Main} is none of these: it is a placeholder of a template, as {{main}}.
bool is_chosen_by_contact(std::string_view named) {
  return named.starts_with("$.") || named.starts_with("$[");
}

bool has_any(const FlowFile& file, bool (*is_one)(const model::FlowAction&)) {
  return std::ranges::any_of(file.flow.graph.actions, is_one);
}

// Where the contact itself goes, now; what else is named runs at some other time.
bool goes_there(const model::FlowAction& action, ReferenceKind kind) {
  return (kind == ReferenceKind::flow && action.type == "TransferToFlow") ||
         (kind == ReferenceKind::flow_module && action.type == "InvokeFlowModule");
}

}  // namespace

formats::FilePlace FlowFile::place_of(const std::string& identifier) const {
  const auto found = places.find(identifier);
  return found == places.end() ? formats::FilePlace{} : found->second;
}

// Loop prompts stand in customer queue flows and hold flows alone.
std::string FlowFile::type() const {
  if (!flow.type.empty()) return flow.type;
  const bool has_loop_prompts =
      has_any(*this, [](const model::FlowAction& action) { return action.type == "MessageParticipantIteratively"; });
  return has_loop_prompts ? "CUSTOMER_QUEUE" : "CONTACT_FLOW";
}

bool chooses_flow(const model::FlowAction& action) {
  return std::ranges::any_of(action.references, [](const model::FlowReference& reference) {
    return reference.kind == ReferenceKind::flow && is_chosen_by_contact(reference.named);
  });
}

std::optional<std::string> attribute_of_module(const model::FlowAction& action) {
  const auto* module = reference_of(action, ReferenceKind::flow_module);
  const bool is_chosen = module != nullptr && is_chosen_by_contact(module->named);
  return is_chosen ? std::optional(module->named) : std::nullopt;
}

FlowFiles read_flow_files(const std::vector<std::string>& places, std::istream& in) {
  FlowFiles files;
  for (const std::string& path : paths_of(places)) read_into(files, path, in);
  if (files.read.empty()) throw base::Error(ErrorKind::config, all_of(files.unread));
  return files;
}

FilesAsInstance::FilesAsInstance(std::vector<FlowFile> files, const std::vector<std::string>& entries)
    : files_(std::move(files)) {
  connect();
  if (entries.empty()) {
    assume_entries();
  } else {
    entries_ = chosen_entries(entries);
  }
  fill();
}

std::size_t FilesAsInstance::file_of(const analysis::Part& part) const {
  return *base::number_in<std::size_t>(part.flow->id);
}

bool FilesAsInstance::is_entry(std::size_t file) const {
  return entries_.contains(file);
}

// What blocks name becomes the id that the file has in the graph.
void FilesAsInstance::connect() {
  Known flows, modules;
  for (std::size_t i = 0; i < files_.size(); ++i) (files_[i].is_module() ? modules : flows).add(files_[i], i);
  for (std::size_t i = 0; i < files_.size(); ++i) {
    for (model::FlowAction& action : files_[i].flow.graph.actions) {
      for (model::FlowReference& reference : action.references) {
        if (!is_flow_reference(reference) || is_chosen_by_contact(reference.named)) continue;
        const std::string name = reference.shown;
        const std::size_t target =
            (reference.kind == ReferenceKind::flow_module ? modules : flows).find(reference.named, name);
        const bool is_given = target < files_.size();
        if (!is_given && goes_there(action, reference.kind)) {
          not_given_.push_back(
              {i, &action, reference.kind, name.empty() ? reference.named : name, target == Names::several});
        }
        if (is_given && target != i) led_to_.insert(target);
        if (is_given && reference.kind == ReferenceKind::hook && files_[target].flow.type.empty()) {
          files_[target].flow.type = model::hooked_type(reference.event);
        }
        reference.named = is_given ? internal_id(target) : "";
        if (is_given) reference.shown = files_[target].name;
      }
    }
  }
}

void FilesAsInstance::assume_entries() {
  std::vector<std::size_t> choosing;
  for (std::size_t i = 0; i < files_.size(); ++i) {
    if (has_any(files_[i], chooses_flow)) choosing.push_back(i);
  }
  for (std::size_t i = 0; i < files_.size(); ++i) {
    if (files_[i].type() != "CONTACT_FLOW" || led_to_.contains(i)) continue;
    const bool may_be_chosen = std::ranges::any_of(choosing, [&](std::size_t other) { return other != i; });
    (may_be_chosen ? unclear_entries_ : entries_).insert(i);
  }
  if (entries_.empty() && unclear_entries_.size() == 1) std::swap(entries_, unclear_entries_);
}

std::set<std::size_t> FilesAsInstance::chosen_entries(const std::vector<std::string>& entries) const {
  std::set<std::size_t> chosen;
  for (const std::string& entry : entries) {
    const std::string path = fs::path(entry).lexically_normal().string();
    const auto found = std::ranges::find_if(files_, [&](const FlowFile& file) {
      return !file.is_module() &&
             (file.path == path || file.name == entry || (entry == "-" && file.path == standard_input));
    });
    if (found == files_.end()) {
      std::vector<std::string_view> names;
      for (const FlowFile& file : files_) {
        if (!file.is_module()) names.push_back(file.name);
      }
      throw base::Error(ErrorKind::usage, fmt::format("no file holds a flow '{}'{}", base::printable(entry, 60),
                                                      base::printable(words::did_you_mean(entry, names), 200)));
    }
    chosen.insert(std::size_t(found - files_.begin()));
  }
  return chosen;
}

// A name of AWS's own would set a flow apart: in the graph they are called by their numbers.
void FilesAsInstance::fill() {
  model::FlowSummaries flows, modules;
  model::FlowContents contents, module_contents;
  std::set<std::string> entries;
  for (std::size_t i = 0; i < files_.size(); ++i) {
    const std::string id = internal_id(i);
    const std::string guessed = files_[i].type();
    // Where nothing says it, contacts start there; what End flow does is not known all the same.
    const bool may_be_any = files_[i].flow.type.empty() && guessed == "CONTACT_FLOW";
    (files_[i].is_module() ? modules : flows).push_back({id, "", id, may_be_any ? "" : guessed, "ACTIVE", "PUBLISHED"});
    (files_[i].is_module() ? module_contents : contents)[id] = {files_[i].flow.graph, "PUBLISHED", "", std::nullopt};
    if (is_entry(i)) entries.insert(id);
  }
  // There may be others, to which these lead.
  const model::Gap others{model::GapKind::unavailable, "only the files were given", ""};
  flows_ = model::Dataset<model::FlowSummaries>::partly(std::move(flows), others);
  modules_ = model::Dataset<model::FlowSummaries>::partly(std::move(modules), others);
  contents_ = model::Dataset<model::FlowContents>::of(std::move(contents));
  module_contents_ = model::Dataset<model::FlowContents>::of(std::move(module_contents));
  graph_.emplace(flows_, contents_, modules_, module_contents_, entries);
}

}  // namespace app
