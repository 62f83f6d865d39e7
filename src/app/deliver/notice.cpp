#include "app/deliver/notice.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <map>
#include <nlohmann/json.hpp>
#include <span>
#include <sstream>

#include "app/deliver/rows.hpp"
#include "app/deliver/webhook.hpp"
#include "app/history/compare.hpp"
#include "app/stored.hpp"
#include "aws/operations/sns.hpp"
#include "base/encode.hpp"
#include "base/error.hpp"
#include "base/log.hpp"
#include "base/timestamp.hpp"
#include "words/headline.hpp"
#include "words/names.hpp"
#include "words/numbers.hpp"

namespace app {
namespace {

using analysis::Change;
using analysis::ChangeKind;
using analysis::Comparison;
using model::Finding;
using model::Review;

constexpr std::size_t max_listed = 20;
constexpr std::size_t max_subject = 100;
constexpr std::size_t max_line = 300;  // characters of what a finding says

std::vector<Finding> open_findings(const Review& review) {
  auto all = model::all_findings(review);
  std::erase_if(all, [](const Finding& finding) { return !model::needs_action(finding); });
  return all;
}

// The reviews before this one whose news were told, or did not have to be, newest first.
std::vector<std::string> earlier_reviews(store::Store& store, const Review& review) {
  store::Filter filter;
  filter.instance_arn = review.status.instance_arn;
  filter.page = review.status.review_id;
  filter.limit = max_look_back;
  std::vector<std::string> ids;
  for (const auto& summary : store.reviews(filter).reviews) {
    const auto announced = summary.status.find("announced");
    if (announced == summary.status.end() || *announced != false) ids.push_back(summary.review_id);
  }
  return ids;
}

void count(News& news, const Comparison& comparison) {
  news.worse = comparison.count(ChangeKind::worse);
  news.better = comparison.count(ChangeKind::better);
  news.fixed = comparison.count(ChangeKind::fixed);
  news.cannot_tell = comparison.count(ChangeKind::cannot_tell);
  news.same = comparison.count(ChangeKind::same);
}

// A check that did not apply then says nothing about how it was. What was muted is news again.
bool knew_it_was_not_open(const Change& appeared) {
  if (appeared.before && appeared.before->muted) return true;
  const bool applied = !appeared.before || appeared.before->status != model::Status::not_applicable;
  return appeared.reason.empty() && applied;
}

// Takes out of `pending` what this earlier review can tell about; what it knows not to have been there is new.
void settle(std::vector<Finding>& pending, const Comparison& comparison, std::vector<Finding>& appeared) {
  std::map<std::string, const Change*> changes;
  for (const Change& change : comparison.changes) {
    if (change.now) changes[change.now->id] = &change;
  }
  std::erase_if(pending, [&](const Finding& finding) {
    const auto found = changes.find(finding.id);
    if (found == changes.end() || found->second->kind != ChangeKind::appeared) return true;  // it was open
    if (!knew_it_was_not_open(*found->second)) return false;
    appeared.push_back(finding);
    return true;
  });
}

std::string subject_of(const News& news, const Review& review) {
  std::string subject =
      fmt::format("Amazon Connect {}: {}", instance_name(review),
                  words::counted(std::int64_t(news.appeared.size()), news.since.empty() ? "finding" : "new finding"));
  std::ranges::replace_if(subject, [](char c) { return c < ' ' || c > '~'; }, '?');
  return subject.substr(0, max_subject);
}

// "- Fail (critical): 104 of 100 quick connects used. Ask AWS for 150 quick connects."
std::string line_of(const Finding& finding) {
  std::string line = fmt::format("- {} ({}): {}", model::title(finding.status), model::name(finding.severity),
                                 words::full_stop(words::one_line(words::headline(finding), max_line)));
  if (!finding.action.empty()) line += fmt::format(" {}", words::full_stop(words::one_line(finding.action, max_line)));
  return line + "\n";
}

void mark(store::Store& store, Review& review, bool announced) {
  review.status.announced = announced;
  store.put({review.status.review_id, std::string(model::status_component), model::to_json(review.status)});
}

void leave_to_the_next(store::Store& store, Review& review) {
  try {
    mark(store, review, false);
  } catch (const base::Error& error) {
    base::log::warning(fmt::format("nor will it be told with the next review: {}", error.what()));
  }
}

// arn:aws:sns:eu-central-1:111122223333:reviews
std::string region_of_topic(const std::string& arn) {
  std::istringstream parts(arn);
  std::string region;
  for (int part = 0; part < 4; ++part) std::getline(parts, region, ':');
  if (!arn.starts_with("arn:") || parts.fail() || region.empty()) {
    throw base::Error(base::ErrorKind::config,
                      fmt::format("NOTICE_TOPIC_ARN is '{}', which is no topic's ARN", base::printable(arn, 120)));
  }
  return region;
}

}  // namespace

std::string instance_name(const Review& review) {
  const auto& status = review.status;
  return words::one_line(status.instance_alias.empty() ? status.instance_arn : status.instance_alias, 80);
}

News news_of(store::Store& store, const Review& review) {
  News news;
  auto pending = open_findings(review);
  for (const auto& id : earlier_reviews(store, review)) {
    const Comparison comparison = compare(load_review(store, id), review, false);
    if (news.since.empty()) {
      news.since = id;
      count(news, comparison);
    }
    settle(pending, comparison, news.appeared);
    if (pending.empty()) break;
  }
  news.appeared.insert(news.appeared.end(), pending.begin(), pending.end());  // nobody could ever tell
  std::ranges::stable_sort(news.appeared, model::comes_before);
  return news;
}

Notice notice_of(const News& news, const Review& review, const std::string& link) {
  std::string message = fmt::format("Review {} of {}\n\n", review.status.review_id, instance_name(review));
  if (news.since.empty()) {
    message += fmt::format("This is the first review; {}.\n\n",
                           words::counted(std::int64_t(news.appeared.size()), "open finding"));
  } else {
    message +=
        fmt::format("Since {}: {} new, {} worse, {} better, {} fixed, {} cannot be told, {} the same.\n\n", news.since,
                    news.appeared.size(), news.worse, news.better, news.fixed, news.cannot_tell, news.same);
  }
  for (const auto& finding : std::span(news.appeared).first(std::min(news.appeared.size(), max_listed))) {
    message += line_of(finding);
  }
  if (news.appeared.size() > max_listed) {
    message += fmt::format("- and {} more in the report\n", news.appeared.size() - max_listed);
  }
  if (!link.empty()) {
    message += fmt::format("\nReport: {}\nOnce the link has expired, `connect-ops-review report {}` makes another.\n",
                           link, review.status.review_id);
  }
  return {subject_of(news, review), message};
}

void announce(store::Store& store, Review& review, std::span<const Tell> to) {
  if (to.empty() || review.status.announced == true) return;
  std::vector<std::string> failures;
  try {
    const News news = news_of(store, review);
    if (news.appeared.empty()) return;
    mark(store, review, true);
    for (const Tell& tell : to) {
      try {
        tell(news);
      } catch (const base::Error& error) {
        failures.emplace_back(error.what());
      }
    }
  } catch (const std::exception&) {
    leave_to_the_next(store, review);
    throw;
  }
  if (failures.size() == to.size()) leave_to_the_next(store, review);
  if (!failures.empty()) throw base::Error(base::ErrorKind::unavailable, fmt::format("{}", fmt::join(failures, "; ")));
}

void deliver_notice(Performed& performed, const Means& means) {
  const bool failed = performed.outcome.status == model::ReviewStatus::failed;
  if (!means.cloud || failed) return;
  const Review& review = performed.review;
  const auto& reports = performed.kept.reports;
  const std::string link = reports.empty() ? "" : reports.front().link;
  const std::string& topic = means.config.get(options::notice_topic);
  const base::Secret webhook = means.config.get(options::webhook_url);
  std::vector<Tell> to;
  if (!topic.empty()) {
    to.emplace_back([&](const News& news) {
      const Notice notice = notice_of(news, review, link);
      base::Usage usage;  // of a message: nobody asks
      auto client = means.cloud().client(region_of_topic(topic), usage);
      client.call(aws::sns::publish, {{"TopicArn", topic}, {"Subject", notice.subject}, {"Message", notice.message}});
    });
  }
  if (!webhook.empty() && means.http != nullptr) {
    to.emplace_back([&](const News& news) {
      post_webhook(*means.http, means.cloud().patience(), webhook,
                   webhook_body(webhook_kind(webhook.reveal()), news, review, link));
    });
  }
  announce(means.store, performed.review, to);
}

}  // namespace app
