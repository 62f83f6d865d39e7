// The HTML report: one page that needs nothing beside itself. Everything is written by page.mustache; here it is
// filled.
#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <set>

#include "base/digest.hpp"
#include "base/error.hpp"
#include "base/usage.hpp"
#include "components/flow/facts.hpp"
#include "components/quota/facts.hpp"
#include "formats/html/cards.hpp"
#include "formats/html/component.hpp"
#include "formats/html/maps.hpp"
#include "formats/html/news.hpp"
#include "formats/html/overview.hpp"
#include "formats/html/rows.hpp"
#include "formats/writers.hpp"
#include "page/assets.hpp"
#include "page/blocks.hpp"
#include "page/render.hpp"
#include "words/moments.hpp"
#include "words/names.hpp"
#include "words/numbers.hpp"

namespace formats {
namespace {

// Of what is to be done now, the most pressing; of the others the headline says what is wrong, and what to do.
constexpr std::size_t most_open_cards = 1;

using page::asset;
using page::badge;
using page::plain;
using page::render;
using page::Table;
using page::View;
using page::Views;

using model::Finding;
using model::Status;
using PointersByComponent = std::map<std::string, Pointers>;

std::vector<Link> links_to(const std::vector<model::Group>& groups, Places& places, PointersByComponent& pointers) {
  std::vector<Link> links;
  for (const auto& group : groups) {
    links.push_back(link_to(group, places));
    pointers[group.component].action.push_back(links.back());
  }
  return links;
}

// The first so many are open.
Views cards(const std::vector<model::Group>& groups, const std::vector<Link>& links, const Places& places,
            std::size_t open) {
  Views views;
  for (std::size_t i = 0; i < groups.size(); ++i) views.push_back(card(groups[i], links[i], places, i < open));
  return views;
}

// Each once, by name.
Views missing_permissions(const model::Overview& overview) {
  std::set<std::string> permissions;
  for (const auto& group : overview.not_assessed) {
    for (const auto* finding : group.findings) {
      if (!finding->permission.empty()) permissions.insert(finding->permission);
    }
  }
  Views views;
  for (const auto& permission : permissions) views.push_back(View().text("permission", permission));
  return views;
}

// Documents of other programs do not say how much was read, nor what it cost.
std::string usage_caption(const base::Usage& all) {
  std::string caption = "What AWS was asked, by component";
  if (all.bytes > 0) {
    caption +=
        fmt::format(": {} in all, {} USD at list prices", words::bytes(all.bytes), words::number(all.cost_usd, 2));
  }
  return caption;
}

View usage_table(const model::Review& review, const std::vector<Section>& sections) {
  base::Usage all;
  for (const auto& document : review.documents) all += document.usage;
  Table table(usage_caption(all));
  table.column("Component").column("Result").number_column("Calls").number_column("Retries").number_column("Throttled");
  table.column("Finished");
  for (const auto& section : sections) {
    const auto found = std::ranges::find_if(
        review.documents, [&](const auto& document) { return document.component == section.component; });
    if (found == review.documents.end()) {
      table.row({plain(section.title), plain("no document"), plain("–"), plain("–"), plain("–"), plain("–")});
      continue;
    }
    table.row({plain(section.title), plain(words::spelled_out(model::name(found->status))),
               plain(words::count(found->usage.calls)), plain(words::count(found->usage.retries)),
               plain(words::count(found->usage.throttles)),
               plain(found->collected_at ? words::moment(*found->collected_at) : words::not_known)});
  }
  table.row({plain("All"), plain(""), plain(words::count(all.calls)), plain(words::count(all.retries)),
             plain(words::count(all.throttles)), plain("")});
  return table.view();
}

Views glossary() {
  constexpr std::pair<Status, const char*> meanings[] = {
      {Status::fail, "It is wrong or full and does harm, or will at the next occasion. Act on it by its severity."},
      {Status::warn, "It is not as it should be, or close to a limit. Plan it."},
      {Status::not_assessed,
       "It could not be read, or not to the end, and the reason is given. It may be fine or not: nobody knows yet."},
      {Status::pass, "It was read in full and is as it should be."},
      {Status::info, "Worth knowing; nothing is wrong."},
      {Status::not_applicable, "There is nothing of the kind that the check looks at."}};
  Views views;
  for (const auto& [status, meaning] : meanings) {
    views.push_back(View().one("meaning_badge", badge(status)).text("meaning", meaning));
  }
  return views;
}

std::vector<const Finding*> quiet_findings(const std::vector<Finding>& findings) {
  std::vector<const Finding*> quiet;
  for (const auto& finding : findings) {
    const bool is_open = model::is_problem(finding) || finding.status == Status::not_assessed;
    if (!is_open && !finding.muted) quiet.push_back(&finding);
  }
  return quiet;
}

std::vector<const Finding*> muted_findings(const std::vector<Finding>& findings) {
  std::vector<const Finding*> muted;
  for (const auto& finding : findings) {
    if (finding.muted) muted.push_back(&finding);
  }
  return muted;
}

void add_muted(View& page, const model::Review& review, const std::vector<Finding>& findings, Places& places) {
  const auto muted = muted_findings(findings);
  Views notes;
  for (const std::string& note : review.status.mute_notes) notes.push_back(View().text("mute_note", note));
  page.flag("has_muted", !muted.empty() || !notes.empty()).list("mute_notes", std::move(notes));
  page.list("muted", muted_table(muted, places)).text("muted_count", words::count(std::int64_t(muted.size())));
}

void add_contents(View& page, const std::vector<Section>& sections, const model::Overview& overview) {
  Views entries;
  const auto add = [&entries](const std::string& anchor, const std::string& label, std::int64_t count = 0) {
    entries.push_back(View()
                          .text("entry_anchor", anchor)
                          .text("entry_label", label)
                          .text("entry_count", count > 0 ? words::count(count) : ""));
  };
  const std::int64_t now = model::count(overview.act_now), later = model::count(overview.plan);
  const std::int64_t open = model::count(overview.not_assessed);
  add("summary", "Summary");
  if (now > 0) add("act-now", "Act now", now);
  if (later > 0) add("plan", "Plan", later);
  if (now + later == 0) add("action", "What needs action");
  add("not-assessed", "Not assessed", open);
  const std::int64_t muted = overview.counts.muted();
  if (muted > 0) add("muted", "Muted", muted);
  add("nothing-to-do", "Nothing to do", overview.counts.total() - now - later - open - muted);
  for (const auto& section : sections) add(section.anchor, section.title);
  add("method", "How this review was made");
  page.list("contents", std::move(entries));
}

void add_findings(View& page, const std::vector<Finding>& findings, const model::Overview& overview, const Past* past,
                  Places& places, PointersByComponent& pointers) {
  const auto act_now = links_to(overview.act_now, places, pointers), plan = links_to(overview.plan, places, pointers);
  add_worst(page, overview, act_now, plan, places, past);
  page.list("act_now", cards(overview.act_now, act_now, places, most_open_cards));
  page.list("plan", cards(overview.plan, plan, places, 0));
  page.flag("has_act_now", !act_now.empty()).flag("has_plan", !plan.empty());
  page.text("act_now_count", words::count(model::count(overview.act_now)));
  page.text("plan_count", words::count(model::count(overview.plan)));
  const Views permissions = missing_permissions(overview);
  page.flag("has_permissions", !permissions.empty()).list("permissions", permissions);
  page.list("open", not_assessed_table(overview.not_assessed, places));
  page.flag("has_open", !overview.not_assessed.empty());
  page.text("open_count", words::count(model::count(overview.not_assessed)));
  for (const auto& group : overview.not_assessed) {
    const Finding* first = group.findings.front();
    const std::string title = title_of(group);
    pointers[group.component].not_assessed.push_back({places.of(*first), title});
  }
  const auto quiet = quiet_findings(findings);
  page.list("quiet", quiet_table(quiet, places)).flag("has_quiet", !quiet.empty());
  page.text("quiet_count", words::count(std::int64_t(quiet.size())));
}

void add_method(View& page, const model::Review& review, const std::vector<Section>& sections) {
  page.one("usage", usage_table(review, sections));
  std::string thresholds = "No quota was judged.";
  if (const auto quota = review.facts<components::QuotaFacts>()) {
    thresholds = fmt::format("Quotas warn at {} of their limit and fail at {}.",
                             words::percentage(quota->warn_percentage), words::percentage(quota->fail_percentage));
  }
  int newest = 0;
  for (const auto& document : review.documents) newest = std::max(newest, document.schema_version);
  page.text("thresholds", thresholds).text("schema_version", std::to_string(newest)).list("glossary", glossary());
}

// Only a page with maps needs their style.
std::string style_of(const FlowMaps* flows) {
  const bool has_maps = flows != nullptr && !flows->maps.empty();
  return fmt::format("{}{}{}", asset("colours.css"), asset("style.css"), has_maps ? asset("map.css") : "");
}

std::string whole_page(const model::Review& review, const Past* past, const FlowMaps* flows) {
  const auto findings = model::all_findings(review);
  const model::Overview overview = model::overview(findings);
  Places places(review, findings);
  const std::string style = style_of(flows);

  View view;
  view.own("style", style).text("style_hash", base::sha256_base64(style));
  add_header(view, review);
  add_overview(view, review, overview);
  add_contents(view, places.sections(), overview);
  PointersByComponent pointers;
  add_findings(view, findings, overview, past, places, pointers);
  // After the findings, which say where those are that share a row.
  add_news(view, past, [&places](const Finding& finding) { return places.of(finding); });
  add_muted(view, review, findings, places);
  Views sections;
  for (const auto& section : places.sections()) {
    sections.push_back(component_view(section, review, places.anchors(), pointers[section.component]));
    const bool is_of_flows = section.component == components::FlowFacts::component;
    if (flows != nullptr && is_of_flows) sections.back().one("flow_maps", maps_view(review, *flows, places));
  }
  view.list("components", std::move(sections));
  view.one("page_facts", facts_of(review));
  add_method(view, review, places.sections());
  return render("page.mustache", view);
}

}  // namespace

void html(std::span<const model::Review> reviews, const Besides& besides, const Sink& sink) {
  if (reviews.size() != 1) {
    throw base::Error(base::ErrorKind::usage, fmt::format("an HTML page holds one review, not {}", reviews.size()));
  }
  const std::string& id = reviews.front().status.review_id;
  sink(whole_page(reviews.front(), past_of(besides, id), flow_maps_of(besides, id)));
}

}  // namespace formats
