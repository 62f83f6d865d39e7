#include <algorithm>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "app/flows/changed_flows.hpp"
#include "app/history/compare.hpp"
#include "app/history/listing.hpp"
#include "base/encode.hpp"
#include "base/error.hpp"
#include "base/json/canonical.hpp"
#include "cli/command.hpp"
#include "words/headline.hpp"
#include "words/measured.hpp"
#include "words/moments.hpp"
#include "words/names.hpp"
#include "words/numbers.hpp"
#include "words/width.hpp"

namespace cli {
namespace {

using analysis::Change;
using analysis::ChangeKind;
using analysis::Comparison;
using model::Finding;

std::string state_text(const Finding& finding) {
  return fmt::format("{} ({})", model::title(finding.status), model::name(finding.severity));
}

bool has_other_state(const Change& change) {
  return change.before->status != change.now->status || change.before->severity != change.now->severity;
}

// Of a finding that is open in both.
std::string course_text(const Change& change) {
  std::string text;
  if (has_other_state(change)) text = fmt::format("{} → {}", state_text(*change.before), state_text(*change.now));
  if (change.by > 0) {
    text += fmt::format("{}{}", text.empty() ? "" : "; ", words::went(*change.before->measured, *change.now->measured));
  }
  return text;
}

void print_change(const Change& change, std::size_t width) {
  const Finding& finding = change.open();
  const std::string state = fmt::format("  {:<8} {:<13}", model::title(finding.status), model::title(finding.severity));
  const std::string headline = words::one_line(words::headline(finding));
  if (words::columns(state) + 1 + words::columns(headline) <= width) {
    print(fmt::format("{} {}", state, headline));
  } else {
    print(state);
    print_wrapped(headline, width, "    ");
  }
  if (change.kind == ChangeKind::worse || change.kind == ChangeKind::better) {
    print_wrapped(course_text(change), width, "      ");
  }
  if (!change.reason.empty()) print_wrapped(change.reason, width, "      ");
}

std::string review_text(const model::Review& review) {
  const std::string& alias = review.status.instance_alias;
  return fmt::format("{} ({})", review.status.review_id,
                     words::one_line(alias.empty() ? review.status.instance_arn : alias));
}

// What stayed the same is a number in the last line.
void print_text(const app::Pair& pair, const Comparison& comparison, std::size_t width) {
  print(fmt::format("{} → {}", review_text(pair.older), review_text(pair.newer)));
  for (const auto& note : comparison.notes) print(fmt::format("note: {}", note));
  std::string summary;
  for (const ChangeKind kind : analysis::all_change_kinds) {
    const auto count = comparison.count(kind);
    summary += fmt::format("{}{} {}", summary.empty() ? "" : ", ", words::count(count), words::spelled_out(name(kind)));
    if (count == 0 || kind == ChangeKind::same) continue;
    print(fmt::format("\n{} ({})", title(kind), words::count(count)));
    for (const auto& change : comparison.changes) {
      if (change.kind == kind) print_change(change, width);
    }
  }
  print(fmt::format("\n{}", summary));
}

std::string flow_line(const app::ChangedFlow& flow) {
  std::string line = fmt::format("{} ({})", words::one_line(flow.name, 200), words::spelled_out(flow.type));
  if (flow.kind != analysis::FlowChangeKind::changed) line += fmt::format(": {}", name(flow.kind));
  for (const auto& what : flow.what) line += fmt::format("; {}", words::one_line(what, 300));
  if (!flow.published) return line;
  line += fmt::format("; published {}", words::moment(*flow.published));
  return flow.published_by.empty() ? line : fmt::format("{} by {}", line, words::one_line(flow.published_by, 120));
}

void print_flows(const app::ChangedFlows& changed, std::size_t width) {
  if (!changed.flows.empty()) {
    print(fmt::format("\nWhat changed in flows ({})", words::count(std::int64_t(changed.flows.size()))));
  }
  for (const auto& flow : changed.flows) {
    print_wrapped(flow_line(flow), width, "  ");
    for (const auto& block : flow.blocks) {
      print_wrapped(fmt::format("{} {}, {}", block.sign, words::in_quotes(block.block), block.title), width, "    ");
      for (const auto& what : block.what) print_wrapped(words::one_line(what, 400), width, "        ");
    }
  }
  for (const auto& note : changed.notes) print_wrapped(fmt::format("note: {}", note), width, "");
}

int exit_code(const Session& session, const Comparison& comparison) {
  const bool is_news = comparison.count(ChangeKind::appeared) + comparison.count(ChangeKind::worse) > 0;
  return session.arguments.fail_on_change == "new" && is_news ? exit_findings : exit_done;
}

int run_diff(const Session& session) {
  const auto& words = session.arguments.words;
  const std::string& fail_on = session.arguments.fail_on_change;
  if (fail_on != "new" && fail_on != "never") {
    throw base::Error(base::ErrorKind::usage,
                      fmt::format("--fail-on is 'new' or 'never' here, not '{}'", base::printable(fail_on, 60)));
  }
  const auto store = open_store(session, false);
  const base::Time now = session.world.clock.now();
  const app::Pair pair =
      app::load_pair(*store, words.empty() ? "previous" : words[0], words.size() > 1 ? words[1] : "latest",
                     app::stored_instance(*store, session.arguments.instance, now), now);
  app::require_comparable(pair);
  const Comparison comparison = app::compare(pair.older, pair.newer, session.arguments.across_instances);
  // Ids of flows and blocks are an instance's own.
  const app::ChangedFlows flows =
      session.arguments.across_instances ? app::ChangedFlows{} : app::changed_flows(*store, pair.older, pair.newer);
  if (session.arguments.json) {
    nlohmann::json all = to_json(pair, comparison);
    all["flows"] = to_json(flows);
    print_data(base::canonical(all));
  } else {
    print_text(pair, comparison, session.width());
    print_flows(flows, session.width());
  }
  return exit_code(session, comparison);
}

}  // namespace

const Command diff_command = {"diff",
                              "Show what changed between two reviews: new, worse, better, fixed",
                              {"[OLD]", "[NEW]"},
                              with_store({}),
                              {"instance", "across_instances", "fail_on_change", "json"},
                              "  connect-ops-review diff\n"
                              "  connect-ops-review diff 20260213-090000 latest --fail-on new\n"
                              "  connect-ops-review diff 20260213-090000 20260220-090000 --across-instances --json",
                              run_diff};

}  // namespace cli
