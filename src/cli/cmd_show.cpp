#include <fmt/format.h>
#include <fmt/ranges.h>
#include <utility>

#include "app/history/past.hpp"
#include "app/narrowed.hpp"
#include "app/stored.hpp"
#include "base/error.hpp"
#include "base/json/exact.hpp"
#include "cli/command.hpp"
#include "components/component.hpp"
#include "model/document.hpp"
#include "model/life.hpp"
#include "words/moments.hpp"
#include "words/names.hpp"

namespace cli {
namespace {

using base::ErrorKind;

using Line = std::pair<std::string_view, std::string>;

std::string counts(const model::StatusDocument& status) {
  std::string text;
  for (const auto one : model::all_statuses) {
    const auto found = status.findings.find(std::string(model::name(one)));
    if (found == status.findings.end()) continue;
    text += fmt::format("{}{} {}", text.empty() ? "" : ", ", found->second, words::spelled_out(model::name(one)));
  }
  return text;
}

// How far a review came, as its state says it.
void print_status(const model::StatusDocument& status) {
  const auto moment = [](const auto& time) { return time ? words::moment(*time) : std::string(); };
  const auto ends = status.ttl ? std::optional(base::Time(std::chrono::seconds(*status.ttl))) : std::nullopt;
  const std::string instance = status.instance_alias.empty()
                                   ? status.instance_arn
                                   : fmt::format("{} ({})", status.instance_alias, status.instance_arn);
  const Line lines[] = {{"Review", status.review_id},
                        {"Status", words::spelled_out(model::state_name(status))},
                        {"Message", status.message},
                        {"Instance", instance},
                        {"Window", status.window ? words::window(*status.window) : ""},
                        {"Components", fmt::format("{}", fmt::join(status.components, ", "))},
                        {"Failed", fmt::format("{}", fmt::join(status.failed_components, ", "))},
                        {"Findings", counts(status)},
                        {"Reports due", fmt::format("{}", fmt::join(status.reports_due, ", "))},
                        {"Updated", moment(status.updated_at)},
                        {"Kept until", moment(ends)}};
  for (const auto& [name, value] : lines) {
    if (!value.empty()) print(fmt::format("{:<11} {}", name, words::one_line(value)));
  }
  if (!status.errors.empty()) print("\nNot known in full");
  for (const auto& error : status.errors) print(fmt::format("  {}", words::one_line(error)));
}

int run_show(const Session& session) {
  const auto& words = session.arguments.words;
  const formats::Writer& writer = formats::writer(session.arguments.format);
  if (writer.format == "html")
    throw base::Error(ErrorKind::usage, "html is not for a terminal; `report` writes it to a file");
  if (words.size() > 1 && words[1] != model::status_component) components::find(words[1]);

  const auto store = open_store(session, false);
  const base::Time now = session.world.clock.now();
  const std::string review_id = app::resolve_review_id(*store, words[0], now);
  const bool is_whole = words.size() == 1;
  if (!is_whole && writer.format == "json") {
    print_data(base::exact_text(app::stored_document(*store, review_id, words[1])));
    return exit_done;
  }
  model::Review review = app::load_review(*store, review_id, now);
  if (!is_whole && writer.format == "text" && words[1] == model::status_component) {
    app::stored_document(*store, review_id, words[1]);  // says that there is none, or what is wrong with it
    print_status(review.status);
    return exit_done;
  }
  if (!is_whole) review = app::only(std::move(review), words[1]);
  review = app::narrowed(std::move(review), session.config);
  const auto besides =
      is_whole && review.narrowed.empty() && writer.tells_past ? app::with_past(*store, review) : formats::Besides{};
  if (writer.format != "text") {
    writer.write({&review, 1}, write, besides);
    return exit_done;
  }
  print(formats::text(review, session.colour(), session.width(), formats::past_of(besides, review_id)));
  if (const auto why = model::missing_reports(review.status); !why.empty()) print(fmt::format("Note: {}.", why));
  return exit_done;
}

}  // namespace

const Command show_command = {"show",
                              "Print a stored review, or one component of it",
                              {"REVIEW", "[COMPONENT]"},
                              with_store({options::severity, options::status}),
                              {"format"},
                              "  connect-ops-review show latest\n"
                              "  connect-ops-review show latest --status fail,warn --severity critical,high\n"
                              "  connect-ops-review show latest --format md > review.md\n"
                              "  connect-ops-review show 20260213-090000 quota --format json | jq .data.quotas",
                              run_show};

}  // namespace cli
