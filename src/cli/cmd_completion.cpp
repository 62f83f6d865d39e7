#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/encode.hpp"
#include "base/error.hpp"
#include "cli/help.hpp"
#include "words/nearest.hpp"

namespace cli {
namespace {

using Texts = std::vector<std::string>;

template <typename Row>
std::string offered(const Row& row) {
  return fmt::format("{}", fmt::join(row.words, " "));
}

Texts flags_of(const Command& command) {
  Texts flags = {"-h", "--help", "--help-all"};
  for (const auto& row : options_of(command)) {
    if (!row.short_flag.empty()) flags.emplace_back(row.short_flag);
    flags.push_back(row.flag);
  }
  return flags;
}

// All groups and commands, "" for the program itself among them.
Texts groups() {
  Texts groups = {""};
  for (const auto name : names_in("")) {
    if (is_group(name)) groups.emplace_back(name);
  }
  return groups;
}

// ---- bash: https://www.gnu.org/software/bash/manual/html_node/Programmable-Completion.html ----

// What follows an option, by the word before the one that is being typed.
template <typename Row>
std::string bash_values(const Row& row) {
  switch (row.offers) {
    case Offers::files: return "local IFS=$'\\n'; COMPREPLY=($(compgen -f -- \"$current\"))";
    case Offers::directories: return "local IFS=$'\\n'; COMPREPLY=($(compgen -d -- \"$current\"))";
    case Offers::words: return fmt::format("COMPREPLY=($(compgen -W \"{}\" -- \"$current\"))", offered(row));
    case Offers::lists:
      return fmt::format(
          "local before=; [[ $current == *,* ]] && before=${{current%,*}},; "
          "COMPREPLY=($(compgen -P \"$before\" -W \"{}\" -- \"${{current##*,}}\"))",
          offered(row));
    case Offers::nothing: break;
  }
  return "COMPREPLY=()";
}

std::string bash_command(const Command& command) {
  std::string out = fmt::format("    \"{}\")\n      case $previous in\n", command.name);
  for (const auto& row : options_of(command)) {
    if (row.value.empty()) continue;
    out += fmt::format("        {}) {}; return ;;\n", row.flag, bash_values(row));
  }
  out += "      esac\n";
  out +=
      fmt::format("      if [[ $current == -* ]]; then COMPREPLY=($(compgen -W \"{}\" -- \"$current\")); return; fi\n",
                  fmt::join(flags_of(command), " "));
  int place = 0;
  for (const auto& word : words_of(command)) {
    out += fmt::format("      if ((words {} {})); then {}; return; fi\n", word.is_many ? ">=" : "==", place++,
                       bash_values(word));
  }
  return out + "      ;;\n";
}

std::string bash_flags_with_value() {
  Texts flags;
  for (const Command& command : commands()) {
    for (const auto& row : options_of(command)) {
      if (!row.value.empty() && std::ranges::find(flags, row.flag) == flags.end()) flags.push_back(row.flag);
    }
  }
  return fmt::format("{}", fmt::join(flags, "|"));
}

std::string bash() {
  std::string out = fmt::format(
      "# Completions of {0} for bash. Load them with: source <({0} completion bash)\n"
      "_connect_ops_review() {{\n"
      "  local current=${{COMP_WORDS[COMP_CWORD]}} previous=${{COMP_WORDS[COMP_CWORD - 1]}}\n"
      "  local command= words=0 i\n"
      "  COMPREPLY=()\n"
      "  for ((i = 1; i < COMP_CWORD; ++i)); do\n"
      "    case ${{COMP_WORDS[i]}} in\n"
      "      {1}) ((++i)) ;;\n"
      "      -*) ;;\n"
      "      *)\n"
      "        if [[ -z $command ]]; then command=${{COMP_WORDS[i]}}\n",
      program, bash_flags_with_value());
  for (const auto& group : groups()) {
    if (!group.empty()) {
      out += fmt::format("        elif [[ $command == {0} ]]; then command=\"{0} ${{COMP_WORDS[i]}}\"\n", group);
    }
  }
  out +=
      "        else ((++words))\n"
      "        fi\n"
      "        ;;\n"
      "    esac\n"
      "  done\n"
      "  case $command in\n";
  for (const auto& group : groups()) {
    const bool is_program = group.empty();
    out += fmt::format("    \"{}\") COMPREPLY=($(compgen -W \"{} --help{}\" -- \"$current\")) ;;\n", group,
                       fmt::join(names_in(group), " "), is_program ? " --version" : "");
  }
  for (const Command& command : commands()) out += bash_command(command);
  out += fmt::format(
      "  esac\n"
      "}}\n"
      "complete -o filenames -F _connect_ops_review {}",
      program);
  return out;
}

// ---- zsh: https://zsh.sourceforge.io/Doc/Release/Completion-System.html ----

// Within a specification in single quotes: brackets and colons end its parts.
std::string zsh_text(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\'') {
      out += "'\\''";
    } else {
      if (c == '[' || c == ']' || c == ':' || c == '\\') out += '\\';
      out += c;
    }
  }
  return out;
}

