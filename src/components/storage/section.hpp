// The section of the component `storage`: the blocks that show its facts. Pure function.
#pragma once

#include "components/storage/facts.hpp"
#include "model/review.hpp"
#include "page/anchors.hpp"
#include "page/view.hpp"

namespace components {

page::Views storage_section(const StorageFacts& facts, const model::Review& review, page::Anchors& anchors);

}  // namespace components
