#include <gmock/gmock.h>

#include "formats/sample_review_test.hpp"

namespace formats {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::StartsWith;

// The report of one finding whose resource has this name.
std::string csv_with(const std::string& name) {
  model::Review review = sample_review();
  review.documents.resize(1);
  review.documents[0].findings.resize(1);
  review.documents[0].findings[0].resource.name = name;
  review.documents[0].findings[0].observed = "seen";
  review.status.components = {review.documents[0].component};
  return rendered(writer("csv"), review);
}

TEST(Csv, QuotesWhatItMust) {
  EXPECT_THAT(csv_with("plain"), HasSubstr(",plain,seen,"));
  EXPECT_THAT(csv_with("a,b"), HasSubstr(R"(,"a,b",seen,)"));
  EXPECT_THAT(csv_with("a \"b\""), HasSubstr(R"(,"a ""b""",seen,)"));
  EXPECT_THAT(csv_with("a\nb"), HasSubstr(",\"a\nb\",seen,"));
  EXPECT_THAT(csv_with("plain"), StartsWith("review_id,time,"));
  EXPECT_THAT(csv_with("plain"), EndsWith("\r\n"));
}

TEST(Csv, BeginsNoFormula) {
  EXPECT_THAT(csv_with("=1+1"), HasSubstr(",'=1+1,seen,"));
  EXPECT_THAT(csv_with("+49 30 12"), HasSubstr(",'+49 30 12,seen,"));
  EXPECT_THAT(csv_with("-1"), HasSubstr(",'-1,seen,"));
  EXPECT_THAT(csv_with("@x"), HasSubstr(",'@x,seen,"));
  EXPECT_THAT(csv_with("\t=1"), HasSubstr(",'\t=1,seen,"));
  EXPECT_THAT(csv_with("\r=1"), HasSubstr(",'=1,seen,"));
  EXPECT_THAT(csv_with("＝1"), HasSubstr(",'＝1,seen,"));
  EXPECT_THAT(csv_with("a=1"), HasSubstr(",a=1,seen,"));
}

}  // namespace
}  // namespace formats
