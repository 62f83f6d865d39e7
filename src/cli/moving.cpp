#include "cli/moving.hpp"

#include <fmt/format.h>

#include "app/history/period.hpp"
#include "base/error.hpp"
#include "cli/live.hpp"
#include "words/names.hpp"
#include "words/numbers.hpp"

namespace cli {
namespace {

constexpr std::size_t most_remarks = 20;  // on a screen; --json has all of them

}  // namespace

Route route(const Session& session) {
  const Arguments& arguments = session.arguments;
  if (arguments.from_place.empty() || arguments.to_place.empty()) {
    throw base::Error(base::ErrorKind::usage,
                      "say which two stores: --from and --to, each as sqlite:FILE, s3:BUCKET or dynamodb:TABLE");
  }
  store::Location here = app::configured_location(session.config, session.world.environment);
  if (here.database.empty()) here.database = store::default_database(session.world.environment);
  Route route{app::parse_location(arguments.from_place, here), app::parse_location(arguments.to_place, here)};
  for (const auto& place : {route.from, route.to}) app::require_room_for_reports(place.backend, place.bucket);
  if (app::is_same_location(route.from, route.to)) {
    throw base::Error(base::ErrorKind::usage,
                      fmt::format("--from and --to are the same place, {}", app::location_name(route.to)));
  }
  return route;
}

store::Filter chosen_reviews(const Session& session) {
  return app::reviews_between({"--since", session.arguments.since}, {"--until", session.arguments.until}, "");
}

app::ReviewDone progress_of_moving(const Session& session, std::string_view done) {
  if (!session.progress()) return {};
  return [done](std::size_t reviews, std::size_t of) {
    say(fmt::format("\r{} {} of {}{}", done, reviews, words::counted(std::int64_t(of), "review"),
                    reviews == of ? "\n" : ""));
  };
}

bool is_confirmed(const Session& session, std::string_view what, std::string_view question) {
  if (session.arguments.yes) return true;
  if (!somebody_is_there()) {
    throw base::Error(base::ErrorKind::usage, fmt::format("there is nobody to confirm that {}: give --yes", what));
  }
  return agrees(question);
}

void print_remarks(std::string_view heading, const std::vector<app::Remark>& remarks) {
  if (remarks.empty()) return;
  print(fmt::format("{} ({})", heading, remarks.size()));
  for (std::size_t i = 0; i < remarks.size() && i < most_remarks; ++i) {
    print(fmt::format("  {}: {}", words::one_line(remarks[i].what), words::one_line(remarks[i].why)));
  }
  if (remarks.size() > most_remarks) {
    print(fmt::format("  … and {} more, which --json lists", remarks.size() - most_remarks));
  }
}

void print_verified(const app::Verified& verified, std::size_t running) {
  print_remarks("Missing", verified.missing);
  print_remarks("Different", verified.different);
  print_remarks("Could not be compared", verified.failed);
  const std::string all =
      fmt::format("{} and {} of {}", words::counted(verified.documents, "document"),
                  words::counted(verified.reports, "report"), words::counted(verified.reviews, "review"));
  if (!verified.same()) {
    print(fmt::format("Not the same: {}, {} missing, {} different and {} that cannot be read", all,
                      verified.missing.size(), verified.different.size(),
                      verified.broken.size() + verified.newer.size() + verified.failed.size()));
    return;
  }
  const std::string but =
      running == 0 ? "" : fmt::format("; {} still being made", words::counted(std::int64_t(running), "more review"));
  print(fmt::format("Verified: {}, the same in both (SHA-256 {}){}", all, verified.source_sha256, but));
}

}  // namespace cli
