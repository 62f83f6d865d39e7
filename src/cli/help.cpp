#include "cli/help.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "words/width.hpp"

namespace cli {
namespace {

constexpr std::size_t widest_left = 28;  // column of names; what is wider has its text below

struct Group {
  std::string_view title;
  std::vector<std::string_view> keys;
};

// An option that none lists is one of the command's own; those that can be configured are all listed.
const std::vector<Group>& groups() {
  static const std::vector<Group> groups = {
      {"Options", {}},
      {"What is reviewed",
       {"instance", "all_instances", "recording", "days", "depth", "only", "skip", "log_group", "log_samples",
        "carrier_lookup", "carrier_budget_usd", "complete", "event_budget", "record", "redact", "resume"}},
      {"What is judged, shown and muted",
       {"checks", "skip_checks", "warn_percentage", "fail_percentage", "severity", "status", "mutes",
        "allow_open_mutes"}},
      {"Access to AWS",
       {"region", "profile", "role_arn", "external_id", "review_role_arn", "review_external_id", "endpoint_url",
        "rate_share", "rates", "request_timeout", "max_time", "stack"}},
      {"Where reviews are kept",
       {"storage", "database", "bucket", "table", "sse", "kms_key", "bucket_owner", "retention_days"}},
      {"Reports",
       {"output_formats", "output_dir", "link_hours", "notice_topic", "webhook_url", "event_bus", "security_hub"}},
      {"Exit code", {"fail_on", "fail_on_change", "strict"}},
      {"Output and messages",
       {"format", "json", "config", "show_config", "quiet", "verbose", "no_color", "log_level", "log_file"}}};
  return groups;
}

// The most important first; a command's own options come before them.
constexpr std::string_view ranking[] = {"instance",       "all_instances", "recording",      "days",       "only",
                                        "region",         "profile",       "output_formats", "output_dir", "fail_on",
                                        "fail_on_change", "storage",       "json",           "format",     "severity",
                                        "status",         "mutes",         "checks",         "database",   "bucket",
                                        "table",          "config",        "strict",         "wait",       "force"};

std::size_t rank(const OptionRow& row) {
  const auto* found = std::ranges::find(ranking, row.key);
  if (found != std::ranges::end(ranking)) return 1 + std::size_t(found - std::ranges::begin(ranking));
  const bool is_own = app::find_option(row.key) == nullptr && std::ranges::none_of(groups(), [&](const Group& group) {
                        return std::ranges::find(group.keys, row.key) != group.keys.end();
                      });
  return is_own ? 0 : std::size(ranking) + 1;
}

std::string left_of(const OptionRow& row) {
  return fmt::format("{}{}{}{}{}", row.short_flag, row.short_flag.empty() ? "" : ", ", row.flag,
                     row.value.empty() ? "" : " ", row.value);
}

using Line = std::pair<std::string, std::string>;

std::size_t left_width(const std::vector<Line>& lines) {
  std::size_t width = 0;
  for (const auto& [left, right] : lines) {
    if (left.size() <= widest_left) width = std::max(width, left.size());
  }
  return width;
}

std::string listed(const std::vector<Line>& lines, std::size_t left, std::size_t width) {
  std::string out;
  const std::string indent(left + 4, ' ');
  for (const auto& [name, text] : lines) {
    const std::string below = words::wrapped(text, width, indent);
    if (name.size() > left) {
      out += fmt::format("  {}\n{}", name, below);
    } else {
      out += fmt::format("  {:<{}}  {}", name, left, std::string_view(below).substr(indent.size()));
    }
  }
  return out;
}

std::string described(const std::vector<OptionGroup>& option_groups, std::size_t width) {
  std::vector<Line> all;
  for (const auto& group : option_groups) {
    for (const auto& row : group.rows) all.emplace_back(left_of(row), row.help);
  }
  const std::size_t left = left_width(all);
  std::string out;
  for (const auto& group : option_groups) {
    std::vector<Line> lines;
    for (const auto& row : group.rows) lines.emplace_back(left_of(row), row.help);
    out += fmt::format("\n{}:\n{}", group.title, listed(lines, left, width));
  }
  return out;
}

std::string exit_codes_text(std::size_t width) {
  std::string text = "Exit codes: ";
  for (const auto& row : exit_codes) {
    text += fmt::format("{}{} {}", row.code == 0 ? "" : ", ", row.code, row.meaning);
  }
  return words::wrapped(text + ".", width, "");
}

}  // namespace

std::vector<OptionGroup> grouped(std::vector<OptionRow> rows) {
  std::vector<OptionGroup> out;
  for (const Group& group : groups()) {
    OptionGroup made{group.title, {}};
    for (const auto key : group.keys) {
      const auto found = std::ranges::find(rows, key, &OptionRow::key);
      if (found == rows.end()) continue;
      made.rows.push_back(std::move(*found));
      rows.erase(found);
    }
    out.push_back(std::move(made));
  }
  out.front().rows = std::move(rows);
  std::erase_if(out, [](const OptionGroup& group) { return group.rows.empty(); });
  return out;
}

std::vector<OptionRow> common(std::vector<OptionRow> rows) {
  std::erase_if(rows, [](const OptionRow& row) { return rank(row) > std::size(ranking); });
  std::ranges::stable_sort(rows, {}, rank);
  if (rows.size() > most_common) rows.erase(rows.begin() + most_common, rows.end());
  return rows;
}

std::string usage_of(const Command& command) {
  std::string usage(command.name);
  for (const auto word : command.words) usage += fmt::format(" {}", word);
  return usage + " [OPTIONS]";
}

std::string help_of_group(std::string_view group, std::size_t width) {
  const bool is_program = group.empty();
  const std::string name = is_program ? program : fmt::format("{} {}", program, group);
  std::vector<Line> lines;
  for (const auto one : names_in(group)) lines.emplace_back(one, summary_of(group, one));
  std::string out = words::wrapped(is_program ? about : summary_of_group(group), width, "");
  out += fmt::format("\nUsage: {} COMMAND [OPTIONS]\n\nCommands:\n{}\n", name, listed(lines, left_width(lines), width));
  out += fmt::format("`{} COMMAND --help` has more on each.", name);
  if (is_program) {
    out += fmt::format("\n\n{}\nA first try, without an account: {} demo", exit_codes_text(width), program);
  }
  return out;
}

std::string help_of(const Command& command, bool all, std::size_t width) {
  std::string out = words::wrapped(command.summary, width, "");
  out += fmt::format("\nUsage: {} {}\n", program, usage_of(command));
  std::vector<Line> arguments;
  for (const auto& word : words_of(command)) arguments.emplace_back(word.name, word.help);
  if (!arguments.empty()) out += fmt::format("\nArguments:\n{}", listed(arguments, left_width(arguments), width));
  std::vector<OptionRow> rows = options_of(command);
  const std::size_t count = rows.size();
  if (!all) rows = common(std::move(rows));
  const std::size_t hidden = count - rows.size();
  out += described(grouped(std::move(rows)), width);
  if (hidden > 0) out += fmt::format("\n`{} {} --help-all` shows all {} options.\n", program, command.name, count);
  if (!command.examples.empty()) out += fmt::format("\nExamples:\n{}", command.examples);
  return out;
}

}  // namespace cli
