// The text report: a table for terminals and mails.
#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <optional>

#include "base/error.hpp"
#include "base/json/number.hpp"
#include "components/measure.hpp"
#include "formats/html/findings.hpp"
#include "formats/html/overview.hpp"
#include "formats/writers.hpp"
#include "model/groups.hpp"
#include "model/life.hpp"
#include "words/headline.hpp"
#include "words/moments.hpp"
#include "words/names.hpp"
#include "words/numbers.hpp"
#include "words/width.hpp"

namespace formats {
namespace {

using model::Finding;
using model::Status;

constexpr std::size_t narrowest = 40, widest = 200;
constexpr std::size_t status_width = 8, severity_width = 13;

const char* colour_code(Status status) {
  switch (status) {
    case Status::fail: return "31";
    case Status::warn: return "33";
    case Status::pass: return "32";
    case Status::not_assessed: return "35";
    default: return "0";
  }
}

// Writes lines of a table that fit the terminal.
class Writing {
 public:
  Writing(bool colour, std::size_t width) : colour_(colour), width_(std::clamp(width, narrowest, widest)) {}

  void line(const std::string& text = "") { out_ += fmt::format("{}\n", text); }
  void heading(const std::string& text) { line(fmt::format("\n{}", styled(text, "1"))); }
  void paragraph(const std::string& text, const char* indent) {
    out_ += words::wrapped(words::one_line(text), width_, indent);
  }

  std::string styled(const std::string& text, const char* code) const {
    return colour_ ? fmt::format("\x1b[{}m{}\x1b[0m", code, text) : text;
  }

  std::string status_cell(Status status) const {
    return styled(words::fitted(model::title(status), status_width), colour_code(status));
  }

  std::size_t width() const { return width_; }
  const std::string& out() const { return out_; }

