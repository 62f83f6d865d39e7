// The section of the component `phone`: the blocks that show its facts. Pure function.
#pragma once

#include "components/phone/facts.hpp"
#include "model/review.hpp"
#include "page/anchors.hpp"
#include "page/view.hpp"

namespace components {

page::Views phone_section(const PhoneFacts& facts, const model::Review& review, page::Anchors& anchors);

}  // namespace components
