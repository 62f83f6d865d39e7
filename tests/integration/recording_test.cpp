// The sample recording, reviewed while it is recorded again: the copy gives the same review, and a masked copy the same
// review of somebody else.
#include <algorithm>
#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <iterator>
#include <set>
#include <sstream>

#include "base/json/canonical.hpp"
#include "base/json/read.hpp"
#include "fakes/damaging_transport.hpp"
#include "fakes/manual_clock.hpp"
#include "fakes/replayed_review.hpp"
#include "fakes/temporary_directory.hpp"
#include "model/document.hpp"
#include "model/flow.hpp"
#include "recording/record.hpp"
#include "store/memory.hpp"

namespace {

using nlohmann::json;
using Documents = std::map<std::string, json>;

class RecordedAgain : public testing::Test {
 protected:
  // Reviews the sample through a recorder, as `record` does with AWS.
  Documents record(const std::string& directory, std::unique_ptr<recording::Redaction> redaction = nullptr) {
    const auto info = recording::read_recording_info(fakes::harbour);
    recording::ReplayTransport sample(fakes::harbour);
    recording::Recorder recorder(directory, info, "test", std::move(redaction));
    recording::RecordingTransport transport(sample, recorder);
    Documents documents = review(transport, info);
    recorder.check_whole();
    return documents;
  }
  Documents replay(const std::string& directory) {
    recording::ReplayTransport transport(directory);
    return review(transport, recording::read_recording_info(directory));
  }

  // The documents, without ids and times.
  static Documents review(aws::Transport& transport, const recording::RecordingInfo& info, std::size_t threads = 8) {
    fakes::ManualClock clock;
    store::MemoryStore store(clock);
    base::StandingClock as_of(info.recorded_at);
    fakes::Patient patient(as_of);
    const app::Context context{.aws = transport,
                               .patience = patient.patience,
                               .store = store,
                               .clock = clock,
                               .recorded_at = info.recorded_at,
                               .version = "test",
                               .threads = threads};
    const app::Request request{.instance = model::parse_instance_arn(info.instance_arn),
                               .window = model::Window::before(info.recorded_at, info.days),
                               .components = app::choose_components({}, {}),
                               .settings = {},
                               .resume = {}};
    Documents all = fakes::documents(store, app::review(context, request, {}).review_id);
    for (auto& [component, body] : all) {
      for (const char* key : {"sha256", "reviewId", "collectedAt", "updatedAt", "ttl"}) body.erase(key);
    }
    return all;
  }

