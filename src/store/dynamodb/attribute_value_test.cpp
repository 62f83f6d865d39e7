#include "store/dynamodb/attribute_value.hpp"

#include <cmath>
#include <cstdint>
#include <gtest/gtest.h>
#include <limits>

#include "base/json/exact.hpp"

namespace store {
namespace {

using nlohmann::json;
using Strings = std::vector<std::string>;

std::string number(std::string_view text) {
  const auto read = read_number(text);
  return read ? base::exact_text(*read) : "none";
}

// What DynamoDB makes of a number: no zeros around it, no exponent, no sign of zero.
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html
json as_dynamodb_keeps_it(const json& attribute) {
  if (attribute.is_object() && attribute.size() == 1 && attribute.contains("N")) {
    const std::string text = attribute["N"];
    const auto read = read_number(text);
    return {{"N", read && !read->is_number_float() ? read->dump() : text}};
  }
  json kept = attribute;
  for (json& one : kept) {
    if (one.is_structured()) one = as_dynamodb_keeps_it(one);
  }
  return kept;
}

TEST(Number, IsWholeWhereverItHas64Bits) {
  EXPECT_EQ(number("0"), "0");
  EXPECT_EQ(number("-0"), "0");
  EXPECT_EQ(number("0.000"), "0");
  EXPECT_EQ(number("90"), "90");
  EXPECT_EQ(number("90.0"), "90");
  EXPECT_EQ(number("9E+1"), "90");
  EXPECT_EQ(number("9e1"), "90");
  EXPECT_EQ(number("900E-1"), "90");
  EXPECT_EQ(number("+7"), "7");
  EXPECT_EQ(number("-007.50e2"), "-750");
  EXPECT_EQ(number("9007199254740993"), "9007199254740993");
  EXPECT_EQ(number("18446744073709551615"), "18446744073709551615");
  EXPECT_EQ(number("-9223372036854775808"), "-9223372036854775808");
}

TEST(Number, IsTheNearestDoubleElsewhere) {
  EXPECT_EQ(number("79.33"), "79.33");
  EXPECT_EQ(number("0.1"), "0.1");
  EXPECT_EQ(number(".5"), "0.5");
  EXPECT_EQ(number("5."), "5");
  EXPECT_EQ(number("1E-130"), "1e-130");
  EXPECT_EQ(number("100000000000000000000"), "1e+20");
}

TEST(Number, KeepsTheDigitsThatADoubleWouldLose) {
  EXPECT_EQ(number("18446744073709551617"), "18446744073709551617");
  EXPECT_EQ(number("-9223372036854775809"), "-9223372036854775809");
  EXPECT_EQ(number("0.33333333333333333333333333333333333333"), "0.33333333333333333333333333333333333333");
  EXPECT_EQ(number(std::string(38, '9') + std::string(88, '0')), "9.9999999999999999999999999999999999999e+125");
}

TEST(Number, IsNothingElse) {
  for (const std::string text : {"", "-", "+", ".", "e1", "1e", "1e+", "1e+-1", "1e1.5", "1.2.3", "0x10", "NaN",
                                 "Infinity", " 1", "1 ", "1,5", "--1", "1e99999999999", "1e2000"}) {
    EXPECT_EQ(number(text), "none") << text;
  }
  EXPECT_EQ(number(std::string(300, '1')), "none");
}

TEST(Attributes, AreTypedValues) {
  Notes notes;
  const json object = {{"a", nullptr},
                       {"b", true},
                       {"c", ""},
                       {"d", 9007199254740993},
                       {"e", 79.33},
                       {"f", {}},
                       {"g", json::object()},
                       {"h", {1, "x", {{"i", -0.5}}}}};
  EXPECT_EQ(to_attributes(object, notes), json::parse(R"({
    "a": {"NULL": true}, "b": {"BOOL": true}, "c": {"S": ""}, "d": {"N": "9007199254740993"},
    "e": {"N": "79.33"}, "f": {"NULL": true}, "g": {"M": {}},
    "h": {"L": [{"N": "1"}, {"S": "x"}, {"M": {"i": {"N": "-0.5"}}}]}})"));
  EXPECT_TRUE(notes.doubles.empty());
  EXPECT_TRUE(notes.texts.empty());
}

TEST(Attributes, NoteWhichWholeNumbersAreFloatingPoint) {
  Notes notes;
  const json object = {{"a", 100.0}, {"b/c~", {0.0, 1, 0.5}}, {"d", 1e20}, {"e", 1e19}};
  const json attributes = to_attributes(object, notes);
  EXPECT_EQ(attributes["a"], (json{{"N", "100"}}));
  EXPECT_EQ(notes.doubles, (Strings{"/a", "/b~1c~0/0", "/e"}));
  EXPECT_TRUE(notes.texts.empty());
  Body body = from_attributes(as_dynamodb_keeps_it(attributes));
  EXPECT_EQ(body.why, "");
  EXPECT_EQ(restore(body.json, notes), "");
  EXPECT_EQ(body.json.dump(), object.dump());
}

TEST(Attributes, KeepAsJsonWhatDynamodbCannot) {
  json deep = "bottom";
  for (int i = 0; i < 60; ++i) deep = json::array({std::move(deep)});
  const json object = {
      {"big", 1e126},           {"small", -9e-131}, {"zero", -0.0},   {"most", std::numeric_limits<double>::max()},
      {"no name", {{"", 1.0}}}, {"deep", deep},     {"fits", 9.9e125}};
  Notes notes;
  const json attributes = to_attributes(object, notes);
  EXPECT_EQ(attributes["zero"], (json{{"S", "-0.0"}}));
  EXPECT_EQ(attributes["no name"], (json{{"S", "{\"\":1.0}"}}));
  EXPECT_EQ(attributes["fits"], (json{{"N", "9.9e+125"}}));
  EXPECT_EQ(notes.texts.size(), 6U);
  EXPECT_EQ(notes.texts[1].substr(0, 7), "/deep/0");
  Body body = from_attributes(as_dynamodb_keeps_it(attributes));
  EXPECT_EQ(restore(body.json, notes), "");
  EXPECT_EQ(body.json.dump(), object.dump());
}

TEST(Attributes, AreNeverDeeperThanDynamodbAllows) {
  json deep = 1;
  for (int i = 0; i < 95; ++i) deep = {{"in", std::move(deep)}};
  Notes notes;
  json attribute = {{"M", to_attributes(deep, notes)}};
  int levels = 0;
  while (attribute.contains("M")) {
    ++levels;
    const json inner = attribute["M"]["in"];
    attribute = inner;
  }
  EXPECT_LE(levels, 32);
  EXPECT_TRUE(attribute.contains("S"));
}

TEST(Attributes, OfOtherToolsAreReadable) {
  const Body body = from_attributes(json::parse(R"({
    "bytes": {"B": "aGk="}, "texts": {"SS": ["a", "b"]}, "numbers": {"NS": ["1", "2.50", "3E+1"]},
    "blobs": {"BS": ["aGk="]}, "decimal": {"N": "80.0000"}, "long": {"N": "0.12345678901234567890123456789012345678"}})"));
  EXPECT_EQ(body.why, "");
  EXPECT_EQ(base::exact_digits(body.json["long"]), "0.12345678901234567890123456789012345678");
  EXPECT_EQ(base::plain(body.json), json::parse(R"({"bytes": "aGk=", "texts": ["a", "b"], "numbers": [1, 2.5, 30],
    "blobs": ["aGk="], "decimal": 80, "long": 0.12345678901234568})"));
  EXPECT_TRUE(body.json["decimal"].is_number_integer());
}

TEST(Attributes, SayWhatCannotBeRead) {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {R"({"a": {"X\u001b": 1}})", "it holds an attribute of the unknown type 'X'"},
      {R"({"a": {}})", "it holds an attribute that is not one typed value"},
      {R"({"a": {"S": "x", "N": "1"}})", "it holds an attribute that is not one typed value"},
      {R"({"a": "x"})", "it holds an attribute that is not one typed value"},
      {R"({"a": {"S": 1}})", "it holds a text that is not one"},
      {R"({"a": {"N": 1}})", "it holds a number that is not one"},
      {R"({"a": {"L": [{"M": {"b": {"N": "x"}}}]}})", "it holds a number that is not one"},
      {R"({"a": {"NS": "1"}})", "it holds a list that is not one"},
      {R"({"a": {"SS": [1]}})", "it holds a set of other than texts"},
      {R"({"a": {"BOOL": "true"}})", "it holds a truth value that is not one"},
      {R"({"a": {"M": []}})", "it holds a map that is not one"},
      {R"([])", "it holds a map that is not one"}};
  for (const auto& [text, why] : cases) EXPECT_EQ(from_attributes(json::parse(text)).why, why) << text;
}

TEST(Restore, RefusesNotesThatDoNotFit) {
  const auto why = [](const Notes& notes) {
    json object = {{"a", {1, "x", "{"}}, {"deep", std::string(200, '[')}};
    return restore(object, notes);
  };
  EXPECT_EQ(why({{"/a/0"}, {}}), "");
  for (const std::string pointer :
       {"", "/", "/a", "/a/1", "/a/3", "/a/-1", "/a/0/0", "/a/00000000000000000000001x", "a", "/b"}) {
    EXPECT_EQ(why({{pointer}, {}}), "a number that its notes tell of is not there") << pointer;
  }
  EXPECT_EQ(why({{}, {"/a/0"}}), "a text that its notes tell of is not there");
  EXPECT_EQ(why({{}, {"/a/2"}}), "a value that it keeps as JSON cannot be read: it is not JSON");
  EXPECT_EQ(why({{}, {"/deep"}}),
            "a value that it keeps as JSON cannot be read: it is nested more than 100 levels deep");
}

TEST(ItemBytes, AreNamesAndValues) {
  const auto bytes = [](const char* text) { return item_bytes(json::parse(text)); };
  EXPECT_EQ(bytes(R"({"name": {"S": "\u00fcber"}})"), 4U + 5U);
  EXPECT_EQ(bytes(R"({"a": {"BOOL": true}, "b": {"NULL": true}})"), 4U);
  EXPECT_EQ(bytes(R"({"a": {"L": []}})"), 1U + 3U);
  EXPECT_EQ(bytes(R"({"a": {"L": [{"S": "xy"}, {"S": "z"}]}})"), 1U + 3U + 2U + 3U);
  EXPECT_EQ(bytes(R"({"a": {"M": {"bc": {"S": "xyz"}}}})"), 1U + 3U + 1U + 2U + 3U);
  for (const auto& [number, least] : std::vector<std::pair<std::string, std::size_t>>{
           {"0", 1}, {"5", 2}, {"-5", 3}, {"79.33", 3}, {"1e+100", 2}, {"12345678901234567890", 11}}) {
    const std::size_t counted = item_bytes({{"a", {{"N", number}}}});
    EXPECT_GE(counted, 1 + least) << number;
    EXPECT_LE(counted, 1 + least + 2) << number;
  }
}

}  // namespace
}  // namespace store
