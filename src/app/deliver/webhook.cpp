#include "app/deliver/webhook.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "base/text.hpp"
#include "http/url.hpp"
#include "words/headline.hpp"
#include "words/names.hpp"
#include "words/numbers.hpp"

namespace app {
namespace {

using nlohmann::json;

constexpr std::size_t max_line = 200;  // columns of a headline
constexpr int max_attempts = 4;

// ---- markup ----

using Escape = std::string (*)(std::string_view text);

// & < > are the only characters that Slack reads as more than text: <!channel>, <http://…|words>.
std::string for_slack(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      default: out += c;
    }
  }
  return out;
}

// Cards read a part of Markdown: emphasis, links, lists.
std::string for_teams(std::string_view text) {
  static constexpr std::string_view marks = "\\`*_{}[]()<>#+-!|~";
  std::string out;
  for (const char c : text) {
    if (marks.find(c) != std::string_view::npos) out += '\\';
    out += c;
  }
  return out;
}

// ---- what is said ----

std::string summary_of(const News& news) {
  const auto count = std::int64_t(news.appeared.size());
  if (news.since.empty()) return words::counted(count, "open finding");
  return fmt::format("{} new, {} worse and {} fixed since {}; {} still open", count, news.worse.size(), news.fixed,
                     news.since, news.still_open());
}

std::string line_of(const analysis::Change& change, Escape escape) {
  const model::Finding& finding = change.open();
  const std::string action = finding.action.empty() ? "" : fmt::format(" → {}", words::one_line(finding.action, 80));
  return fmt::format("{}{}: {}{}", model::title(finding.severity), escape(worse_text(change)),
                     escape(words::one_line(words::headline(finding), max_line)), escape(action));
}

// As many as fit, of both.
std::vector<std::string> lines_of(const News& news, Escape escape) {
  std::vector<std::string> lines;
  Listed told = listed(news);
  for (const auto changes : {told.appeared, told.worse}) {
    std::size_t room = max_webhook_body / 4;  // JSON's own escapes take the rest
    for (const auto& change : changes) {
      std::string line = line_of(change, escape);
      if (line.size() > room) {
        ++told.left_out;
        continue;
      }
      room -= line.size();
      lines.push_back(std::move(line));
    }
  }
  if (told.left_out > 0) lines.push_back(fmt::format("and {} more in the report", told.left_out));
  return lines;
}

json slack_message(const News& news, const model::Review& review, const std::string& link) {
  std::string text = fmt::format("*Amazon Connect {}*: {}", for_slack(instance_name(review)), summary_of(news));
  for (const auto& line : lines_of(news, for_slack)) text += fmt::format("\n• {}", line);
  if (!link.empty()) text += fmt::format("\n<{}|Report {}>", for_slack(link), review.status.review_id);
  return {{"text", std::move(text)}};
}

json text_block(std::string text) {
  return {{"type", "TextBlock"}, {"text", std::move(text)}, {"wrap", true}};
}

json teams_message(const News& news, const model::Review& review, const std::string& link) {
  json title = text_block(fmt::format("Amazon Connect {}", for_teams(instance_name(review))));
  title["weight"] = "Bolder";
  json blocks = {std::move(title), text_block(summary_of(news))};
  for (auto& line : lines_of(news, for_teams)) blocks.push_back(text_block(std::move(line)));
  json card = {{"$schema", "http://adaptivecards.io/schemas/adaptive-card.json"},
               {"type", "AdaptiveCard"},
               {"version", "1.4"},
               {"body", std::move(blocks)}};
  if (!link.empty()) card["actions"] = {{{"type", "Action.OpenUrl"}, {"title", "Report"}, {"url", link}}};
  return {
      {"type", "message"},
      {"attachments", {{{"contentType", "application/vnd.microsoft.card.adaptive"}, {"content", std::move(card)}}}}};
}

json plain_message(const News& news, const model::Review& review, const std::string& link) {
  json message = to_json(news);
  message["reviewId"] = review.status.review_id;
  message["instanceArn"] = review.status.instance_arn;
  message["instance"] = instance_name(review);
  message["report"] = link.empty() ? json() : json(link);
  return message;
}

// ---- sending ----

// Throws what the answer comes to.
void require_taken(const http::Response& response, const std::string& host) {
  if (response.status >= 200 && response.status < 300) return;
  const bool may_pass = response.status == 429 || response.status >= 500;
  const auto kind = response.status == 429 ? base::ErrorKind::throttled
                    : may_pass             ? base::ErrorKind::unavailable
                                           : base::ErrorKind::config;
  throw base::Error(kind, fmt::format("the webhook at {} answered {}{}", host, response.status,
                                      may_pass ? "" : ": look at WEBHOOK_URL"));
}

// How long the server asked to wait, within reason.
std::chrono::seconds asked_wait(const http::Response& response) {
  const auto seconds = base::number_in<int>(http::header(response.headers, "Retry-After").value_or(""));
  return std::chrono::seconds(std::clamp(seconds.value_or(0), 0, 60));
}

}  // namespace

WebhookKind webhook_kind(std::string_view url) {
  const std::string host = http::parse_url(url).host;
  const auto is_of = [&](std::string_view domain) {
    return host == domain || host.ends_with(fmt::format(".{}", domain));
  };
  if (is_of("hooks.slack.com") || is_of("hooks.slack-gov.com")) return WebhookKind::slack;
  if (is_of("webhook.office.com") || is_of("logic.azure.com") || is_of("api.powerplatform.com")) {
    return WebhookKind::teams;
  }
  return WebhookKind::json;
}

std::string webhook_body(WebhookKind kind, const News& news, const model::Review& review, const std::string& link) {
  switch (kind) {
    case WebhookKind::slack: return slack_message(news, review, link).dump();
    case WebhookKind::teams: return teams_message(news, review, link).dump();
    case WebhookKind::json: break;
  }
  return plain_message(news, review, link).dump();
}

void post_webhook(http::HttpClient& http, aws::Patience& patience, const base::Secret& url, const std::string& body) {
  const std::string host = http::parse_url(url.reveal()).host;
  const http::Request request{.method = "POST",
                              .url = url.reveal(),
                              .headers = {{"content-type", "application/json"}},
                              .body = body,
                              .timeout = std::chrono::seconds(20),
                              .max_response_bytes = 64 << 10};
  for (int attempt = 1;; ++attempt) {
    std::chrono::milliseconds asked{0};
    try {
      const http::Response response = http.send(request);
      asked = asked_wait(response);
      return require_taken(response, host);
    } catch (const base::Error& error) {
      const auto wait = std::max(asked, aws::retry_wait(attempt, error, patience.random));
      const bool again = error.retryable() && attempt < max_attempts && patience.deadline.allows(patience.clock, wait);
      if (!again || !patience.budget.take()) throw;
      patience.clock.sleep_for(wait);
    }
  }
}

}  // namespace app