 private:
  bool colour_;
  std::size_t width_;
  std::string out_;
};

void write_title(Writing& writing, const model::Review& review) {
  const model::InstanceRef instance = instance_of(review);
  const auto window = review.window();
  const std::string title =
      fmt::format("Amazon Connect operational review of {}", words::one_line(components::display_name(review)));
  writing.line(writing.styled(words::fitted(title, std::min(writing.width(), words::columns(title))), "1"));
  std::string where = review.status.review_id;
  for (const std::string& part :
       {instance.region, instance.account_id.empty() ? "" : fmt::format("account {}", instance.account_id),
        window ? words::window(*window) : ""}) {
    if (!part.empty()) where += (where.empty() ? "" : " · ") + part;
  }
  writing.paragraph(where, "");
  if (review.status.status != model::ReviewStatus::completed) {
    const std::string message = review.status.message.empty() ? "" : fmt::format(" – {}", review.status.message);
    writing.paragraph(fmt::format("Status: {}{}", words::spelled_out(model::state_name(review.status)), message), "");
  }
}

void write_pillars(Writing& writing, const model::Overview& overview) {
  constexpr std::pair<Status, const char*> columns[] = {{Status::fail, "fail"},
                                                        {Status::warn, "warn"},
                                                        {Status::not_assessed, "not assessed"},
                                                        {Status::pass, "pass"},
                                                        {Status::info, "info"}};
  constexpr std::size_t pillar_width = 22;
  std::string head = words::fitted("Pillar", pillar_width);
  for (const auto& [status, title] : columns) head += fmt::format("  {}", title);
  writing.heading(words::fitted(head, std::min(writing.width(), words::columns(head))));
  for (const auto pillar : model::all_pillars) {
    const auto found = overview.by_pillar.find(pillar);
    if (found == overview.by_pillar.end()) continue;
    std::string row = words::fitted(model::title(pillar), pillar_width);
    for (const auto& [status, title] : columns) {
      const std::string count = words::count(found->second.of(status));
      const std::size_t room = std::string_view(title).size();
      row += fmt::format("  {}{}", std::string(room - std::min(room, count.size()), ' '), count);
    }
    writing.line(words::fitted(row, std::min(writing.width(), words::columns(row))));
  }
}

// What is said behind a finding for it and for those before it.
struct Closing {
  bool observed = false;
  bool why = false;
  bool action = false;
  bool remedy = false;
};

// Each is said once behind findings of one check that follow each other and say the same.
Closing closing_of(const Finding& finding, const Finding* next) {
  if (next == nullptr || next->check_id != finding.check_id) return {true, true, true, true};
  return {.observed = next->observed != finding.observed,
          .why = false,
          .action = next->action != finding.action || next->remedy != finding.remedy,
          .remedy = next->remedy != finding.remedy};
}

// The first line of a finding, wrapped beside its cells.
void write_headline(Writing& writing, const std::string& cells, std::size_t used, const std::string& headline) {
  constexpr std::size_t least_room = 36;
  if (writing.width() < used + least_room) {
    writing.line(cells);
    writing.paragraph(headline, "  ");
    return;
  }
  const std::string lines = words::wrapped(words::one_line(headline), writing.width(), std::string(used, ' '));
  writing.line(cells + (lines.empty() ? "" : lines.substr(used, lines.size() - used - 1)));
}

void write_what_to_do(Writing& writing, const Finding& finding, const Closing& closing) {
  if (closing.why && model::needs_action(finding)) writing.paragraph(finding.why, "    ");
  const bool has_remedy = closing.remedy && !finding.remedy.empty();
  // A remedy that begins with the action says it.
  const bool has_action =
      closing.action && !finding.action.empty() && !(has_remedy && finding.remedy.starts_with(finding.action));
  if (has_action) writing.paragraph(fmt::format("→ {}", finding.action), "    ");
  if (!has_remedy) return;
  writing.paragraph(fmt::format("{}{}", has_action ? "" : "→ ", finding.remedy), has_action ? "      " : "    ");
}

void write_problem(Writing& writing, const Finding& finding, const Closing& closing) {
  const std::string cells = fmt::format("{} {} ", writing.status_cell(finding.status),
                                        words::fitted(model::title(finding.severity), severity_width));
  write_headline(writing, cells, status_width + 1 + severity_width + 1, words::headline(finding));
  // Without a headline of its own, what was observed stands there.
  if (closing.observed && !finding.headline.empty()) writing.paragraph(finding.observed, "    ");
  write_what_to_do(writing, finding, closing);
}

// `of`: the checks that could not be made, and of what.
void write_unassessed(Writing& writing, const std::string& of, const Finding& finding, const Closing& closing) {
  write_headline(writing, "", 0, of);
  std::string said = finding.reason;
  if (said.find(finding.permission) == std::string::npos) {
    said += fmt::format(" (missing permission: {})", finding.permission);
  }
  writing.paragraph(said, "    ");
  write_what_to_do(writing, finding, closing);
}

void write_open(Writing& writing, const Finding& finding, const Closing& closing) {
  const std::string of = fmt::format("{}: {}", model::title_of(finding), resource_name(finding.resource));
  write_unassessed(writing, of, finding, closing);
}

void write_heading(Writing& writing, const std::string& heading, std::int64_t count) {
  writing.heading(fmt::format("{} ({})", heading, words::count(count)));
  if (count == 0) writing.line("    nothing");
}

void write_problems(Writing& writing, const std::vector<const Finding*>& findings) {
  write_heading(writing, "What needs action", std::int64_t(findings.size()));
  for (std::size_t i = 0; i < findings.size(); ++i) {
    write_problem(writing, *findings[i], closing_of(*findings[i], i + 1 < findings.size() ? findings[i + 1] : nullptr));
  }
}

std::string checks_and_resources(const model::Unassessed& row) {
  std::vector<std::string> checks, resources;
  for (const model::Group* check : row.checks) checks.push_back(title_of(*check));
  for (std::size_t i = 0; i < row.resources; ++i) resources.push_back(resource_name(row.findings[i]->resource));
  return fmt::format("{}: {}", words::list(checks), words::list(resources));
}

// What could not be assessed for one reason once, whichever checks it kept from being made.
void write_open_questions(Writing& writing, const std::vector<model::Group>& groups) {
  write_heading(writing, "Not assessed", model::count(groups));
  for (const model::Unassessed& row : model::by_reason(groups)) {
    write_unassessed(writing, checks_and_resources(row), *row.findings.front(), {true, true, true, true});
  }
}

void write_findings(Writing& writing, const std::vector<Finding>& findings, const model::Overview& overview,
                    bool is_narrowed) {
  std::vector<const Finding*> action;
  for (const auto& finding : findings) {
    if (model::needs_action(finding)) action.push_back(&finding);
  }
  // What was left out for showing is not "nothing".
  if (!is_narrowed || !action.empty()) write_problems(writing, action);
  if (!is_narrowed || !overview.not_assessed.empty()) write_open_questions(writing, overview.not_assessed);
}

// What somebody accepted, and what is to be said of mutes.
void write_muted(Writing& writing, const std::vector<Finding>& findings, const std::vector<std::string>& notes) {
  const auto count = std::ranges::count_if(findings, [](const Finding& one) { return one.muted.has_value(); });
  if (count == 0 && notes.empty()) return;
  writing.heading(fmt::format("Muted ({})", words::count(count)));
  for (const Finding& finding : findings) {
    if (!finding.muted) continue;
    (finding.status == Status::not_assessed ? write_open : write_problem)(writing, finding, {});
    writing.paragraph(words::muted(*finding.muted), "    ");
  }
  for (const std::string& note : notes) writing.paragraph(note, "    ");
}

// Nothing where the document cannot be understood: a measure that is not known is left out.
std::optional<components::Reading> reading_of(const components::Measure& measure, const model::Review& review) {
  const model::Document* document = review.document(measure.component);
  if (document == nullptr) return std::nullopt;
  try {
    auto reading = measure.read(*document);
    return reading.value ? std::optional(std::move(reading)) : std::nullopt;
  } catch (const base::Error&) {
    return std::nullopt;
  }
}

// The numbers of a review that nobody judged, such as those of the application that this one replaces.
void write_numbers(Writing& writing, const model::Review& review) {
  writing.heading("What is stored");
  bool is_any = false;
  for (const components::Measure& measure : components::measures()) {
    const auto reading = reading_of(measure, review);
    if (!reading) continue;
    is_any = true;
    const bool is_share = measure.unit == "%";
    std::string text = words::number(is_share ? base::cut(*reading->value, 2) : *reading->value, 2);
    if (is_share) text += " %";
    if (!is_share && reading->limit) text += fmt::format(" of {}", words::number(*reading->limit, 2));
    writing.paragraph(fmt::format("{}: {}", measure.title, text), "    ");
  }
  if (!is_any) writing.line("    no number that this program knows");
}

void write_documents(Writing& writing, const model::Review& review) {
  for (const auto& document : review.documents) {
    if (document.status == model::DocumentStatus::complete) continue;
    writing.paragraph(
        fmt::format("Component {}: {}", document.component, words::spelled_out(model::name(document.status))), "");
  }
  for (const auto& one : review.unreadable) {
    writing.paragraph(fmt::format("Component {} cannot be read: {}", one.component, one.why), "");
  }
  for (const auto& component : model::missing_components(review)) {
    writing.paragraph(
        fmt::format("Component {} is missing: the review counts it, and nothing of it is stored", component), "");
  }
}

std::string counted(Status status, int count) {
  switch (status) {
    case Status::fail: return words::counted(count, "fail");
    case Status::warn: return words::counted(count, "warning");
    case Status::pass: return words::counted(count, "pass", "passes");
    case Status::info: return fmt::format("{} for information", words::count(count));
    default: return fmt::format("{} {}", words::count(count), words::spelled_out(model::title(status)));
  }
}

std::string summary(const model::Overview& overview) {
  std::string text;
  for (const auto status : model::all_statuses) {
    text += fmt::format("{}{}", text.empty() ? "" : ", ", counted(status, overview.counts.of(status)));
  }
  const int muted = overview.counts.muted();
  return muted == 0 ? text : fmt::format("{}, {} muted", text, words::count(muted));
}

}  // namespace

std::string text(const model::Review& review, bool colour, std::size_t width, const Past* past) {
  const auto findings = model::all_findings(review);
  const model::Overview overview = model::overview(findings);
  Writing writing(colour, width);
  write_title(writing, review);
  if (past != nullptr) writing.paragraph(since_text(*past), "");
  if (!overview.counts.empty()) {
    write_pillars(writing, overview);
    write_findings(writing, findings, overview, !review.narrowed.empty());
    write_muted(writing, findings, review.status.mute_notes);
  } else if (review.narrowed.empty() && !review.documents.empty()) {
    write_numbers(writing, review);
  }
  writing.line();
  write_documents(writing, review);
  writing.paragraph(verdict(review, overview), "");
  if (!overview.counts.empty()) writing.paragraph(summary(overview), "");
  return writing.out();
}

void text(std::span<const model::Review> reviews, const Besides& besides, const Sink& sink) {
  for (const model::Review& review : reviews) {
    if (&review != &reviews.front()) sink("\n\n");
    sink(text(review, false, 100, past_of(besides, review.status.review_id)));
  }
}

}  // namespace formats
