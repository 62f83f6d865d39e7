// A whole review of damaged answers: it ends, and says of every component what it could make of them.
#include <fstream>
#include <gtest/gtest.h>

#include "base/error.hpp"
#include "components/component.hpp"
#include "fakes/damaging_transport.hpp"
#include "fakes/manual_clock.hpp"
#include "fakes/mutator.hpp"
#include "fakes/replayed_review.hpp"
#include "fakes/temporary_directory.hpp"
#include "model/document.hpp"
#include "store/memory.hpp"

namespace {

void expect_every_document(store::Store& store, const std::string& review_id) {
  const auto documents = fakes::documents(store, review_id);
  for (const auto& component : components::table()) {
    const auto found = documents.find(std::string(component.name));
    ASSERT_NE(found, documents.end()) << component.name;
    const auto document = model::document_from_json(found->second);
    EXPECT_FALSE(document.findings.empty()) << component.name;
    EXPECT_TRUE(document.data.is_object()) << component.name;
  }
  ASSERT_TRUE(documents.contains(std::string(model::status_component)));
  const auto status = model::status_from_json(documents.at(std::string(model::status_component)));
  EXPECT_NE(status.status, model::ReviewStatus::in_progress);
}

recording::ReplayTransport& recording_of_the_sample() {
  static recording::ReplayTransport transport(fakes::harbour);  // read once: it takes longer than a review
  return transport;
}

class DamagedReview : public testing::TestWithParam<std::uint32_t> {
 protected:
  fakes::ManualClock clock_;
  store::MemoryStore store_{clock_};
};

TEST_P(DamagedReview, Ends) {
  const auto info = recording::read_recording_info(fakes::harbour);
  fakes::DamagingTransport transport(recording_of_the_sample(), GetParam());
  base::StandingClock as_of(info.recorded_at);
  fakes::Patient patient(as_of);
  const app::Context context{.aws = transport,
                             .patience = patient.patience,
                             .store = store_,
                             .clock = clock_,
                             .recorded_at = info.recorded_at,
                             .remembers = false,
                             .version = "test",
                             .threads = 1};
  const auto outcome = app::review(context,
                                   {model::parse_instance_arn(info.instance_arn),
                                    model::Window::before(info.recorded_at, info.days),
                                    app::choose_components({}, {}),
                                    {}},
                                   {});
  expect_every_document(store_, outcome.review_id);
}

INSTANTIATE_TEST_SUITE_P(Seeds, DamagedReview, testing::Range(1U, 9U));

// A few lines of each file of the sample, and of every operation at least one.
std::map<std::string, std::string> small_recording() {
  std::map<std::string, std::string> files;
  for (const auto& entry : std::filesystem::directory_iterator(fakes::harbour)) {
    if (entry.path().extension() != ".jsonl") continue;
    std::ifstream lines(entry.path());
    std::map<std::string, int> taken;
    for (std::string line; std::getline(lines, line);) {
      if (line.size() > 20'000) continue;
      if (++taken[line.substr(0, 40)] <= 2) files[entry.path().filename()] += line + "\n";
    }
  }
  return files;
}

std::string read_file(const std::string& path) {
  std::ifstream in(path);
  return {std::istreambuf_iterator<char>(in), {}};
}

void write_file(const std::string& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary) << bytes;
}

TEST(DamagedRecording, IsReviewedOrRefusedWithOneClearLine) {
  const auto files = small_recording();
  ASSERT_GE(files.size(), 4U);
  const std::string info = read_file(fakes::harbour + "/recording.json");
  fakes::Mutator mutator(6);
  int reviewed = 0, refused = 0;
  for (int i = 0; i < 45; ++i) {
    const fakes::TemporaryDirectory directory;
    write_file(directory / "recording.json", mutator.one_in(4) ? mutator.damage(info) : info);
    for (const auto& [name, bytes] : files) {
      write_file(directory / name, mutator.one_in(6) ? mutator.damage(bytes) : bytes);
    }
    fakes::ManualClock clock;
    store::MemoryStore store(clock);
    fakes::Replay replay;
    replay.directory = directory.path().string();
    replay.threads = 1;
    try {
      expect_every_document(store, fakes::review(replay, store, clock).review_id);
      ++reviewed;
    } catch (const base::Error& error) {
      ++refused;
      EXPECT_TRUE(error.kind() == base::ErrorKind::config || error.kind() == base::ErrorKind::usage) << error.what();
      EXPECT_EQ(std::string(error.what()).find('\n'), std::string::npos) << error.what();
    }
  }
  EXPECT_GT(reviewed, 3);
  EXPECT_GT(refused, 3);
}

}  // namespace
