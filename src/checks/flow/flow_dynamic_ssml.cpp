#include <algorithm>
#include <fmt/format.h>

#include "checks/flow/flow_look.hpp"
#include "checks/flow/live_flows.hpp"
#include "words/names.hpp"

namespace checks {
namespace {

using analysis::FollowedFlows;

// Those that a caller, or whoever starts the contact, can put markup into.
std::vector<std::string> foreign(const std::vector<std::string>& attributes) {
  std::vector<std::string> found;
  std::ranges::copy_if(attributes, std::back_inserter(found), [](const std::string& attribute) {
    return model::source_of(attribute) != model::AttributeSource::company;
  });
  return found;
}

std::optional<std::string> wrong_with(const model::FlowAction& action) {
  const auto attributes = action.speaks_ssml ? foreign(action.reads_out) : std::vector<std::string>();
  if (attributes.empty()) return std::nullopt;
  return fmt::format(" ({})", words::list(attributes));
}

FlowProblems find(const FollowedFlows& flows) {
  return problems_at(flows, [&](analysis::Node node) { return wrong_with(flows.graph.action(node)); },
                     {Status::warn, " builds SSML from what others can set", " build SSML from what others can set",
                      "A tag or an & in these attributes breaks the prompt, or changes what is said"});
}

}  // namespace

const Check flow_dynamic_ssml = on_live_flows<dynamic_ssml>({
    .id = "flow_dynamic_ssml",
    .component = "flow",
    .title = "SSML from contact attributes",
    .pillar = Pillar::security,
    .severity = Severity::low,
    .why = "Text that comes from outside becomes markup: a name with an & in it makes the prompt fail, and whoever "
           "starts the contact decides what is said.",
    .remedy = "Say these attributes in a prompt of plain text, or have a Lambda function escape them first.",
    .action = "Say the attributes as plain text",
    .links = {"https://docs.aws.amazon.com/connect/latest/adminguide/text-to-speech.html",
              "https://docs.aws.amazon.com/connect/latest/adminguide/supported-ssml-tags.html"},
});

const FlowLook dynamic_ssml = {&flow_dynamic_ssml, "No SSML is built from what callers can set", find};

}  // namespace checks
