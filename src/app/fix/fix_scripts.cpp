#include "app/fix/fix_scripts.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "app/fix/fix_alarms.hpp"
#include "app/fix/fix_text.hpp"
#include "base/encode.hpp"
#include "base/quoted.hpp"
#include "base/text.hpp"
#include "model/command.hpp"

namespace app {
namespace {

// Of a service or an operation, and of an option.
bool is_plain_name(std::string_view name) {
  return !name.empty() && name.front() != '-' &&
         std::ranges::all_of(name, [](char c) { return base::is_lower(c) || base::is_digit(c) || c == '-'; });
}

constexpr std::string_view removing_function = R"(
# replace OLD NEW: deletes the alarm OLD once the alarm NEW is there.
replace() {
  found=$(aws cloudwatch describe-alarms --region "$region" --alarm-names "$2" --query 'length(MetricAlarms)' --output text)
  if [ "$found" -eq 0 ]; then
    echo "kept $1: $2 is not there yet" >&2
    return
  fi
  if ! aws cloudwatch delete-alarms --region "$region" --alarm-names "$1"; then
    echo "kept $1: where a composite alarm names it, name $2 there, and run this again" >&2
    return
  fi
  echo "deleted $1: $2 is there" >&2
}

)";

}  // namespace

std::string script_head(std::string_view what, const model::Review& review, const std::vector<std::string>& advice,
                        const std::vector<ClosedFinding>& closes) {
  return fmt::format("#!/bin/sh\n{}set -eu\n\nregion={}\n", heading(what, review, advice, closes),
                     base::shell_quote(model::instance_of(review).region));
}

std::string AwsCommand::option(std::string_view name) const {
  const auto found = options.find(name);
  return found == options.end() ? "" : found->second;
}

std::optional<AwsCommand> aws_command_in(std::string_view line) {
  const auto words = base::shell_words(line);
  if (!words || words->size() < 3 || (*words)[0] != "aws" || !is_plain_name((*words)[1]) || !is_plain_name((*words)[2]))
    return std::nullopt;
  AwsCommand command{(*words)[1], (*words)[2], {words->begin() + 3, words->end()}, {}};
  for (std::size_t i = 0; i + 1 < command.words.size(); ++i) {
    const std::string& word = command.words[i];
    if (word.starts_with("--") && is_plain_name(std::string_view(word).substr(2)))
      command.options.try_emplace(word.substr(2), command.words[i + 1]);
  }
  return command;
}

std::string command_line(const AwsCommand& command) {
  std::string line = fmt::format("aws {} {}", command.service, command.operation);
  for (const std::string& word : command.words) line += fmt::format(" {}", base::shell_quote(word));
  return line;
}

bool is_of_storage(const AwsCommand& command) {
  static constexpr std::string_view services[] = {"logs", "s3",      "s3api",        "s3control",
                                                  "kms",  "kinesis", "kinesisvideo", "firehose"};
  return std::ranges::find(services, command.service) != std::end(services) ||
         command.operation.find("storage-config") != std::string::npos;
}

bool loses_something(const AwsCommand& command) {
  static constexpr std::string_view verbs[] = {"delete", "disable", "disassociate", "deregister", "release",
                                               "remove", "revoke",  "rm",           "schedule",   "stop"};
  const std::string_view operation = command.operation;
  return std::ranges::find(verbs, operation.substr(0, operation.find('-'))) != std::end(verbs);
}

std::optional<AwsCommand> closing_command(const model::Finding& finding) {
  auto command = aws_command_in(finding.command);
  if (command && (model::only_reads(finding.command) || loses_something(*command))) return std::nullopt;
  return command;
}

FixFile settings_script(const model::Review& review, const std::vector<model::Finding>& findings) {
  FixFile file{.name = "settings.sh", .text = {}, .closes = {}, .is_script = true};
  std::string lines;
  for (const model::Finding& finding : findings) {
    const auto command = closing_command(finding);
    if (!command || is_of_storage(*command) || command->service == "service-quotas") continue;
    const ClosedFinding one = closed(finding);
    add_closed(file.closes, {one});
    lines += fmt::format("\n# Closes: {}\n{}\n", closed_text(one), command_line(*command));
  }
  if (file.closes.empty()) return file;
  file.text = script_head("settings.sh: settings of the instance and of alarms.", review,
                          {"Read each line before you run it: sh settings.sh"}, file.closes);
  // Each line names its Region itself.
  file.text.erase(file.text.rfind("\nregion="));
  file.text += lines;
  return file;
}

FixFile replaced_alarms_script(const model::Review& review, const FixAlarms& alarms) {
  FixFile file{.name = "replaced-alarms.sh", .text = {}, .closes = {}, .is_script = true};
  std::string lines;
  for (const FixAlarm& alarm : alarms.alarms) {
    if (alarm.replaces.empty()) continue;
    add_closed(file.closes, alarm.closes);
    for (const std::string& old : alarm.replaces) {
      lines += fmt::format("replace {} {}\n", base::shell_quote(old), base::shell_quote(alarm.name));
    }
  }
  if (lines.empty()) return file;
  file.text =
      script_head("replaced-alarms.sh: deletes wrong alarms that alarms.yaml or alarms.tf replaces.", review,
                  {"Run it when these are deployed: sh replaced-alarms.sh",
                   "An alarm whose successor is not there is kept. Who was told by a deleted one is told by the "
                   "topic that you deploy with."},
                  file.closes) +
      std::string(removing_function) + lines;
  return file;
}

}  // namespace app
