#include "cli/parse.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <map>
#include <span>

#include "base/encode.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "cli/options.hpp"
#include "words/nearest.hpp"

namespace cli {
namespace {

std::string flags_of(const OptionRow& row) {
  return row.short_flag.empty() ? row.flag : fmt::format("{},{}", row.short_flag, row.flag);
}

void add(CLI::App& app, const OptionRow& row, Arguments& arguments) {
  if (row.value.empty()) {
    app.add_flag_callback(flags_of(row), [&arguments, take = row.take] { take(arguments, ""); });
    return;
  }
  const auto take_all = [&arguments, row](const std::vector<std::string>& texts) {
    if (texts.size() > 1 && !row.can_be_repeated) {
      throw base::Error(base::ErrorKind::usage, fmt::format("{} was given more than once", row.flag));
    }
    for (const auto& text : texts) row.take(arguments, text);
  };
  app.add_option_function<std::vector<std::string>>(flags_of(row), take_all)
      ->expected(1)
      ->take_all()
      ->allow_extra_args(false);  // the word behind its value is the command's
}

void add(CLI::App& app, const WordRow& row, Arguments& arguments) {
  if (row.is_many) {
    app.add_option(row.name, arguments.words)->required(!row.is_optional);
    return;
  }
  app.add_option_function<std::string>(row.name,
                                       [&arguments](const std::string& text) { arguments.words.push_back(text); })
      ->required(!row.is_optional);
}

void add_helps(CLI::App& app) {
  app.set_help_flag("-h,--help");
  app.set_help_all_flag("--help-all");
}

// "storage info" goes below a subcommand "storage" that has no work of its own. What a command takes is added to those
// whose words were typed: all of them would take longer than the rest of a program's start.
void add_commands(CLI::App& app, std::span<const char* const> typed, Arguments& arguments) {
  const auto is_typed = [&](std::string_view word) {
    return word.empty() || std::ranges::find(typed, word) != typed.end();
  };
  std::map<std::string_view, CLI::App*> parents = {{"", &app}};
  for (const Command& command : commands()) {
    CLI::App*& parent = parents[group_of(command)];
    if (parent == nullptr) {
      parent = app.add_subcommand(std::string(group_of(command)))->require_subcommand(1);
      add_helps(*parent);
    }
    CLI::App& sub = *parent->add_subcommand(std::string(last_word(command)));
    add_helps(sub);
    if (!is_typed(group_of(command)) || !is_typed(last_word(command))) continue;
    for (const auto& row : options_of(command)) add(sub, row, arguments);
    for (const auto& row : words_of(command)) add(sub, row, arguments);
  }
}

// The last subcommand that was typed, and the words that lead to it; none where something else stands before it.
struct Typed {
  const CLI::App* app;
  std::string name{};
};

Typed typed(const CLI::App& app) {
  Typed last{&app};
  if (!app.remaining().empty()) return last;
  for (auto below = app.get_subcommands(); !below.empty(); below = last.app->get_subcommands()) {
    last.app = below.front();
    last.name += fmt::format("{}{}", last.name.empty() ? "" : " ", last.app->get_name());
  }
  return last;
}

std::string unknown_option(const Command* command, std::string_view option) {
  if (command == nullptr) return fmt::format("'{}' stands where a command is expected", option);
  std::vector<std::string> flags = {"--help"};
  for (const auto& row : options_of(*command)) flags.push_back(row.flag);
  const std::vector<std::string_view> known(flags.begin(), flags.end());
  const auto name = option.substr(0, option.find('='));
  return fmt::format("{} has no option '{}'{}", command->name, name, words::did_you_mean(name, known));
}

std::string within_a_sentence(std::string_view help) {
  std::string text(help);
  text.front() = base::lower(text.front());
  return text;
}

std::string missing(const Typed& last, const Command* command) {
  if (command == nullptr) {
    const std::string what = last.name.empty() ? "give a command" : fmt::format("{} needs a command", last.name);
    return fmt::format("{}: {}", what, fmt::join(names_in(last.name), ", "));
  }
  std::string missing;
  for (const auto& word : words_of(*command)) {
    if (word.is_optional) continue;
    missing += fmt::format("{}{}: {}", missing.empty() ? "" : "; and ", word.name, within_a_sentence(word.help));
  }
  return fmt::format("{} needs {}", command->name, missing);
}

// What is left over says more than the error that it led to.
std::string what_is_wrong(const Typed& last, const CLI::ParseError& error) {
  const Command* command = find_command(last.name);
  const auto extras = last.app->remaining();
  for (const auto& extra : extras) {
    if (extra.starts_with('-')) return unknown_option(command, base::printable(extra, 60));
  }
  if (!extras.empty()) {
    const std::string extra = base::printable(extras.front(), 60);
    if (command != nullptr) return fmt::format("{} does not take '{}'", command->name, extra);
    const std::string name = fmt::format("{}{}{}", last.name, last.name.empty() ? "" : " ", extra);
    return fmt::format("there is no command '{}'{}", name, words::did_you_mean(extra, names_in(last.name)));
  }
  if (dynamic_cast<const CLI::RequiredError*>(&error) != nullptr) return missing(last, command);
  const std::string_view what = error.what();
  if (dynamic_cast<const CLI::ArgumentMismatch*>(&error) != nullptr) {
    return fmt::format("{} needs a value", what.substr(0, what.find(':')));
  }
  return std::string(what);
}

// Of what is no command there is no help.
bool is_unknown_command(const Typed& last) {
  const auto extras = last.app->remaining();
  return find_command(last.name) == nullptr && !extras.empty() && !extras.front().starts_with('-');
}

Parsed help(const Typed& last, Wanted wanted) {
  const Command* command = find_command(last.name);
  return {wanted, command, command == nullptr ? last.name : ""};
}

}  // namespace

Parsed parse(int argc, const char* const* argv, Arguments& arguments) {
  CLI::App app("", program);
  add_helps(app);
  app.set_version_flag("--version", "");
  app.require_subcommand(1);
  add_commands(app, {argv, std::size_t(argc)}, arguments);
  const auto refuse = [&](std::string what) {
    const Typed last = typed(app);
    what += fmt::format("{}ee {}{}{} --help", what.ends_with('?') ? " S" : "; s", program, last.name.empty() ? "" : " ",
                        last.name);
    return base::Error(base::ErrorKind::usage, what);
  };
  try {
    app.parse(argc, argv);
    return {Wanted::run, find_command(typed(app).name)};
  } catch (const CLI::CallForHelp& error) {
    if (is_unknown_command(typed(app))) throw refuse(what_is_wrong(typed(app), error));
    return help(typed(app), Wanted::help);
  } catch (const CLI::CallForAllHelp& error) {
    if (is_unknown_command(typed(app))) throw refuse(what_is_wrong(typed(app), error));
    return help(typed(app), Wanted::help_all);
  } catch (const CLI::CallForVersion&) {
    return {Wanted::version};
  } catch (const CLI::ParseError& error) {
    throw refuse(what_is_wrong(typed(app), error));
  } catch (const base::Error& error) {
    throw refuse(error.what());
  }
}

}  // namespace cli
