#include "cli/headway_text.hpp"

#include <gtest/gtest.h>

#include "aws/operations/connect.hpp"
#include "base/timestamp.hpp"

namespace cli {
namespace {

using collect::Reading;
using model::DatasetId;
using std::chrono::milliseconds;
using std::chrono::seconds;

const base::Time begun = *base::from_iso8601("2026-11-28T09:00:00Z");

Reading flows(std::size_t done, std::size_t of) {
  return {.dataset = DatasetId::flow_contents,
          .items = "flows",
          .done = done,
          .of = of,
          .operation = &aws::connect::describe_contact_flow,
          .since = begun};
}

// Two calls a second.
milliseconds at_two_a_second(const aws::Operation&, std::size_t calls) {
  return milliseconds(500) * milliseconds::rep(calls);
}

TEST(HeadwayText, CountsAndSaysHowLongTheRatesLetItTake) {
  EXPECT_EQ(headway_text({flows(212, 500)}, begun + seconds(106), at_two_a_second),
            "flows 212 of 500, about 2 min left");
  EXPECT_EQ(headway_text({flows(440, 500)}, begun + seconds(220), at_two_a_second),
            "flows 440 of 500, about 30 s left");
  EXPECT_EQ(headway_text({flows(499, 500)}, begun + seconds(249), at_two_a_second),
            "flows 499 of 500, a few seconds left");
  EXPECT_EQ(headway_text({flows(0, 9'600)}, begun, at_two_a_second), "flows 0 of 9,600, about 1 h 20 min left");
}

TEST(HeadwayText, GoesByTheItemsThatTookLonger) {
  EXPECT_EQ(headway_text({flows(100, 200)}, begun + seconds(300), at_two_a_second),
            "flows 100 of 200, about 5 min left");
  EXPECT_EQ(headway_text({flows(100, 200)}, begun + seconds(300), {}), "flows 100 of 200, about 5 min left");
  Reading found_at_once = flows(110, 200);
  found_at_once.done_before = 100;
  EXPECT_EQ(headway_text({found_at_once}, begun + seconds(20), {}), "flows 110 of 200, about 3 min left");
}

TEST(HeadwayText, SaysNothingOfTheTimeThatNobodyKnows) {
  EXPECT_EQ(headway_text({}, begun, at_two_a_second), "judging and storing");
  EXPECT_EQ(headway_text({{.dataset = DatasetId::queues}}, begun, at_two_a_second), "the list of queues");
  EXPECT_EQ(headway_text({flows(0, 500)}, begun, {}), "flows 0 of 500");
  EXPECT_EQ(headway_text({{.dataset = DatasetId::queues}, flows(0, 500)}, begun, {}), "flows 0 of 500");
}

TEST(HeadwayText, IsOfWhatTakesLongest) {
  Reading events{.dataset = DatasetId::api_throttles, .items = "events of CloudTrail", .done = 1'250};
  EXPECT_EQ(headway_text({events}, begun, at_two_a_second), "1,250 events of CloudTrail");
  events.until = begun + seconds(120);
  EXPECT_EQ(headway_text({events, {.dataset = DatasetId::queues}}, begun, at_two_a_second),
            "1,250 events of CloudTrail, at most 2 min left");
  EXPECT_EQ(headway_text({flows(0, 500), events}, begun, at_two_a_second), "flows 0 of 500, about 4 min left");
  EXPECT_EQ(headway_text({events, flows(490, 500)}, begun, at_two_a_second), "flows 490 of 500, a few seconds left");
}

}  // namespace
}  // namespace cli
