// Runs the cases of tests/checks: a folder a check, a file a case. tests/checks/README.md says how they are written.
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "checks/headline_for_test.hpp"
#include "checks/inventory_for_test.hpp"
#include "fakes/inventory_json.hpp"
#include "fakes/source_directory.hpp"
#include "model/command.hpp"

namespace checks::test {
namespace {

using nlohmann::json;
namespace fs = std::filesystem;

const fs::path folder = fs::path(fakes::source_directory) / "tests" / "checks";

std::vector<std::string> case_files() {
  std::vector<std::string> files;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file() && entry.path().filename() != "README.md") {
      files.push_back(fs::relative(entry.path(), folder).string());
    }
  }
  std::ranges::sort(files);
  return files;
}

// Where `part` says something that `whole` does not; empty when it says nothing of the kind. Lists are whole.
std::string misread(const json& part, const json& whole, const std::string& at) {
  if (part.is_object() && whole.is_object()) {
    for (const auto& [key, value] : part.items()) {
      std::string below = fmt::format("{}/{}", at, key);
      if (!whole.contains(key)) return below;
      if (const auto found = misread(value, whole.at(key), below); !found.empty()) return found;
    }
    return "";
  }
  if (part.is_array() && whole.is_array() && part.size() == whole.size()) {
    for (std::size_t i = 0; i < part.size(); ++i) {
      if (const auto found = misread(part[i], whole[i], fmt::format("{}/{}", at, i)); !found.empty()) return found;
    }
    return "";
  }
  return part == whole ? "" : at;
}

Inventory inventory_of(const json& given) {
  Inventory inventory = empty_inventory();
  if (const auto settings = given.find("settings"); settings != given.end()) {
    EXPECT_TRUE(base::fields::read(*settings, inventory.settings));
    EXPECT_EQ(misread(*settings, base::fields::write(inventory.settings), "settings"), "");
  }
  json datasets = given;
  datasets.erase("settings");
  fakes::read_inventory(datasets, inventory);
  // A name that is misspelt, or a value of another type, would be read as nothing.
  EXPECT_EQ(misread(datasets, fakes::inventory_json(inventory), "given"), "");
  return inventory;
}

// A text, or the parts that it holds: {"has": ["…", "…"]}.
void expect_member(const std::string& key, const json& expected, const json& finding) {
  const json actual = finding.value(key, json());
  if (!expected.is_object() || !expected.contains("has")) {
    EXPECT_EQ(actual, expected) << key;
    return;
  }
  ASSERT_TRUE(expected.size() == 1 && actual.is_string()) << key << ": " << actual;
  for (const auto& part : expected.at("has")) EXPECT_HAS(actual.get<std::string>(), part.get<std::string>());
}

json written(const std::string& file) {
  return json::parse(std::ifstream(folder / file));
}

Findings findings_of(const std::string& file) {
  return run(fs::path(file).parent_path().string(), inventory_of(written(file).at("given")));
}

class CheckCase : public testing::TestWithParam<std::string> {};

TEST_P(CheckCase, IsJudgedAsItSays) {
  const fs::path path = folder / GetParam();
  const std::string check = path.parent_path().filename();
  ASSERT_NE(find(check), nullptr) << path << ": there is no check of that name";
  ASSERT_EQ(path.extension(), ".json") << path << " is no case";
  const json said = written(GetParam());
  ASSERT_EQ(said.size(), 3U) << "a case has `case`, `given` and `findings`";
  SCOPED_TRACE(said.at("case").get<std::string>());

  const Findings findings = findings_of(GetParam());
  std::vector<std::string> expected_keys, keys;
  for (const Finding& finding : findings) keys.push_back(finding.resource.key);
  for (const json& expected : said.at("findings")) {
    json members = expected;
    const std::string key = members.at("key");
    members.erase("key");
    expected_keys.push_back(key);
    const json finding = to_json(by_key(findings, key));
    for (const auto& [member, value] : members.items()) expect_member(member, value, finding);
  }
  std::ranges::sort(keys);
  std::ranges::sort(expected_keys);
  EXPECT_EQ(keys, expected_keys);
  for (const Finding& finding : findings) expect_first_words(finding);
}

INSTANTIATE_TEST_SUITE_P(Checks, CheckCase, testing::ValuesIn(case_files()), [](const auto& tested) {
  std::string name = tested.param;
  std::ranges::replace_if(name, [](char c) { return std::isalnum(static_cast<unsigned char>(c)) == 0; }, '_');
  return name;
});

