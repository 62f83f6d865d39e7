#include "words/nearest.hpp"

#include <gtest/gtest.h>

namespace {

using words::edit_distance;
using words::nearest;

constexpr std::string_view commands[] = {"run", "reviews", "show", "report", "diff", "doctor", "storage", "completion"};

TEST(Nearest, CountsLettersAddedLeftOutExchangedAndSwapped) {
  EXPECT_EQ(edit_distance("", ""), 0U);
  EXPECT_EQ(edit_distance("", "abc"), 3U);
  EXPECT_EQ(edit_distance("abc", ""), 3U);
  EXPECT_EQ(edit_distance("days", "days"), 0U);
  EXPECT_EQ(edit_distance("DAYS", "days"), 0U);
  EXPECT_EQ(edit_distance("dasy", "days"), 1U);   // swapped
  EXPECT_EQ(edit_distance("day", "days"), 1U);    // left out
  EXPECT_EQ(edit_distance("dayss", "days"), 1U);  // added
  EXPECT_EQ(edit_distance("dats", "days"), 1U);   // exchanged
  EXPECT_EQ(edit_distance("kitten", "sitting"), 3U);
  EXPECT_EQ(edit_distance("ca", "abc"), 3U);  // no letter takes part twice
}

TEST(Nearest, FindsWhatWasMeant) {
  EXPECT_EQ(nearest("storag", commands), "storage");
  EXPECT_EQ(nearest("reviwes", commands), "reviews");
  EXPECT_EQ(nearest("docter", commands), "doctor");
  EXPECT_EQ(nearest("RUN", commands), "run");
  EXPECT_EQ(nearest("comp", commands), "completion");  // begun, not mistyped
}

TEST(Nearest, FindsNothingInWhatIsFarFromAll) {
  EXPECT_EQ(nearest("", commands), std::nullopt);
  EXPECT_EQ(nearest("x", commands), std::nullopt);
  EXPECT_EQ(nearest("delete", commands), std::nullopt);
  EXPECT_EQ(nearest(std::string(100'000, 'r'), commands), std::nullopt);
  EXPECT_EQ(nearest("run", {}), std::nullopt);
  constexpr std::string_view short_ones[] = {"md"};
  EXPECT_EQ(nearest("pdf", short_ones), std::nullopt);
}

TEST(Nearest, IsSaidInOneSentence) {
  constexpr std::string_view components[] = {"quota", "flow"};
  EXPECT_EQ(words::did_you_mean("quotas", components), "; did you mean quota?");
  EXPECT_EQ(words::did_you_mean("nothing", components), "");
  EXPECT_EQ(words::what_there_is("quotas", components), "; did you mean quota? There are quota, flow");
  EXPECT_EQ(words::what_there_is("nothing", components), "; there are quota, flow");
}

}  // namespace
