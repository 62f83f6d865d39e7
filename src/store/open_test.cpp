#include "store/open.hpp"

#include <gtest/gtest.h>
#include <map>

#include "base/error.hpp"
#include "fakes/variables.hpp"

namespace store {
namespace {

TEST(Open, NamesTheKnownBackendsWhenItIsGivenAnother) {
  base::StandingClock clock{base::Time()};
  Location location;
  for (const char* name : {"mysql", "", "SQLite", "sqlite "}) {
    location.backend = name;
    try {
      open(location, OpenMode::create, clock);
      FAIL() << name;
    } catch (const base::Error& error) {
      EXPECT_EQ(error.kind(), base::ErrorKind::usage);
      EXPECT_EQ(std::string(error.what()),
                "'" + location.backend + "' is not a storage backend; known: sqlite, s3, dynamodb");
    }
  }
}

TEST(Open, AStoreInAwsNeedsAws) {
  base::StandingClock clock{base::Time()};
  for (const char* name : {"s3", "dynamodb"}) {
    Location location;
    location.backend = name;
    location.bucket = "connect-reports";
    location.table = "connect-results";
    try {
      open(location, OpenMode::existing, clock);
      FAIL() << name;
    } catch (const base::Error& error) {
      EXPECT_EQ(error.kind(), base::ErrorKind::internal);
    }
  }
}

TEST(DefaultDatabase, IsWhereTheDesktopKeepsData) {
  using Values = std::map<std::string, std::string>;
  const auto with = [](const Values& values) { return default_database(fakes::Variables(values)); };
  EXPECT_EQ(with(Values{{"HOME", "/home/ada"}}), "/home/ada/.local/share/connect-ops-review/reviews.db");
  EXPECT_EQ(with({{"HOME", "/home/ada"}, {"XDG_DATA_HOME", "/data"}}), "/data/connect-ops-review/reviews.db");
  EXPECT_EQ(with({{"HOME", "/home/ada"}, {"XDG_DATA_HOME", "relative"}}),
            "/home/ada/.local/share/connect-ops-review/reviews.db");
  EXPECT_THROW(with({}), base::Error);
}

}  // namespace
}  // namespace store
