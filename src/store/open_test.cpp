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

// What opening it would say of its names, before anything is asked or made.
TEST(RequireLocation, RefusesNamesThatCannotBe) {
  const auto refusal = [](const Location& location) {
    try {
      require_location(location);
    } catch (const base::Error& error) {
      return std::string(error.what());
    }
    return std::string();
  };
  Location location;
  location.database = "reviews.db";
  EXPECT_EQ(refusal(location), "");
  location.database = "directory/";
  EXPECT_NE(refusal(location).find("does not name a file"), std::string::npos);
  location.backend = "s3";
  EXPECT_NE(refusal(location).find("no bucket is named"), std::string::npos);
  location.bucket = "connect-reports";
  EXPECT_EQ(refusal(location), "");
  location.expected_bucket_owner = "12";
  EXPECT_NE(refusal(location).find("'12'"), std::string::npos);
  location.backend = "dynamodb";
  EXPECT_NE(refusal(location).find("no table is named"), std::string::npos);
  location.table = "connect-results";
  EXPECT_EQ(refusal(location), "");
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
