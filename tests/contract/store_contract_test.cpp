// The contract of one document and one report: what goes in comes out, on every backend.
#include <atomic>
#include <cstdint>
#include <gtest/gtest.h>
#include <limits>
#include <random>
#include <thread>

#include "base/error.hpp"
#include "base/json/exact.hpp"
#include "contract/backends.hpp"

namespace contract {
namespace {

using Strings = std::vector<std::string>;

class StoreDocuments : public StoreTest {
 protected:
  // Puts the value through one handle and expects it back, byte for byte, through the other.
  void expect_kept(const json& data) {
    const store::Item item = document("20260213-090000", "quota", data);
    store().put(item);
    const auto got = other().get("20260213-090000", "quota");
    if (!got) FAIL() << "nothing came back";
    EXPECT_EQ(got->review_id, "20260213-090000");
    EXPECT_EQ(got->component, "quota");
    EXPECT_TRUE(canonical(got->body) == canonical(item.body)) << canonical(data).substr(0, 200);
  }
};

INSTANTIATE_TEST_SUITE_P(Every, StoreDocuments, testing::ValuesIn(backends()), row_name);

const Strings hostile = {
    "",
    ".",
    "..",
    "../x",
    "../../etc/passwd",
    "/etc/passwd",
    "a/b",
    "a\\b",
    ".hidden",
    std::string(300, 'x'),
    "x' OR '1'='1",
    "x'; DROP TABLE documents; --",
    "x\"y",
    "x y",
    "x\ny",
    std::string("x\0y", 3),
    "%",
    "*",
    "\xff\xfe",
    "ü",
};

TEST(Backends, EveryOneThatCanBeOpenedIsHeldToTheContract) {
  for (const std::string_view known : store::backends()) {
    const auto all = rows();
    EXPECT_TRUE(std::ranges::any_of(all, [&](const Row& row) { return row.backend == known; })) << known;
  }
}

TEST_P(StoreDocuments, KeepsEveryKindOfValue) {
  using Limits64 = std::numeric_limits<std::int64_t>;
  for (const json& value : std::vector<json>{nullptr,
                                             true,
                                             false,
                                             0,
                                             -1,
                                             1,
                                             42,
                                             Limits64::max(),
                                             Limits64::min(),
                                             std::int64_t(1) << 53,
                                             (std::int64_t(1) << 53) + 1,
                                             std::numeric_limits<std::uint64_t>::max(),
                                             0.0,
                                             -0.0,
                                             1.0,
                                             0.1,
                                             1.0 / 3,
                                             1e308,
                                             -1e308,
                                             5e-324,
                                             1e20,
                                             123456789.123456789,
                                             80.00000000000001,
                                             "",
                                             " ",
                                             "text",
                                             json::array(),
                                             json::object(),
                                             json{{"", ""}},
                                             json{{"b", 1}, {"a", {{"z", nullptr}, {"y", {1, 2.0, "3"}}}}}}) {
    expect_kept(value);
    expect_kept({{"in", {value, {{"deep", value}}}}});
  }
}

TEST_P(StoreDocuments, KeepsEveryKindOfText) {
  for (const std::string& text :
       Strings{std::string("a\0b", 3), "Überlauf", "日本語", "🎧📞", "👩‍👩‍👧‍👦", "مرحبا",
               "\u202Eright-to-left\u202C", "\u2028\u2029\uFEFF", "\" \\ / ' ` $ ; --", "<script>alert(1)</script>",
               "\r\n\t\b\f\x01\x1f\x7f", "%00", "e\u0301", "\U0010FFFF"}) {
    expect_kept(text);
    expect_kept({{text, text}});
  }
}

TEST_P(StoreDocuments, ReplacesWhatIsNotUtf8) {
  expect_kept("broken \xff\xfe and \xc3( and cut \xe2\x82");
  EXPECT_EQ(body_of(store(), "20260213-090000", "quota")["data"], "broken \uFFFD\uFFFD and \uFFFD( and cut \uFFFD");
}

TEST_P(StoreDocuments, KeepsEverySize) {
  for (const std::size_t size : {0, 1, 1000, 4096, 70'000, 400'000, 1'000'000, 5'000'000}) {
    expect_kept(std::string(size, 'x'));
  }
  json list = json::array();
  for (int i = 0; i < 20'000; ++i) list.push_back({{"name", "Schlange " + std::to_string(i)}, {"current", i * 0.1}});
  expect_kept(list);
}

TEST_P(StoreDocuments, KeepsRandomDocuments) {
  std::mt19937 random(20260213);
  const auto pick = [&](int count) { return int(random() % unsigned(count)); };
  // Names are valid UTF-8, as whatever comes from a JSON parser is; replaced bytes would change their order.
  const auto text = [&](bool is_name) {
    static const Strings pieces = {"a", "ß", "🎧", "\"", "\\", "\n", std::string(1, '\0'), "ع", "'", "\xff"};
    std::string all;
    for (int i = pick(8); i > 0; --i) all += pieces[std::size_t(pick(int(pieces.size()) - (is_name ? 1 : 0)))];
    return all;
  };
  const std::function<json(int)> value = [&](int depth) -> json {
    json made;
    switch (pick(depth > 0 ? 8 : 6)) {
      case 0: return nullptr;
      case 1: return pick(2) == 0;
      case 2: return std::int64_t(std::uint64_t(random()) << 32 | random());
      case 3: return std::uint64_t(random()) << 32 | random();
      case 4: return std::ldexp(double(random()), pick(1800) - 900);
      case 5: return text(false);
      case 6:
        made = json::array();
        for (int i = pick(5); i > 0; --i) made.push_back(value(depth - 1));
        return made;
      default:
        made = json::object();
        for (int i = pick(5); i > 0; --i) made[text(true)] = value(depth - 1);
        return made;
    }
  };
  for (int i = 0; i < 300; ++i) expect_kept(value(5));
}

// Other programs write up to 38 digits into a table; JSON has no bound.
TEST_P(StoreDocuments, KeepsEveryDigitOfANumber) {
  std::mt19937 random(20260213);
  json numbers = json::array();
  for (int i = 0; i < 400; ++i) {
    std::string text = random() % 2 == 0 ? "-" : "";
    text += char('1' + random() % 9);
    for (int more = int(random() % 45); more > 0; --more) text += char('0' + random() % 10);
    text += "e" + std::to_string(int(random() % 300) - 180);
    numbers.push_back(base::exact_number(text).value());
  }
  expect_kept(numbers);
}

TEST_P(StoreDocuments, RefusesWhatNoReaderWouldTake) {
  for (const json& body : {json(nullptr), json(1), json("text"), json::array()}) {
    EXPECT_THROW(store().put({"20260213-090000", "quota", body}), base::Error);
    EXPECT_THROW(store().claim({"20260213-090000", "STATUS", body}), base::Error);
  }
  json deep = json::object();
  for (int i = 0; i < 1000; ++i) deep = {{"in", std::move(deep)}};
  EXPECT_THROW(store().put(document("20260213-090000", "quota", deep)), base::Error);
  EXPECT_TRUE(store().load("20260213-090000").items.empty());
}

TEST_P(StoreDocuments, PutReplacesAndTwiceIsOnce) {
  store().put(document("20260213-090000", "quota", "old"));
  store().put(document("20260213-090000", "quota", "new"));
  other().put(document("20260213-090000", "quota", "new"));
  EXPECT_EQ(store().load("20260213-090000").items.size(), 1U);
  EXPECT_EQ(body_of(store(), "20260213-090000", "quota")["data"], "new");
}

TEST_P(StoreDocuments, GetFindsNothingWhereThereIsNothing) {
  store().put(document("20260213-090000", "quota"));
  EXPECT_FALSE(store().get("20260213-090000", "metrics"));
  EXPECT_FALSE(store().get("20260213-090001", "quota"));
  EXPECT_FALSE(store().get("20260213-09000", "quota"));
  EXPECT_TRUE(store().load("20260213-090001").items.empty());
}

TEST_P(StoreDocuments, LoadGivesOneReviewOrderedByComponent) {
  for (const char* component : {"quota", "STATUS", "cloudtrail", "phone"}) {
    store().put(document("20260213-090000", component));
  }
  store().put(document("20260213-090001", "quota"));
  store().put(document("20260213-09000", "quota"));
  Strings components;
  for (const auto& item : other().load("20260213-090000").items) {
    EXPECT_EQ(item.review_id, "20260213-090000");
    EXPECT_EQ(canonical(item.body), canonical(document("20260213-090000", item.component).body));
    components.push_back(item.component);
  }
  EXPECT_EQ(components, (Strings{"STATUS", "cloudtrail", "phone", "quota"}));
}

TEST_P(StoreDocuments, ClaimGivesAnIdOnce) {
  store::Item mine = status("20260213-090000");
  EXPECT_TRUE(store().claim(mine));
  EXPECT_FALSE(store().claim(mine));
  EXPECT_FALSE(other().claim(status("20260213-090000", other_arn)));
  EXPECT_EQ(canonical(body_of(other(), "20260213-090000", "STATUS")), canonical(mine.body)) << "the first one stays";
  EXPECT_TRUE(other().claim(status("20260213-090001")));
  store().remove("20260213-090000");
  EXPECT_TRUE(other().claim(mine));
}

TEST_P(StoreDocuments, OfManyThreadsThatClaimOneIdExactlyOneGetsIt) {
  for (int round = 0; round < 10; ++round) {
    std::atomic<int> claimed = 0;
    std::vector<std::jthread> threads;
    threads.reserve(16);
    for (int i = 0; i < 16; ++i) {
      threads.emplace_back([&, i] {
        store::Item item = status("20260213-09000" + std::to_string(round));
        item.body["message"] = i;
        if ((i % 2 ? store() : other()).claim(item)) ++claimed;
      });
    }
    threads.clear();
    EXPECT_EQ(claimed, 1);
  }
}

TEST_P(StoreDocuments, ReplacesWhatIsStillThere) {
  const auto version = [](const char* text) { return with_seal(document("20260213-090000", "quota", text)); };
  EXPECT_FALSE(store().replace(version("1"), version("2"))) << "there is none";
  EXPECT_FALSE(store().get("20260213-090000", "quota"));
  store().claim(version("1"));
  EXPECT_TRUE(other().replace(version("1"), version("2")));
  EXPECT_EQ(canonical(body_of(store(), "20260213-090000", "quota")), canonical(version("2").body));
  EXPECT_FALSE(store().replace(version("1"), version("3")));
  EXPECT_EQ(body_of(other(), "20260213-090000", "quota")["data"], "2");
  EXPECT_THROW(store().replace(version("2"), document("../x", "quota")), base::Error);
}

TEST_P(StoreDocuments, OfManyThreadsThatReplaceOneDocumentExactlyOneDoes) {
  const auto version = [](int i) { return with_seal(document("20260213-090000", "quota", i)); };
  store().put(version(0));
  std::atomic<int> replaced = 0;
  std::vector<std::jthread> threads;
  threads.reserve(16);
  for (int i = 1; i <= 16; ++i) {
    threads.emplace_back([&, i] {
      if ((i % 2 ? store() : other()).replace(version(0), version(i))) ++replaced;
    });
  }
  threads.clear();
  EXPECT_EQ(replaced, 1);
}

TEST_P(StoreDocuments, ThreadsWriteAndReadAtTheSameTime) {
  std::vector<std::jthread> threads;
  threads.reserve(8);
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&, i] {
      store::Store& mine = i % 2 ? store() : other();
      for (int k = 0; k < 20; ++k) {
        mine.put(document("20260213-09000" + std::to_string(i), "part" + std::to_string(k), k));
        EXPECT_FALSE(mine.reviews({}).reviews.empty());
      }
    });
  }
  threads.clear();
  EXPECT_EQ(store().info().documents, 160);
  EXPECT_EQ(store().info().reviews, 8);
}

