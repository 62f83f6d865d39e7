#include "base/json/fields.hpp"

#include <gtest/gtest.h>
#include <limits>

#include "base/timestamp.hpp"

namespace base::fields {

enum class Colour { red, green };
constexpr std::array<Colour, 2> values_of(Colour) {
  return {Colour::red, Colour::green};
}
std::string_view name(Colour colour) {
  return colour == Colour::red ? "red" : "green";
}

struct Point {
  Time at;
  std::int64_t count = 0;
};

template <typename Visit>
void describe(Point& point, Visit&& field) {
  field("at", point.at, required);
  field("count", point.count);
  field.valid(point.count >= 0);
}

struct Thing {
  std::string name;
  std::string reason;
  std::string note;
  std::optional<double> size;
  double share = 0;
  std::optional<Colour> colour;
  std::chrono::seconds period{60};
  std::vector<Point> points;
  std::vector<std::optional<double>> values;
  std::map<std::string, std::int64_t> counts;
  bool read = true;
  bool partial = false;
  std::optional<Point> last;
};

template <typename Visit>
void describe(Thing& thing, Visit&& field) {
  field("name", thing.name);
  field("reason", thing.reason, null_if_empty);
  field("note", thing.note, omitted_if_empty);
  field("partial", thing.partial, omitted_if_false);
  field("size", thing.size, decimals(2));
  field.object("inner", [&thing](auto& inner) {
    inner("share", thing.share, fields::share(2));
    inner("colour", thing.colour);
  });
  field("period", thing.period);
  field("points", thing.points);
  field("values", thing.values, decimals(1));
  field("counts", thing.counts, if_known(thing.read));
  field("last", thing.last);
  field.derived("total", thing.points.size());
}

namespace {

Thing read_from(const char* text) {
  Thing thing;
  const json parsed = json::parse(text);
  Reader reader(parsed);
  describe(thing, reader);
  return thing;
}

TEST(Fields, WriteWhatIsThereAndNullForWhatIsNotKnown) {
  Thing thing;
  thing.name = "a";
  EXPECT_EQ(write(thing), json::parse(R"({"name": "a", "reason": null, "size": null, "period": 60, "points": [],
                                          "inner": {"share": 0, "colour": null}, "values": [], "counts": {},
                                          "last": null, "total": 0})"));
  thing.read = false;
  thing.partial = true;
  thing.note = "n";
  thing.size = 79.666666;
  thing.share = 97.999;
  thing.values = {std::nullopt, 2.25};
  const json written = write(thing);
  EXPECT_TRUE(written["counts"].is_null());
  EXPECT_EQ(written["note"], "n");
  EXPECT_EQ(written["partial"], true);
  EXPECT_EQ(written["size"].dump(), "79.67");
  EXPECT_EQ(written["inner"]["share"].dump(), "97.99");  // never rounded up to a limit
  EXPECT_EQ(written["values"].dump(), "[null,2.3]");
}

TEST(Fields, ComeBackAsTheyWent) {
  Thing thing;
  thing.name = "a";
  thing.reason = "b";
  thing.size = 3;
  thing.colour = Colour::green;
  thing.points = {{*from_iso8601("2026-11-02T09:00:00Z"), 4}};
  thing.values = {1.5, std::nullopt};
  thing.counts = {{"x", 1}};
  thing.last = thing.points.front();
  const json once = write(thing);
  EXPECT_EQ(write(read_from(once.dump().c_str())), once);
}

TEST(Fields, LeaveOutWhatDoesNotHold) {
  const Thing thing = read_from(R"({"name": 7, "size": "big", "period": "x", "inner": {"colour": "blue"},
      "points": [{"at": "2026-11-02T09:00:00+00:00", "count": 4.0}, {"count": 4}, {"at": "2026-11-02T09:00:00Z", "count": -1},
                 7, null, {}],
      "values": [1, null, "x"], "counts": {"a": 1, "b": "x", "c": 1.5}, "last": {"count": 1}})");
  EXPECT_EQ(thing.name, "");
  EXPECT_FALSE(thing.size);
  EXPECT_FALSE(thing.colour);
  EXPECT_EQ(thing.period, std::chrono::seconds(60));
  ASSERT_EQ(thing.points.size(), 1U);
  EXPECT_EQ(thing.points[0].count, 4);
  EXPECT_EQ(thing.values, (std::vector<std::optional<double>>{1, std::nullopt, std::nullopt}));
  EXPECT_EQ(thing.counts, (std::map<std::string, std::int64_t>{{"a", 1}}));
  EXPECT_FALSE(thing.last);
}

TEST(Fields, TellTheirSchema) {
  const json schema = schema_of<Thing>();
  const json& properties = schema["properties"];
  EXPECT_EQ(properties["partial"], json::parse(R"({"type": "boolean"})"));
  for (const json& one : schema["required"]) EXPECT_NE(one, "partial");
  EXPECT_EQ(properties["name"], json::parse(R"({"type": "string"})"));
  EXPECT_EQ(properties["reason"], json::parse(R"({"type": ["string", "null"]})"));
  EXPECT_EQ(properties["size"], json::parse(R"({"type": ["number", "null"]})"));
  EXPECT_EQ(properties["inner"]["properties"]["colour"], json::parse(R"({"enum": ["red", "green", null]})"));
  EXPECT_EQ(properties["points"]["items"]["properties"]["at"],
            json::parse(R"({"type": "string", "format": "date-time"})"));
  EXPECT_EQ(properties["values"]["items"], json::parse(R"({"type": ["number", "null"]})"));
  EXPECT_EQ(properties["counts"]["type"], json::parse(R"(["object", "null"])"));
  EXPECT_EQ(properties["total"], json::parse(R"({"type": "integer"})"));
  const auto& required = schema["required"];
  EXPECT_NE(std::ranges::find(required, "name"), required.end());
  EXPECT_EQ(std::ranges::find(required, "note"), required.end());
}

TEST(Number, IsWholeWithoutAPoint) {
  EXPECT_EQ(rounded(80.0, 2).dump(), "80");
  EXPECT_EQ(rounded(79.666666, 2).dump(), "79.67");
  EXPECT_EQ(rounded(0.83125, 4).dump(), "0.8313");
  EXPECT_TRUE(rounded(1e300, 4).is_number());
  EXPECT_TRUE(rounded(std::numeric_limits<double>::infinity(), 2).is_null());
  EXPECT_EQ(number(0.5).dump(), "0.5");
}

TEST(Number, IsCutBelowALimit) {
  EXPECT_EQ(cut(97.999, 2), 97.99);
  EXPECT_EQ(cut(28.999999999999996, 2), 29);
}

}  // namespace
}  // namespace base::fields
