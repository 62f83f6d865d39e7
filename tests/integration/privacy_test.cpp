// What callers say and type stands in lines of the flow log. None of it is in what a review keeps, shows or sends, and
// no failure is lost by that.
#include <gmock/gmock.h>

#include "app/deliver/notice.hpp"
#include "app/stored.hpp"
#include "aws/operations/logs.hpp"
#include "base/json/canonical.hpp"
#include "fakes/manual_clock.hpp"
#include "fakes/replayed_review.hpp"
#include "formats/table.hpp"
#include "store/memory.hpp"

namespace {

using nlohmann::json;

// A telephone number, an e-mail address, a card and a name, in the spellings in which they may stand.
const std::string said =
    "Zebra Quagga +4930555010177 (030) 5550101 zebra@quagga.example 4111 1111 1111 1111 4111111111111111";
constexpr const char* secrets[] = {"Zebra", "Quagga",  "4930555010177", "555",   "quagga.example",
                                   "4111 ", "4111111", "1111 1",        "zebra@"};

// The sample's answers, whose lines of the flow log hold what callers said in every member that is free.
class Planted final : public aws::Transport {
 public:
  aws::Answer send(const aws::Operation& operation, const json& input) override {
    aws::Answer answer = recording_.send(operation, input);
    if (&operation != &aws::logs::filter_log_events) return answer;
    for (json& event : answer.output.at("events")) {
      json line = json::parse(event.at("message").get<std::string>(), nullptr, false);
      event["message"] = line.is_object() ? planted(line).dump() : event.at("message").get<std::string>() + said;
    }
    return answer;
  }

 private:
  static json planted(json line) {
    line["Results"] = line.at("Results").get<std::string>() + " " + said;
    line["Parameters"] = {{"Text", said}, {said, {said, {{said, said}}}}, {"Number", 4930555010177}};
    line["ExternalResults"] = line["Parameters"];
    line["Message"] = said;
    return line;
  }

  recording::ReplayTransport recording_{fakes::harbour};
};

class Privacy : public testing::Test {
 protected:
  // Everything that a review leaves: its documents, and all that is made from them.
  std::map<std::string, std::string> left(aws::Transport& aws, model::LogSamples samples) {
    const auto info = recording::read_recording_info(fakes::harbour);
    base::StandingClock as_of(info.recorded_at);
    fakes::Patient patient(as_of);
    store::MemoryStore store(clock_);
    model::Settings settings;
    settings.log_samples = samples;
    const auto outcome = app::review({.aws = aws,
                                      .patience = patient.patience,
                                      .store = store,
                                      .clock = clock_,
                                      .recorded_at = info.recorded_at,
                                      .remembers = false,
                                      .version = "test"},
                                     {model::parse_instance_arn(info.instance_arn),
                                      model::Window::before(info.recorded_at, info.days),
                                      {"instance", "logs"},
                                      settings},
                                     {});
    std::map<std::string, std::string> all;
    documents_ = fakes::documents(store, outcome.review_id);
    for (const auto& [component, body] : documents_) all[component] = base::canonical(body);
    const auto review = app::load_review(store, outcome.review_id);
    for (const auto& writer : formats::writers()) {
      all["report as " + std::string(writer.format)] = formats::rendered(writer, review);
    }
    app::Earlier earlier(store, review);
    const app::News news = app::news_of(earlier);
    all["notice"] = app::notice_of(news, review, "").message;
    all["news"] = app::to_json(news).dump();
    return all;
  }
  json of_logs(const char* member) { return documents_.at("logs").at("data").at(member); }

  fakes::ManualClock clock_;
  std::map<std::string, json> documents_;
};

TEST_F(Privacy, NothingThatCallersSaidIsKeptShownOrSent) {
  Planted planted;
  for (const auto samples : {model::LogSamples::masked, model::LogSamples::none}) {
    for (const auto& [what, text] : left(planted, samples)) {
      for (const char* secret : secrets) EXPECT_EQ(text.find(secret), std::string::npos) << what << ": " << secret;
    }
    EXPECT_EQ(of_logs("sample_errors").size(), samples == model::LogSamples::none ? 0U : model::max_flow_log_samples);
  }
}

TEST_F(Privacy, NoFailureIsLostByThat) {
  recording::ReplayTransport as_it_is(fakes::harbour);
  left(as_it_is, model::LogSamples::full);
  const auto expected = documents_.at("logs");
  Planted planted;
  left(planted, model::LogSamples::masked);
  EXPECT_EQ(documents_.at("logs").at("findings"), expected.at("findings"));
  for (const char* member : {"total_errors", "error_types", "error_summary", "by_hour", "lines_read", "duplicates"}) {
    EXPECT_EQ(of_logs(member), expected.at("data").at(member)) << member;
  }
}

TEST_F(Privacy, SamplesAreKeptAsTheyAreForThoseWhoAskForIt) {
  Planted planted;
  left(planted, model::LogSamples::full);
  EXPECT_THAT(of_logs("sample_errors")[0].at("message").get<std::string>(), testing::HasSubstr("Zebra Quagga"));
  EXPECT_EQ(of_logs("log_samples"), "full");
}

}  // namespace
