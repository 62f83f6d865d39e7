#include "app/fix/fix_text.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "base/text.hpp"
#include "words/headline.hpp"
#include "words/names.hpp"
#include "words/numbers.hpp"

namespace app {
namespace {

constexpr std::size_t longest_comment = 300;

std::string comment_line(std::string_view text) {
  const std::string line = words::one_line(text, longest_comment);
  return line.empty() ? "#\n" : fmt::format("# {}\n", line);
}

}  // namespace

ClosedFinding closed(const model::Finding& finding) {
  return {finding.id, finding.check_id, words::headline(finding)};
}

void add_closed(std::vector<ClosedFinding>& all, const std::vector<ClosedFinding>& more) {
  for (const ClosedFinding& one : more) {
    const auto is_same = [&](const ClosedFinding& other) { return other.id == one.id; };
    if (std::ranges::none_of(all, is_same)) all.push_back(one);
  }
}

std::string of_review(const model::Review& review) {
  const model::StatusDocument& status = review.status;
  const std::string name = status.instance_alias.empty() ? "" : fmt::format("{}, ", status.instance_alias);
  return fmt::format("{}{}, review {}", name, model::instance_of(review).arn, status.review_id);
}

std::string closed_text(const ClosedFinding& finding) {
  return words::one_line(fmt::format("{} ({}, {})", finding.headline, finding.check, finding.id), longest_comment);
}

std::string heading(std::string_view what, const model::Review& review, const std::vector<std::string>& advice,
                    const std::vector<ClosedFinding>& closes) {
  std::string text = comment_line(what);
  text += comment_line(fmt::format("Made by connect-ops-review of {}.", of_review(review)));
  for (const std::string& line : advice) text += comment_line(line);
  text += comment_line("");
  text += comment_line(fmt::format("Closes {}:", words::counted(std::int64_t(closes.size()), "finding")));
  for (const ClosedFinding& finding : closes) text += comment_line(fmt::format("- {}", closed_text(finding)));
  return text;
}

std::string plain_instance_name(const model::Review& review) {
  constexpr std::size_t longest = 40;
  std::string name = review.status.instance_alias;
  if (name.empty()) name = model::instance_of(review).instance_id;
  name.resize(std::min(name.size(), longest));
  for (char& c : name) {
    if (!base::is_alphanumeric(c)) c = '-';
  }
  return name.empty() ? "instance" : name;
}

}  // namespace app
