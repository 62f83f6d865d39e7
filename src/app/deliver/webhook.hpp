// Telling a chat or a program what is new, by one POST to a URL that is a secret. Bodies are pure functions.
#pragma once

#include <string>
#include <string_view>

#include "app/deliver/notice.hpp"
#include "aws/retry.hpp"
#include "base/secret.hpp"
#include "http/http.hpp"

namespace app {

enum class WebhookKind { slack, teams, json };

// Slack and Teams are known by the hosts that their URLs have; all others take plain JSON.
WebhookKind webhook_kind(std::string_view url);

// What each takes. Names and texts of AWS's cannot become mentions, links or markup. At most max_body bytes.
// https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks/
// https://learn.microsoft.com/en-us/microsoftteams/platform/webhooks-and-connectors/how-to/connectors-using
inline constexpr std::size_t max_webhook_body = 24'000;  // Teams takes 28 KB
std::string webhook_body(WebhookKind kind, const News& news, const model::Review& review, const std::string& link);

// Tries again what may pass: lost connections, 429 and what the server could not do. Throws base::Error that names the
// host and the answer's status, and never the rest of the URL.
void post_webhook(http::HttpClient& http, aws::Patience& patience, const base::Secret& url, const std::string& body);

}  // namespace app
