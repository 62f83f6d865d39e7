// A flow or module as a file holds it: as the flow designer exports it, as the flow language has it, or with its
// content as a text within, as AWS's CLI answers describe-contact-flow and takes create-contact-flow. Bytes from
// outside: bounded, never trusted. Pure functions.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "model/flow.hpp"

namespace collect {

// What the content of a flow takes as a text within, with every other byte escaped.
inline constexpr std::size_t max_flow_file_bytes = 2'048'000;

struct ExportedFlow {
  std::string id, arn, name;  // empty where the file does not say
  std::string type;           // CONTACT_FLOW, CUSTOMER_QUEUE, …; empty where the file does not say; MODULE for a module
  model::FlowGraph graph;
  // Where a block's identifier stands in the text, in bytes from its beginning. Of a text within, where that begins.
  std::map<std::string, std::size_t, std::less<>> places;
};

struct FlowReading {
  std::optional<ExportedFlow> flow;
  std::string wrong;  // why there is none, to be read behind the file's name: "is not JSON"
};

FlowReading read_exported_flow(std::string_view text);

}  // namespace collect