TEST_P(StoreDocuments, HostileNamesAreRefusedOrFindNothing) {
  const std::string id = "20260213-090000";
  store().put(document(id, "quota", "safe"));
  store().put_file(id, "report.html", "safe", "text/html");
  for (const std::string& name : hostile) {
    EXPECT_THROW(store().put(document(name, "quota")), base::Error);
    EXPECT_THROW(store().put(document(id, name)), base::Error);
    EXPECT_THROW(store().claim(status(name)), base::Error);
    EXPECT_THROW(store().put_file(name, "report.html", "x", "text/html"), base::Error);
    EXPECT_THROW(store().put_file(id, name, "x", "text/html"), base::Error);
    EXPECT_THROW(store().link(name, "report.html", std::chrono::hours(1)), base::Error);
    EXPECT_THROW(store().link(id, name, std::chrono::hours(1)), base::Error);
    EXPECT_FALSE(store().get(name, "quota"));
    EXPECT_FALSE(store().get(id, name));
    EXPECT_TRUE(store().load(name).items.empty());
    EXPECT_TRUE(store().history(name, {}).items.empty());
    EXPECT_FALSE(store().get_file(name, "report.html"));
    EXPECT_FALSE(store().get_file(id, name));
    EXPECT_NO_THROW(store().remove_file(name, "report.html")) << name;  // there is none of that name
    EXPECT_NO_THROW(store().remove_file(id, name)) << name;
    EXPECT_FALSE(store().remove(name));
    store().reviews(pages_of(50, name));
    EXPECT_EQ(store().reviews(of_instance(name)).reviews.size(), name.empty() ? 1U : 0U);
  }
  EXPECT_EQ(store().info().documents, 1);
  EXPECT_EQ(body_of(store(), id, "quota")["data"], "safe");
  EXPECT_EQ(store().get_file(id, "report.html"), "safe");
}

