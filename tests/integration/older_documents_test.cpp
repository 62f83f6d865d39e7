// What earlier versions of this program stored stays readable: it loads, renders, compares and moves.
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>

#include "app/history/compare.hpp"
#include "app/move/move.hpp"
#include "app/stored.hpp"
#include "base/timestamp.hpp"
#include "fakes/manual_clock.hpp"
#include "fakes/replayed_review.hpp"
#include "formats/table.hpp"
#include "store/memory.hpp"

namespace {

namespace fs = std::filesystem;

class OlderDocuments : public testing::TestWithParam<std::string> {
 protected:
  OlderDocuments() {
    for (const auto& file : fs::directory_iterator(fs::path(fakes::source_directory) / "tests/data" / GetParam())) {
      if (file.path().extension() != ".json") continue;
      std::ifstream in(file.path());
      const auto body = nlohmann::json::parse(in);
      id_ = body.at("reviewId");
      store_.put({id_, body.at("componentType"), body});
      ++documents_;
    }
  }

  fakes::ManualClock clock_{*base::from_iso8601("2026-11-29T09:00:00Z")};  // a day after they were stored
  store::MemoryStore store_{clock_};
  std::string id_;
  std::size_t documents_ = 0;
};

TEST_P(OlderDocuments, LoadWhole) {
  const model::Review review = app::load_review(store_, id_);
  EXPECT_EQ(review.documents.size() + 1, documents_);
  EXPECT_TRUE(review.unreadable.empty());
  EXPECT_EQ(review.status.instance_alias, "harbour");
  for (const auto& finding : model::all_findings(review)) {
    EXPECT_FALSE(finding.title.empty()) << finding.id;
    if (model::needs_action(finding)) {
      EXPECT_FALSE(finding.remedy.empty()) << finding.id;
    }
  }
}

TEST_P(OlderDocuments, SayWhatTheSameInstanceSaysToday) {
  const auto outcome = fakes::review({}, store_, clock_);
  const auto comparison =
      app::compare(app::load_review(store_, id_), app::load_review(store_, outcome.review_id), false);
  for (const auto kind : analysis::all_change_kinds) {
    if (kind == analysis::ChangeKind::same) continue;
    // What checks find that were not made then.
    const auto not_known_then = kind == analysis::ChangeKind::appeared ? comparison.unknown_before() : 0;
    EXPECT_EQ(comparison.count(kind), not_known_then) << name(kind);
  }
  EXPECT_GT(comparison.count(analysis::ChangeKind::same), 40);
}

TEST_P(OlderDocuments, Render) {
  const model::Review review = app::load_review(store_, id_);
  for (const auto& writer : formats::writers()) {
    EXPECT_NE(formats::rendered(writer, review).find("Main Menu"), std::string::npos) << writer.format;
  }
}

TEST_P(OlderDocuments, Move) {
  store::MemoryStore other(clock_);
  app::copy(store_, other, {}, {}, {});
  for (const auto& item : store_.load(id_).items) {
    const auto moved = other.get(id_, item.component);
    ASSERT_TRUE(moved) << item.component;
    EXPECT_EQ(moved->body, item.body) << item.component;
  }
}

INSTANTIATE_TEST_SUITE_P(Versions, OlderDocuments, testing::Values("documents-0.1.0"),
                         [](const auto&) { return "V0_1_0"; });

}  // namespace
