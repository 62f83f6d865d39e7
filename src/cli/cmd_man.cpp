#include <fmt/format.h>
#include <fmt/ranges.h>

#include "cli/help.hpp"
#include "words/ascii.hpp"

// man(7): https://man7.org/linux/man-pages/man7/man.7.html
namespace cli {
namespace {

constexpr std::string_view written = "2026-11-28";  // a page without a date is no good one

// Hyphens that are typed are minus signs, a backslash is an escape, and a line that begins with a dot or a quotation
// mark would be a request.
std::string roff(std::string_view text) {
  std::string out;
  for (const char c : words::ascii(text)) {
    if (out.empty() ? c == '.' || c == '\'' : out.back() == '\n' && (c == '.' || c == '\'')) out += "\\&";
    if (c == '-') {
      out += "\\-";
    } else if (c == '\\') {
      out += "\\e";
    } else {
      out += c;
    }
  }
  return out;
}

std::string section(std::string_view title) {
  return fmt::format(".SH {}\n", title);
}

std::string term(std::string_view name, std::string_view value, std::string_view text) {
  return fmt::format(".TP\n\\fB{}\\fR{}{}{}\n{}\n", roff(name), value.empty() ? "" : " \\fI", roff(value),
                     value.empty() ? "" : "\\fR", roff(text));
}

std::string names_of(const OptionRow& row) {
  return row.short_flag.empty() ? row.flag : fmt::format("{}, {}", row.short_flag, row.flag);
}

std::string command_section(const Command& command) {
  std::string out = fmt::format(".SS \"{}\"\n{}.\n", roff(usage_of(command)), roff(command.summary));
  for (const auto& word : words_of(command)) out += term(word.name, "", word.help);
  for (const auto& group : grouped(options_of(command))) {
    out += fmt::format(".PP\n{}:\n", roff(group.title));
    for (const auto& row : group.rows) out += term(names_of(row), row.value, row.help);
  }
  if (!command.examples.empty()) out += fmt::format(".PP\n.nf\n{}\n.fi\n", roff(command.examples));
  return out;
}

std::string page() {
  std::string out =
      fmt::format(".TH CONNECT\\-OPS\\-REVIEW 1 \"{}\" \"{} {}\" \"User Commands\"\n", written, program, VERSION);
  out += section("NAME") + fmt::format("{} \\- review Amazon Connect contact centres\n", roff(program));
  out += section("SYNOPSIS") + fmt::format(".B {}\n.I COMMAND\n[\\fIOPTIONS\\fR]\n", roff(program));
  out += section("DESCRIPTION") + fmt::format("{}\n", roff(about));
  out += section("COMMANDS");
  for (const Command& command : commands()) out += command_section(command);
  out += section("EXIT STATUS");
  for (const auto& row : exit_codes) out += term(std::to_string(row.code), "", row.meaning);
  out += section("ENVIRONMENT");
  for (const app::Option& option : app::option_table()) {
    std::vector<std::string> names = *app::List().read(option.environment);
    if (names.empty()) continue;
    out += term(fmt::format("{}", fmt::join(names, ", ")), "",
                fmt::format("As {}{}.", option.flag(), names.size() > 1 ? "; the first that is set counts" : ""));
  }
  out += section("FILES") +
         term("~/.config/connect-ops-review/config.toml", "",
              "The configuration file that is read when --config names none. It holds options by their names, with "
              "underscores: days = 14. `connect-ops-review config init` writes one.");
  out.pop_back();  // print() ends the last line
  return out;
}

int run_man(const Session&) {
  print(page());
  return exit_done;
}

}  // namespace

const Command man_command = {"man",
                             "Print the manual page",
                             {},
                             {},
                             {},
                             "  connect-ops-review man | man -l -\n"
                             "  connect-ops-review man > /usr/local/share/man/man1/connect-ops-review.1",
                             run_man};

}  // namespace cli
