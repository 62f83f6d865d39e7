#include "formats/html/findings.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "page/blocks.hpp"
#include "page/link.hpp"
#include "words/names.hpp"
#include "words/numbers.hpp"

namespace formats {
namespace {

using page::badge;
using page::badge_cell;
using page::Cell;
using page::is_safe_link;
using page::name_cell;
using page::plain;
using page::Table;
using page::View;
using page::Views;
using page::with_note;

using model::Finding;

// What a finding says, in the order in which it is shown.
struct Saying {
  const char* term;
  std::string Finding::* text;
  bool code;
};

constexpr Saying sayings[] = {
    {"Observed", &Finding::observed, false},        {"Held against", &Finding::limit, false},
    {"Why not assessed", &Finding::reason, false},  {"Missing permission", &Finding::permission, true},
    {"What to do", &Finding::remedy, false},        {"Command", &Finding::command, true},
    {"How it is known", &Finding::evidence, false},
};

bool same_in_all(const model::Group& group, std::string Finding::* text) {
  return std::ranges::all_of(group.findings,
                             [&](const Finding* finding) { return finding->*text == group.findings.front()->*text; });
}

View said(const Saying& saying, const Finding& finding) {
  const std::string& text = finding.*saying.text;
  View view;
  view.text("term", saying.term).text("said_code", saying.code ? text : "").text("said_text", saying.code ? "" : text);
  return view;
}

// The sayings that all findings share (`common`), or the others of one finding.
Views said_by(const model::Group& group, const Finding& finding, bool common) {
  Views views;
  for (const auto& saying : sayings) {
    if (!(finding.*saying.text).empty() && same_in_all(group, saying.text) == common) {
      views.push_back(said(saying, finding));
    }
  }
  return views;
}

View item_view(const model::Group& group, const Finding& finding) {
  View view;
  const bool alike =
      std::ranges::all_of(group.findings, [&](const Finding* other) { return other->status == finding.status; });
  if (alike) {
    view.flag("item_badge", false);  // the group's says it
  } else {
    view.one("item_badge", badge(finding.status));
  }
  view.text("item_name", resource_name(finding.resource));
  view.text("item_type", words::spelled_out(finding.resource.type));
  view.text("item_severity",
            finding.severity == group.severity ? "" : words::spelled_out(model::title(finding.severity)));
  view.text("item_url", is_safe_link(finding.console_url) ? finding.console_url : "");
  view.text("item_plain_url", is_safe_link(finding.console_url) ? "" : finding.console_url);
  Views said = said_by(group, finding, false);
  view.flag("item_says", !said.empty()).list("item_said", std::move(said));
  return view;
}

// https://docs.aws.amazon.com/…/about-contact-flow-logs.html → "about contact flow logs"
std::string link_label(const std::string& url) {
  std::string stem = url.substr(0, url.find_first_of("?#"));
  while (stem.ends_with('/')) stem.pop_back();
  stem = stem.substr(stem.find_last_of('/') + 1);
  if (stem.ends_with(".html")) stem.resize(stem.size() - 5);
  std::ranges::replace(stem, '-', ' ');
  std::ranges::replace(stem, '_', ' ');
  return stem.empty() ? url : stem;
}

Views link_views(const model::Group& group) {
  std::vector<std::string> links;
  for (const Finding* finding : group.findings) {
    for (const auto& link : finding->links) {
      if (std::ranges::find(links, link) == links.end()) links.push_back(link);
    }
  }
  Views views;
  for (const auto& link : links) {
    const bool safe = is_safe_link(link);
    views.push_back(View().text("url", safe ? link : "").text("label", safe ? link_label(link) : link));
  }
  return views;
}

// "6 quotas: 2 fail, 4 warnings" for more than one. Findings that stand for several resources, or for different kinds,
// are counted as findings.
std::string tally(const model::Group& group) {
  if (group.findings.size() < 2) return "";
  model::Tally counts;
  bool same_type = true;
  for (const Finding* finding : group.findings) {
    counts.add(*finding);
    same_type = same_type && finding->resource.type == group.findings.front()->resource.type;
  }
  const std::string type = words::spelled_out(group.findings.front()->resource.type);
  const bool names_one = same_type && !type.empty() && !type.ends_with('s');
  std::string text = words::counted(std::int64_t(group.findings.size()), names_one ? type : "finding");
  if (counts.by_name().size() < 2) return text;
  text += fmt::format(": {} fail, ", words::count(counts.of(model::Status::fail)));
  return text + words::counted(counts.of(model::Status::warn), "warning");
}

void add_quiet(Table& table, const Finding& finding, Cell resource, const std::string& observed) {
  table.row({plain(finding.title.empty() ? finding.check_id : finding.title),
             badge_cell(model::name(finding.status), model::title(finding.status)), std::move(resource),
             plain(observed)});
}

const std::string& observed_text(const Finding& finding) {
  return finding.observed.empty() ? finding.reason : finding.observed;
}

// The names in one line, each kept from turning the direction of the others.
std::string names_of(const std::vector<const Finding*>& findings) {
  constexpr std::size_t most = 40;
  std::string names;
  for (std::size_t i = 0; i < std::min(most, findings.size()); ++i) {
    constexpr const char *isolate = "\xE2\x81\xA8", *end_isolate = "\xE2\x81\xA9";  // U+2068, U+2069
    names += (i == 0 ? "" : ", ") + (isolate + resource_name(findings[i]->resource)) + end_isolate;
  }
  if (findings.size() > most) names += fmt::format(" and {} more", words::count(std::int64_t(findings.size() - most)));
  return names;
}

// Findings of one check and status: a few get a row each, many share one.
void add_alike(Table& table, const std::vector<const Finding*>& findings) {
  constexpr std::size_t few = 3;
  const Finding& first = *findings.front();
  if (findings.size() <= few) {
    for (const Finding* finding : findings) {
      add_quiet(table, *finding, name_cell(resource_name(finding->resource)), observed_text(*finding));
    }
    return;
  }
  const bool alike = std::ranges::all_of(
      findings, [&](const Finding* finding) { return observed_text(*finding) == observed_text(first); });
  const std::string type = words::spelled_out(first.resource.type);
  const std::string count = words::counted(std::int64_t(findings.size()), type.empty() ? "resource" : type);
  add_quiet(table, first, with_note(plain(count), names_of(findings)),
            alike ? observed_text(first) : "each as it should be");
}

}  // namespace

std::string resource_name(const model::Resource& resource) {
  return resource.name.empty() ? resource.key : resource.name;
}

View group_view(const model::Group& group, const std::string& anchor, const std::string& section) {
  View view;
  Views items;
  for (const Finding* finding : group.findings) items.push_back(item_view(group, *finding));
  const bool assessed = group.status != model::Status::not_assessed;
  view.text("group_anchor", anchor).text("group_title", group.title.empty() ? group.check_id : group.title);
  view.one("group_badge", badge(group.status)).text("group_section", section);
  view.text("group_severity", assessed ? fmt::format("{} severity", model::title(group.severity)) : "");
  view.text("group_severity_class", assessed ? model::name(group.severity) : "");
  view.text("group_pillar", model::title(group.pillar)).text("group_tally", tally(group));
  view.flag("group_under_heading", assessed);
  Views said = said_by(group, *group.findings.front(), true), links = link_views(group);
  view.flag("group_says", !said.empty()).list("group_said", std::move(said));
  view.text("group_why", assessed ? group.why : "");
  view.flag("group_has_links", !links.empty()).list("group_links", std::move(links));
  view.list("group_items", std::move(items));
  return view;
}

View quiet_table(const std::vector<const Finding*>& findings) {
  Table table(fmt::format("Checks that need nothing ({})", words::count(std::int64_t(findings.size()))));
  table.column("Check").column("Status").column("Resource").column("Observed");
  for (auto first = findings.begin(); first != findings.end();) {
    const auto end = std::find_if(first, findings.end(), [&](const Finding* other) {
      return other->check_id != (*first)->check_id || other->status != (*first)->status;
    });
    add_alike(table, {first, end});
    first = end;
  }
  return table.view();
}

}  // namespace formats
