#include "page/sparkline.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace page {
namespace {

// In the units of the picture's viewBox.
constexpr double width = 120, height = 28, margin = 3, dot = 2;

struct Axes {
  base::Time from, to;
  double top = 1;

  double x(base::Time at) const {
    const double span = double((to - from).count());
    const double share = span > 0 ? double((at - from).count()) / span : 1;
    return margin + share * (width - 2 * margin);
  }
  double y(double value) const { return height - margin - std::clamp(value / top, 0.0, 1.0) * (height - 2 * margin); }
};

Axes axes_of(const std::vector<Moment>& moments, double limit) {
  Axes axes;
  if (moments.empty()) return axes;
  axes.from = moments.front().at;
  axes.to = moments.back().at;
  axes.top = std::max(limit, 1e-9);
  for (const Moment& moment : moments) axes.top = std::max(axes.top, moment.value.value_or(0));
  return axes;
}

std::string path_of(const std::vector<Moment>& moments, const Axes& axes) {
  std::string path;
  bool is_down = false;  // the pen
  for (const Moment& moment : moments) {
    if (moment.value) {
      path += fmt::format("{}{:.1f},{:.1f}", is_down ? "L" : "M", axes.x(moment.at), axes.y(*moment.value));
    }
    is_down = moment.value.has_value();
  }
  return path;
}

}  // namespace

View sparkline(const std::vector<Moment>& moments, double limit, std::string_view level, std::string_view said) {
  const Axes axes = axes_of(moments, limit);
  View view;
  view.text("spark_said", said).text("spark_level", level).text("spark_path", path_of(moments, axes));
  view.text("spark_limit", fmt::format("{:.1f}", axes.y(limit)));
  Views dots;  // a value between two gaps has no line
  for (std::size_t i = 0; i < moments.size(); ++i) {
    const bool is_alone = (i == 0 || !moments[i - 1].value) && (i + 1 == moments.size() || !moments[i + 1].value);
    if (!moments[i].value || (!is_alone && i + 1 < moments.size())) continue;
    dots.push_back(View()
                       .text("dot_x", fmt::format("{:.1f}", axes.x(moments[i].at) - dot))
                       .text("dot_y", fmt::format("{:.1f}", axes.y(*moments[i].value) - dot)));
  }
  view.list("spark_dots", std::move(dots));
  return view;
}

}  // namespace page