TEST(CheckCases, ThereIsOneForEveryCheck) {
  std::set<std::string> tried;
  for (const auto& file : case_files()) tried.insert(fs::path(file).parent_path().string());
  for (const Check* check : all()) EXPECT_TRUE(tried.contains(std::string(check->about.id))) << check->about.id;
}

// A case that fails or warns shows how the check puts it.
TEST(CheckCases, HaveAHeadlineOfEveryCheckThatCanFailOrWarn) {
  std::set<std::string_view> told, problems;
  for (const auto& file : case_files()) {
    const json said = written(file);
    for (const json& finding : said.at("findings")) {
      const std::string_view id = find(fs::path(file).parent_path().string())->about.id;
      const std::string status = finding.value("status", "");
      if (finding.contains("headline")) told.insert(id);
      if (status == "fail" || status == "warn") problems.insert(id);
    }
  }
  for (const std::string_view id : problems) EXPECT_TRUE(told.contains(id)) << id;
}

// Each operation that a check gives as a command, and whether it only reads: what is new stands here first.
TEST(CheckCases, GiveCommandsThatAreKnownToReadOrToChangeSomething) {
  const std::map<std::string, bool> operations = {{"cloudtrail describe-trails", true},
                                                  {"cloudtrail lookup-events", true},
                                                  {"cloudwatch describe-alarms", true},
                                                  {"cloudwatch get-metric-statistics", true},
                                                  {"connect describe-contact-flow", true},
                                                  {"connect describe-contact-flow-module", true},
                                                  {"connect describe-hours-of-operation", true},
                                                  {"connect describe-instance", true},
                                                  {"connect describe-instance-storage-config", true},
                                                  {"connect describe-phone-number", true},
                                                  {"connect describe-queue", true},
                                                  {"connect describe-quick-connect", true},
                                                  {"connect describe-routing-profile", true},
                                                  {"connect describe-rule", true},
                                                  {"connect describe-user", true},
                                                  {"connect get-metric-data-v2", true},
                                                  {"connect get-task-template", true},
                                                  {"connect get-traffic-distribution", true},
                                                  {"connect list-approved-origins", true},
                                                  {"connect list-integration-associations", true},
                                                  {"connect list-security-keys", true},
                                                  {"connect list-security-profile-permissions", true},
                                                  {"connect list-traffic-distribution-groups", true},
                                                  {"iam list-attached-role-policies", true},
                                                  {"lambda get-function-configuration", true},
                                                  {"lexv2-models list-bot-replicas", true},
                                                  {"logs filter-log-events", true},
                                                  {"firehose describe-delivery-stream", true},
                                                  {"kinesis describe-stream-summary", true},
                                                  {"s3api get-bucket-encryption", true},
                                                  {"s3api get-bucket-lifecycle-configuration", true},
                                                  {"s3api get-bucket-policy", true},
                                                  {"s3api get-bucket-policy-status", true},
                                                  {"s3api get-public-access-block", true},
                                                  {"s3api put-bucket-versioning", false},
                                                  {"qconnect get-assistant", true},
                                                  {"qconnect get-knowledge-base", true},
                                                  {"qconnect list-ai-agents", true},
                                                  {"cloudwatch enable-alarm-actions", false},
                                                  {"connect update-instance-attribute", false},
                                                  {"kms cancel-key-deletion", false},
                                                  {"kms enable-key", false},
                                                  {"logs create-log-group", false},
                                                  {"logs put-retention-policy", false},
                                                  {"service-quotas request-service-quota-increase", false}};
  std::set<std::string> given;
  for (const auto& file : case_files()) {
    for (const Finding& finding : findings_of(file)) {
      if (finding.command.empty()) continue;
      std::istringstream command(finding.command);
      std::string aws, service, operation;
      command >> aws >> service >> operation;
      EXPECT_EQ(aws, "aws") << finding.command;
      const auto known = operations.find(fmt::format("{} {}", service, operation));
      ASSERT_NE(known, operations.end()) << finding.command;
      EXPECT_EQ(model::only_reads(finding.command), known->second) << finding.command;
      given.insert(known->first);
    }
  }
  for (const auto& [operation, reads] : operations) EXPECT_TRUE(given.contains(operation)) << operation;
}

}  // namespace
}  // namespace checks::test
