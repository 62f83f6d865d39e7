#include "app/stored.hpp"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "base/timestamp.hpp"
#include "fakes/manual_clock.hpp"
#include "model/document.hpp"
#include "store/memory.hpp"

namespace {

using testing::HasSubstr;

class Stored : public testing::Test {
 protected:
  void store_status(const std::string& id, std::chrono::seconds later) {
    model::StatusDocument status;
    status.review_id = id;
    status.status = model::ReviewStatus::completed;
    status.updated_at = base::from_review_id(id).value() + later;
    store_.put({id, "STATUS", model::to_json(status)});
  }
  std::string before(const std::string& id) { return app::review_before(store_, {}, id); }

  fakes::ManualClock clock_;
  store::MemoryStore store_{clock_};
};

// The suffix of an id is no order: 4, then 8 digits of the instance's id, then of a random number.
TEST_F(Stored, LatestOfOneSecondIsTheLastThatWasWritten) {
  EXPECT_EQ(app::newest_review(store_, {}), "");
  store_status("20260201-085959", std::chrono::seconds(90));
  EXPECT_EQ(app::newest_review(store_, {}), "20260201-085959");
  store_status("20260201-090000", std::chrono::seconds(10));
  store_status("20260201-090000-74c2", std::chrono::seconds(30));
  store_status("20260201-090000-74c2b909", std::chrono::seconds(50));
  store_status("20260201-090000-1f0e", std::chrono::seconds(40));
  EXPECT_EQ(app::newest_review(store_, {}), "20260201-090000-74c2b909");
  store_status("20260201-090000-1f0e", std::chrono::seconds(60));
  EXPECT_EQ(app::newest_review(store_, {}), "20260201-090000-1f0e");
  EXPECT_EQ(app::resolve_review_id(store_, "latest", base::from_review_id("20260201-100000").value()),
            "20260201-090000-1f0e");
  EXPECT_EQ(before("20260201-090000-1f0e"), "20260201-090000-74c2b909");
  EXPECT_EQ(before("20260201-090000-74c2"), "20260201-090000");
  EXPECT_EQ(before("20260201-090000"), "20260201-085959");
  EXPECT_EQ(before("20260201-085959"), "");
}

TEST_F(Stored, ADocumentOfAReviewThatIsNotThereIsNotWhatIsMissing) {
  store_status("20260201-090000", {});
  const auto refusal = [this](const std::string& id) {
    try {
      app::stored_document(store_, id, "quota");
    } catch (const base::Error& error) {
      return std::string(error.what());
    }
    return std::string();
  };
  EXPECT_EQ(refusal("20260201-090000"), "review 20260201-090000 has no document quota");
  EXPECT_THAT(refusal("20260201-090001"), HasSubstr("there is no review 20260201-090001"));
}

}  // namespace
