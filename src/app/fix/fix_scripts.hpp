// The scripts of a fix pack: requests for quotas, settings of logs and storage, and other settings, as commands of the
// AWS CLI in a POSIX shell. Each may be run again: what is done already stays as it is. Pure functions; a script
// without text closes nothing.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/fix/fix_pack.hpp"

namespace app {

// The interpreter, the heading and what every script begins with.
std::string script_head(std::string_view what, const model::Review& review, const std::vector<std::string>& advice,
                        const std::vector<ClosedFinding>& closes);

// A command of the AWS CLI as a finding has it, taken apart: `aws`, service, operation, options with their values.
// Nothing for a text that is anything else.
struct AwsCommand {
  std::string service, operation;
  std::vector<std::string> words;                           // behind the operation
  std::map<std::string, std::string, std::less<>> options;  // by name, of those that have one value

  std::string option(std::string_view name) const;  // empty: it is not there
};
std::optional<AwsCommand> aws_command_in(std::string_view line);

// Written so that each value is one word of the shell.
std::string command_line(const AwsCommand& command);

// `growth`: what is added to the use of a quota in a week, by the quota's key.
FixFile quotas_script(const model::Review& review, const std::vector<model::Finding>& findings,
                      const std::map<std::string, double, std::less<>>& growth);

FixFile storage_script(const model::Review& review, const std::vector<model::Finding>& findings);

// What other commands that change something close.
FixFile settings_script(const model::Review& review, const std::vector<model::Finding>& findings);

// Of storage.sh, not of settings.sh.
bool is_of_storage(const AwsCommand& command);

// What deletes, releases or takes apart is for a person to do.
bool loses_something(const AwsCommand& command);

// The command of a finding, where it changes something and nothing is lost by it.
std::optional<AwsCommand> closing_command(const model::Finding& finding);

}  // namespace app
