#include "formats/table.hpp"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>
#include <set>

#include "base/error.hpp"
#include "formats/sample_review_test.hpp"

namespace formats {
namespace {

std::string all(const Writer& writer, const std::vector<model::Review>& reviews) {
  std::string bytes;
  writer.write(reviews, [&](std::string_view piece) { bytes += piece; });
  return bytes;
}

TEST(Writers, WriteAReviewWholeAndTheSameEachTime) {
  for (const Writer& one : writers()) {
    const std::string bytes = rendered(one, sample_review());
    EXPECT_FALSE(bytes.empty()) << one.format;
    EXPECT_EQ(all(one, {sample_review()}), bytes) << one.format;
  }
}

TEST(Writers, WriteSeveralReviewsInTheOrderGiven) {
  const auto array = nlohmann::json::parse(all(writer("json"), {sample_review(), broken_review()}));
  ASSERT_EQ(array.size(), 2U);
  EXPECT_EQ(array[0], nlohmann::json::parse(rendered(writer("json"), sample_review())));
  EXPECT_EQ(array[1], nlohmann::json::parse(rendered(writer("json"), broken_review())));
  EXPECT_EQ(nlohmann::json::parse(all(writer("json"), {})), nlohmann::json::array());
  const std::string page = all(writer("text"), {sample_review(), broken_review()});
  EXPECT_TRUE(page.starts_with(rendered(writer("text"), sample_review())));
  EXPECT_TRUE(page.ends_with(rendered(writer("text"), broken_review())));
}

TEST(Writers, HandOverEachReviewBeforeTheNext) {
  for (const char* format : {"json", "text", "csv", "md", "sarif", "ocsf", "jsonl"}) {
    std::size_t pieces = 0;
    const std::vector<model::Review> reviews = {sample_review(), sample_review(), sample_review()};
    writer(format).write(reviews, [&](std::string_view) { ++pieces; });
    EXPECT_GE(pieces, reviews.size()) << format;
  }
}

// Reports of one review stand beside each other under its id.
TEST(Writers, HaveExtensionsOfTheirOwn) {
  std::set<std::string_view> extensions;
  for (const Writer& one : writers()) EXPECT_TRUE(extensions.insert(one.extension).second) << one.extension;
}

TEST(Writers, RefuseMoreReviewsThanAPageHolds) {
  bool wrote = false;
  const std::vector<model::Review> reviews(2);
  EXPECT_THROW(writer("html").write(reviews, [&](std::string_view) { wrote = true; }), base::Error);
  EXPECT_FALSE(wrote);
}

}  // namespace
}  // namespace formats
