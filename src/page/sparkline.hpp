// A few values over time as a line that fits beside a word, as SVG by attributes alone. All begin at zero and go up to
// their limit, so that those of one unit read alike. Pure function.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "page/view.hpp"

namespace page {

struct Moment {
  base::Time at;
  std::optional<double> value;  // nothing: a gap, which breaks the line
};

// For sparkline.mustache; `moments` oldest first. `level` is one of our own words and becomes a class, `said` is the
// picture in words.
View sparkline(const std::vector<Moment>& moments, double limit, std::string_view level, std::string_view said);

}  // namespace page
