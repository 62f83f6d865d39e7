#include "app/narrowed.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <string>
#include <vector>

#include "words/names.hpp"
#include "words/numbers.hpp"

namespace app {
namespace {

using model::Finding;
using Words = std::vector<std::string>;

bool lets_through(const Words& words, std::string_view word) {
  return words.empty() || std::ranges::find(words, word) != words.end();
}

std::string spelled_out(const Words& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + words::spelled_out(word);
  return text;
}

std::string note(const Words& statuses, const Words& severities, std::size_t left_out) {
  std::string text = "Only findings";
  if (!statuses.empty()) text += fmt::format(" of status {}", spelled_out(statuses));
  if (!severities.empty()) {
    text += fmt::format("{} of severity {}", statuses.empty() ? "" : " and", spelled_out(severities));
  }
  return fmt::format("{} are shown and counted; {} left out.", text,
                     words::counted(double(left_out), "other is", "others are"));
}

}  // namespace

model::Review narrowed(model::Review review, const Config& config) {
  const Words statuses = config.get(options::status), severities = config.get(options::severity);
  if (statuses.empty() && severities.empty()) return review;
  std::size_t left_out = 0;
  for (model::Document& document : review.documents) {
    left_out += std::erase_if(document.findings, [&](const Finding& finding) {
      const std::string_view status = finding.muted ? muted_word : name(finding.status);
      return !lets_through(statuses, status) || !lets_through(severities, name(finding.severity));
    });
  }
  review.narrowed = note(statuses, severities, left_out);
  return review;
}

}  // namespace app
