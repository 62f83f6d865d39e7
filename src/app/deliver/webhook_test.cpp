#include "app/deliver/webhook.hpp"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include "fakes/manual_clock.hpp"
#include "fakes/patient.hpp"
#include "fakes/scripted_http.hpp"

namespace {

using app::WebhookKind;
using base::ErrorKind;
using nlohmann::json;
using testing::HasSubstr;
using testing::Not;
using testing::SizeIs;

const std::string url = "https://hooks.example.com/services/T0/B0/very-secret";

app::News news_of(std::vector<std::string> headlines) {
  app::News news;
  for (auto& headline : headlines) {
    model::Finding finding;
    finding.headline = std::move(headline);
    finding.action = "Ask AWS for 150";
    finding.status = model::Status::fail;
    finding.severity = model::Severity::critical;
    news.appeared.push_back({.kind = analysis::ChangeKind::appeared, .before = {}, .now = finding, .reason = {}});
  }
  news.since = "20261109-090000";
  news.fixed = 2;
  return news;
}

// The same, and users that are almost used up.
app::News with_worse(app::News news) {
  model::Finding before;
  before.status = model::Status::warn;
  before.severity = model::Severity::high;
  before.measured = model::Measured{80, "percent", 100, false};
  model::Finding now = before;
  now.headline = "493 of 500 users used";
  now.measured->value = 98.66;
  news.worse.push_back({.kind = analysis::ChangeKind::worse, .before = before, .now = now, .reason = {}, .by = 0.1866});
  return news;
}

model::Review review() {
  model::Review one;
  one.status.review_id = "20261116-090000";
  one.status.instance_arn = "arn:aws:connect:eu-central-1:111122223333:instance/aaaaaaaa-1111-4222-8333-bbbbbbbbbbbb";
  one.status.instance_alias = "harbour";
  return one;
}

TEST(Webhook, KnowsSlackAndTeamsByTheirHosts) {
  EXPECT_EQ(app::webhook_kind("https://hooks.slack.com/services/T/B/x"), WebhookKind::slack);
  EXPECT_EQ(app::webhook_kind("https://contoso.webhook.office.com/webhookb2/x"), WebhookKind::teams);
  EXPECT_EQ(app::webhook_kind("https://prod-1.westeurope.logic.azure.com:443/workflows/x?sig=y"), WebhookKind::teams);
  EXPECT_EQ(app::webhook_kind("https://example.com/hooks.slack.com"), WebhookKind::json);
  EXPECT_EQ(app::webhook_kind("https://nothooks.slack.com.example.com/"), WebhookKind::json);
}

TEST(Webhook, SaysWhatIsNewInEachForm) {
  const app::News news = with_worse(news_of({"104 of 100 quick connects used", "Main Menu does not log"}));
  const std::string slack = json::parse(app::webhook_body(WebhookKind::slack, news, review(), "https://s3/r.html"))
                                .at("text")
                                .get<std::string>();
  EXPECT_EQ(slack,
            "*Amazon Connect harbour*: 2 new, 1 worse and 2 fixed since 20261109-090000; 1 still open\n"
            "• Critical: 104 of 100 quick connects used → Ask AWS for 150\n"
            "• Critical: Main Menu does not log → Ask AWS for 150\n"
            "• High, worse (80 % → 98.66 %): 493 of 500 users used\n"
            "<https://s3/r.html|Report 20261116-090000>");

  const json teams = json::parse(app::webhook_body(WebhookKind::teams, news, review(), "https://s3/r.html"));
  const json& card = teams.at("attachments").at(0).at("content");
  EXPECT_EQ(card.at("type"), "AdaptiveCard");
  EXPECT_THAT(card.at("body"), SizeIs(5));
  EXPECT_THAT(card.at("body").at(4).at("text").get<std::string>(), HasSubstr("493 of 500 users used"));
  EXPECT_EQ(card.at("actions").at(0).at("url"), "https://s3/r.html");

  const json plain = json::parse(app::webhook_body(WebhookKind::json, news, review(), ""));
  EXPECT_EQ(plain.at("newCount"), 2);
  EXPECT_EQ(plain.at("new").at(0).at("headline"), "104 of 100 quick connects used");
  EXPECT_TRUE(plain.at("new").at(0).at("before").is_null());
  EXPECT_EQ(plain.at("worseCount"), 1);
  EXPECT_EQ(plain.at("worse").at(0).at("headline"), "493 of 500 users used");
  EXPECT_EQ(plain.at("worse").at(0).at("measured"), (json{{"value", 98.66}, {"unit", "percent"}, {"limit", 100}}));
  EXPECT_EQ(plain.at("worse").at(0).at("before").at("measured").at("value"), 80);
  EXPECT_EQ(plain.at("fixedCount"), 2);
  EXPECT_TRUE(plain.at("report").is_null());
}

// A member that is not known is not zero.
TEST(Webhook, SaysThatNewsAreNotKnown) {
  app::News news;
  news.not_known = "dynamodb:Query is not allowed";
  const json plain = json::parse(app::webhook_body(WebhookKind::json, news, review(), ""));
  for (const char* member : {"newCount", "worseCount", "fixedCount", "stillOpenCount", "new", "worse"}) {
    EXPECT_TRUE(plain.at(member).is_null()) << member;
  }
  EXPECT_EQ(plain.at("notKnown"), "dynamodb:Query is not allowed");
}

// Whoever may name a flow must not call a whole channel, or show a link of theirs.
TEST(Webhook, LeavesNamesNoPower) {
  const app::News news = news_of({"<!channel> <http://evil.example|open> & [open](http://evil.example) **now**"});
  EXPECT_THAT(app::webhook_body(WebhookKind::slack, news, review(), ""),
              HasSubstr("&lt;!channel&gt; &lt;http://evil.example|open&gt; &amp;"));
  EXPECT_THAT(json::parse(app::webhook_body(WebhookKind::teams, news, review(), "")).dump(), Not(HasSubstr("[open](")));
}

TEST(Webhook, StaysWithinWhatTeamsTakes) {
  app::News news = news_of(std::vector<std::string>(500, std::string(5000, '*')));
  news.worse = std::vector<analysis::Change>(500, with_worse({}).worse.front());
  for (auto& change : news.worse) change.now->headline = std::string(5000, '"');
  for (const auto kind : {WebhookKind::slack, WebhookKind::teams, WebhookKind::json}) {
    const std::string body = app::webhook_body(kind, news, review(), "https://s3/r.html");
    EXPECT_LE(body.size(), app::max_webhook_body);
    EXPECT_THAT(body, HasSubstr(kind == WebhookKind::json ? "500" : "980 more in the report"));
  }
}

class Posting : public testing::Test {
 protected:
  void post() { app::post_webhook(http_, patient_.patience, base::Secret(url), R"({"text":"news"})"); }
  std::string refusal(ErrorKind kind) {
    try {
      post();
    } catch (const base::Error& error) {
      EXPECT_EQ(error.kind(), kind);
      EXPECT_THAT(error.what(), Not(HasSubstr("secret")));
      return error.what();
    }
    return "it was taken";
  }

