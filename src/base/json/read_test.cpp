#include "base/json/read.hpp"

#include <cmath>
#include <gtest/gtest.h>
#include <limits>

namespace {

using nlohmann::json;
namespace read = base::read;

// Nothing of this is an object with the member "k" of the type that is asked for.
TEST(JsonRead, TakesWhatIsOfAnotherTypeForAbsent) {
  for (const char* text : {"null", "true", "7", "\"k\"", "[]", "[{\"k\": 1}]", "{}", "{\"K\": 1}", "{\"k\": null}"}) {
    const json body = json::parse(text);
    EXPECT_EQ(read::text(body, "k"), "") << text;
    EXPECT_FALSE(read::optional_text(body, "k")) << text;
    EXPECT_FALSE(read::number(body, "k")) << text;
    EXPECT_FALSE(read::integer(body, "k")) << text;
    EXPECT_FALSE(read::boolean(body, "k")) << text;
    EXPECT_EQ(read::array(body, "k"), json::array()) << text;
    EXPECT_EQ(read::object(body, "k"), json::object()) << text;
  }
  const json body = json::parse(R"({"text": "7", "number": 7, "truth": "true", "list": {}, "object": []})");
  EXPECT_FALSE(read::number(body, "text"));
  EXPECT_FALSE(read::integer(body, "text"));
  EXPECT_FALSE(read::optional_text(body, "number"));
  EXPECT_FALSE(read::boolean(body, "number"));
  EXPECT_FALSE(read::boolean(body, "truth"));
  EXPECT_TRUE(read::array(body, "list").empty() && read::array(body, "list").is_array());
  EXPECT_TRUE(read::object(body, "object").empty() && read::object(body, "object").is_object());
}

TEST(JsonRead, ReadsWhatIsThere) {
  const json body = json::parse(R"({"text": "", "truth": false, "list": [1], "object": {"a": 1}})");
  EXPECT_EQ(read::optional_text(body, "text"), "");
  EXPECT_EQ(read::boolean(body, "truth"), false);
  EXPECT_EQ(read::array(body, "list").size(), 1U);
  EXPECT_EQ(read::object(body, "object").size(), 1U);
}

TEST(JsonRead, TakesIntegersAndWholeFloatsAlike) {
  struct Case {
    const char* text = nullptr;
    std::optional<std::int64_t> integer;
    double number = 0;
  };
  for (const Case& one :
       {Case{"0", 0, 0}, Case{"-3", -3, -3}, Case{"3.0", 3, 3}, Case{"1e3", 1000, 1000}, Case{"-0.0", 0, 0},
        Case{"0.5", std::nullopt, 0.5}, Case{"9223372036854775807", INT64_MAX, 9223372036854775807.0},
        Case{"-9223372036854775808", INT64_MIN, -9223372036854775808.0},
        Case{"18446744073709551615", std::nullopt, 18446744073709551615.0},
        Case{"9007199254740992.0", 9007199254740992, 9007199254740992.0}, Case{"1e19", std::nullopt, 1e19},
        Case{"-1e300", std::nullopt, -1e300}}) {
    const json body{{"k", json::parse(one.text)}};
    EXPECT_EQ(read::integer(body, "k"), one.integer) << one.text;
    EXPECT_EQ(read::number(body, "k"), one.number) << one.text;
  }
  for (const double value : {std::numeric_limits<double>::infinity(), std::nan("")}) {
    EXPECT_FALSE(read::integer(json{{"k", value}}, "k"));
  }
}

}  // namespace
