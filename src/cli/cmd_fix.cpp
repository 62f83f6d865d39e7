#include <algorithm>
#include <fmt/format.h>
#include <iostream>
#include <nlohmann/json.hpp>

#include "app/config/check_choice.hpp"
#include "app/fix/fix_pack.hpp"
#include "app/history/trend.hpp"
#include "app/stored.hpp"
#include "base/encode.hpp"
#include "base/error.hpp"
#include "base/json/canonical.hpp"
#include "base/timestamp.hpp"
#include "cli/command.hpp"
#include "store/sqlite/files.hpp"
#include "words/names.hpp"
#include "words/numbers.hpp"

namespace cli {
namespace {

using base::ErrorKind;

std::vector<std::string> parted(const std::vector<std::string>& lists) {
  std::vector<std::string> parts;
  for (const std::string& list : lists) {
    for (std::size_t at = 0; at <= list.size();) {
      const std::size_t end = std::min(list.find(',', at), list.size());
      if (end > at) parts.push_back(list.substr(at, end - at));
      at = end + 1;
    }
  }
  return parts;
}

app::CheckIds checks_to_fix(const Arguments& arguments) {
  const std::vector<std::string> patterns = parted(arguments.fix_checks);
  if (patterns.empty() && !arguments.fix_checks.empty())
    throw base::Error(ErrorKind::usage, "--only needs the id of a check, or a pattern such as alarm_*");
  return app::chosen_checks(patterns.empty() ? std::vector<std::string>{"*"} : patterns);
}

// By the key of each quota, what is added to its use in a week, as far as the reviews up to this one tell.
std::map<std::string, double, std::less<>> growth_until(store::Store& store, const model::Review& review) {
  constexpr std::string_view before = "quota.", behind = ".current";
  store::Filter filter;
  filter.instance_arn = model::instance_of(review).arn;
  if (const auto at = base::from_review_id(review.status.review_id)) filter.to = *at + std::chrono::seconds(1);
  std::map<std::string, double, std::less<>> growth;
  if (review.document("quota") == nullptr) return growth;
  for (const app::Trend& trend : app::trends(store, app::measures_of("quota"), filter)) {
    const std::string& name = trend.measure->name;
    const auto& pace = trend.runway.per_week;
    const bool is_line = trend.runway.r_squared.value_or(0) >= analysis::least_r_squared;
    if (!name.starts_with(before) || !name.ends_with(behind) || !pace || !is_line) continue;
    growth[name.substr(before.size(), name.size() - before.size() - behind.size())] = *pace;
  }
  return growth;
}

// A file that holds no flow is an error: nobody knows what it was to be.
void add_flow_files(const Arguments& arguments, app::FixRequest& request) {
  if (arguments.fix_flows.empty()) return;
  app::FlowFiles files = app::read_flow_files(arguments.fix_flows, std::cin);
  if (!files.unread.empty()) {
    throw base::Error(ErrorKind::config, fmt::format("the flow file {} {}", words::one_line(files.unread.front().path),
                                                     files.unread.front().why));
  }
  for (const app::FlowFile& file : files.read) {
    if (auto bytes = store::read_file(file.path)) request.flow_texts[file.path] = *std::move(bytes);
  }
  request.flows = std::move(files.read);
}

std::string_view scripts_hint(const app::FixPack& pack) {
  const bool has_script = std::ranges::any_of(pack.files, &app::FixFile::is_script);
  return has_script ? "Read each file before you deploy or run it." : "Read each file before you deploy it.";
}

void print_pack(const Session& session, const app::FixPack& pack) {
  for (const app::FixFile& file : pack.files) {
    print(words::one_line(file.name));
    for (const app::ClosedFinding& finding : file.closes) {
      print_wrapped(words::one_line(fmt::format("{} ({})", finding.headline, finding.check)), session.width(), "  ");
    }
  }
  if (pack.files.empty()) print("Nothing to fix: no finding is closed by a file that this program can write.");
  if (!pack.notes.empty()) print("\nLeft open");
  for (const std::string& note : pack.notes) print_wrapped(words::one_line(note), session.width(), "  ");
  if (!pack.files.empty())
    print(fmt::format("\n{} in {}. {}", words::counted(std::int64_t(pack.files.size()), "file"),
                      words::one_line(session.arguments.fix_directory), scripts_hint(pack)));
}

void require_fix(const Session& session) {
  const Arguments& arguments = session.arguments;
  checks_to_fix(arguments);
  if (arguments.fix_directory.empty())
    throw base::Error(ErrorKind::usage, "fix needs --output-dir DIRECTORY: where to write, new or empty");
  if (std::ranges::find(arguments.fix_flows, "-") != arguments.fix_flows.end())
    throw base::Error(ErrorKind::usage, "--flows takes files and directories, not standard input");
  app::fix_directory(arguments.fix_directory);
}

int run_fix(const Session& session) {
  const Arguments& arguments = session.arguments;
  const auto store = open_store(session, false);
  const base::Time now = session.world.clock.now();
  const std::string id =
      app::resolve_review_id(*store, arguments.words.empty() ? "latest" : arguments.words.front(), now);
  const model::Review review = app::load_review(*store, id, now);
  app::FixRequest request{.review = review, .checks = checks_to_fix(arguments)};
  request.growth = growth_until(*store, review);
  add_flow_files(arguments, request);
  app::FixPack pack = app::fix_pack(request);
  for (const auto& lost : review.unreadable) {
    pack.notes.push_back(
        fmt::format("{} cannot be read: its findings are not closed.", words::one_line(lost.component)));
  }
  if (!pack.files.empty()) app::write_fix_pack(arguments.fix_directory, pack);
  if (arguments.json) {
    print_data(base::canonical(to_json(pack)));
  } else {
    print_pack(session, pack);
  }
  return exit_done;
}

}  // namespace

const Command fix_command = {
    "fix",
    "Write files that close findings of a review: alarms, requests for quotas, settings, flows",
    {"[REVIEW]"},
    with_store({}),
    {"fix_checks", "fix_flows", "fix_directory", "json"},
    "  connect-ops-review fix --output-dir fixes\n"
    "  connect-ops-review fix 20260213-090000 --only 'alarm_*,*_quota' --output-dir fixes\n"
    "  connect-ops-review fix latest --flows exported/ --output-dir fixes\n"
    "\nNothing is applied: read the files, then deploy and run those that you want. Muted findings are left out. Where\n"
    "there is nothing to fix, nothing is written.",
    run_fix,
    require_fix};

}  // namespace cli
