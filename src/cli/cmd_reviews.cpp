#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "base/json/canonical.hpp"
#include "base/log.hpp"
#include "cli/command.hpp"
#include "model/document.hpp"

namespace cli {
namespace {

using nlohmann::json;

// A review whose STATUS document is missing or cannot be read is listed all the same.
model::StatusDocument status_of(const store::Summary& summary) {
  model::StatusDocument status;
  try {
    if (!summary.status.is_null()) status = model::status_from_json(summary.status);
  } catch (const base::Error& error) {
    status.message = error.what();
  }
  status.review_id = summary.review_id;
  return status;
}

std::string count(const model::StatusDocument& status, model::Status of) {
  const auto found = status.findings.find(std::string(model::name(of)));
  return found == status.findings.end() ? "-" : std::to_string(found->second);
}

std::string instance_of(const model::StatusDocument& status) {
  if (!status.instance_alias.empty()) return status.instance_alias;
  return status.instance_arn.empty() ? "-" : status.instance_arn;
}

void print_table(const store::Page& page) {
  print(fmt::format("{:<16} {:<12} {:>5} {:>5} {:>13}  {}", "REVIEW", "STATUS", "FAIL", "WARN", "NOT ASSESSED",
                    "INSTANCE"));
  for (const auto& summary : page.reviews) {
    const auto status = status_of(summary);
    print(fmt::format("{:<16} {:<12} {:>5} {:>5} {:>13}  {}", summary.review_id, model::state_name(status),
                      count(status, model::Status::fail), count(status, model::Status::warn),
                      count(status, model::Status::not_assessed), instance_of(status)));
  }
}

void print_json(const store::Page& page) {
  json reviews = json::array();
  for (const auto& summary : page.reviews) {
    const auto status = status_of(summary);
    reviews.push_back({{"reviewId", summary.review_id},
                       {"status", model::state_name(status)},
                       {"instanceArn", status.instance_arn},
                       {"instanceAlias", status.instance_alias},
                       {"findings", status.findings}});
  }
  json next;
  if (!page.next.empty()) next = page.next;
  print(base::canonical(json{{"reviews", reviews}, {"next", next}}));
}

int run(const Session& session) {
  const auto store = open_store(session, false);
  store::Filter filter;
  filter.instance_arn = session.arguments.instance;
  filter.limit = session.arguments.limit;
  filter.page = session.arguments.page;
  const store::Page page = store->reviews(filter);
  for (const auto& broken : page.broken) {
    base::log::warning(
        fmt::format("the document {} of review {} cannot be read: {}", broken.component, broken.review_id, broken.why));
  }
  if (session.arguments.json) {
    print_json(page);
    return exit_done;
  }
  print_table(page);
  if (!page.next.empty()) base::log::warning(fmt::format("there are more: --page {}", page.next));
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
                                 run};

}  // namespace cli
