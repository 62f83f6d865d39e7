#include "formats/html/overview.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "page/blocks.hpp"
#include "page/chart.hpp"
#include "words/moments.hpp"
#include "words/numbers.hpp"

namespace formats {
namespace {

using page::badge;
using page::badge_cell;
using page::Cell;
using page::code_cell;
using page::facts_block;
using page::plain;
using page::stacked_bar;
using page::stacked_cell;
using page::Table;
using page::View;
using page::Views;
using page::with_note;

using model::ReviewStatus;
using model::Status;

std::string status_text(const model::StatusDocument& status) {
  if (!status.updated_at) return "unknown: nothing says how far it is";
  switch (status.status) {
    case ReviewStatus::in_progress: return "still running";
    case ReviewStatus::completed: return "complete";
    case ReviewStatus::partial: return "in part: not everything could be read";
    case ReviewStatus::failed: return "failed";
    case ReviewStatus::interrupted: return "interrupted: it did not come to its end";
  }
  return "";
}

std::string_view status_level(const model::StatusDocument& status) {
  if (!status.updated_at) return "not_assessed";
  switch (status.status) {
    case ReviewStatus::in_progress: return "info";
    case ReviewStatus::completed: return "pass";
    case ReviewStatus::partial: return "not_assessed";
    case ReviewStatus::failed: return "fail";
    case ReviewStatus::interrupted: return "not_assessed";
  }
  return "not_assessed";
}

// When the review was made: by its documents, or by its id, or by when its status was last written.
std::string made_text(const model::Review& review) {
  std::optional<base::Time> made;
  for (const auto& document : review.documents) {
    if (document.collected_at && (!made || *document.collected_at > *made)) made = document.collected_at;
  }
  if (!made) made = review.status.updated_at;
  return made ? words::moment(*made) : std::string(words::not_known);
}

std::string source_text(const model::Review& review) {
  for (const auto& document : review.documents) {
    if (document.recorded_at)
      return fmt::format("a recording of AWS’s answers of {}", words::moment(*document.recorded_at));
  }
  if (review.documents.empty()) return std::string(words::not_known);
  return is_from_reference(review) ? "AWS, read by the application that this one replaces" : "AWS, live";
}

std::string tool_text(const model::Review& review) {
  for (const auto& document : review.documents) {
    if (!document.tool.version.empty()) return fmt::format("{} {}", document.tool.name, document.tool.version);
  }
  return is_from_reference(review) ? "the application that this one replaces" : "connect-ops-review";
}

std::string many(std::int64_t count, const char* one, const char* more) {
  return count == 1 ? fmt::format("One {}", one) : fmt::format("{} {}", words::count(count), more);
}

std::string or_not_known(const std::string& text) {
  return text.empty() ? std::string(words::not_known) : text;
}

View pillar_table(const model::Overview& overview) {
  constexpr Status columns[] = {Status::fail, Status::warn, Status::not_assessed,
                                Status::pass, Status::info, Status::not_applicable};
  Table table("Findings by pillar and status");
  table.column("Pillar");
  for (const Status status : columns) table.number_column(model::title(status));
  table.column("Shares");
  const auto add = [&](std::string_view title, const model::Tally& counts) {
    std::vector<page::Part> parts;
    for (const Status status : columns) {
      const char* const level[] = {"pass", "warn", "fail", "info", "none", "unknown"};
      parts.push_back({level[std::size_t(status)], counts.of(status)});
    }
    std::vector<Cell> cells = {plain(title)};
    for (const Status status : columns) cells.push_back(plain(words::count(counts.of(status))));
    cells.push_back(stacked_cell(stacked_bar(parts)));
    table.row(std::move(cells));
  };
  for (const auto pillar : model::all_pillars) {
    const auto found = overview.by_pillar.find(pillar);
    add(model::title(pillar), found == overview.by_pillar.end() ? model::Tally() : found->second);
  }
  add("All", overview.counts);
  return table.view();
}

}  // namespace

bool is_from_reference(const model::Review& review) {
  return !review.documents.empty() &&
         std::ranges::all_of(review.documents, [](const auto& document) { return document.schema_version == 0; });
}

std::string verdict(const model::Review& review, const model::Overview& overview) {
  if (overview.counts.empty()) {
    if (is_from_reference(review)) {
      return "This review was made by the application that this one replaces: it stored facts and judged nothing.";
    }
    return review.status.status == ReviewStatus::in_progress ? "Nothing is judged yet."
                                                             : "Nothing could be judged in this review.";
  }
  const auto now = std::int64_t(overview.act_now.size()), later = std::int64_t(overview.plan.size());
  const auto open = std::int64_t(overview.not_assessed.size());
  const bool nothing_known = overview.counts.of(Status::not_assessed) == overview.counts.total();
  if (nothing_known) return "Nothing could be assessed: nobody knows whether something needs action.";
  std::string text = open > 0 ? "Of what could be read, nothing needs action" : "Nothing needs action";
  if (now > 0) {
    text = many(now, "problem hurts callers now or soon will", "problems hurt callers now or soon will");
    if (later > 0) text += fmt::format("; {} more should be planned", words::count(later));
  } else if (later > 0) {
    text = many(later, "thing should be planned", "things should be planned");
  }
  if (open > 0)
    text +=
        fmt::format(". {}", many(open, "check could not be assessed in full", "checks could not be assessed in full"));
  return fmt::format("{}.", text);
}

void add_header(View& page, const model::Review& review) {
  const model::InstanceRef instance = instance_of(review);
  const auto window = review.window();
  const std::string& id = review.status.review_id;
  page.text("page_title", components::display_name(review)).text("page_id", id);
  page.text("page_region", instance.region).text("page_account", instance.account_id);
  page.text("page_window", window ? words::window(*window) : "");
  const Cell status = badge_cell(status_level(review.status), status_text(review.status));
  page.one("page_facts", facts_block({{"Status", with_note(status, review.status.message)},
                                      {"Instance", code_cell(or_not_known(instance.instance_id))},
                                      {"Account", plain(or_not_known(instance.account_id))},
                                      {"Region", plain(or_not_known(instance.region))},
                                      {"Looked at", plain(window ? words::window(*window) : words::not_known)},
                                      {"Made", plain(made_text(review))},
                                      {"Read from", plain(source_text(review))},
                                      {"Made by", plain(tool_text(review))},
                                      {"Review", code_cell(or_not_known(id))}}));
}

void add_overview(View& page, const model::Review& review, const model::Overview& overview) {
  page.text("verdict", verdict(review, overview));
  Views tiles;
  for (const Status status : {Status::fail, Status::warn, Status::not_assessed, Status::pass, Status::info}) {
    View tile;
    tile.text("tile_value", words::count(overview.counts.of(status))).one("tile_badge", badge(status));
    tiles.push_back(tile);
  }
  const bool judged = !overview.counts.empty();
  page.flag("judged", judged).list("tiles", judged ? tiles : Views{});
  if (judged) {
    page.one("pillars", pillar_table(overview));
  } else {
    page.flag("pillars", false);
  }
}

}  // namespace formats
