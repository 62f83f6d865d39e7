#include <algorithm>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "app/history/listing.hpp"
#include "base/encode.hpp"
#include "base/error.hpp"
#include "base/json/canonical.hpp"
#include "base/log.hpp"
#include "base/timestamp.hpp"
#include "cli/command.hpp"
#include "model/life.hpp"

namespace cli {
namespace {

std::string count(const model::StatusDocument& status, model::Status of) {
  const auto found = status.findings.find(std::string(model::name(of)));
  return found == status.findings.end() ? "-" : std::to_string(found->second);
}

std::string instance_of(const model::StatusDocument& status) {
  if (!status.instance_alias.empty()) return status.instance_alias;
  return status.instance_arn.empty() ? "-" : status.instance_arn;
}

// What is wrong with a review that is not whole, and what to type then; empty when nothing is.
std::string remark_on(const model::StatusDocument& status) {
  if (status.status != model::ReviewStatus::interrupted) return model::missing_reports(status);
  return fmt::format("it was interrupted; {}", status.message);
}

void print_table(const app::Listing& listing) {
  std::size_t width = std::string_view("YYYYMMDD-HHMMSS").size() + 1;  // ids of one second are longer
  for (const auto& status : listing.reviews) width = std::max(width, status.review_id.size());
  print(fmt::format("{:<{}} {:<12} {:>5} {:>5} {:>13}  {}", "REVIEW", width, "STATUS", "FAIL", "WARN", "NOT ASSESSED",
                    "INSTANCE"));
  for (const auto& status : listing.reviews) {
    print(fmt::format("{:<{}} {:<12} {:>5} {:>5} {:>13}  {}", status.review_id, width, model::state_name(status),
                      count(status, model::Status::fail), count(status, model::Status::warn),
                      count(status, model::Status::not_assessed), instance_of(status)));
  }
}

// A list ends with the id of its last review.
void require_page(const std::string& page) {
  if (page.empty() || base::from_review_id(page)) return;
  throw base::Error(base::ErrorKind::usage, fmt::format("--page must be the id that the last list ended with "
                                                        "(YYYYMMDD-HHMMSS), not '{}'",
                                                        base::printable(page, 60)));
}

int run_reviews(const Session& session) {
  require_page(session.arguments.page);
  const auto store = open_store(session, false);
  store::Filter filter;
  filter.instance_arn = app::stored_instance(*store, session.arguments.instance, session.world.clock.now());
  filter.limit = session.arguments.limit;
  filter.page = session.arguments.page;
  const app::Listing listing = app::list_reviews(*store, filter, session.world.clock.now());
  for (const auto& broken : listing.broken) {
    base::log::warning(
        fmt::format("the document {} of review {} cannot be read: {}", broken.component, broken.review_id, broken.why));
  }
  if (session.arguments.json) {
    print_data(base::canonical(to_json(listing)));
    return exit_done;
  }
  print_table(listing);
  for (const auto& status : listing.reviews) {
    if (const auto remark = remark_on(status); !remark.empty()) {
      base::log::warning(fmt::format("review {}: {}", status.review_id, remark));
    }
  }
  if (!listing.next.empty()) base::log::warning(fmt::format("there are more: add --page {}", listing.next));
  return exit_done;
}

}  // namespace

const Command reviews_command = {"reviews",
                                 "List stored reviews, newest first",
                                 {},
                                 with_store({}),
                                 {"limit", "page", "instance", "json"},
                                 "  connect-ops-review reviews\n"
                                 "  connect-ops-review reviews --limit 5 --json",
                                 run_reviews};

}  // namespace cli
