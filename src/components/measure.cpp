#include "components/measure.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "base/encode.hpp"
#include "base/error.hpp"
#include "components/component.hpp"
#include "words/nearest.hpp"

namespace components {

Reading gap(std::string why) {
  return {{}, {}, {}, std::move(why)};
}

Reading counted_over(const std::optional<model::Window>& window, Reading reading) {
  if (window) reading.scale = window->days();
  return reading;
}

const std::vector<Measure>& measures() {
  static const std::vector<Measure> all = [] {
    std::vector<Measure> list;
    for (const Component& component : table()) {
      if (component.measures != nullptr) std::ranges::move(component.measures(), std::back_inserter(list));
    }
    return list;
  }();
  return all;
}

const Measure& find_measure(std::string_view name) {
  const auto found = std::ranges::find(measures(), name, &Measure::name);
  if (found == measures().end()) {
    std::vector<std::string_view> known;
    for (const Measure& measure : measures()) known.push_back(measure.name);
    const std::string meant = words::did_you_mean(name, known);
    throw base::Error(base::ErrorKind::usage,
                      fmt::format("there is no measure '{}'{}", base::printable(name, 60),
                                  meant.empty() ? "; `connect-ops-review trend --list` lists them" : meant));
  }
  return *found;
}

}  // namespace components
