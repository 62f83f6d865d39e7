#include "base/json/canonical.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace {

using nlohmann::json;

TEST(Canonical, OrdersMembersByNameWhateverTheOrderTheyCameIn) {
  const json one = json::parse(R"({"b": {"z": 1, "a": [3, 1, 2]}, "a": null})");
  const json two = json::parse(R"({"a": null, "b": {"a": [3, 1, 2], "z": 1}})");
  EXPECT_EQ(base::canonical(one), R"({"a":null,"b":{"a":[3,1,2],"z":1}})");
  EXPECT_EQ(base::canonical(one), base::canonical(two));
}

TEST(Canonical, KeepsNumbersAndText) {
  const std::string bytes =
      R"({"exact":9007199254740993,"half":0.1,"large":1e+300,"max":18446744073709551615,"min":-9223372036854775808,)"
      R"("percent":79.33333333333333,"text":"Ü⛴️ <\"\\> \u0001","whole":3.0})";
  EXPECT_EQ(base::canonical(json::parse(bytes)), bytes);
  EXPECT_EQ(base::canonical({{"text", "M\xFCnchen"}}), "{\"text\":\"M\xEF\xBF\xBDnchen\"}");
}

}  // namespace
