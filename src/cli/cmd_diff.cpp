#include <algorithm>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "app/history/compare.hpp"
#include "base/json/canonical.hpp"
#include "cli/command.hpp"
#include "words/names.hpp"
#include "words/width.hpp"

namespace cli {
namespace {

using app::Change;
using app::ChangeKind;
using model::Finding;

std::string state_text(const Finding& finding) {
  return fmt::format("{} ({}): {}", model::title(finding.status), model::name(finding.severity),
                     words::one_line(finding.observed));
}

void print_change(const Change& change, std::size_t width) {
  const Finding& finding = change.finding();
  const std::string resource =
      words::one_line(finding.resource.name.empty() ? finding.resource.key : finding.resource.name);
  const std::string line = fmt::format("  {:<8} {:<13} {}: {}", model::title(finding.status),
                                       model::title(finding.severity), words::one_line(finding.title), resource);
  print(words::fitted(line, std::min(width, words::columns(line))));
  const auto more = [&](const std::string& text) { print(words::wrapped(text, width, "      ")); };
  if (change.kind == ChangeKind::still_open) return;
  if (change.kind == ChangeKind::changed) {
    more(fmt::format("was  {}", state_text(*change.before)));
    more(fmt::format("is   {}", state_text(*change.now)));
    return;
  }
  if (change.kind == ChangeKind::appeared) more(words::one_line(finding.observed));
  if (change.kind != ChangeKind::appeared) more(fmt::format("was  {}", state_text(*change.before)));
  if (!change.reason.empty()) more(words::one_line(change.reason));
}

std::string review_text(const model::Review& review) {
  const std::string& alias = review.status.instance_alias;
  return fmt::format("{} ({})", review.status.review_id,
                     words::one_line(alias.empty() ? review.status.instance_arn : alias));
}

void print_text(const app::Pair& pair, const app::Comparison& comparison, std::size_t width) {
  print(fmt::format("{} → {}", review_text(pair.older), review_text(pair.newer)));
  for (const auto& note : comparison.notes) print(fmt::format("note: {}", note));
  std::string summary;
  for (const ChangeKind kind : app::all_change_kinds) {
    const auto count = comparison.count(kind);
    summary += fmt::format("{}{} {}", summary.empty() ? "" : ", ", count, app::name(kind));
    if (count == 0) continue;
    print(fmt::format("\n{} ({})", app::title(kind), count));
    for (const auto& change : comparison.changes) {
      if (change.kind == kind) print_change(change, width);
    }
  }
  std::ranges::replace(summary, '_', ' ');
  print(fmt::format("\n{}", summary));
}

int run(const Session& session) {
  const auto& words = session.arguments.words;
  const auto store = open_store(session, false);
  const app::Pair pair =
      app::load_pair(*store, words.empty() ? "previous" : words[0], words.size() > 1 ? words[1] : "latest",
                     session.arguments.instance, session.world.clock.now());
  app::require_comparable(pair);
  const app::Comparison comparison = app::compare(pair.older, pair.newer, session.arguments.across_instances);
  if (session.arguments.json) {
    print_data(base::canonical(to_json(pair, comparison)));
  } else {
    print_text(pair, comparison, session.width());
  }
  return exit_done;
}

}  // namespace

const Command diff_command = {"diff",
                              "What changed between two reviews: new, fixed, still open, not assessed now",
                              {"[OLD]", "[NEW]"},
                              with_store({}),
                              {"instance", "across_instances", "json"},
                              "  connect-ops-review diff\n"
                              "  connect-ops-review diff 20260213-090000 latest\n"
                              "  connect-ops-review diff 20260213-090000 20260220-090000 --across-instances --json",
                              run};

}  // namespace cli
