// The Markdown report: what a pull request's comment, a job's summary or a wiki page shows. GitHub's dialect: tables,
// and no HTML that did not come from here.
#include <algorithm>
#include <fmt/format.h>
#include <map>

#include "formats/export.hpp"
#include "formats/flow_check.hpp"
#include "formats/html/findings.hpp"
#include "formats/html/overview.hpp"
#include "formats/rows.hpp"
#include "formats/writers.hpp"
#include "model/groups.hpp"
#include "page/link.hpp"
#include "words/headline.hpp"
#include "words/moments.hpp"
#include "words/names.hpp"
#include "words/numbers.hpp"

namespace formats {
namespace {

using model::Finding;
using model::Group;

constexpr std::size_t most_rows = 3;  // of a check; the rest share one

// What the link says, or that alone where the address is none to be followed.
std::string link(std::string_view text, std::string_view url) {
  if (!page::is_safe_link(url)) return markdown_plain(text);
  return fmt::format("[{}](<{}>)", markdown_plain(text), url);
}

// What `text_of` says of each, once.
template <class TextOf>
std::string each_once(std::span<const Finding* const> findings, TextOf text_of) {
  std::vector<std::string> texts;
  for (const Finding* finding : findings) {
    std::string text = text_of(*finding);
    if (std::ranges::find(texts, text) == texts.end()) texts.push_back(std::move(text));
  }
  return words::list(texts);
}

std::string resource_names(std::span<const Finding* const> findings) {
  return each_once(findings, [](const Finding& finding) { return resource_name(finding.resource); });
}

// The worst of a check each by itself, the others together.
void add_rows(std::string& out, const Group& group) {
  const std::span<const Finding* const> all = group.findings;
  const std::size_t alone = all.size() > most_rows + 1 ? most_rows : all.size();
  for (const Finding* finding : all.first(alone)) {
    out += markdown_row({std::string(model::title(finding->severity)),
                         link(words::headline(*finding), finding->console_url), markdown_plain(action_text(*finding))});
  }
  if (alone == all.size()) return;
  const auto others = all.subspan(alone);
  const std::string what = fmt::format("{} more: {}", words::count(std::int64_t(others.size())),
                                       markdown_plain(each_once(others, words::headline)));
  out += markdown_row(
      {std::string(model::title(others.front()->severity)), what, markdown_plain(each_once(others, action_text))});
}

std::string problems(std::string_view title, const std::vector<Group>& groups) {
  if (groups.empty()) return "";
  std::string out = fmt::format("\n## {} ({})\n\n", title, words::count(model::count(groups)));
  out += markdown_head({"Severity", "Finding", "To do"}, "---");
  for (const Group& group : groups) add_rows(out, group);
  return out;
}

std::string open_questions(const std::vector<Group>& groups) {
  if (groups.empty()) return "";
  std::string out = fmt::format("\n## Not assessed ({})\n\n", words::count(model::count(groups)));
  out += markdown_head({"Check", "Of", "Why", "Missing permission"}, "---");
  for (const model::Unassessed& row : model::by_reason(groups)) {
    std::vector<std::string> titles;
    for (const Group* check : row.checks) titles.push_back(title_of(*check));
    const Finding& first = *row.findings[0];
    out += markdown_row({markdown_plain(words::list(titles)),
                         markdown_plain(resource_names(std::span(row.findings).first(row.resources))),
                         markdown_plain(first.reason), markdown_plain(first.permission)});
  }
  return out;
}

std::string accepted(const std::vector<Group>& groups, const std::vector<std::string>& notes) {
  std::string out;
  for (const std::string& note : notes) out += fmt::format("\n{}\n", markdown_plain(note));
  if (groups.empty()) return out;
  out += fmt::format("\n## Muted ({})\n\n", words::count(model::count(groups)));
  out += markdown_head({"Finding", "Why it is muted"}, "---");
  for (const Group& group : groups) {
    for (const Finding* finding : group.findings) {
      out += markdown_row({markdown_plain(words::headline(*finding)), markdown_plain(words::muted(*finding->muted))});
    }
  }
  return out;
}

std::string missing(const std::vector<Finding>& unread) {
  if (unread.empty()) return "";
  std::string out = "\n## Missing from this review\n\n" + markdown_head({"What", "Why", "What that means"}, "---");
  for (const Finding& one : unread) {
    out += markdown_row({markdown_plain(resource_name(one.resource)), markdown_plain(words::sentence(one.reason)),
                         markdown_plain(one.why)});
  }
  return out;
}

std::string counts(const model::Tally& tally) {
  std::vector<std::string> names, numbers;
  for (const auto status : model::all_statuses) {
    names.emplace_back(model::title(status));
    numbers.push_back(words::count(tally.of(status)));
  }
  if (tally.muted() > 0) {
    names.emplace_back("Muted");
    numbers.push_back(words::count(tally.muted()));
  }
  return markdown_head(names, "--:") + markdown_row(numbers);
}

std::string about(const Export& out, const model::Review& review) {
  const auto window = review.window();
  std::string text;
  for (const std::string& part :
       {fmt::format("Review {}", markdown_plain(out.review_id)), markdown_plain(out.instance.region),
        out.instance.account_id.empty() ? "" : fmt::format("account {}", markdown_plain(out.instance.account_id)),
        window ? words::window(*window) : ""}) {
    if (!part.empty()) text += fmt::format("{}{}", text.empty() ? "" : " · ", part);
  }
  return text;
}

std::string report(const model::Review& review) {
  const Export out = exported(review);
  // Of the review's own findings, as every page for people counts them.
  std::vector<Finding> judged, unread;
  for (const Finding& finding : out.findings) (says_what_is_missing(finding) ? unread : judged).push_back(finding);
  const model::Overview overview = model::overview(judged);
  return fmt::format("# Amazon Connect operational review of {}\n\n{}\n\n**{}**\n\n{}{}{}{}{}{}",
                     markdown_plain(out.instance_name), about(out, review), verdict(review, overview),
                     counts(overview.counts), missing(unread), problems("Act now", overview.act_now),
                     problems("Plan", overview.plan), open_questions(overview.not_assessed),
                     accepted(overview.muted, review.status.mute_notes));
}

// "main.json:42", or the file alone.
std::string place_of(const FlowFinding& found, const FlowBlock* block) {
  const std::string& file = found.finding.resource.key;
  return markdown_plain(block == nullptr ? file : fmt::format("{}:{}", file, block->place.line));
}

std::string rows_of(const FlowFinding& found) {
  const Finding& finding = found.finding;
  const std::string to_do = finding.muted ? words::muted(*finding.muted) : action_text(finding);
  const auto row_of = [&](const FlowBlock* block) {
    return markdown_row(
        {markdown_plain(model::title(finding.status)), markdown_plain(model::title(finding.severity)),
         place_of(found, block),
         markdown_plain(block == nullptr ? words::headline(finding) : words::capitalized(block->problem)),
         markdown_plain(to_do)});
  };
  std::string out;
  for (const FlowBlock& block : found.blocks) out += row_of(&block);
  return found.blocks.empty() ? row_of(nullptr) : out;
}

}  // namespace

void md(const FlowCheck& check, const Sink& sink) {
  sink(fmt::format("# Check of Amazon Connect flows\n\n{}\n", markdown_plain(summary_of(check))));
  std::string open, muted;
  for (const FlowFinding& found : check.findings) (found.finding.muted ? muted : open) += rows_of(found);
  const auto head = [](const char* last) {
    return markdown_head({"Status", "Severity", "Where", "Problem", last}, "---");
  };
  if (!open.empty()) sink(fmt::format("\n{}{}", head("To do"), open));
  for (const std::string& note : check.mute_notes) sink(fmt::format("\n{}\n", markdown_plain(note)));
  if (!muted.empty()) {
    sink(fmt::format("\n## Muted ({})\n\n{}{}", words::count(count_muted(check)), head("Why it is muted"), muted));
  }
}

void md(std::span<const model::Review> reviews, const Sink& sink) {
  for (const model::Review& review : reviews) {
    if (&review != &reviews.front()) sink("\n---\n\n");
    sink(report(review));
  }
}

}  // namespace formats