  fakes::ScriptedHttp http_;
  fakes::ManualClock clock_;
  fakes::Patient patient_{clock_};
};

TEST_F(Posting, IsTriedAgainWhileItMayPass) {
  http_.fail("POST", "very-secret");
  http_.answer("POST", "very-secret", {503, {}, ""});
  http_.answer("POST", "very-secret", {429, {{"Retry-After", "30"}}, ""});
  http_.answer("POST", "very-secret", {200, {}, "ok"});
  const base::Time before = clock_.now();
  post();
  EXPECT_TRUE(http_.finished());
  EXPECT_GE(clock_.now() - before, std::chrono::seconds(30));
  EXPECT_EQ(http_.asked().back().body, R"({"text":"news"})");
}

TEST_F(Posting, EndsAtOnceWhereTheUrlIsWrong) {
  http_.answer("POST", "very-secret", {404, {}, "no_service"});
  EXPECT_EQ(refusal(ErrorKind::config), "the webhook at hooks.example.com answered 404: look at WEBHOOK_URL");
}

TEST_F(Posting, GivesUpInTheEnd) {
  http_.always_answer("POST", "very-secret", {500, {}, ""});
  EXPECT_EQ(refusal(ErrorKind::unavailable), "the webhook at hooks.example.com answered 500");
  EXPECT_THAT(http_.asked(), SizeIs(4));
}

}  // namespace
