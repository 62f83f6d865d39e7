#include "formats/export.hpp"

#include <gmock/gmock.h>

#include "base/timestamp.hpp"
#include "formats/sample_review_test.hpp"

namespace formats {
namespace {

using model::Finding;
using model::Status;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr const char* uuid = "c7081ed0-33cd-4d4d-885a-b5569e63f1f7";
const std::string instance_arn = "arn:aws-cn:connect:cn-north-1:111122223333:instance/i";
const model::InstanceRef instance = {instance_arn, "aws-cn", "cn-north-1", "111122223333", "i"};

// What stands for what was not read, as RESOURCE: REASON.
std::vector<std::string> unread(const model::Review& review) {
  std::vector<std::string> texts;
  for (const Finding& finding : exported(review).findings) {
    if (finding.check_id != "review_is_whole") continue;
    EXPECT_EQ(finding.status, Status::not_assessed);
    texts.push_back(finding.resource.key + ": " + finding.reason);
  }
  return texts;
}

TEST(Export, HoldsEveryFindingInItsOrder) {
  const Export out = exported(sample_review());
  const auto all = model::all_findings(sample_review());
  ASSERT_EQ(out.findings.size(), all.size());
  for (std::size_t i = 0; i < all.size(); ++i) EXPECT_EQ(out.findings[i].id, all[i].id);
  EXPECT_EQ(out.instance_name, "harbour");
  EXPECT_EQ(out.version, "0.1.0");
  // Of a recording it is the moment of that.
  EXPECT_EQ(out.time_of(all.front()), base::from_iso8601("2026-11-16T09:00:00Z"));
}

TEST(Export, TellsWhatWasNotRead) {
  EXPECT_THAT(unread(sample_review()), IsEmpty());
  EXPECT_THAT(unread(broken_review()), ElementsAre("flow: the review counts it, and nothing of it is stored",
                                                   "instance: what is stored cannot be read: it is not JSON",
                                                   "logs: the review counts it, and nothing of it is stored"));
  model::Review review = running_review();
  const std::string id = model::instance_of(review).instance_id;
  EXPECT_THAT(unread(review), ElementsAre(id + ": the review is still being made"));
  review.status.status = model::ReviewStatus::interrupted;
  review.status.components.clear();
  EXPECT_THAT(unread(review), ElementsAre(id + ": the review did not come to its end"));
  EXPECT_THAT(unread(denied_review()), ElementsAre(id + ": the review failed: nothing could be read"));
  EXPECT_THAT(unread(reference_review()), ElementsAre(": nothing was judged in this review"));
}

TEST(Export, HasATimeWhateverIsThere) {
  model::Review review = running_review();
  EXPECT_EQ(exported(review).time, review.status.updated_at);
  review.status.updated_at.reset();
  EXPECT_EQ(exported(review).time, base::from_review_id("20261116-090000"));
}

TEST(Export, NamesResourcesByTheirArns) {
  const std::string here = instance_arn + "/";
  EXPECT_EQ(resource_id(instance, {"instance", "i", "x"}), instance_arn);
  EXPECT_EQ(resource_id(instance, {"queue", uuid, "x"}), here + "queue/" + uuid);
  EXPECT_EQ(resource_id(instance, {"flow", uuid, "x"}), here + "contact-flow/" + uuid);
  EXPECT_EQ(resource_id(instance, {"flow_module", uuid, "x"}), here + "flow-module/" + uuid);
  EXPECT_EQ(resource_id(instance, {"phone_number", uuid, "x"}),
            std::string("arn:aws-cn:connect:cn-north-1:111122223333:phone-number/") + uuid);
  EXPECT_EQ(resource_id(instance, {"log_group", "/aws/connect/x", "x"}),
            "arn:aws-cn:logs:cn-north-1:111122223333:log-group:/aws/connect/x");
  EXPECT_EQ(resource_id(instance, {"flow", here + "contact-flow/x", "x"}), here + "contact-flow/x");
  // A name is no id, and a quota has no ARN that says the instance.
  EXPECT_EQ(resource_id(instance, {"flow", "Main Menu", "x"}), here + "flow/Main%20Menu");
  EXPECT_EQ(resource_id(instance, {"quota", "users", "x"}), here + "quota/users");
  EXPECT_EQ(resource_id({}, {"queue", uuid, "x"}), std::string("/queue/") + uuid);
}

TEST(Export, CutsWithTheEllipsis) {
  EXPECT_EQ(limited("abcdef", 6), "abcde…");
  EXPECT_EQ(limited("abcde", 6), "abcde");
  EXPECT_EQ(limited("a\nb", 6), "a b");
}

}  // namespace
}  // namespace formats
