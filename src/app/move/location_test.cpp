#include "app/move/location.hpp"

#include <filesystem>
#include <fstream>
#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "fakes/temporary_directory.hpp"

namespace {

using testing::HasSubstr;

store::Location configured() {
  store::Location location;
  location.database = "/home/me/reviews.db";
  location.kms_key = "alias/reviews";
  return location;
}

TEST(Place, IsABackendAndAName) {
  EXPECT_EQ(app::parse_location("sqlite:old.db", configured()).database, "old.db");
  const auto bucket = app::parse_location("s3:my-bucket", configured());
  EXPECT_EQ(bucket.backend, "s3");
  EXPECT_EQ(bucket.bucket, "my-bucket");
  EXPECT_EQ(bucket.kms_key, "alias/reviews");
  EXPECT_EQ(app::parse_location("dynamodb:my-table", configured()).table, "my-table");
  EXPECT_EQ(app::parse_location("sqlite:C:odd name", configured()).database, "C:odd name");
}

TEST(Place, OfABackendAloneIsTheConfiguredOne) {
  EXPECT_EQ(app::location_name(app::parse_location("sqlite", configured())), "sqlite:/home/me/reviews.db");
}

TEST(Place, SaysWhatIsMissing) {
  const auto refused = [](const char* text) -> std::string {
    try {
      app::parse_location(text, configured());
    } catch (const base::Error& error) {
      EXPECT_EQ(error.kind(), base::ErrorKind::usage);
      return error.what();
    }
    return "";
  };
  EXPECT_THAT(refused(""), HasSubstr("names no store: give sqlite:FILE"));
  EXPECT_THAT(refused("mongodb:x"), HasSubstr("'mongodb'"));
  EXPECT_THAT(refused("dynamo:x"), HasSubstr("did you mean dynamodb?"));
  EXPECT_THAT(refused("s3"), HasSubstr("give s3:BUCKET"));
  EXPECT_THAT(refused("dynamodb:"), HasSubstr("give dynamodb:TABLE"));
}

TEST(Place, KnowsOneFileByTwoNames) {
  const fakes::TemporaryDirectory directory;
  std::ofstream(directory / "a.db") << "x";
  std::filesystem::create_symlink(directory / "a.db", directory / "b.db");
  const auto place = [&](const std::string& name) { return app::parse_location("sqlite:" + (directory / name), {}); };
  EXPECT_TRUE(app::is_same_location(place("a.db"), place("b.db")));
  EXPECT_FALSE(app::is_same_location(place("a.db"), place("none.db")));
  EXPECT_FALSE(app::is_same_location(app::parse_location("s3:a", {}), app::parse_location("dynamodb:a", {})));
  EXPECT_TRUE(app::is_same_location(app::parse_location("s3:a", {}), app::parse_location("s3:a", configured())));
}

TEST(StoreAsJson, HasNullForASizeThatIsNotKnown) {
  store::Info info;
  info.backend = "s3";
  info.reviews = 2;
  info.properties = {{"encryption", "AES256"}};
  auto out = app::to_json(info, "STORAGE_BACKEND");
  EXPECT_EQ(out["backend"], "s3");
  EXPECT_EQ(out["activeBecause"], "STORAGE_BACKEND");
  EXPECT_EQ(out["reviews"], 2);
  EXPECT_EQ(out["properties"]["encryption"], "AES256");
  EXPECT_TRUE(out["bytes"].is_null());
  info.bytes = 7;
  info.properties.clear();
  out = app::to_json(info, "default");
  EXPECT_EQ(out["bytes"], 7);
  EXPECT_TRUE(out["properties"].is_object());
}

}  // namespace