template <typename Row>
std::string zsh_values(const Row& row) {
  switch (row.offers) {
    case Offers::files: return "_files";
    case Offers::directories: return "_files -/";
    case Offers::words: return fmt::format("({})", offered(row));
    case Offers::lists: return fmt::format("_values -s , value {}", offered(row));
    case Offers::nothing: break;
  }
  return " ";
}

std::string zsh_command(const Command& command) {
  std::string out = "_arguments -s";
  const auto add = [&out](const std::string& spec) { out += fmt::format(" \\\n        '{}'", spec); };
  for (const auto& row : options_of(command)) {
    const std::string value = row.value.empty() ? "" : fmt::format(":{}:{}", zsh_text(row.value), zsh_values(row));
    const std::string_view repeats = row.can_be_repeated ? "*" : "";
    add(fmt::format("{}{}[{}]{}", repeats, row.flag, zsh_text(row.help), value));
    if (!row.short_flag.empty()) add(fmt::format("{}[{}]{}", row.short_flag, zsh_text(row.help), value));
  }
  add("(-h --help)-h[Help]");
  add("(-h --help)--help[Help]");
  add("--help-all[Help with all options]");
  for (const auto& word : words_of(command)) {
    add(fmt::format("{}{}{}:{}", word.is_many ? "*" : "", word.is_optional && !word.is_many ? "::" : ":", word.name,
                    zsh_values(word)));
  }
  return out;
}

std::string zsh_cases(std::string_view group) {
  std::string out;
  for (const auto name : names_in(group)) {
    if (group.empty() && is_group(name)) {
      out += fmt::format("      {0}) _connect_ops_review_{0} ;;\n", name);
    } else {
      const std::string full = group.empty() ? std::string(name) : fmt::format("{} {}", group, name);
      out += fmt::format("      {}) {} ;;\n", name, zsh_command(*find_command(full)));
    }
  }
  return out;
}

std::string zsh_function(std::string_view group) {
  std::string names;
  for (const auto name : names_in(group))
    names += fmt::format("    '{}:{}'\n", name, zsh_text(summary_of(group, name)));
  return fmt::format(
      "_connect_ops_review{}{}() {{\n"
      "  local curcontext=$curcontext state line\n"
      "  local -a names\n"
      "  names=(\n{}  )\n"
      "  _arguments -C '(-h --help)'{{-h,--help}}'[Help]' '1: :->name' '*:: :->rest'\n"
      "  case $state in\n"
      "    name) _describe command names ;;\n"
      "    rest) case $words[1] in\n{}    esac ;;\n"
      "  esac\n"
      "}}\n\n",
      group.empty() ? "" : "_", group, names, zsh_cases(group));
}

std::string zsh() {
  std::string out = fmt::format(
      "#compdef {0}\n"
      "# Completions of {0} for zsh. Put them into a directory of $fpath, as _{0}, or load them\n"
      "# behind compinit with: source <({0} completion zsh)\n\n",
      program);
  auto all = groups();
  std::ranges::reverse(all);
  for (const auto& group : all) out += zsh_function(group);
  return out + fmt::format(
                   "if [[ $funcstack[1] == _{0} ]]; then\n  _connect_ops_review \"$@\"\n"
                   "else\n  compdef _connect_ops_review {0}\nfi",
                   program);
}

