// What reports say of the time before a review is read from the store: the same on every backend.
#include "app/history/past.hpp"

#include <gmock/gmock.h>

#include "app/stored.hpp"
#include "contract/backends.hpp"

namespace contract {
namespace {

using analysis::ChangeKind;
using testing::ElementsAre;
using testing::HasSubstr;

class PastOfAReview : public StoreTest {
 protected:
  // A review of the quota of users and of what it judged of it.
  void keep(const std::string& id, double users, model::Status status, const std::string& instance = arn,
            model::ReviewStatus state = model::ReviewStatus::completed) {
    model::Document document;
    document.review_id = id;
    document.component = "quota";
    document.instance_arn = instance;
    document.data = {{"quotas", {{{"key", "users"}, {"limit", 500}, {"current", users * 5}, {"percentage", users}}}}};
    model::Finding finding;
    finding.check_id = "resource_quota";
    finding.component = "quota";
    finding.status = status;
    finding.severity = model::Severity::high;
    finding.resource = {"quota", "users", "Users per instance"};
    finding.id = model::finding_id(instance, finding.check_id, finding.resource);
    finding.measured = model::Measured{users, "percent", 100, false};
    document.findings = {finding};
    model::StatusDocument status_document;
    status_document.review_id = id;
    status_document.status = state;
    status_document.instance_arn = instance;
    status_document.components = {"quota"};
    status_document.updated_at = base::from_review_id(id);
    for (const auto& [component, body] :
         {std::pair("quota", model::to_json(document)), std::pair("STATUS", model::to_json(status_document))}) {
      store().put({id, component, body});
    }
  }

  formats::Past past(const std::string& id) {
    return app::with_past(other(), app::load_review(other(), id)).at(id).past.value();
  }
};

TEST_P(PastOfAReview, IsTheReviewBeforeOfTheSameInstance) {
  keep("20260101-090000", 60, model::Status::pass);
  keep("20260108-090000", 80, model::Status::warn);
  keep("20260109-090000", 10, model::Status::pass, other_arn);
  keep("20260115-090000", 98.66, model::Status::fail);
  keep("20260122-090000", 99, model::Status::fail);
  const auto told = past("20260115-090000");
  ASSERT_TRUE(told.since) << told.not_known;
  EXPECT_EQ(told.since->review_id, "20260108-090000");
  EXPECT_EQ(told.since->comparison.count(ChangeKind::worse), 1);
  ASSERT_EQ(told.quotas.size(), 1U);
  std::vector<double> values;
  for (const auto& point : told.quotas[0].points) values.push_back(point.reading.value.value_or(-1));
  EXPECT_THAT(values, ElementsAre(60, 80, 98.66)) << "what came later is not its past";
}

TEST_P(PastOfAReview, PassesOverWhatDidNotComeToItsEnd) {
  keep("20260101-090000", 60, model::Status::pass);
  keep("20260108-090000", 80, model::Status::warn, arn, model::ReviewStatus::failed);
  keep("20260109-090000", 80, model::Status::warn, arn, model::ReviewStatus::in_progress);
  keep("20260115-090000", 90, model::Status::warn);
  EXPECT_EQ(past("20260115-090000").since->review_id, "20260101-090000");
}

TEST_P(PastOfAReview, OfAFirstReviewIsNothing) {
  keep("20260109-090000", 10, model::Status::pass, other_arn);
  keep("20260115-090000", 90, model::Status::warn);
  const auto told = past("20260115-090000");
  EXPECT_FALSE(told.since);
  EXPECT_EQ(told.not_known, "");
  EXPECT_THAT(formats::since_text(told), HasSubstr("first stored review"));
}

INSTANTIATE_TEST_SUITE_P(Backends, PastOfAReview, testing::ValuesIn(backends()), row_name);

}  // namespace
}  // namespace contract
