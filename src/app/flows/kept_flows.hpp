// What a review keeps of an instance's flows beside its documents: their blocks and branches and what these name, with
// digests in the place of texts. By it `diff` tells what changed in them, and reports draw maps. Any thread that may
// use the store.
#pragma once

#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "model/inventory.hpp"
#include "store/store.hpp"

namespace app {

// connect-ops-review-ID-flows.jsonl.gz: a line for each list and each flow.
std::string flows_file_name(std::string_view review_id);
inline constexpr std::string_view flows_media_type = "application/gzip";

// Unpacked; as large as four times the flows that Amazon Connect has quotas for.
inline constexpr std::size_t most_flow_bytes = std::size_t{256} << 20U;

// What is kept. The component `flow` waits for all of it: others may still be read when that one is done.
std::set<model::DatasetId> kept_datasets();

std::string packed_flows(const model::Inventory& inventory);
// Nothing but what is in it is known. Throws base::Error(corrupt) for what is none, and for one of a newer version.
model::Inventory unpacked_flows(std::string_view bytes);

// As it is read, for who looks for a word in it, and back. Throws base::Error(corrupt).
std::string flows_text(std::string_view bytes);
std::string packed_text(std::string_view text);

// Nothing: the review has kept none. Throws as unpacked_flows and the store do.
std::optional<model::Inventory> kept_flows(store::Store& store, const std::string& review_id);

}  // namespace app
