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

// What is shown, as it stands behind "findings".
std::string which(const Words& statuses, const Words& severities) {
  std::string text;
  if (!statuses.empty()) text += fmt::format(" of status {}", spelled_out(statuses));
  if (!severities.empty()) {
    text += fmt::format("{} of severity {}", statuses.empty() ? "" : " and", spelled_out(severities));
  }
  return text;
}

std::string note(const Words& statuses, const Words& severities, std::size_t shown, std::size_t left_out) {
  const std::string others = words::counted(double(left_out), "other is", "others are");
  if (shown > 0) {
    return fmt::format("Only findings{} are shown and counted; {} left out.", which(statuses, severities), others);
  }
  const bool is_of_mutes = statuses == Words{std::string(muted_word)} && severities.empty();
  return fmt::format(
      "{}; {} left out.",
      is_of_mutes ? "No finding is muted" : fmt::format("There is no finding{}", which(statuses, severities)), others);
}

}  // namespace

model::Review narrowed(model::Review review, const Config& config) {
  const Words statuses = config.get(options::status), severities = config.get(options::severity);
  if (statuses.empty() && severities.empty()) return review;
  std::size_t shown = 0, left_out = 0;
  for (model::Document& document : review.documents) {
    left_out += std::erase_if(document.findings, [&](const Finding& finding) {
      const std::string_view status = finding.muted ? muted_word : name(finding.status);
      return !lets_through(statuses, status) || !lets_through(severities, name(finding.severity));
    });
    shown += document.findings.size();
  }
  if (shown + left_out > 0) review.narrowed = note(statuses, severities, shown, left_out);
  return review;
}

}  // namespace app
