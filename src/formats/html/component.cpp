#include "formats/html/component.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "base/json/read.hpp"
#include "components/component.hpp"
#include "formats/html/findings.hpp"
#include "page/blocks.hpp"
#include "words/names.hpp"
#include "words/numbers.hpp"

namespace formats {
namespace {

using page::Anchors;
using page::badge;
using page::View;
using page::Views;

using model::DocumentStatus;
using model::Finding;
using model::Status;

const model::Document* document_of(const model::Review& review, const std::string& component) {
  for (const auto& document : review.documents) {
    if (document.component == component) return &document;
  }
  return nullptr;
}

const model::Unreadable* unreadable_of(const model::Review& review, const std::string& component) {
  for (const auto& one : review.unreadable) {
    if (one.component == component) return &one;
  }
  return nullptr;
}

// Why something is missing from a document, each reason once.
std::string reasons(const model::Document& document) {
  std::vector<std::string> reasons;
  const auto add = [&reasons](const std::string& reason) {
    if (!reason.empty() && std::ranges::find(reasons, reason) == reasons.end()) reasons.push_back(reason);
  };
  add(base::read::text(document.data, "error"));
  add(base::read::text(document.data, "message"));
  for (const auto& finding : document.findings) {
    if (finding.status == Status::not_assessed) add(finding.reason);
  }
  constexpr std::size_t most = 4;
  std::string text;
  for (std::size_t i = 0; i < std::min(most, reasons.size()); ++i) {
    text += (text.empty() ? "" : " ") + words::full_stop(words::capitalized(reasons[i]));
  }
  if (reasons.size() > most)
    text += fmt::format(" And {}.", words::counted(std::int64_t(reasons.size() - most), "further reason"));
  return text.empty() ? "No reason was stored." : text;
}

struct Notice {
  std::string level;
  std::string label;
  std::string text;
};

Notice missing_notice(const Section& section, const model::Review& review) {
  const auto& chosen = review.status.components;
  if (!chosen.empty() && std::ranges::find(chosen, section.component) == chosen.end()) {
    return {"not_applicable", "Not part of this review", "This review was not asked to look at it."};
  }
  const auto& failed = review.status.failed_components;
  if (std::ranges::find(failed, section.component) != failed.end()) {
    return {"fail", "Failed", "The review says that it failed; nothing was stored of it."};
  }
  if (review.status.updated_at && review.status.status == model::ReviewStatus::in_progress) {
    return {"info", "Not there yet", "The review is still running."};
  }
  if (review.status.status == model::ReviewStatus::interrupted) {
    return {"not_assessed", "Interrupted", "The review did not come so far."};
  }
  return {"not_assessed", "No result", "No document of it was stored."};
}

Notice notice(const Section& section, const model::Review& review, bool has_facts) {
  if (const auto* unreadable = unreadable_of(review, section.component)) {
    return {"not_assessed", "Cannot be read",
            fmt::format("What is stored of it cannot be read: {}", words::full_stop(unreadable->why))};
  }
  const auto* document = document_of(review, section.component);
  if (document == nullptr) return missing_notice(section, review);
  switch (document->status) {
    case DocumentStatus::complete:
      return has_facts ? Notice{} : Notice{"not_assessed", "No facts", "Its document holds no facts."};
    case DocumentStatus::partial:
      return {"not_assessed", "In part", fmt::format("Not everything could be read. {}", reasons(*document))};
    case DocumentStatus::failed:
      return {"fail", "Failed", fmt::format("Nothing of it could be read. {}", reasons(*document))};
  }
  return {};
}

// Nothing for a component that is not in the table.
std::optional<Views> blocks_of(const std::string& component, const model::Review& review, Anchors& anchors) {
  const auto& table = components::table();
  const auto found = std::ranges::find(table, component, &components::Component::name);
  return found == table.end() ? std::nullopt : found->section(review, anchors);
}

std::vector<const Finding*> quiet_findings(const model::Document* document) {
  std::vector<const Finding*> quiet;
  if (document == nullptr) return quiet;
  for (const auto& finding : document->findings) {
    if (!model::needs_action(finding) && finding.status != Status::not_assessed) quiet.push_back(&finding);
  }
  std::ranges::stable_sort(quiet, [](const Finding* a, const Finding* b) { return model::comes_before(*a, *b); });
  return quiet;
}

}  // namespace

std::vector<Section> sections(const model::Review& review, Anchors& anchors) {
  std::vector<Section> sections;
  const auto has = [&sections](const std::string& component) {
    return std::ranges::any_of(sections, [&](const Section& section) { return section.component == component; });
  };
  const auto add = [&](const std::string& component, const std::string& title) {
    if (!has(component)) sections.push_back({component, title, anchors.unique(fmt::format("component-{}", component))});
  };
  for (const auto& component : components::table()) add(std::string(component.name), std::string(component.title));
  std::vector<std::string> others;
  for (const auto& document : review.documents) others.push_back(document.component);
  for (const auto& one : review.unreadable) others.push_back(one.component);
  std::ranges::sort(others);
  for (const auto& component : others) {
    if (component != model::status_component) add(component, component.empty() ? "Unnamed component" : component);
  }
  return sections;
}

View component_view(const Section& section, const model::Review& review, Anchors& anchors,
                    const std::vector<Pointer>& pointers) {
  const auto* document = document_of(review, section.component);
  auto blocks = blocks_of(section.component, review, anchors);
  const Notice note = notice(section, review, blocks.has_value());
  View view;
  view.text("component_title", section.title).text("component_anchor", section.anchor);
  view.text("notice", note.text);
  if (!note.text.empty()) view.one("notice_badge", badge(note.level, note.label));
  Views action, open;
  for (const auto& pointer : pointers) {
    (pointer.open ? open : action).push_back(View().text("anchor", pointer.anchor).text("label", pointer.label));
  }
  view.flag("has_action", !action.empty()).list("action_links", std::move(action));
  view.flag("has_open_links", !open.empty()).list("open_links", std::move(open));
  view.list("blocks", blocks ? std::move(*blocks) : Views{});
  const auto quiet = quiet_findings(document);
  if (quiet.empty()) {
    view.flag("quiet", false);
  } else {
    view.one("quiet", quiet_table(quiet));
  }
  return view;
}

}  // namespace formats