TEST_P(StoreDocuments, TheErrorForAHostileNameIsOneClearLine) {
  try {
    store().put(document("../\x1b[31mx\ny", "quota"));
    FAIL();
  } catch (const base::Error& error) {
    EXPECT_EQ(error.kind(), base::ErrorKind::usage);
    EXPECT_EQ(std::string(error.what()).find('\x1b'), std::string::npos);
  }
}

TEST_P(StoreDocuments, ReportsComeBackByteForByte) {
  std::string bytes(3'000'000, '\0');
  for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = char(i * 31);
  store().put_file("20260213-090000", "connect-ops-review-20260213-090000.html", bytes, "text/html");
  EXPECT_TRUE(other().get_file("20260213-090000", "connect-ops-review-20260213-090000.html") == bytes);
  store().put_file("20260213-090000", "connect-ops-review-20260213-090000.html", "", "text/html");
  EXPECT_EQ(other().get_file("20260213-090000", "connect-ops-review-20260213-090000.html"), "");
  EXPECT_FALSE(store().get_file("20260213-090000", "other.html"));
  EXPECT_FALSE(store().get_file("20260213-090001", "connect-ops-review-20260213-090000.html"));
  EXPECT_FALSE(
      store().link("20260213-090000", "connect-ops-review-20260213-090000.html", std::chrono::hours(1)).empty());
}

