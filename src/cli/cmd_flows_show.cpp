#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include "app/flows/flow_journey.hpp"
#include "app/flows/flow_names.hpp"
#include "base/json/canonical.hpp"
#include "base/text.hpp"
#include "cli/command.hpp"
#include "cli/flow_sources.hpp"
#include "formats/rows.hpp"
#include "words/names.hpp"
#include "words/numbers.hpp"
#include "words/width.hpp"

namespace cli {
namespace {

using app::Journey;
using app::JourneyPart;
using app::JourneyStep;

constexpr std::size_t number_width = 5, indent_of_a_branch = 3;

// "3, 5 or 6"
std::string any_of(const std::vector<std::string>& texts) {
  if (texts.size() == 1) return texts.front();
  return fmt::format("{} or {}", fmt::join(texts.begin(), texts.end() - 1, ", "), texts.back());
}

// Of blocks by their numbers, and of what fails in others: "if 3, 5 or 6 fails, or if the queue of 11 is full → ".
std::string failure_text(const std::vector<std::string>& by) {
  std::vector<std::string> numbers, others;
  for (const std::string& one : by) (std::ranges::all_of(one, base::is_digit) ? numbers : others).push_back(one);
  std::string text = numbers.empty() ? "" : fmt::format("if {} fails", any_of(numbers));
  if (!others.empty()) text += fmt::format("{}if {}", text.empty() ? "" : ", or ", any_of(others));
  return text + " → ";
}

// "1, anything else → "
std::string way_text(const JourneyStep& step, bool is_failure) {
  if (step.by.empty()) return "";
  return is_failure && step.depth == 0 ? failure_text(step.by) : fmt::format("{} → ", fmt::join(step.by, ", "));
}

std::string text_of(const JourneyStep& step, bool is_failure) {
  std::string text = way_text(step, is_failure);
  text +=
      step.see == 0 ? step.what : fmt::format("see {}{}", step.see, step.goes_round ? " above, round again" : " above");
  return words::one_line(text, 500);
}

void print_step(const Session& session, const JourneyStep& step, bool is_failure) {
  const std::string margin(number_width + 2 + step.depth * indent_of_a_branch, ' ');
  std::string lines = words::wrapped(text_of(step, is_failure), std::max(session.width(), margin.size() + 30), margin);
  if (lines.ends_with('\n')) lines.pop_back();
  if (step.number != 0) lines.replace(0, number_width, fmt::format("{:>{}}", step.number, number_width));
  print(lines);
}

void print_part(const Session& session, const JourneyPart& part) {
  const std::string_view note = model::is_default_flow(part.name, part.type) ? app::runs_by_default : "";
  print_wrapped(fmt::format("{} ({}{}{})", part.name, words::spelled_out(part.type), note.empty() ? "" : ": ", note),
                session.width(), "");
  for (const JourneyStep& step : part.steps) print_step(session, step, false);
  if (part.failures.empty()) return;
  print("  When a block fails:");
  for (const JourneyStep& step : part.failures) print_step(session, step, true);
}

std::vector<std::string> columns() {
  return {"flow", "type", "fails", "number", "depth", "by", "what", "see", "goes_round", "block"};
}

template <typename Visit>
void each_step(const Journey& journey, Visit&& visit) {
  for (const JourneyPart& part : journey.parts) {
    for (const JourneyStep& step : part.steps) visit(part, step, false);
    for (const JourneyStep& step : part.failures) visit(part, step, true);
  }
}

std::string number_or_none(std::size_t number) {
  return number == 0 ? "" : fmt::format("{}", number);
}

void print_csv(const Journey& journey) {
  write(formats::csv_line(columns()));
  each_step(journey, [](const JourneyPart& part, const JourneyStep& step, bool is_failure) {
    write(formats::csv_line({part.name, part.type, is_failure ? "yes" : "no", number_or_none(step.number),
                             fmt::format("{}", step.depth), fmt::format("{}", fmt::join(step.by, "; ")), step.what,
                             number_or_none(step.see), step.goes_round ? "yes" : "no", step.block}));
  });
  for (const std::string& gap : journey.not_read) complain(fmt::format("not read: {}", gap));
}

void print_markdown(const Journey& journey) {
  const JourneyPart* told = nullptr;
  each_step(journey, [&](const JourneyPart& part, const JourneyStep& step, bool is_failure) {
    if (told != &part) {
      write(fmt::format("{}## {} ({})\n\n", told == nullptr ? "" : "\n", formats::markdown_plain(part.name),
                        words::spelled_out(part.type)));
      write(formats::markdown_head({"Block", "What happens"}, "---"));
    }
    told = &part;
    std::string indent;
    for (std::size_t i = 0; i < step.depth; ++i) indent += "&emsp;";
    write(formats::markdown_row(
        {number_or_none(step.number), indent + formats::markdown_plain(text_of(step, is_failure))}));
  });
  if (!journey.problems.empty()) write("\n");
  for (const app::JourneyProblem& problem : journey.problems) {
    write(fmt::format("- {}: {}\n", model::title(problem.status), formats::markdown_plain(problem.headline)));
  }
  for (const std::string& gap : journey.not_read) write(fmt::format("\nNot read: {}\n", formats::markdown_plain(gap)));
}

// "2 problems:" and their headlines, as the map of the same has them.
void print_problems(const Session& session, const Journey& journey) {
  const auto count = std::int64_t(journey.problems.size());
  print(count == 0 ? "No problems found." : fmt::format("{}:", words::counted(count, "problem")));
  for (const app::JourneyProblem& problem : journey.problems) {
    print_wrapped(fmt::format("{}: {}", words::spelled_out(model::name(problem.status)), problem.headline),
                  session.width(), "    ");
  }
  if (journey.maybe_more_problems.empty()) return;
  print_wrapped(fmt::format("There may be more problems: {}", journey.maybe_more_problems), session.width(), "");
}

void print_journey(const Session& session, const Journey& journey) {
  if (journey.parts.empty()) print(fmt::format("{} leads to no flow.", words::one_line(journey.of)));
  for (const JourneyPart& part : journey.parts) {
    if (&part != &journey.parts.front()) print("");
    print_part(session, part);
  }
  if (journey.blocks_left_out > 0) {
    print_wrapped(fmt::format("{} left out: what is behind many branches or very long is not shown here. "
                              "`flows show` of a flow that comes later begins there.",
                              words::counted(double(journey.blocks_left_out), "more block is", "more blocks are")),
                  session.width(), "");
  }
  if (!journey.parts.empty()) print_problems(session, journey);
  for (const std::string& gap : journey.not_read) print_wrapped(fmt::format("Not read: {}", gap), session.width(), "");
}

int run_flows_show(const Session& session) {
  const model::Inventory inventory = flows_of_source(session);
  const Journey journey = app::journey_of(inventory, session.arguments.words.front(), number_mask(session, inventory));
  if (session.arguments.json) {
    print_data(base::canonical(to_json(journey)));
  } else if (session.arguments.format == "csv") {
    print_csv(journey);
  } else if (session.arguments.format == "md") {
    print_markdown(journey);
  } else {
    print_journey(session, journey);
  }
  return exit_done;
}

}  // namespace

const Command flows_show_command = {"flows show",
                                    "Show what callers of a number meet, block by block",
                                    {"FLOW"},
                                    with_flow_source({options::redact}),
                                    {"table_format"},
                                    "  connect-ops-review flows show +493023125000 --recording samples/harbour\n"
                                    "  connect-ops-review flows show 'Main menu' --instance my-alias",
                                    run_flows_show,
                                    require_flow_source};

}  // namespace cli
