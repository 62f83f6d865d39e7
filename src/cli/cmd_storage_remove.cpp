#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "app/history/listing.hpp"
#include "app/history/period.hpp"
#include "base/encode.hpp"
#include "base/error.hpp"
#include "base/json/canonical.hpp"
#include "base/timestamp.hpp"
#include "cli/moving.hpp"
#include "words/numbers.hpp"

namespace cli {
namespace {

using base::ErrorKind;

constexpr std::size_t most_named = 10;  // in the question

std::vector<std::string> named(const Session& session) {
  for (const auto& id : session.arguments.words) {
    if (base::from_review_id(id)) continue;
    throw base::Error(ErrorKind::usage,
                      fmt::format("'{}' is not a review id; expected YYYYMMDD-HHMMSS", base::printable(id, 60)));
  }
  return session.arguments.words;
}

std::vector<std::string> chosen(const Session& session, store::Store& store) {
  const Arguments& arguments = session.arguments;
  if (!arguments.words.empty()) return named(session);
  store::Filter filter;
  filter.instance_arn = app::stored_instance(store, arguments.instance, session.world.clock.now());
  filter.to = app::moment("--before", arguments.before);
  return app::review_ids(store, filter);
}

void require_one_choice(const Arguments& arguments) {
  if (arguments.words.empty() == arguments.before.empty()) {
    throw base::Error(ErrorKind::usage, "say which reviews to remove: either their ids, or --before DATE");
  }
  if (!arguments.words.empty() && !arguments.instance.empty()) {
    throw base::Error(ErrorKind::usage, "--instance goes with --before; ids already say which reviews are meant");
  }
}

// One a line, the first of many.
std::string ids_text(const std::vector<std::string>& ids) {
  std::string text;
  for (std::size_t i = 0; i < ids.size() && i < most_named; ++i)
    text += fmt::format("  {}\n", base::printable(ids[i], 60));
  if (ids.size() > most_named) text += fmt::format("  … and {} more\n", ids.size() - most_named);
  return text;
}

bool removal_is_confirmed(const Session& session, const std::vector<std::string>& ids) {
  const std::string reviews = words::counted(std::int64_t(ids.size()), "review");
  return is_confirmed(session,
                      fmt::format("{} to be removed", words::counted(double(ids.size()), "review is", "reviews are")),
                      fmt::format("{}Remove {} with all reports from the {} store, for good?", ids_text(ids), reviews,
                                  session.config.get(options::storage)));
}

// Those of which anything is stored: there is nothing to ask about the others.
std::vector<std::string> those_there(store::Store& store, std::vector<std::string> ids) {
  std::erase_if(ids, [&](const std::string& id) {
    const store::Items found = store.load(id);
    return found.items.empty() && found.broken.empty();
  });
  return ids;
}

void tell(const Session& session, const app::Removed& removed) {
  if (session.arguments.json) {
    print_data(base::canonical(to_json(removed)));
    return;
  }
  print(fmt::format("{} removed", words::counted(removed.reviews, "review")));
  print_remarks("Not there", removed.missing);
  print_remarks("Failed; remove them again", removed.failed);
}

void tell_only(const Session& session, const std::vector<std::string>& ids) {
  if (session.arguments.json) {
    print_data(base::canonical(app::removal_json(ids)));
    return;
  }
  print(fmt::format("{}{} would be removed", ids_text(ids), words::counted(std::int64_t(ids.size()), "review")));
}

int run_storage_remove(const Session& session) {
  require_one_choice(session.arguments);
  const auto store = open_store(session, false);
  const auto ids = chosen(session, *store);
  const auto there = session.arguments.words.empty() ? ids : those_there(*store, ids);
  if (session.arguments.dry_run) {
    tell_only(session, there);
    return exit_done;
  }
  if (!there.empty() && !removal_is_confirmed(session, there)) {
    complain("nothing was removed");
    return exit_failed;
  }
  const app::Removed removed = app::remove(*store, ids, session.world.clock.now(), app::reviews_at_a_time,
                                           progress_of_moving(session, "removed"));
  tell(session, removed);
  return removed.missing.empty() && removed.failed.empty() ? exit_done : exit_failed;
}

}  // namespace

const Command storage_remove_command = {"storage remove",
                                        "Remove reviews with their reports, after asking",
                                        {"[ID...]"},
                                        with_store({}),
                                        {"before", "instance", "dry_run", "yes", "json"},
                                        "  connect-ops-review storage remove 20260213-090000\n"
                                        "  connect-ops-review storage remove --before 2026-01-01 --dry-run\n"
                                        "  connect-ops-review storage remove --before 2026-01-01 --yes",
                                        run_storage_remove};

}  // namespace cli
