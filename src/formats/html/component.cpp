#include "formats/html/component.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <ranges>

#include "base/json/read.hpp"
#include "components/component.hpp"
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

// Why something was not read, and what that is where it has a name of its own.
struct Reason {
  std::string text;
  std::vector<std::string> names;
};

std::string sentence_of(const Reason& reason) {
  return (reason.names.empty() ? "" : words::list(reason.names) + ": ") + words::sentence(reason.text);
}

// Why something is missing from a document, each reason once.
std::string reasons(const model::Document& document) {
  std::vector<Reason> reasons;
  const auto add = [&reasons](const std::string& text, const std::string& name) {
    if (text.empty()) return;
    auto reason = std::ranges::find(reasons, text, &Reason::text);
    if (reason == reasons.end()) reason = reasons.insert(reason, Reason{text, {}});
    const bool is_told = std::ranges::find(reason->names, name) != reason->names.end();
    if (!name.empty() && !is_told) reason->names.push_back(name);
  };
  add(base::read::text(document.data, "error"), "");
  add(base::read::text(document.data, "message"), "");
  for (const auto& finding : document.findings) {
    if (finding.status != Status::not_assessed) continue;
    add(finding.reason, finding.resource.type == "instance" ? "" : finding.resource.name);
  }
  constexpr std::size_t most = 4;
  std::string text;
  for (const Reason& reason : reasons | std::views::take(most)) {
    text += (text.empty() ? "" : " ") + sentence_of(reason);
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
    return {"not_applicable", "Not part of this review", "The review was started without this part."};
  }
  const auto& failed = review.status.failed_components;
  if (std::ranges::find(failed, section.component) != failed.end()) {
    return {"fail", "Failed", "The review says that this part failed; no result was stored."};
  }
  if (review.status.updated_at && review.status.status == model::ReviewStatus::in_progress) {
    return {"info", "Not there yet", "The review is still running."};
  }
  if (review.status.status == model::ReviewStatus::interrupted) {
    return {"not_assessed", "Interrupted", "The review ended before this part."};
  }
  return {"not_assessed", "No result", "No document of this part was stored."};
}

// With pointers to what is not assessed the reasons stand there, and are not told twice.
Notice notice(const Section& section, const model::Review& review, bool has_facts, bool has_pointers) {
  if (const auto* unreadable = unreadable_of(review, section.component)) {
    return {"not_assessed", "Cannot be read",
            fmt::format("What is stored cannot be read: {}", words::full_stop(unreadable->why))};
  }
  const auto* document = document_of(review, section.component);
  if (document == nullptr) return missing_notice(section, review);
  switch (document->status) {
    case DocumentStatus::complete:
      return has_facts ? Notice{} : Notice{"not_assessed", "No facts", "The stored document holds no facts."};
    case DocumentStatus::partial:
      return {"not_assessed", "In part",
              has_pointers ? "Not everything could be read: “Not assessed here” leads to what, and why."
                           : fmt::format("Not everything could be read. {}", reasons(*document))};
    case DocumentStatus::failed:
      return {"fail", "Failed", fmt::format("Nothing could be read. {}", reasons(*document))};
  }
  return {};
}

// Nothing for a component that is not in the table.
std::optional<Views> blocks_of(const std::string& component, const model::Review& review, Anchors& anchors) {
  const auto& table = components::table();
  const auto found = std::ranges::find(table, component, &components::Component::name);
  return found == table.end() ? std::nullopt : found->section(review, anchors);
}

Views link_views(const std::vector<Link>& links) {
  Views views;
  for (const auto& link : links) views.push_back(View().text("anchor", link.anchor).text("label", link.label));
  return views;
}

}  // namespace

View component_view(const Section& section, const model::Review& review, Anchors& anchors, const Pointers& pointers) {
  auto blocks = blocks_of(section.component, review, anchors);
  const Notice note = notice(section, review, blocks.has_value(), !pointers.not_assessed.empty());
  View view;
  view.text("component_title", section.title).text("component_anchor", section.anchor);
  view.text("notice", note.text);
  if (!note.text.empty()) view.one("notice_badge", badge(note.level, note.label));
  view.flag("has_action", !pointers.action.empty()).list("action_links", link_views(pointers.action));
  view.flag("has_open_links", !pointers.not_assessed.empty()).list("open_links", link_views(pointers.not_assessed));
  view.list("blocks", blocks ? std::move(*blocks) : Views{});
  return view;
}

}  // namespace formats
