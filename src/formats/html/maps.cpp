#include "formats/html/maps.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <ranges>

#include "base/digest.hpp"
#include "components/instance/facts.hpp"
#include "formats/maps_page.hpp"
#include "page/assets.hpp"
#include "page/blocks.hpp"
#include "page/map_picture.hpp"
#include "page/map_problems.hpp"
#include "page/render.hpp"
#include "words/headline.hpp"
#include "words/names.hpp"
#include "words/numbers.hpp"

namespace formats {
namespace {

using model::Finding;
using page::View;
using page::Views;

// What a report holds, so that it can be mailed and opens at once.
constexpr std::size_t most_maps = 8, most_boxes = 140;

// The first ones, up to the bounds, the first one whatever it is.
std::size_t fitting(const FlowMaps& flows) {
  std::size_t boxes = 0, fit = 0;
  for (; fit < flows.maps.size() && fit < most_maps; ++fit) {
    boxes += flows.maps[fit].map.boxes.size();
    if (boxes > most_boxes && fit > 0) break;
  }
  return fit;
}

// Where the page tells of a problem that a map shows.
class Told {
 public:
  Told(const model::Review& review, const Places& places) : findings_(model::all_findings(review)), places_(places) {}

  // Empty where it does not: it may be muted, or left out.
  std::string anchor(const page::MapProblem& problem) const {
    const auto found = std::ranges::find_if(findings_, [&](const Finding& finding) {
      return finding.status == problem.level && finding.headline == problem.headline;
    });
    return found == findings_.end() ? "" : places_.of(*found);
  }

 private:
  std::vector<Finding> findings_;
  const Places& places_;
};

using Texts = std::vector<std::string>;

Views missing_views(const Texts& missing) {
  Views views;
  for (const std::string& text : missing) views.push_back(View().text("missing_text", words::one_line(text)));
  return views;
}

// Once for all: they are of one review.
Views not_read_views(const FlowMaps& flows) {
  return flows.maps.empty() ? Views() : missing_views(flows.maps.front().map.not_read);
}

// `told`: where the page tells of each of its problems.
View map_view(const page::Map& map, const std::string& anchor, const Texts& told) {
  Texts targets = told;
  std::ranges::replace(targets, "", anchor);
  page::Picture picture = page::picture_of(map, {fmt::format("{}-", anchor), std::move(targets)});
  Views problems = page::problem_views(map, picture);
  for (std::size_t i = 0; i < told.size(); ++i) problems[i].text("problem_told", told[i]);
  const bool has_fail =
      std::ranges::find(map.problems, model::Status::fail, &page::MapProblem::level) != map.problems.end();
  Views first = page::first_problem_views(map, picture);
  View view = std::move(picture.view);
  view.text("map_anchor", anchor).text("map_kind", map.kind).text("map_title", words::one_line(map.title, 200));
  view.text("map_about", words::one_line(fmt::format("{}", fmt::join(map.about, ", ")), 200));
  view.one("map_badge", page::badge(has_fail ? model::Status::fail : model::Status::warn));
  view.list("problems", std::move(problems)).list("first", std::move(first));
  return view;
}

template <typename AnchorOf>
Views map_views(std::span<const FlowMap> maps, AnchorOf&& anchor_of) {
  Views views;
  for (const FlowMap& one : maps) {
    const std::string anchor = fmt::format("map-{}", views.size() + 1);
    Texts told;
    for (const page::MapProblem& problem : one.map.problems) told.push_back(anchor_of(problem));
    views.push_back(map_view(one.map, anchor, told));
    views.back().list("missing", missing_views(one.map.missing));
  }
  return views;
}

std::string not_drawn(std::size_t count) {
  if (count == 0) return "";
  return fmt::format("{} problems; `connect-ops-review flows map NAME` draws a map of each.",
                     words::counted(double(count), "more flow has", "more flows have"));
}

}  // namespace

View maps_view(const model::Review& review, const FlowMaps& flows, const Places& places) {
  const Told told(review, places);
  const std::size_t fit = fitting(flows);
  View view;
  view.flag("has_maps", !flows.maps.empty());
  view.text("maps_title",
            words::counted(double(flows.maps.size()), "map of a flow with problems", "maps of flows with problems"));
  view.text("maps_legend", flows.maps.empty() ? "" : flows.maps.front().map.legend);
  view.text("maps_file", fit < flows.maps.size() ? maps_file_name(review.status.review_id) : "");
  view.text("maps_beside", words::count(std::int64_t(flows.maps.size() - fit)));
  view.text("maps_not_drawn", not_drawn(flows.not_drawn)).text("maps_not_known", words::full_stop(flows.not_known));
  view.list("missing_all", not_read_views(flows));
  view.list("maps",
            map_views(std::span(flows.maps).first(fit), [&](const auto& problem) { return told.anchor(problem); }));
  return view;
}

std::string maps_file_name(std::string_view review_id) {
  return fmt::format("connect-ops-review-{}-maps.html", review_id);
}

bool needs_maps_page(const FlowMaps& flows) {
  return fitting(flows) < flows.maps.size();
}

std::string maps_page(const model::Review& review, const FlowMaps& flows) {
  const std::string style =
      fmt::format("{}{}{}", page::asset("colours.css"), page::asset("style.css"), page::asset("map.css"));
  View view;
  view.own("style", style).text("style_hash", base::sha256_base64(style));
  view.text("review_id", review.status.review_id).text("page_title", components::display_name(review));
  view.text("maps_legend", flows.maps.front().map.legend).text("maps_not_drawn", not_drawn(flows.not_drawn));
  const auto others = std::span(flows.maps).subspan(fitting(flows));
  view.list("missing_all", not_read_views(flows));
  view.list("maps", map_views(others, [](const auto&) { return std::string(); }));
  return page::render("maps_page.mustache", view);
}

}  // namespace formats
