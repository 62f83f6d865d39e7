#include "app/fix/fix_pack.hpp"

#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <sstream>
#include <unistd.h>

#include "app/fix/fix_pack_for_test.hpp"
#include "base/error.hpp"

namespace {

namespace fs = std::filesystem;
using namespace app::test;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const std::string keep_90_days = "aws logs put-retention-policy --log-group-name g --retention-in-days 90";

app::FixPack pack_of(const model::Review& review, const std::set<std::string, std::less<>>& checks) {
  return app::fix_pack({.review = review, .checks = checks});
}

std::vector<std::string> names_of(const app::FixPack& pack) {
  std::vector<std::string> names;
  for (const auto& file : pack.files) names.push_back(file.name);
  return names;
}

class FixPack : public testing::Test {
 protected:
  void TearDown() override { fs::remove_all(parent); }

  const fs::path parent = fs::temp_directory_path() / fmt::format("fix-pack-{}", ::getpid());
  const fs::path directory = parent / "fixes";
  const model::Review review = fix_review({missing_alarm("ThrottledCalls"), commanded("kept", "logs", keep_90_days)});
};

TEST_F(FixPack, HasTheFilesOfTheChecksThatWereChosen) {
  EXPECT_THAT(names_of(pack_of(review, {"alarm_coverage", "kept"})),
              ElementsAre("alarms.yaml", "alarms.tf", "storage.sh", "README.md"));
  EXPECT_THAT(names_of(pack_of(review, {"kept"})), ElementsAre("storage.sh", "README.md"));
  EXPECT_THAT(names_of(pack_of(review, {"other"})), IsEmpty());
}

TEST_F(FixPack, LeavesOutWhatNeedsNoAction) {
  model::Finding muted = missing_alarm("ThrottledCalls"), fine = commanded("kept", "logs", keep_90_days);
  muted.muted = model::Muted{"known", "anna", ""};
  fine.status = model::Status::pass;
  EXPECT_THAT(names_of(pack_of(fix_review({muted, fine}), {"alarm_coverage", "kept"})), IsEmpty());
}

TEST_F(FixPack, TellsInItsReadmeWhatEachFileCloses) {
  const auto pack = pack_of(review, {"alarm_coverage", "kept"});
  EXPECT_THAT(pack.files.back().text, HasSubstr("\n## alarms.yaml\n\n- What is wrong with ThrottledCalls "));
  const auto json = to_json(pack);
  EXPECT_EQ(json.at("files").at(0).at("name"), "alarms.yaml");
  EXPECT_EQ(json.at("files").at(0).at("closes").at(0).at("checkId"), "alarm_coverage");
  EXPECT_THAT(json.at("leftOpen"), IsEmpty());
}

TEST_F(FixPack, IsWrittenWhole) {
  app::FixPack pack = pack_of(review, {"alarm_coverage", "kept"});
  pack.files.push_back({.name = "flows/main.json", .text = "{}\n", .closes = {}});
  app::write_fix_pack(directory, pack);
  for (const auto& file : pack.files) {
    std::stringstream text;
    text << std::ifstream(directory / file.name).rdbuf();
    EXPECT_EQ(text.str(), file.text) << file.name;
    const auto mode = fs::status(directory / file.name).permissions();
    EXPECT_EQ((mode & fs::perms::owner_exec) != fs::perms::none, file.is_script) << file.name;
  }
  EXPECT_EQ(std::distance(fs::directory_iterator(parent), fs::directory_iterator()), 1);  // nothing beside it
}

TEST_F(FixPack, TakesAnEmptyDirectoryAndOneWithASlash) {
  fs::create_directories(directory);
  app::write_fix_pack(directory.string() + "/", pack_of(review, {"kept"}));
  EXPECT_TRUE(fs::exists(directory / "storage.sh"));
}

TEST_F(FixPack, LeavesAsItWasWhatHasSomethingInIt) {
  fs::create_directories(directory);
  std::ofstream(directory / "mine") << "mine";
  const auto refused = [](const fs::path& path) {
    try {
      app::fix_directory(path);
    } catch (const base::Error& error) {
      return error.kind() == base::ErrorKind::usage;
    }
    return false;
  };
  EXPECT_TRUE(refused(directory));
  EXPECT_TRUE(refused(directory / "mine"));
  EXPECT_THROW(app::write_fix_pack(directory, pack_of(review, {"kept"})), base::Error);
  EXPECT_EQ(std::distance(fs::directory_iterator(directory), fs::directory_iterator()), 1);
}

TEST_F(FixPack, LeavesNothingBehindWhenItCannotBeWritten) {
  app::FixPack pack = pack_of(review, {"kept"});
  pack.files.push_back({.name = "README.md/below-a-file", .text = {}, .closes = {}});
  EXPECT_THROW(app::write_fix_pack(directory, pack), base::Error);
  EXPECT_FALSE(fs::exists(directory));
  EXPECT_EQ(std::distance(fs::directory_iterator(parent), fs::directory_iterator()), 0);
}

}  // namespace
