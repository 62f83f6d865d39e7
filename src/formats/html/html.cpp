// The HTML report: one page that needs nothing beside itself. Everything is written by page.mustache; here it is
// filled.
#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <set>

#include "base/digest.hpp"
#include "base/error.hpp"
#include "base/usage.hpp"
#include "components/quota/facts.hpp"
#include "formats/html/component.hpp"
#include "formats/html/findings.hpp"
#include "formats/html/news.hpp"
#include "formats/html/overview.hpp"
#include "formats/writers.hpp"
#include "page/anchors.hpp"
#include "page/assets.hpp"
#include "page/blocks.hpp"
#include "page/render.hpp"
#include "words/moments.hpp"
#include "words/names.hpp"
#include "words/numbers.hpp"

namespace formats {
namespace {

using page::Anchors;
using page::asset;
using page::badge;
using page::plain;
using page::render;
using page::Table;
using page::View;
using page::Views;

using model::Status;
using PointersByComponent = std::map<std::string, std::vector<Pointer>>;

std::string section_of(const std::vector<Section>& sections, const std::string& component) {
  for (const auto& section : sections) {
    if (section.component == component) return section.anchor;
  }
  return "";
}

Views group_views(const std::vector<model::Group>& groups, const std::vector<Section>& sections, Anchors& anchors,
                  PointersByComponent& pointers) {
  Views views;
  for (const auto& group : groups) {
    const std::string prefix = group.status == Status::not_assessed ? "open-" : "check-";
    const std::string anchor = anchors.unique(prefix + group.check_id);
    const auto size = std::int64_t(group.findings.size());
    const std::string title = group.title.empty() ? group.check_id : group.title;
    pointers[group.component].push_back({anchor, size > 1 ? fmt::format("{} ({})", title, words::count(size)) : title,
                                         group.status == Status::not_assessed});
    views.push_back(group_view(group, anchor, section_of(sections, group.component)));
  }
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

void add_contents(View& page, const std::vector<Section>& sections, const model::Overview& overview) {
  const auto entry = [](const std::string& anchor, const std::string& label, std::int64_t count) {
    return View()
        .text("entry_anchor", anchor)
        .text("entry_label", label)
        .text("entry_count", count > 0 ? words::count(count) : "");
  };
  Views entries = {entry("summary", "Overall picture", 0),
                   entry("action", "What needs action", std::int64_t(overview.act_now.size() + overview.plan.size())),
                   entry("not-assessed", "Not assessed", std::int64_t(overview.not_assessed.size()))};
  for (const auto& section : sections) entries.push_back(entry(section.anchor, section.title, 0));
  entries.push_back(entry("method", "How this review was made", 0));
  entries.push_back(entry("glossary", "What the words mean", 0));
  page.list("contents", std::move(entries));
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

std::string whole_page(const model::Review& review, const Past* past) {
  const auto findings = model::all_findings(review);
  const model::Overview overview = model::overview(findings);
  Anchors anchors;
  // The anchors that page.mustache itself names.
  for (const char* fixed : {"main", "summary", "action", "not-assessed", "method", "glossary", "news", "news-new",
                            "news-worse", "news-better", "news-fixed", "news-cannot_tell", "news-quotas"})
    anchors.unique(fixed);
  const auto all_sections = sections(review, anchors);
  const std::string_view style = asset("style.css");

  View view;
  view.text("style", style).text("style_hash", base::sha256_base64(style));
  add_header(view, review);
  add_overview(view, review, overview);
  add_contents(view, all_sections, overview);
  PointersByComponent pointers;
  view.list("act_now", group_views(overview.act_now, all_sections, anchors, pointers));
  view.list("plan", group_views(overview.plan, all_sections, anchors, pointers));
  view.list("open", group_views(overview.not_assessed, all_sections, anchors, pointers));
  add_news(view, past, [](const model::Finding& finding) { return fmt::format("check-{}", finding.check_id); });
  view.flag("has_act_now", !overview.act_now.empty()).flag("has_plan", !overview.plan.empty());
  view.flag("has_open", !overview.not_assessed.empty());
  view.text("act_now_count", words::count(std::int64_t(overview.act_now.size())));
  view.text("plan_count", words::count(std::int64_t(overview.plan.size())));
  const Views permissions = missing_permissions(overview);
  view.flag("has_permissions", !permissions.empty()).list("permissions", permissions);
  Views sections;
  for (const auto& section : all_sections) {
    sections.push_back(component_view(section, review, anchors, pointers[section.component]));
  }
  view.list("components", std::move(sections));
  add_method(view, review, all_sections);
  return render("page.mustache", view);
}

}  // namespace

void html(std::span<const model::Review> reviews, const Pasts& pasts, const Sink& sink) {
  if (reviews.size() != 1) {
    throw base::Error(base::ErrorKind::usage, fmt::format("an HTML page holds one review, not {}", reviews.size()));
  }
  sink(whole_page(reviews.front(), past_of(pasts, reviews.front().status.review_id)));
}

}  // namespace formats
