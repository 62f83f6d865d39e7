#include <algorithm>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "app/move/location.hpp"
#include "base/json/canonical.hpp"
#include "cli/command.hpp"
#include "words/numbers.hpp"

namespace cli {
namespace {

void print_text(const store::Info& info, const std::string& source) {
  std::vector<std::pair<std::string, std::string>> lines = {
      {"backend", fmt::format("{} ({})", info.backend, source == "default" ? "the default" : "from " + source)},
      {"location", info.location},
      {"reviews", words::count(info.reviews)},
      {"documents", words::count(info.documents)}};
  if (info.expired_documents > 0) {
    lines.emplace_back("to be deleted",
                       fmt::format("{} of them, whose retention is over", words::count(info.expired_documents)));
  }
  if (info.bytes) lines.emplace_back("size", words::bytes(*info.bytes));
  if (info.reviews > 0) {
    lines.emplace_back("reviews from", fmt::format("{} to {}", info.oldest_review, info.newest_review));
  }
  for (const auto& [name, value] : info.properties) lines.emplace_back(name, value);
  std::size_t width = 0;
  for (const auto& [name, value] : lines) width = std::max(width, name.size());
  for (const auto& [name, value] : lines) print(fmt::format("{:<{}} {}", name, width, value));
}

int run_storage(const Session& session) {
  const auto mode = session.arguments.create ? store::OpenMode::create : store::OpenMode::existing;
  const auto store = open_location(session, app::configured_location(session.config, session.world.environment), mode);
  const store::Info info = store->info();
  const std::string& source = session.config.value(options::storage).source;
  session.arguments.json ? print_data(base::canonical(app::to_json(info, source))) : print_text(info, source);
  return exit_done;
}

}  // namespace

const Command storage_info_command = {
    "storage info",
    "Show which store is used, why, where it is and what is in it",
    {},
    with_store({options::retention_days}),
    {"create", "json"},
    "  connect-ops-review storage info\n"
    "  connect-ops-review storage info --database reviews.db --json\n"
    "  connect-ops-review storage info --storage s3 --bucket my-bucket --create\n"
    "\n--create makes what is missing, as deploy/template.yaml does: a bucket with public access blocked and\n"
    "rules that delete reviews after --retention-days (other rules stay), or a table on demand with its index, TTL and\n"
    "point-in-time recovery.",
    run_storage};

}  // namespace cli
