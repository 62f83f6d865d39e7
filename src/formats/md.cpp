// The Markdown report: what a pull request's comment, a job's summary or a wiki page shows. GitHub's dialect: tables,
// and no HTML that did not come from here.
#include <algorithm>
#include <fmt/format.h>
#include <map>

#include "formats/export.hpp"
#include "formats/html/findings.hpp"
#include "formats/html/overview.hpp"
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

constexpr std::size_t most_rows = 3;    // of a check; the rest share one
constexpr std::size_t most_text = 500;  // characters of a cell

// On one line, and nothing of it markup: what GitHub would take as such is escaped. A word joiner behind "@" keeps
// names of flows from mentioning people.
std::string plain(std::string_view raw) {
  constexpr std::string_view marks = "\\`*_{}[]<>()#+!|~&$\"'";
  const std::string text = words::one_line(raw, most_text);
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::string_view rest = std::string_view(text).substr(i);
    const bool becomes_link = rest.starts_with("://") || (i >= 3 && text.compare(i - 3, 4, "www.") == 0);
    if (becomes_link || marks.find(text[i]) != std::string_view::npos) out += '\\';
    out += text[i];
    if (text[i] == '@') out += "\u2060";
  }
  return out;
}

// What the link says, or that alone where the address is none to be followed.
std::string link(std::string_view text, std::string_view url) {
  if (!page::is_safe_link(url)) return plain(text);
  return fmt::format("[{}](<{}>)", plain(text), url);
}

std::string row(const std::vector<std::string>& cells) {
  return fmt::format("| {} |\n", fmt::join(cells, " | "));
}

// `rules` is the line below the names: it says how columns are aligned.
std::string table_head(const std::vector<std::string>& names, std::string_view rule) {
  std::string out = row(names);
  for (std::size_t i = 0; i < names.size(); ++i) out += fmt::format("|{}", rule);
  return out + "|\n";
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

std::string names_of(std::span<const Finding* const> findings) {
  return each_once(findings, [](const Finding& finding) { return resource_name(finding.resource); });
}

std::string title_of(const Group& group) {
  return group.title.empty() ? group.check_id : group.title;
}

// The worst of a check each by itself, the others together.
void add_rows(std::string& out, const Group& group) {
  const std::span<const Finding* const> all = group.findings;
  const std::size_t alone = all.size() > most_rows + 1 ? most_rows : all.size();
  for (const Finding* finding : all.first(alone)) {
    out += row({std::string(model::title(finding->severity)), link(words::headline(*finding), finding->console_url),
                plain(action_text(*finding))});
  }
  if (alone == all.size()) return;
  const auto others = all.subspan(alone);
  const std::string what =
      fmt::format("{} more: {}", words::count(std::int64_t(others.size())), plain(each_once(others, words::headline)));
  out += row({std::string(model::title(others.front()->severity)), what, plain(each_once(others, action_text))});
}

std::string problems(std::string_view title, const std::vector<Group>& groups) {
  if (groups.empty()) return "";
  std::string out = fmt::format("\n## {} ({})\n\n", title, words::count(model::count(groups)));
  out += table_head({"Severity", "Finding", "To do"}, "---");
  for (const Group& group : groups) add_rows(out, group);
  return out;
}

// By reason and missing permission.
using ByReason = std::map<std::pair<std::string_view, std::string_view>, std::vector<const Finding*>>;

ByReason by_reason(const Group& group) {
  ByReason out;
  for (const Finding* finding : group.findings) out[{finding->reason, finding->permission}].push_back(finding);
  return out;
}

std::string open_questions(const std::vector<Group>& groups) {
  if (groups.empty()) return "";
  std::string out = fmt::format("\n## Not assessed ({})\n\n", words::count(model::count(groups)));
  out += table_head({"Check", "Of", "Why", "Missing permission"}, "---");
  for (const Group& group : groups) {
    for (const auto& [why, findings] : by_reason(group)) {
      out += row({plain(title_of(group)), plain(names_of(findings)), plain(why.first), plain(why.second)});
    }
  }
  return out;
}

std::string accepted(const std::vector<Group>& groups, const std::vector<std::string>& notes) {
  std::string out;
  for (const std::string& note : notes) out += fmt::format("\n{}\n", plain(note));
  if (groups.empty()) return out;
  out += fmt::format("\n## Muted ({})\n\n", words::count(model::count(groups)));
  out += table_head({"Finding", "Why it is muted"}, "---");
  for (const Group& group : groups) {
    for (const Finding* finding : group.findings) {
      out += row({plain(words::headline(*finding)), plain(words::muted(*finding->muted))});
    }
  }
  return out;
}

std::string missing(const std::vector<Finding>& unread) {
  if (unread.empty()) return "";
  std::string out = "\n## Missing from this review\n\n" + table_head({"What", "Why", "What that means"}, "---");
  for (const Finding& one : unread) {
    out += row({plain(resource_name(one.resource)), plain(words::sentence(one.reason)), plain(one.why)});
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
  return table_head(names, "--:") + row(numbers);
}

std::string about(const Export& out, const model::Review& review) {
  const auto window = review.window();
  std::string text;
  for (const std::string& part :
       {fmt::format("Review {}", plain(out.review_id)), plain(out.instance.region),
        out.instance.account_id.empty() ? "" : fmt::format("account {}", plain(out.instance.account_id)),
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
                     plain(out.instance_name), about(out, review), verdict(review, overview), counts(overview.counts),
                     missing(unread), problems("Act now", overview.act_now), problems("Plan", overview.plan),
                     open_questions(overview.not_assessed), accepted(overview.muted, review.status.mute_notes));
}

}  // namespace

void md(std::span<const model::Review> reviews, const Sink& sink) {
  for (const model::Review& review : reviews) {
    if (&review != &reviews.front()) sink("\n---\n\n");
    sink(report(review));
  }
}

}  // namespace formats
