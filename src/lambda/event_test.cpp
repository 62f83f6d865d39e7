#include "lambda/event.hpp"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include "base/error.hpp"

namespace {

using lambda::parse_event;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const std::string arn = "arn:aws:connect:eu-central-1:111122223333:instance/aaaaaaaa-1111-4222-8333-bbbbbbbbbbbb";

std::string refusal(const std::string& payload) {
  try {
    parse_event(payload);
  } catch (const base::Error& error) {
    EXPECT_EQ(error.kind(), base::ErrorKind::usage) << payload;
    return error.what();
  }
  ADD_FAILURE() << "taken: " << payload.substr(0, 100);
  return "";
}

TEST(Event, OfNothingMeansWhatIsConfigured) {
  for (const char* payload : {"", " \n", "null", "{}", R"({"comment": "every day"})", R"({"daysBack": null})"}) {
    const auto event = parse_event(payload);
    EXPECT_FALSE(event.days) << payload;
    EXPECT_THAT(event.instances, IsEmpty());
    EXPECT_FALSE(event.all_instances);
    EXPECT_EQ(event.resume, "");
    EXPECT_EQ(event.id, "");
  }
}

TEST(Event, NamesDaysAndInstances) {
  EXPECT_EQ(parse_event(R"({"daysBack": 1})").days, 1);
  EXPECT_EQ(parse_event(R"({"daysBack": 90})").days, 90);
  EXPECT_THAT(parse_event(R"({"instance": "harbour"})").instances, ElementsAre("harbour"));
  EXPECT_THAT(parse_event(R"({"instances": ["a", "b", "a"]})").instances, ElementsAre("a", "b"));
  EXPECT_THAT(parse_event(R"({"instance": ["a"]})").instances, ElementsAre("a"));
  EXPECT_THAT(parse_event(R"({"instances": ")" + arn + "\"}").instances, ElementsAre(arn));
  const auto all = parse_event(R"({"instances": "all", "daysBack": 7})");
  EXPECT_TRUE(all.all_instances);
  EXPECT_THAT(all.instances, IsEmpty());
  EXPECT_EQ(all.days, 7);
}

TEST(Event, OfAScheduleMeansWhatIsConfigured) {
  for (const char* source : {"aws.events", "aws.scheduler"}) {
    const nlohmann::json sent = {{"version", "0"},
                                 {"id", "53dc4d37-cffa-4f76-80c9-8b7d4a4d2eaa"},
                                 {"detail-type", "Scheduled Event"},
                                 {"source", source},
                                 {"time", "2026-11-16T09:00:00Z"},
                                 {"resources", {"arn:aws:events:eu-central-1:111122223333:rule/weekly"}},
                                 {"detail", nlohmann::json::object()}};
    const auto event = parse_event(sent.dump());
    EXPECT_EQ(event.id, "53dc4d37-cffa-4f76-80c9-8b7d4a4d2eaa");
    EXPECT_FALSE(event.days);
    EXPECT_THAT(event.instances, IsEmpty());
  }
}

TEST(Event, GoesOnWithAReview) {
  const auto event = parse_event(lambda::resume_event("20261116-090000", 3).dump());
  EXPECT_EQ(event.resume, "20261116-090000");
  EXPECT_EQ(event.hop, 3);
  EXPECT_EQ(parse_event(R"({"resume": "20261116-090000"})").hop, 0);
}

TEST(Event, OfOneInstanceKeepsDaysAndId) {
  lambda::Event wanted;
  wanted.days = 30;
  wanted.force = true;
  const auto event = parse_event(lambda::instance_event(arn, wanted, "request-1").dump());
  EXPECT_THAT(event.instances, ElementsAre(arn));
  EXPECT_EQ(event.days, 30);
  EXPECT_EQ(event.id, "request-1");
  EXPECT_TRUE(event.force);
  EXPECT_FALSE(parse_event(lambda::instance_event(arn, {}, "").dump()).days);
  EXPECT_FALSE(parse_event(lambda::instance_event(arn, {}, "").dump()).force);
}

TEST(Event, IsRefusedWithWhatIsWrong) {
  const std::pair<std::string, const char*> cases[] = {
      {"daysBack=1", "not JSON"},
      {"{", "not JSON"},
      {"[]", "not a JSON object"},
      {"14", "not a JSON object"},
      {R"({"Daysback": 1})", "it has no member Daysback; did you mean daysBack?"},
      {R"({"instnace": "harbour"})", "it has no member instnace; did you mean instance?"},
      {R"({"daysBack": "7"})", "daysBack is \"7\", and has to be a whole number from 1 to 90"},
      {R"({"daysBack": 7.0})", "daysBack is 7.0"},
      {R"({"daysBack": 0})", "daysBack is 0"},
      {R"({"daysBack": 91})", "daysBack is 91"},
      {R"({"daysBack": -1})", "daysBack is -1"},
      {R"({"daysBack": 18446744073709551615})", "daysBack"},
      {R"({"daysBack": true})", "daysBack is true"},
      {R"({"instance": "a", "instances": "b"})", "both"},
      {R"({"instance": ""})", "no name, id or ARN"},
      {R"({"instance": 7})", "no name, id or ARN"},
      {R"({"instance": {"id": "a"}})", "no name, id or ARN"},
      {R"({"instance": null})", "no name, id or ARN"},
      {R"({"instance": "a\u001b[31m"})", "no name, id or ARN"},
      {R"({"instances": []})", "lists 0 instances"},
      {R"({"instances": ["a", 7]})", "no name, id or ARN"},
      {R"({"instances": ["a", "all"]})", "stands alone"},
      {R"({"instance": "arn:aws:s3:::bucket"})", "arn:"},
      {R"({"resume": "latest"})", "no review id"},
      {R"({"resume": 7})", "resume"},
      {R"({"resume": "20261116-090000", "daysBack": 7})", "beside resume"},
      {R"({"resume": "20261116-090000", "instance": "a"})", "beside resume"},
      {R"({"resume": "20261116-090000", "hop": 21})", "hop is 21"},
      {R"({"resume": "20261116-090000", "hop": "1"})", "hop is"},
      {R"({"resume": "20261116-090000", "force": true})", "beside resume"},
      {R"({"hop": 1})", "no resume"},
      {R"({"force": "yes"})", "force is \"yes\", and has to be true or false"},
      {R"({"id": 7})", "id has 7"},
      {R"({"comment": ")" + std::string(lambda::max_event_bytes, 'x') + "\"}", "bytes"},
      {std::string(200'000, '['), "not JSON"},
  };
  for (const auto& [payload, expected] : cases)
    EXPECT_THAT(refusal(payload), HasSubstr(expected)) << payload.substr(0, 80);
}

}  // namespace
