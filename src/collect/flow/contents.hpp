// What the contents of flows and of modules have in common: they are asked for in the same way, by other names. Called
// by one collector at a time.
#pragma once

#include <set>
#include <string>
#include <string_view>

#include "aws/operations/connect.hpp"
#include "collect/collector.hpp"
#include "model/flow.hpp"

namespace collect {

// How one kind is asked for.
struct ContentKind {
  std::string_view plural;           // flow modules
  std::string_view saved_versions;   // saved versions of flow modules
  const aws::Operation* search;      // many at once
  const aws::Operation* describe;    // one
  const char* id = nullptr;          // the member of its input
  const char* item = nullptr;        // the member of its answer
  const char* sha256_key = nullptr;  // of both
};

inline constexpr ContentKind flow_kind = {"flows",
                                          "saved versions of flows",
                                          &aws::connect::search_contact_flows,
                                          &aws::connect::describe_contact_flow,
                                          "ContactFlowId",
                                          "ContactFlow",
                                          "FlowContentSha256"};
inline constexpr ContentKind module_kind = {"flow modules",
                                            "saved versions of flow modules",
                                            &aws::connect::search_contact_flow_modules,
                                            &aws::connect::describe_contact_flow_module,
                                            "ContactFlowModuleId",
                                            "ContactFlowModule",
                                            "FlowModuleContentSha256"};

// By id, of those that are live or drafts: what is set apart (archived, AWS's own that is none of the `entries`) is not
// read, but for what AWS's own name where the search has it. What was never published answers only for its saved
// version.
model::Dataset<model::FlowContents> read_contents(Source& source, const ContentKind& kind,
                                                  const model::Dataset<model::FlowSummaries>& list,
                                                  const std::set<std::string>& entries);

// Of those that are published and whose digest is known, for that is what a saved version is held against; of AWS's own
// none. No search has them: each is a call.
model::Dataset<model::SavedVersions> read_saved_versions(Source& source, const ContentKind& kind,
                                                         const model::Dataset<model::FlowContents>& published);

}  // namespace collect