// ---- fish: https://fishshell.com/docs/current/completions.html ----

// In single quotes.
std::string fish_text(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\'' || c == '\\') out += '\\';
    out += c;
  }
  return out;
}

template <typename Row>
std::string fish_values(const Row& row) {
  switch (row.offers) {
    case Offers::files: return " -F";
    case Offers::directories: return " -a '(__fish_complete_directories)'";
    case Offers::words: return fmt::format(" -a '{}'", offered(row));
    case Offers::lists: return fmt::format(R"( -a '(__fish_complete_list , "printf %s\\n {}")')", offered(row));
    case Offers::nothing: break;
  }
  return "";
}

std::string fish_command(const Command& command) {
  const auto group = group_of(command);
  Texts others = groups();  // "checks show" is not "show"
  std::erase(others, "");
  const std::string seen = group.empty()
                               ? fmt::format("__fish_seen_subcommand_from {}; and not __fish_seen_subcommand_from {}",
                                             command.name, fmt::join(others, " "))
                               : fmt::format("__fish_seen_subcommand_from {}; and __fish_seen_subcommand_from {}",
                                             group, last_word(command));
  const std::string start = fmt::format("complete -c {} -n '{}'", program, seen);
  std::string out;
  for (const auto& row : options_of(command)) {
    out += fmt::format("{} -l {}", start, std::string_view(row.flag).substr(2));
    if (!row.short_flag.empty()) out += fmt::format(" -s {}", row.short_flag.substr(1));
    if (!row.value.empty()) out += " -r" + fish_values(row);
    out += fmt::format(" -d '{}'\n", fish_text(row.help));
  }
  out += fmt::format("{} -l help-all -d 'Help with all options'\n", start);
  for (const auto& word : words_of(command)) {
    if (word.offers != Offers::nothing) out += start + fish_values(word) + "\n";
  }
  return out;
}

std::string fish() {
  std::string out = fmt::format(
      "# Completions of {0} for fish. Load them with: {0} completion fish | source\n"
      "complete -c {0} -f\n"
      "complete -c {0} -s h -l help -d 'Help'\n"
      "complete -c {0} -n __fish_use_subcommand -l version -d 'Version'\n",
      program);
  for (const auto& group : groups()) {
    const std::string when = group.empty() ? "__fish_use_subcommand"
                                           : fmt::format(
                                                 "__fish_seen_subcommand_from {}; and not "
                                                 "__fish_seen_subcommand_from {}",
                                                 group, fmt::join(names_in(group), " "));
    for (const auto name : names_in(group)) {
      out += fmt::format("complete -c {} -n '{}' -a {} -d '{}'\n", program, when, name,
                         fish_text(summary_of(group, name)));
    }
  }
  for (const Command& command : commands()) out += fish_command(command);
  out.pop_back();  // print() ends the last line
  return out;
}

struct Shell {
  std::string_view name;
  std::string (*completions)();
};

constexpr Shell shells[] = {{"bash", bash}, {"zsh", zsh}, {"fish", fish}};

int run_completion(const Session& session) {
  const std::string& wanted = session.arguments.words[0];
  std::vector<std::string_view> known;
  for (const Shell& shell : shells) {
    if (shell.name == wanted) {
      print(shell.completions());
      return exit_done;
    }
    known.push_back(shell.name);
  }
  throw base::Error(base::ErrorKind::usage,
                    fmt::format("there are no completions for the shell '{}'{}", base::printable(wanted, 60),
                                words::what_there_is(wanted, known)));
}

}  // namespace

const Command completion_command = {"completion",
                                    "Print the completions of commands and options for a shell",
                                    {"SHELL"},
                                    {},
                                    {},
                                    "  source <(connect-ops-review completion bash)\n"
                                    "  connect-ops-review completion zsh > ~/.zfunc/_connect-ops-review\n"
                                    "  connect-ops-review completion fish > "
                                    "~/.config/fish/completions/connect-ops-review.fish",
                                    run_completion};

}  // namespace cli