TEST_P(StoreDocuments, ARemovedFileIsGoneAndNoOther) {
  const std::string id = "20260213-090000";
  store().claim(status(id));
  for (const char* name : {"a.html", "a.json"}) store().put_file(id, name, name, "text/plain");
  for (int i = 0; i < 2; ++i) store().remove_file(id, "a.html");  // removed twice is removed once
  EXPECT_EQ(other().get_file(id, "a.html"), std::nullopt);
  EXPECT_EQ(other().get_file(id, "a.json"), "a.json");
  EXPECT_TRUE(other().get(id, "STATUS"));
}

TEST_P(StoreDocuments, RemoveTakesTheWholeReviewAndNothingElse) {
  for (const std::string id : {"20260213-090000", "20260213-090000-74c2b909", "20260213-090000-74c2"}) {
    store().claim(status(id));
    store().put(document(id, "quota"));
    store().put_file(id, "a.html", id, "text/html");
    store().put_file(id, "a.json", id, "text/html");
  }
  backend().plant("20260213-090000", "flow", "broken");
  EXPECT_TRUE(store().remove("20260213-090000"));
  EXPECT_FALSE(other().remove("20260213-090000"));
  EXPECT_TRUE(other().load("20260213-090000").items.empty());
  EXPECT_TRUE(other().load("20260213-090000").broken.empty());
  EXPECT_FALSE(other().get_file("20260213-090000", "a.html"));
  EXPECT_FALSE(other().get_file("20260213-090000", "a.json"));
  EXPECT_EQ(ids(other().reviews({}).reviews), (Strings{"20260213-090000-74c2b909", "20260213-090000-74c2"}));
  EXPECT_EQ(other().get_file("20260213-090000-74c2b909", "a.html"), "20260213-090000-74c2b909");
  EXPECT_EQ(other().get_file("20260213-090000-74c2", "a.html"), "20260213-090000-74c2");
}

}  // namespace
}  // namespace contract
