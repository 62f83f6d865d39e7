#include "app/deliver/notice.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>
#include <sstream>

#include "app/deliver/rows.hpp"
#include "app/deliver/webhook.hpp"
#include "aws/operations/sns.hpp"
#include "base/encode.hpp"
#include "base/error.hpp"
#include "base/log.hpp"
#include "words/headline.hpp"
#include "words/names.hpp"
#include "words/numbers.hpp"

namespace app {
namespace {

using model::Finding;
using model::Review;

constexpr std::size_t max_subject = 100;
constexpr std::size_t max_line = 300;  // characters of what a finding says

// "3 new findings, 2 worse"
std::string counts_of(const News& news) {
  const auto appeared = std::int64_t(news.appeared.size()), worse = std::int64_t(news.worse.size());
  if (news.since.empty()) return words::counted(appeared, "finding");
  if (appeared == 0) return fmt::format("{} worse", words::counted(worse, "finding"));
  const std::string count = words::counted(appeared, "new finding");
  return worse == 0 ? count : fmt::format("{}, {} worse", count, worse);
}

std::string subject_of(const News& news, const Review& review) {
  std::string subject = fmt::format("Amazon Connect {}: {}", instance_name(review), counts_of(news));
  std::ranges::replace_if(subject, [](char c) { return c < ' ' || c > '~'; }, '?');
  return subject.substr(0, max_subject);
}

// "- Fail (critical), worse (98 % → 104 %): 104 of 100 quick connects used. Ask AWS for 150 quick connects."
std::string line_of(const analysis::Change& change) {
  const Finding& finding = change.open();
  std::string line =
      fmt::format("- {} ({}){}: {}", model::title(finding.status), model::name(finding.severity), worse_text(change),
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

Notice notice_of(const News& news, const Review& review, const std::string& link) {
  std::string message = fmt::format("Review {} of {}\n\n", review.status.review_id, instance_name(review));
  if (news.since.empty()) {
    message += fmt::format("This is the first review; {}.\n\n",
                           words::counted(std::int64_t(news.appeared.size()), "open finding"));
  } else {
    message +=
        fmt::format("Since {}: {} new, {} worse, {} better, {} fixed, {} cannot be told, {} the same.\n\n", news.since,
                    news.appeared.size(), news.worse.size(), news.better, news.fixed, news.cannot_tell, news.same);
  }
  const Listed told = listed(news);
  for (const auto& change : told.appeared) message += line_of(change);
  for (const auto& change : told.worse) message += line_of(change);
  if (told.left_out > 0) message += fmt::format("- and {} more in the report\n", told.left_out);
  if (!link.empty()) {
    message += fmt::format("\nReport: {}\nOnce the link has expired, `connect-ops-review report {}` makes another.\n",
                           link, review.status.review_id);
  }
  return {subject_of(news, review), message};
}

void announce(store::Store& store, Review& review, const News& news, std::span<const Tell> to) {
  if (to.empty() || review.status.announced == true) return;
  if (!news.not_known.empty()) {
    leave_to_the_next(store, review);
    throw base::Error(base::ErrorKind::unavailable, fmt::format("what is new is not known: {}", news.not_known));
  }
  if (!news.is_any()) return;
  std::vector<std::string> failures;
  try {
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
  announce(means.store, performed.review, performed.news, to);
}

}  // namespace app
