// Flows in files: reading them, and taking them together for the flows of one instance. One thread.
#pragma once

#include <iosfwd>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "analysis/flow_graph.hpp"
#include "collect/flow/exported_flow.hpp"
#include "formats/flow_check.hpp"

namespace app {

struct FlowFile {
  std::string path;  // as it was given; stdin for standard input
  std::string name;  // of the flow: as the file says, else the file's own without its ending
  collect::ExportedFlow flow;
  std::map<std::string, formats::FilePlace, std::less<>> places;  // of blocks, by identifier

  bool is_module() const { return flow.type == "MODULE"; }
  // As the file or a hook says it, else what its blocks allow: CONTACT_FLOW, CUSTOMER_QUEUE.
  std::string type() const;
  formats::FilePlace place_of(const std::string& identifier) const;
};

// One that cannot be read, or holds no flow.
struct UnreadFile {
  std::string path;
  std::string why;  // to be read behind the file's name: "is not JSON"
};

struct FlowFiles {
  std::vector<FlowFile> read;
  std::vector<UnreadFile> unread;
};

// Of files, of directories with all *.json below them, and of `in` for "-". A file that is named twice is read once.
// Throws base::Error(config) where none holds a flow, with why not.
FlowFiles read_flow_files(const std::vector<std::string>& places, std::istream& in);

// A flow or module that a block leads to and that is not among the files, or is more than one of them.
struct NotGiven {
  std::size_t file = 0;
  const model::FlowAction* block = nullptr;
  model::ReferenceKind kind = model::ReferenceKind::flow;
  std::string name;
  bool is_several = false;
};

// A block that leads to a flow which is chosen while the contact runs: it may be any of the files.
bool chooses_flow(const model::FlowAction& action);

// The attribute by which a block chooses the module that it calls; nothing where it names one, or calls none.
std::optional<std::string> attribute_of_module(const model::FlowAction& action);

// The files as one graph: what they name by an id, an ARN or a name that one of the files has leads there. A name that
// several have leads nowhere that can be told.
class FilesAsInstance {
 public:
  // `entries`: paths or names of the flows that callers come in by; none: those inbound flows that no other file leads
  // to, nor may choose. Throws base::Error(usage) for one that no file has.
  FilesAsInstance(std::vector<FlowFile> files, const std::vector<std::string>& entries);

  // The graph points into it.
  FilesAsInstance(const FilesAsInstance&) = delete;
  FilesAsInstance& operator=(const FilesAsInstance&) = delete;
  FilesAsInstance(FilesAsInstance&&) = delete;
  FilesAsInstance& operator=(FilesAsInstance&&) = delete;
  ~FilesAsInstance() = default;

  const analysis::InstanceGraph& graph() const { return *graph_; }
  const std::vector<FlowFile>& files() const { return files_; }
  std::size_t file_of(const analysis::Part& part) const;
  bool is_entry(std::size_t file) const;
  // Inbound flows by which callers may come in, unless some block of another file chooses them.
  const std::set<std::size_t>& unclear_entries() const { return unclear_entries_; }
  bool is_led_to(std::size_t file) const { return led_to_.contains(file); }
  const std::vector<NotGiven>& not_given() const { return not_given_; }

 private:
  void connect();
  void fill();
  std::set<std::size_t> chosen_entries(const std::vector<std::string>& entries) const;
  void assume_entries();

  std::vector<FlowFile> files_;
  std::vector<NotGiven> not_given_;
  std::set<std::size_t> led_to_;  // by another file
  std::set<std::size_t> entries_, unclear_entries_;
  model::Dataset<model::FlowSummaries> flows_, modules_;
  model::Dataset<model::FlowContents> contents_, module_contents_;
  std::optional<analysis::InstanceGraph> graph_;
};

}  // namespace app
