#include "collect/flow/named_in_flows.hpp"

#include <fmt/format.h>

#include "base/arn.hpp"
#include "base/encode.hpp"

namespace collect {

void each_named(const model::Dataset<model::FlowContents>& contents,
                const std::function<void(const model::FlowReference&)>& visit) {
  if (!contents.known()) return;
  for (const auto& [id, content] : *contents.value) {
    if (!content.graph || content.is_set_apart || content.status == "SAVED") continue;
    for (const auto& [action, logging] : steps_of(*content.graph, false)) {
      for (const model::FlowReference& reference : action->references) visit(reference);
    }
  }
}

std::optional<model::Gap> gap_of_named(const model::Dataset<model::FlowContents>& flows,
                                       const model::Dataset<model::FlowContents>& modules) {
  for (const auto* contents : {&flows, &modules}) {
    if (!contents->known()) return contents->gap;
    for (const auto& [id, content] : *contents->value) {
      if (content.gap && !content.is_set_apart) return contents->gap;
    }
  }
  return std::nullopt;
}

bool is_fixed(std::string_view named) {
  return !model::is_chosen_later(named) && named.find('{') == std::string_view::npos;
}

std::optional<model::Gap> gap_of_region(std::string_view arn, const std::string& region) {
  const std::string_view of = base::arn_field(arn, base::arn_region);
  if (of == region) return std::nullopt;
  return model::Gap{model::GapKind::not_supported,
                    fmt::format("it is in the Region '{}', which this review does not read", base::printable(of, 40)),
                    ""};
}

}  // namespace collect
