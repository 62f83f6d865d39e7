#include "store/property.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>

#include "base/error.hpp"
#include "fakes/manual_clock.hpp"
#include "fakes/temporary_directory.hpp"
#include "store/open.hpp"

namespace store {
namespace {

namespace fs = std::filesystem;

TEST(Property, IsWhatWasReadUnderItsName) {
  const Property one = look_at("TTL", [] { return Property{"", "off", Level::warning, "switch it on"}; });
  EXPECT_EQ(one.name, "TTL");
  EXPECT_EQ(one.value, "off");
  EXPECT_EQ(one.level, Level::warning);
  EXPECT_EQ(one.advice, "switch it on");
  EXPECT_EQ(names_and_values({one}), (std::vector<std::pair<std::string, std::string>>{{"TTL", "off"}}));
}

TEST(Property, ThatCannotBeReadIsUnknownWhateverIsWrong) {
  for (const auto kind : {base::ErrorKind::denied, base::ErrorKind::not_found, base::ErrorKind::throttled}) {
    const Property one = look_at("TTL", [&]() -> Property { throw base::Error(kind, "why"); });
    EXPECT_EQ(one.value, "not known: why");
    EXPECT_EQ(one.level, Level::unknown);
  }
}

class SqliteCondition : public testing::Test {
 protected:
  std::unique_ptr<Store> open(OpenMode mode) {
    Location location;
    location.database = path_.string();
    return store::open(location, mode, clock_);
  }
  Level level(const std::string& name) {
    const auto all = open(OpenMode::existing)->condition();
    const auto found = std::ranges::find(all, name, &Property::name);
    if (found != all.end()) return found->level;
    ADD_FAILURE() << "there is no " << name;
    return Level::unknown;
  }

  fakes::ManualClock clock_;
  fakes::TemporaryDirectory directory_;
  fs::path path_ = directory_.path() / "reviews.db";
};

TEST_F(SqliteCondition, IsThatOfInfo) {
  const auto store = open(OpenMode::create);
  const auto condition = store->condition();
  EXPECT_EQ(names_and_values(condition), store->info().properties);
  for (const Property& one : condition) EXPECT_EQ(one.level, Level::ok) << one.name << ": " << one.value;
}

TEST_F(SqliteCondition, WarnsOfAFileThatOthersCanRead) {
  open(OpenMode::create);
  fs::permissions(path_, fs::perms::others_read, fs::perm_options::add);
  EXPECT_EQ(level("file mode"), Level::warning);
  EXPECT_EQ(level("integrity"), Level::ok);
}

TEST_F(SqliteCondition, FailsWhereTheFileIsDamaged) {
  {
    const auto store = open(OpenMode::create);
    for (int i = 0; i < 40; ++i) {
      store->put({"review-" + std::to_string(10 + i), "quota", {{"data", std::string(20'000, 'x')}}});
    }
  }
  const auto size = fs::file_size(path_);
  std::fstream file(path_, std::ios::binary | std::ios::in | std::ios::out);
  file.seekp(std::streamoff(size / 2));
  for (int i = 0; i < 40'960; ++i) file.put(char(i * 37));
  file.close();
  EXPECT_EQ(level("integrity"), Level::failed);
}

}  // namespace
}  // namespace store
