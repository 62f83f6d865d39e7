// What checks say of flows in files, before an account has them: the findings with the file and line of each block.
// Plain data and pure functions but for the sink.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "formats/table.hpp"
#include "model/finding.hpp"

namespace formats {

// Counted from 1; columns as most editors do, in UTF-16 code units.
struct FilePlace {
  std::size_t line = 1, column = 1;
};

struct FlowBlock {
  std::string identifier;
  std::string problem;  // "block 'Ask', Get customer input (GetParticipantInput) leads nowhere"
  FilePlace place;
};

struct FlowFinding {
  model::Finding finding;  // its resource's key is the file
  std::vector<FlowBlock> blocks;
};

struct CheckedFlow {
  std::string file;  // as it was given
  std::string name;
  std::string type;           // CONTACT_FLOW, CUSTOMER_QUEUE, …, MODULE
  bool is_type_known = true;  // else it is taken for one of that type
  bool is_entry = false;      // callers come in by it
  bool is_reached = false;    // from one of those
  bool is_read = true;        // else it is a file that holds no flow, and nothing more is known of it
};

struct MadeCheck {
  std::string id, title;
  bool follows_contacts = false;  // and says nothing of flows that are not reached
};

struct FlowCheck {
  std::string version;  // of the program
  base::Time time;
  bool are_entries_assumed = true;  // those that no other file leads to or may choose; nobody said which
  std::vector<CheckedFlow> flows;   // in the order of the files
  std::vector<MadeCheck> checks;
  std::vector<FlowFinding> findings;  // by file, and model::comes_before
  std::vector<std::string> mute_notes;
};

// Without those that are muted.
int count(const FlowCheck& check, model::Status status);
int count_muted(const FlowCheck& check);
int count_unread(const FlowCheck& check);

// "3 flows, 1 module, 5 checks: 1 fail, 2 warnings in 7 places, 0 not assessed, 1 for information, 1 muted. Callers
// come in by Main, which no other file leads to."
std::string summary_of(const FlowCheck& check);

// For a terminal: a line a block, which begins with file:line:column as compilers have it.
std::string text(const FlowCheck& check, bool colour);

nlohmann::json to_json(const FlowCheck& check);

// Each a document of its format.
void csv(const FlowCheck& check, const Sink& sink);
void md(const FlowCheck& check, const Sink& sink);
void junit(const FlowCheck& check, const Sink& sink);
void sarif(const FlowCheck& check, const Sink& sink);

}  // namespace formats
