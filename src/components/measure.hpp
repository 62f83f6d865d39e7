// The numbers of a review that can be followed over time, by name (quota.users.percentage): which component's document
// has each, and how it is read from the component's facts. An explicit table, constant data; any thread.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/runway.hpp"
#include "model/document.hpp"

namespace components {

using analysis::Reading;

struct Measure {
  std::string name;       // component.….what
  std::string component;  // whose document has it
  std::string title;
  std::string unit;     // users, %, calls
  std::string scale{};  // what Reading::scale is, in words; empty: there is none
  std::function<Reading(const model::Document&)> read;
};

// One measure of a component, read from its facts. They may have been read in part: `read` knows which of them still
// hold.
template <typename Facts>
struct MeasureRow {
  const char* name;
  const char* title;
  const char* unit;
  bool over_days;  // counted over the days of the review
  Reading (*read)(const Facts&, const model::Document&);
};

template <typename Facts, typename Read>
Measure measure(std::string name, std::string_view title, std::string_view unit, bool over_days, Read read) {
  return {std::move(name),
          std::string(Facts::component),
          std::string(title),
          std::string(unit),
          over_days ? "days that the review looked back over" : "",
          [read](const model::Document& document) {
            Facts facts;
            read_facts(document, facts);
            return read(facts, document);
          }};
}

template <typename Facts, std::size_t size>
std::vector<Measure> measures_of(const MeasureRow<Facts> (&rows)[size]) {
  std::vector<Measure> measures;
  for (const auto& row : rows) {
    measures.push_back(measure<Facts>(row.name, row.title, row.unit, row.over_days, row.read));
  }
  return measures;
}

// Nothing, because.
Reading gap(std::string why);

template <typename Number>
Reading known(const std::optional<Number>& value) {
  return value ? Reading{double(*value), {}, {}, ""} : gap("the review could not read it");
}

Reading counted_over(const std::optional<model::Window>& window, Reading reading);

// In the order of the components, and of the report within them.
const std::vector<Measure>& measures();

// Throws base::Error(usage) when there is none of that name.
const Measure& find_measure(std::string_view name);

}  // namespace components