  fakes::TemporaryDirectory directory_;
};

std::unique_ptr<recording::Redaction> redaction() {
  return std::make_unique<recording::Redaction>(base::Secret("a key of the tests"));
}

std::string text_of(const std::string& directory) {
  std::stringstream all;
  for (const auto& entry : std::filesystem::directory_iterator(directory)) {
    all << std::ifstream(entry.path()).rdbuf();
  }
  return all.str();
}

TEST_F(RecordedAgain, GivesTheSameDocuments) {
  const Documents original = record(directory_ / "copy"), again = replay(directory_ / "copy");
  ASSERT_EQ(again.size(), original.size());
  EXPECT_GT(original.size(), 7U);
  for (const auto& [component, body] : original) {
    EXPECT_EQ(base::canonical(again.at(component)), base::canonical(body)) << component;
  }
}

// One line for each finding, without what it is about.
std::multiset<std::string> judgements(const Documents& documents) {
  std::multiset<std::string> all;
  for (const auto& [component, body] : documents) {
    if (component == model::status_component) continue;
    for (const auto& finding : body.at("findings")) {
      all.insert(component + " " + finding.at("checkId").get<std::string>() + " " +
                 finding.at("status").get<std::string>() + " " + finding.at("severity").get<std::string>() + " " +
                 finding.at("resource").at("type").get<std::string>());
    }
  }
  return all;
}

// Those that only one of them has.
std::vector<std::string> differences(const std::multiset<std::string>& one, const std::multiset<std::string>& other) {
  std::vector<std::string> all;
  std::ranges::set_symmetric_difference(one, other, std::back_inserter(all));
  return all;
}

// Every number, truth value and absent value, with its place but without the order, which may be that of names.
void add_values(const std::string& place, const json& value, std::multiset<std::string>& all) {
  if (value.is_object()) {
    const bool named_by_people = place.ends_with(".carriers");
    for (const auto& [key, member] : value.items())
      add_values(place + "." + (named_by_people ? "*" : key), member, all);
  } else if (value.is_array()) {
    all.insert(place + " has " + std::to_string(value.size()));
    for (const auto& item : value) add_values(place + "[]", item, all);
  } else {
    all.insert(place + (value.is_string() ? " is a text" : " = " + value.dump()));
  }
}

std::multiset<std::string> facts(const json& body) {
  std::multiset<std::string> all;
  add_values("data", body.value("data", json()), all);
  json usage = body.value("usage", json::object());
  usage.erase("bytes");  // masks are longer or shorter than what they stand for
  add_values("usage", usage, all);
  return all;
}

TEST_F(RecordedAgain, MaskedGivesTheSameReview) {
  const Documents original = record(directory_ / "masked", redaction()), masked = replay(directory_ / "masked");
  EXPECT_THAT(differences(judgements(masked), judgements(original)), testing::IsEmpty());
  EXPECT_GT(judgements(original).size(), 100U);
  ASSERT_EQ(masked.size(), original.size());
  for (const auto& [component, body] : original) {
    EXPECT_EQ(masked.at(component).at("status"), body.at("status")) << component;
    EXPECT_EQ(facts(masked.at(component)), facts(body)) << component;
  }
  const auto status = std::string(model::status_component);
  EXPECT_EQ(masked.at(status).at("findings"), original.at(status).at("findings"));
}

// What people named, numbered or wrote, from anywhere in the recording.
void add_plants(const json& value, const std::string& parent, std::set<std::string>& plants) {
  static const std::set<std::string> members = {
      "Name",        "InstanceAlias",   "Username",   "DisplayName",  "EmailAddress",
      "PhoneNumber", "Carrier",         "BucketName", "BucketPrefix", "Prefix",
      "Description", "ContactFlowName", "Identifier", "Text",         "sourceIPAddress",
      "principalId", "accountId",       "userName",   "userAgent",    "CleansedPhoneNumberNational",
      "name"};
  if (value.is_array()) {
    for (const auto& item : value) add_plants(item, parent, plants);
  }
  if (!value.is_object()) return;
  for (const auto& [key, member] : value.items()) {
    if (!member.is_string()) {
      add_plants(member, key, plants);
      continue;
    }
    const auto text = member.get<std::string>();
    const bool is_of_aws = parent == "Dimensions" || parent == "Metric" || parent == "Metrics";
    if (members.contains(key) && !is_of_aws) plants.insert(text);
    if (const auto inner = base::read::parse(text)) add_plants(*inner, key, plants);
  }
}

std::set<std::string> plants_of_the_sample() {
  std::set<std::string> plants;
  for (const auto& entry : std::filesystem::directory_iterator(fakes::harbour)) {
    if (entry.path().extension() != ".jsonl") continue;
    std::ifstream lines(entry.path());
    for (std::string line; std::getline(lines, line);) add_plants(json::parse(line), "", plants);
  }
  plants.insert("111122223333");
  plants.insert("harbour");
  return plants;
}

// As a word or words of their own.
bool holds(const std::string& text, const std::string& plant) {
  const auto continues = [&](std::size_t at) { return at < text.size() && std::isalnum(text[at]) != 0; };
  for (auto at = text.find(plant); at != std::string::npos; at = text.find(plant, at + 1)) {
    if (!(at > 0 && continues(at - 1)) && !continues(at + plant.size())) return true;
  }
  return false;
}

TEST_F(RecordedAgain, MaskedHoldsNothingThatPeopleGave) {
  record(directory_ / "masked", redaction());
  const std::string masked = text_of(directory_ / "masked"), original = text_of(fakes::harbour);
  // Words of AWS as well: types of blocks and of agents' statuses, states, metrics; and the names of its own flows.
  static const std::set<std::string> of_aws = {"Transfer", "Agent", "End", "Return", "Available"};
  int looked_for = 0;
  for (const auto& plant : plants_of_the_sample()) {
    if (plant.empty() || of_aws.contains(plant) || model::is_aws_flow_name(plant)) continue;
    EXPECT_FALSE(holds(masked, plant)) << plant;
    if (holds(original, plant)) ++looked_for;
  }
  EXPECT_GT(looked_for, 1000);
}

TEST_F(RecordedAgain, MaskedGivesTheSameReviewOfDamagedAnswers) {
  recording::ReplayTransport sample(fakes::harbour);
  const auto info = recording::read_recording_info(fakes::harbour);
  for (std::uint32_t seed = 1; seed <= 6; ++seed) {
    const std::string directory = directory_ / std::to_string(seed);
    fakes::DamagingTransport damaged(sample, seed);
    recording::Recorder recorder(directory, info, "test", redaction());
    recording::RecordingTransport transport(damaged, recorder);
    const Documents original = review(transport, info, 1), masked = replay(directory);
    EXPECT_THAT(differences(judgements(masked), judgements(original)), testing::IsEmpty()) << "seed " << seed;
  }
}

}  // namespace
