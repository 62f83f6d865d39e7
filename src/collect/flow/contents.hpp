// What the contents of flows and of modules have in common: one answer's content, and the search that finds most of
// them at once. Called by one collector at a time.
#pragma once

#include <string>
#include <unordered_map>

#include "collect/collector.hpp"
#include "model/flow.hpp"

namespace collect {

// The content of one item, with its gap when it is not in the flow language. `sha_key` is the member with AWS's hash.
model::FlowContent content_from(const nlohmann::json& item, const char* sha_key);

// By the id of the flow or module.
using FoundContents = std::unordered_map<std::string, model::FlowContent>;

// One page of a search carries what would cost a hundred calls at two a second. Only what is published is taken from
// it, and AWS may leave the content out: whatever is not found here is described on its own. That holds for a search
// that fails as well.
FoundContents search_contents(Source& source, const aws::Operation& operation, const char* sha_key);

}  // namespace collect
