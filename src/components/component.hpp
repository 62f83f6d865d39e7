// A component is the unit that is stored: its facts as JSON, the datasets that they are made of, and the section
// that shows them. Pure functions.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string_view>
#include <vector>

#include "components/measure.hpp"
#include "model/inventory.hpp"
#include "model/review.hpp"
#include "page/anchors.hpp"
#include "page/view.hpp"

namespace components {

struct Component {
  std::string_view name;   // componentType: stays as users know it
  std::string_view title;  // heading of its section in the report
  // The facts for the document's `data`. Never throws for a dataset that is missing: what is not known is null or
  // absent.
  nlohmann::json (*data)(const model::Inventory&);
  // That the facts are made of. A component waits for these, for what its checks may read, and for `instance`, which
  // findings name.
  std::vector<model::DatasetId> reads;
  // The blocks of its section in reports; nothing when the review holds no facts of it.
  std::optional<page::Views> (*section)(const model::Review&, page::Anchors&);
  nlohmann::json (*schema)();                               // JSON Schema of what `data` makes
  nlohmann::json (*data_of_today)(const model::Document&);  // of a document of any version, as `data` would make it
  std::vector<Measure> (*measures)() = nullptr;             // its numbers that `trend` follows
};

// In the order in which reports show them.
const std::vector<Component>& table();

// Throws base::Error(usage) that lists the known ones when there is no such component.
const Component& find(std::string_view name);

}  // namespace components
