#include "cli/options.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/encode.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "checks/registry.hpp"
#include "components/component.hpp"
#include "formats/table.hpp"
#include "words/nearest.hpp"

namespace cli {
namespace {

using base::ErrorKind;

struct TextSwitch {
  std::string_view name;
  const char* flag;
  std::string Arguments::* member;
  const char* help;
};

constexpr TextSwitch text_switches[] = {
    {"instance", "--instance", &Arguments::instance, "Only reviews of this instance: its ARN, id or alias"},
    {"page", "--page", &Arguments::page, "Where to continue: the id that the last list ended with"},
    {"from", "--from", &Arguments::since, "From this day on (2026-02-13, or 2026-02-13T09:00:00Z)"},
    {"to", "--to", &Arguments::until, "Up to and including this day"},
    {"since", "--since", &Arguments::since, "Only reviews from this day on (2026-02-13, or 2026-02-13T09:00:00Z)"},
    {"until", "--until", &Arguments::until, "Only reviews up to and including this day"},
    {"before", "--before", &Arguments::before, "Reviews from before this day (2026-02-13, or 2026-02-13T09:00:00Z)"},
    {"from_place", "--from", &Arguments::from_place, "Store to read: sqlite:FILE, s3:BUCKET or dynamodb:TABLE"},
    {"to_place", "--to", &Arguments::to_place, "The other store, written the same way"},
    {"reason", "--reason", &Arguments::reason, "Why the finding is accepted"},
    {"owner", "--owner", &Arguments::owner, "Who answers for that"},
    {"expires", "--expires", &Arguments::expires, "Last day of the mute: 2027-03-31, or 90d from today"},
    {"output_file", "-o,--output", &Arguments::output_file,
     "File to write, which ends in .svg or .html [an SVG to stdout]"},
    {"fix_directory", "--output-dir", &Arguments::fix_directory, "Directory to write, new or empty"},
    {"component", "--component", &Arguments::component, "Only the measures of this component"},
    {"fail_on_change", "--fail-on", &Arguments::fail_on_change,
     "new: exit with 3 when a finding is new or worse [never]"},
};

struct NumberSwitch {
  std::string_view name;
  const char* flag;
  std::size_t Arguments::* member;
  std::size_t least, most;
  const char* help;
};

constexpr NumberSwitch number_switches[] = {
    {"limit", "--limit", &Arguments::limit, 1, 1000, "How many to list, 1 to 1000 [20]"},
    {"last_days", "--days", &Arguments::last_days, 1, 3650, "Only reviews of the last N days"},
    {"growth", "--growth", &Arguments::growth, 0, 1000, "How much more traffic to reckon with, in percent [20]"},
    {"reviews_per_month", "--reviews-per-month", &Arguments::reviews_per_month, 1, 1'000'000,
     "How many reviews are made in a month"},
    {"port", "--port", &Arguments::port, 0, 65'535, "Port of --local; 0: any that is free [3001]"},
    {"timeout", "--timeout", &Arguments::timeout, 61, 900, "Seconds that an invocation may take [900]"},
    {"concurrency", "--concurrency", &Arguments::concurrency, 1, 100, "Invocations at a time [2]"},
    {"bytes_per_review", "--bytes-per-review", &Arguments::bytes_per_review, 1, 10'000'000'000,
     "Size of a review in bytes, instead of that of the stored ones"},
};

struct FlagSwitch {
  std::string_view name;
  const char* flag;
  bool Arguments::* member;
  const char* help;
};

constexpr FlagSwitch flag_switches[] = {
    {"across_instances", "--across-instances", &Arguments::across_instances,
     "Compare two instances, by the names of their resources"},
    {"local", "--local", &Arguments::local, "Serve the function on this machine, to try it without an account"},
    {"list", "--list", &Arguments::list, "List the measures that can be followed"},
    {"create", "--create", &Arguments::create, "Make the file, bucket or table when it is missing, and its settings"},
    {"dry_run", "--dry-run", &Arguments::dry_run, "Only say what would be done"},
    {"overwrite", "--overwrite", &Arguments::overwrite, "Replace documents that are there and differ"},
    {"overwrite_file", "--overwrite", &Arguments::overwrite, "Replace the file if it is there"},
    {"open", "--open", &Arguments::open, "Open the report when it is written"},
    {"yes", "-y,--yes", &Arguments::yes, "Do not ask"},
    {"wait", "--wait", &Arguments::wait, "When a review of the instance is running, wait for it and show its result"},
    {"force", "--force", &Arguments::force, "Start a review beside one that is running"},
};

struct ListSwitch {
  std::string_view name;
  const char* flag;
  std::vector<std::string> Arguments::* member;
  const char* help;
};

constexpr ListSwitch list_switches[] = {
    {"entry", "--entry", &Arguments::entries,
     "Flow that callers come in by: its file or its name [those that no other file leads to]"},
    {"fix_checks", "--only", &Arguments::fix_checks,
     "Checks whose findings are to be closed, separated by commas: ids, or patterns such as alarm_* [all]"},
    {"fix_flows", "--flows", &Arguments::fix_flows,
     "Exported flow to correct, or a directory of them, with those that it leads to"},
};

// What an option's value or a positional argument is called, and what a shell offers for it, where its kind does not
// say.
struct Naming {
  std::string_view key;
  std::string_view value;
  Offers offers = Offers::nothing;
  std::vector<std::string_view> (*words)() = nullptr;
};

std::vector<std::string_view> component_names() {
  std::vector<std::string_view> names;
  for (const auto& component : components::table()) names.push_back(component.name);
  return names;
}

std::vector<std::string_view> format_names() {
  std::vector<std::string_view> names;
  for (const auto& writer : formats::writers()) names.push_back(writer.format);
  return names;
}

std::vector<std::string_view> check_ids() {
  std::vector<std::string_view> ids;
  for (const auto* check : checks::all()) ids.push_back(check->about.id);
  return ids;
}

std::vector<std::string_view> components_and_status() {
  auto names = component_names();
  names.push_back(model::status_component);
  return names;
}

constexpr Naming namings[] = {
    {"storage", "BACKEND", Offers::words, store::backends},
    {"database", "FILE", Offers::files},
    {"bucket", "BUCKET"},
    {"table", "TABLE"},
    {"kms_key", "KEY"},
    {"bucket_owner", "ACCOUNT"},
    {"stack", "STACK"},
    {"recording", "DIRECTORY", Offers::directories},
    {"record", "DIRECTORY", Offers::directories},
    {"output_dir", "DIRECTORY", Offers::directories},
    {"instance", "INSTANCE"},
    {"region", "REGION"},
    {"profile", "PROFILE"},
    {"role_arn", "ARN"},
    {"review_role_arn", "ARN"},
    {"notice_topic", "ARN"},
    {"webhook_url", "URL"},
    {"event_bus", "BUS"},
    {"external_id", "ID"},
    {"resume", "ID"},
    {"endpoint_url", "URL"},
    {"log_group", "LOG_GROUP"},
    {"log_file", "FILE", Offers::files},
    {"config", "FILE", Offers::files},
    {"only", "COMPONENTS", Offers::words, component_names},
    {"skip", "COMPONENTS", Offers::words, component_names},
    {"checks", "CHECKS", Offers::words, check_ids},
    {"skip_checks", "CHECKS", Offers::words, check_ids},
    {"severity", "SEVERITIES", Offers::words, app::severity_words},
    {"status", "STATUSES", Offers::words, app::status_words},
    {"mutes", "FILE", Offers::files},
    {"component", "COMPONENT", Offers::words, component_names},
    {"output_formats", "FORMATS", Offers::words, format_names},
    {"page", "ID"},
    {"fail_on_change", "new|never", Offers::words, [] { return std::vector<std::string_view>{"new", "never"}; }},
    {"from", "DAY"},
    {"to", "DAY"},
    {"since", "DAY"},
    {"until", "DAY"},
    {"before", "DAY"},
    {"from_place", "STORE"},
    {"to_place", "STORE"},
    {"entry", "FLOW", Offers::files},
    {"output_file", "FILE", Offers::files},
    {"fix_directory", "DIRECTORY", Offers::directories},
    {"fix_checks", "CHECKS", Offers::lists, check_ids},
    {"fix_flows", "FILE", Offers::files},
    {"FILE", "", Offers::files},
    {"DIRECTORY", "", Offers::directories},
    {"CHECK", "", Offers::words, check_ids},
    {"COMPONENT", "", Offers::words, components_and_status},
    {"REVIEW", "", Offers::words, [] { return std::vector<std::string_view>{"latest"}; }},
    {"OLD", "", Offers::words, [] { return std::vector<std::string_view>{"previous"}; }},
    {"NEW", "", Offers::words, [] { return std::vector<std::string_view>{"latest"}; }},
    {"SHELL", "", Offers::words, [] { return std::vector<std::string_view>{"bash", "zsh", "fish"}; }},
};

// Rows of options and of words have the same two members.
template <typename Row>
const Naming* name_offers(std::string_view key, Row& row) {
  const auto* naming = std::ranges::find(namings, key, &Naming::key);
  if (naming == std::ranges::end(namings)) return nullptr;
  row.offers = naming->offers;
  if (naming->words != nullptr) row.words = naming->words();
  return naming;
}

OptionRow named(OptionRow row, std::string_view otherwise) {
  const Naming* naming = name_offers(row.key, row);
  row.value = naming == nullptr ? otherwise : naming->value;
  return row;
}

// "-y,--yes" or "--yes".
OptionRow row_of(std::string_view key, std::string_view flags, std::string_view help) {
  const auto comma = flags.find(',');
  OptionRow row{.key = key, .short_flag = {}, .flag = {}, .value = {}, .help = std::string(help)};
  if (comma != std::string_view::npos) row.short_flag = flags.substr(0, comma);
  row.flag = flags.substr(comma == std::string_view::npos ? 0 : comma + 1);
  return row;
}

OptionRow configured(app::OptionId id) {
  const app::Option& option = app::option_of(id);
  OptionRow row = row_of(option.key, option.flag(), option.help);
  if (!option.fallback.empty() && !option.is_switch()) row.help += fmt::format(" [{}]", option.fallback);
  if (!option.environment.empty()) {
    row.help += fmt::format(" (${})", option.environment.substr(0, option.environment.find(',')));
  }
  row.can_be_repeated = option.can_be_repeated;
  row.take = [key = std::string(option.key), repeats = option.can_be_repeated](Arguments& to, const std::string& text) {
    std::string& value = to.flags[key];
    value = repeats && !value.empty() ? fmt::format("{},{}", value, text) : text;
  };
  if (option.is_switch()) {
    row.take = [key = std::string(option.key)](Arguments& to, const std::string&) { to.flags[key] = "true"; };
    return row;
  }
  if (!option.words.empty()) {
    row.words.assign(option.words.begin(), option.words.end());
    row.offers = Offers::words;
    row.value = fmt::format("{}", fmt::join(option.words, "|"));
    return row;
  }
  row = named(std::move(row), option.value);
  if (option.is_list && row.offers == Offers::words) row.offers = Offers::lists;
  return row;
}

OptionRow row_of(const TextSwitch& text) {
  OptionRow row = row_of(text.name, text.flag, text.help);
  row.take = [member = text.member](Arguments& to, const std::string& given) { to.*member = given; };
  return named(std::move(row), "TEXT");
}

OptionRow row_of(const ListSwitch& list) {
  OptionRow row = row_of(list.name, list.flag, list.help);
  row.can_be_repeated = true;
  row.take = [member = list.member](Arguments& to, const std::string& given) { (to.*member).push_back(given); };
  return named(std::move(row), "TEXT");
}

OptionRow row_of(const NumberSwitch& number) {
  OptionRow row = row_of(number.name, number.flag, number.help);
  row.value = "N";
  row.take = [&number](Arguments& to, const std::string& given) {
    const auto read = base::number_in<std::size_t>(given);
    if (!read || *read < number.least || *read > number.most) {
      throw base::Error(ErrorKind::usage, fmt::format("{} must be a whole number from {} to {}, not '{}'", number.flag,
                                                      number.least, number.most, base::printable(given, 60)));
    }
    to.*number.member = *read;
  };
  return row;
}

OptionRow row_of(const FlagSwitch& flag) {
  OptionRow row = row_of(flag.name, flag.flag, flag.help);
  row.take = [member = flag.member](Arguments& to, const std::string&) { to.*member = true; };
  return row;
}

// The formats of "format" are those of a review that a terminal shows, of "flow_format" those of flows in files, of
// "table_format" those of a table.
std::vector<std::string_view> known_formats(std::string_view name) {
  std::vector<std::string_view> known = {"text", "json"};
  if (name == "flow_format") known.insert(known.end(), {"md", "csv", "junit", "sarif"});
  if (name == "table_format") known.insert(known.end(), {"md", "csv"});
  if (name != "format") return known;
  for (const auto format : format_names()) {
    if (format != "html" && std::ranges::find(known, format) == known.end()) known.push_back(format);
  }
  return known;
}

// --format is the one spelling for all that prints, and --json is short for one of its values. "json" is what prints
// text or JSON.
void add_format(std::vector<OptionRow>& rows, std::string_view name) {
  const auto take = [](Arguments& to, const std::string& format) {
    if (to.is_format_given && to.format != format) {
      throw base::Error(ErrorKind::usage,
                        fmt::format("--json is --format json, and --format {} was given too: leave one of them out",
                                    base::printable(format == "json" ? to.format : format, 60)));
    }
    to.is_format_given = true;
    to.format = format;
    to.json = format == "json";
  };
  const std::vector<std::string_view> known = known_formats(name);
  const bool is_review = name == "format";
  OptionRow row = row_of("format", "--format", fmt::format("How to print it: {} [text]", fmt::join(known, ", ")));
  row.value = "FORMAT";
  row.offers = Offers::words;
  row.words = known;
  row.take = [take, known, is_review](Arguments& to, const std::string& format) {
    // The formats of a review say themselves what there is.
    if (!is_review && std::ranges::find(known, format) == known.end()) {
      throw base::Error(ErrorKind::usage, fmt::format("--format must be {}, not '{}'{}", fmt::join(known, " or "),
                                                      base::printable(format, 60), words::did_you_mean(format, known)));
    }
    take(to, format);
  };
  rows.push_back(std::move(row));
  OptionRow json = row_of("json", "--json", "Short for --format json");
  json.take = [take](Arguments& to, const std::string&) { take(to, "json"); };
  rows.push_back(std::move(json));
}

template <typename Switch>
void add_named(std::vector<OptionRow>& rows, const Switch& switches, std::string_view name) {
  for (const auto& one : switches) {
    if (one.name == name) rows.push_back(row_of(one));
  }
}

// Of every command.
void add_common(std::vector<OptionRow>& rows) {
  OptionRow config = named(row_of("config", "--config", "Configuration file (TOML)"), "");
  config.take = [](Arguments& to, const std::string& file) { to.config_file = file; };
  rows.push_back(std::move(config));
  static constexpr FlagSwitch flags[] = {
      {"show_config", "--show-config", &Arguments::show_config,
       "Print each value and where it came from, and do nothing else"},
      {"quiet", "-q,--quiet", &Arguments::quiet, "No progress, and no messages but errors"},
      {"verbose", "-v,--verbose", &Arguments::verbose, "More messages"},
      {"no_color", "--no-color", &Arguments::no_color, "No colours (also $NO_COLOR)"}};
  for (const auto& flag : flags) rows.push_back(row_of(flag));
  for (const app::OptionId id : {app::OptionId::log_level, app::OptionId::log_file}) rows.push_back(configured(id));
}

std::string_view meaning_of(std::string_view word) {
  static const std::map<std::string, std::string_view, std::less<>> meanings = {
      {"REVIEW", "Id of a stored review (YYYYMMDD-HHMMSS), or latest"},
      {"FILE", "New file to write"},
      {"FILE...", "Exported flow or module, a directory of them, or - for standard input"},
      {"TEXT...", "Whatever identifies a person: a number, a user's name or id, an address"},
      {"ID...", "Ids of stored reviews (YYYYMMDD-HHMMSS)"},
      {"OLD", "The older review: its id, or previous [previous]"},
      {"NEW", "The newer review: its id, or latest [latest]"},
      {"FLOW", "Phone number, or a flow or module by its name or id"},
      {"MEASURE", "Number to follow, as `trend --list` names it [all]"},
      {"DIRECTORY", "Directory to save in, new or empty"},
      {"COMPONENT", "One of its components, or STATUS"},
      {"SHELL", "bash, zsh or fish"},
      {"WHAT...", "Id of a finding, or check=PATTERN with resource=, account=, region=, instance= or tag="},
      {"MUTE", "Its number, as `mute list` shows it, or the id of its finding"},
      {"CHECK", "Id of a check, as `checks list` shows it"}};
  return meanings.find(word)->second;
}

constexpr std::pair<std::string_view, std::string_view> groups[] = {
    {"checks", "List the checks, and show what each looks at and why"},
    {"flows", "Look at flows as callers meet them"},
    {"mute", "Accept known findings until a given day"},
    {"storage", "Look after the store that reviews are kept in"},
    {"config", "Write a configuration file"},
};

}  // namespace

std::vector<OptionRow> options_of(const Command& command) {
  std::vector<OptionRow> rows;
  for (const auto id : command.options) rows.push_back(configured(id));
  for (const auto name : command.switches) {
    if (name == "json" || name.ends_with("format")) add_format(rows, name);
    add_named(rows, text_switches, name);
    add_named(rows, list_switches, name);
    add_named(rows, number_switches, name);
    add_named(rows, flag_switches, name);
  }
  add_common(rows);
  return rows;
}

std::vector<WordRow> words_of(const Command& command) {
  std::vector<WordRow> rows;
  for (std::string_view word : command.words) {
    WordRow row;
    row.is_optional = word.starts_with('[');
    if (row.is_optional) word = word.substr(1, word.size() - 2);
    row.help = meaning_of(word);
    row.is_many = word.ends_with("...");
    if (row.is_many) word.remove_suffix(3);
    row.name = word;
    name_offers(word, row);
    rows.push_back(std::move(row));
  }
  return rows;
}

bool is_group(std::string_view name) {
  return std::ranges::find(groups, name, [](const auto& group) { return group.first; }) != std::ranges::end(groups);
}

std::string_view summary_of_group(std::string_view name) {
  return std::ranges::find(groups, name, [](const auto& group) { return group.first; })->second;
}

std::string_view summary_of(std::string_view group, std::string_view name) {
  if (group.empty() && is_group(name)) return summary_of_group(name);
  return find_command(group.empty() ? std::string(name) : fmt::format("{} {}", group, name))->summary;
}

std::string_view group_of(const Command& command) {
  const auto space = command.name.find(' ');
  return space == std::string_view::npos ? std::string_view() : command.name.substr(0, space);
}

std::string_view last_word(const Command& command) {
  const auto group = group_of(command);
  return group.empty() ? command.name : command.name.substr(group.size() + 1);
}

std::vector<std::string_view> names_in(std::string_view group) {
  std::vector<std::string_view> names;
  for (const Command& command : commands()) {
    const auto own = group_of(command);
    if (own != group && !group.empty()) continue;
    const auto name = own == group ? last_word(command) : own;
    if (std::ranges::find(names, name) == names.end()) names.push_back(name);
  }
  return names;
}

const Command* find_command(std::string_view name) {
  const auto found = std::ranges::find(commands(), name, &Command::name);
  return found == commands().end() ? nullptr : &*found;
}

const std::vector<Command>& commands() {
  static const std::vector<Command> all = {run_command,
                                           reviews_command,
                                           show_command,
                                           report_command,
                                           diff_command,
                                           trend_command,
                                           capacity_command,
                                           fix_command,
                                           storage_info_command,
                                           storage_copy_command,
                                           storage_verify_command,
                                           storage_remove_command,
                                           storage_erase_command,
                                           storage_check_command,
                                           storage_backup_command,
                                           storage_estimate_command,
                                           checks_list_command,
                                           checks_show_command,
                                           checks_operations_command,
                                           flows_list_command,
                                           flows_show_command,
                                           flows_map_command,
                                           flows_check_command,
                                           mute_add_command,
                                           mute_list_command,
                                           mute_remove_command,
                                           record_command,
                                           demo_command,
                                           init_command,
                                           iam_policy_command,
                                           doctor_command,
                                           lambda_command,
                                           config_init_command,
                                           completion_command,
                                           man_command};
  return all;
}

}  // namespace cli
