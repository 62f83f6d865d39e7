#include "model/tally.hpp"

#include <gtest/gtest.h>

namespace {

using model::Severity;
using model::Status;
using model::Tally;

model::Finding finding(Status status, Severity severity) {
  model::Finding one;
  one.status = status;
  one.severity = severity;
  return one;
}

TEST(Tally, CountsByStatusAndSeverity) {
  const Tally tally({finding(Status::fail, Severity::critical), finding(Status::fail, Severity::low),
                     finding(Status::fail, Severity::low), finding(Status::not_assessed, Severity::critical)});
  EXPECT_EQ(tally.total(), 4);
  EXPECT_EQ(tally.of(Status::fail), 3);
  EXPECT_EQ(tally.of(Status::fail, Severity::low), 2);
  EXPECT_EQ(tally.of(Status::fail, Severity::informational), 0);
  EXPECT_EQ(tally.of(Status::not_assessed, Severity::critical), 1);
  EXPECT_EQ(tally.of(Status::pass), 0);
}

TEST(Tally, NamesOnlyWhatThereIs) {
  EXPECT_TRUE(Tally().empty());
  EXPECT_TRUE(Tally().by_name().empty());
  const Tally tally({finding(Status::pass, Severity::high), finding(Status::not_assessed, Severity::low)});
  EXPECT_EQ(tally.by_name(), (std::map<std::string, int>{{"not_assessed", 1}, {"pass", 1}}));
}

TEST(Tally, CountsWhatIsMutedApart) {
  model::Finding muted = finding(Status::fail, Severity::critical);
  muted.muted = model::Muted{};
  const Tally tally({muted, finding(Status::warn, Severity::low)});
  EXPECT_EQ(tally.of(Status::fail), 0);
  EXPECT_EQ(tally.muted(), 1);
  EXPECT_EQ(tally.total(), 2);
  EXPECT_EQ(tally.by_name(), (std::map<std::string, int>{{"muted", 1}, {"warn", 1}}));
  EXPECT_FALSE(Tally({muted}).empty());
}

TEST(Tally, CountsEveryStatusAndEverySeverity) {
  Tally tally;
  for (const Status status : model::all_statuses) {
    for (int severity = 0; severity <= int(Severity::informational); ++severity) {
      tally.add(finding(status, Severity(severity)));
    }
    EXPECT_EQ(tally.of(status), int(Severity::informational) + 1) << name(status);
  }
  EXPECT_EQ(tally.by_name().size(), std::size(model::all_statuses));
}

}  // namespace
