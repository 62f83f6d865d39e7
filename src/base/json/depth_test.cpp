#include "base/json/depth.hpp"

#include <gtest/gtest.h>
#include <string>

#include "base/json/read.hpp"

namespace {

TEST(JsonDepth, CountsWhatIsOpenAtOnce) {
  EXPECT_EQ(base::depth_of_json(""), 0);
  EXPECT_EQ(base::depth_of_json("7"), 0);
  EXPECT_EQ(base::depth_of_json("[]"), 1);
  EXPECT_EQ(base::depth_of_json(R"([{}, {"a": [1]}, []])"), 3);
  EXPECT_EQ(base::depth_of_json("[[["), 3);
}

TEST(JsonDepth, LeavesOutWhatStandsInStrings) {
  EXPECT_EQ(base::depth_of_json(R"({"[[[": "{{{"})"), 1);
  EXPECT_EQ(base::depth_of_json(R"(["\"[[[", "\\", []])"), 2);
  EXPECT_EQ(base::depth_of_json("\"[[["), 0);
  EXPECT_EQ(base::depth_of_json("\"\\"), 0);
}

TEST(JsonDepth, KeepsDeepTextsFromBeingBuilt) {
  const auto nested = [](int depth) {
    return std::string(std::size_t(depth), '[') + std::string(std::size_t(depth), ']');
  };
  EXPECT_TRUE(base::read::parse(nested(base::deepest_json)));
  EXPECT_FALSE(base::read::parse(nested(base::deepest_json + 1)));
  EXPECT_FALSE(base::read::parse(nested(1'000'000)));
}

}  // namespace
