#include "cli/way_on.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <initializer_list>

#include "base/encode.hpp"

namespace cli {
namespace {

using app::OptionId;

class CommandLine {
 public:
  CommandLine(const Arguments& arguments, const Command& command)
      : arguments_(arguments), command_(command), text_(base::shell_quote(arguments.program)) {
    text_ += fmt::format(" {}", command.name);
  }

  void word(const std::string& word) { text_ += fmt::format(" {}", base::shell_quote(word)); }
  void option(std::string_view flag, const std::string& value) {
    text_ += fmt::format(" {} {}", flag, base::shell_quote(value));
  }
  void option(OptionId id, const std::string& value) { option(app::option_of(id).flag(), value); }

  // What was given of the command's own options.
  void given_without(std::initializer_list<OptionId> left_out) {
    const auto is_left_out = [&](OptionId id) { return std::ranges::find(left_out, id) != left_out.end(); };
    for (const OptionId id : command_.options) {
      if (!is_left_out(id)) given(id);
    }
    for (const OptionId id : {OptionId::log_level, OptionId::log_file}) given(id);
    if (arguments_.config_file) option("--config", arguments_.config_file->string());
    for (const auto& [is_given, flag] : {std::pair(arguments_.quiet, "--quiet"),
                                         {arguments_.verbose, "--verbose"},
                                         {arguments_.no_color, "--no-color"}}) {
      if (is_given) text_ += fmt::format(" {}", flag);
    }
  }

  void json() {
    if (arguments_.json) text_ += " --json";
  }

  const std::string& text() const { return text_; }

 private:
  void given(OptionId id) {
    const app::Option& row = app::option_of(id);
    const auto found = arguments_.flags.find(row.key);
    if (found == arguments_.flags.end()) return;
    if (row.is_switch()) {
      text_ += fmt::format(" {}", row.flag());
    } else {
      option(id, found->second);
    }
  }

  const Arguments& arguments_;
  const Command& command_;
  std::string text_;
};

}  // namespace

std::string resume_command_line(const Arguments& arguments, const std::string& review_id) {
  CommandLine line(arguments, run_command);
  line.option(OptionId::resume, review_id);
  line.given_without({OptionId::resume, OptionId::instance, OptionId::all_instances, OptionId::days, OptionId::only,
                      OptionId::skip, OptionId::record, OptionId::redact});
  line.json();
  return line.text();
}

std::string instances_command_line(const Arguments& arguments, const std::vector<std::string>& instances) {
  CommandLine line(arguments, run_command);
  for (const std::string& instance : instances) line.option(OptionId::instance, instance);
  line.given_without({OptionId::instance, OptionId::all_instances});
  line.json();
  return line.text();
}

std::string reports_command_line(const Arguments& arguments, const std::string& review_id,
                                 const std::vector<std::string>& formats) {
  CommandLine line(arguments, report_command);
  line.word(review_id);
  line.option(OptionId::output_formats, fmt::format("{}", fmt::join(formats, ",")));
  line.given_without({OptionId::output_formats});
  return line.text();
}

}  // namespace cli
