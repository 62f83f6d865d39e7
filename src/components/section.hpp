// The facts of a review's components and the blocks that show them. A section reads facts structs, never JSON. Pure
// functions.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "components/cloudtrail/facts.hpp"
#include "components/flow/facts.hpp"
#include "components/instance/facts.hpp"
#include "components/logs/facts.hpp"
#include "components/metrics/facts.hpp"
#include "components/phone/facts.hpp"
#include "components/quota/facts.hpp"
#include "model/review.hpp"
#include "page/anchors.hpp"
#include "page/view.hpp"

namespace components {

// Nothing where there is no document with facts.
struct Facts {
  std::optional<components::InstanceFacts> instance;
  std::optional<components::QuotaFacts> quota;
  std::optional<components::MetricsFacts> metrics;
  std::optional<components::PhoneFacts> phone;
  std::optional<components::FlowFacts> flow;
  std::optional<components::CloudTrailFacts> cloudtrail;
  std::optional<components::LogsFacts> logs;
  std::optional<model::Window> window;  // of the review
  model::InstanceRef ref;               // as far as a document says
  std::string alias;
};

Facts facts_of(const model::Review& review);

// What the console's links and the pictures' ids are made with.
struct Page {
  Facts facts;
  page::Anchors anchors;
};

// Each is called only when its facts are there.
page::Views instance_blocks(Page& page);
page::Views quota_blocks(Page& page);
page::Views metrics_blocks(Page& page);
page::Views phone_blocks(Page& page);
page::Views flow_blocks(Page& page);
page::Views cloudtrail_blocks(Page& page);
page::Views logs_blocks(Page& page);

// The blocks of a component; nothing when there are no facts of it.
std::optional<page::Views> blocks_of(std::string_view component, Page& page);

}  // namespace components
