// The CSV report: a row a finding, for spreadsheets. RFC 4180; UTF-8 without a byte order mark.
#include <fmt/format.h>

#include "base/encode.hpp"
#include "base/timestamp.hpp"
#include "formats/export.hpp"
#include "formats/writers.hpp"
#include "words/headline.hpp"
#include "words/numbers.hpp"

namespace formats {
namespace {

using model::Finding;

constexpr std::size_t longest = 32'000;  // a cell of Excel takes 32,767 characters

std::string value_text(const Finding& finding) {
  return finding.measured ? fmt::format("{}", finding.measured->value) : "";
}

std::string limit_text(const Finding& finding) {
  return finding.measured && finding.measured->limit ? fmt::format("{}", *finding.measured->limit) : "";
}

std::string links_text(const Finding& finding) {
  return fmt::format("{}", fmt::join(finding.links, " "));
}

struct Column {
  const char* name;
  std::string (*text)(const Export& review, const Finding& finding);
};

constexpr Column columns[] = {
    {"review_id", [](const Export& review, const Finding&) { return review.review_id; }},
    {"time", [](const Export& review, const Finding& one) { return base::to_iso8601(review.time_of(one)); }},
    {"account_id", [](const Export& review, const Finding&) { return review.instance.account_id; }},
    {"region", [](const Export& review, const Finding&) { return review.instance.region; }},
    {"instance_id", [](const Export& review, const Finding&) { return review.instance.instance_id; }},
    {"instance", [](const Export& review, const Finding&) { return review.instance_name; }},
    {"component", [](const Export&, const Finding& one) { return one.component; }},
    {"check_id", [](const Export&, const Finding& one) { return one.check_id; }},
    {"finding_id", [](const Export&, const Finding& one) { return one.id; }},
    {"status", [](const Export&, const Finding& one) { return std::string(model::name(one.status)); }},
    {"severity", [](const Export&, const Finding& one) { return std::string(model::name(one.severity)); }},
    {"pillar", [](const Export&, const Finding& one) { return std::string(model::name(one.pillar)); }},
    {"headline", [](const Export&, const Finding& one) { return words::headline(one); }},
    {"action", [](const Export&, const Finding& one) { return one.action; }},
    {"check", [](const Export&, const Finding& one) { return one.title; }},
    {"resource_type", [](const Export&, const Finding& one) { return one.resource.type; }},
    {"resource_key", [](const Export&, const Finding& one) { return one.resource.key; }},
    {"resource_name", [](const Export&, const Finding& one) { return one.resource.name; }},
    {"observed", [](const Export&, const Finding& one) { return one.observed; }},
    {"value", [](const Export&, const Finding& one) { return value_text(one); }},
    {"value_limit", [](const Export&, const Finding& one) { return limit_text(one); }},
    {"unit", [](const Export&, const Finding& one) { return one.measured ? one.measured->unit : ""; }},
    {"limit", [](const Export&, const Finding& one) { return one.limit; }},
    {"reason", [](const Export&, const Finding& one) { return one.reason; }},
    {"permission", [](const Export&, const Finding& one) { return one.permission; }},
    {"remedy", [](const Export&, const Finding& one) { return one.remedy; }},
    {"command", [](const Export&, const Finding& one) { return one.command; }},
    {"evidence", [](const Export&, const Finding& one) { return one.evidence; }},
    {"console_url", [](const Export&, const Finding& one) { return one.console_url; }},
    {"muted", [](const Export&, const Finding& one) { return one.muted ? words::muted(*one.muted) : ""; }},
    {"links", [](const Export&, const Finding& one) { return links_text(one); }},
};

// A spreadsheet computes what begins so, whoever wrote it: a name of a flow must not become a formula. An apostrophe
// before it keeps it a text (https://owasp.org/www-community/attacks/CSV_Injection).
bool begins_formula(std::string_view text) {
  constexpr std::string_view ascii = "=+-@\t\n";
  constexpr std::string_view full_width[] = {"＝", "＋", "－", "＠"};
  return !text.empty() && (ascii.find(text[0]) != std::string_view::npos ||
                           std::ranges::any_of(full_width, [&](auto sign) { return text.starts_with(sign); }));
}

std::string cell(std::string_view raw) {
  std::string text = base::printable(raw, longest);  // without the carriage return and other control characters
  if (begins_formula(text)) text = fmt::format("'{}", text);
  if (text.find_first_of(",\"\n") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char c : text) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return fmt::format("{}\"", quoted);
}

template <typename Text>
std::string line(const Text& text_of) {
  std::string out;
  for (const Column& column : columns) out += fmt::format("{}{}", out.empty() ? "" : ",", cell(text_of(column)));
  return fmt::format("{}\r\n", out);
}

}  // namespace

void csv(std::span<const model::Review> reviews, const Sink& sink) {
  sink(line([](const Column& column) { return std::string(column.name); }));
  for (const model::Review& review : reviews) {
    const Export out = exported(review);
    for (const Finding& finding : out.findings) {
      sink(line([&](const Column& column) { return column.text(out, finding); }));
    }
  }
}

}  // namespace formats
