// The embedded store with several processes at once, and with one that is killed at any moment.
#include <filesystem>
#include <gtest/gtest.h>
#include <memory>
#include <random>
#include <sstream>
#include <thread>

#include "base/digest.hpp"
#include "base/timestamp.hpp"
#include "contract/backends.hpp"
#include "fakes/child_process.hpp"

namespace contract {
namespace {

// Ids of reviews that began one second after the other.
std::string numbered(int number) {
  return base::to_review_id(*base::from_iso8601("2026-01-01T00:00:00Z") + std::chrono::seconds(number));
}

namespace fs = std::filesystem;
using fakes::ChildProcess;

std::unique_ptr<store::Store> open_at(const std::string& path, base::Clock& clock) {
  store::Location location;
  location.database = path;
  return store::open(location, store::OpenMode::create, clock);
}

std::string integrity(store::Store& store) {
  for (const auto& [name, value] : store.info().properties) {
    if (name == "integrity") return value;
  }
  return "";
}

TEST(SqliteProcesses, ThatWriteAtTheSameTimeLoseNothing) {
  const fakes::TemporaryDirectory directory;
  const std::string path = directory / "new/reviews.db";  // which one makes it is part of the race
  constexpr int processes = 4, each = 100;
  std::vector<std::unique_ptr<ChildProcess>> children;
  children.reserve(processes);
  for (int process = 0; process < processes; ++process) {
    children.push_back(std::make_unique<ChildProcess>([&, process](const ChildProcess::Say& say) {
      fakes::ManualClock clock;
      const auto store = open_at(path, clock);
      for (int i = 0; i < each; ++i) {
        const std::string id = numbered(i);
        if (store->claim(status(id))) say("claimed\n");
        store->put(document(id, "part-" + std::to_string(process), std::string(std::size_t(i) * 50, 'x')));
      }
    }));
  }
  std::string said;
  for (auto& child : children) said += child->rest();
  EXPECT_EQ(said.find("error"), std::string::npos) << said;
  EXPECT_EQ(said.size(), std::string_view("claimed\n").size() * each) << "each id is claimed exactly once";
  fakes::ManualClock clock;
  const auto store = open_at(path, clock);
  EXPECT_EQ(store->info().reviews, each);
  EXPECT_EQ(store->info().documents, each * (processes + 1));
  EXPECT_EQ(integrity(*store), "ok");
}

TEST(SqliteProcesses, ThatMakeTheDatabaseAtTheSameTimeAllFindOne) {
  for (int round = 0; round < 10; ++round) {
    const fakes::TemporaryDirectory directory;
    const std::string path = directory / "a/b/reviews.db";
    std::vector<std::unique_ptr<ChildProcess>> children;
    children.reserve(6);
    for (int process = 0; process < 6; ++process) {
      children.push_back(std::make_unique<ChildProcess>([&, process](const ChildProcess::Say&) {
        fakes::ManualClock clock;
        open_at(path, clock)->put(document("review", "part-" + std::to_string(process)));
      }));
    }
    for (auto& child : children) EXPECT_EQ(child->rest(), "");
    fakes::ManualClock clock;
    EXPECT_EQ(open_at(path, clock)->load("review").items.size(), 6U);
    int files = 0;
    for (const auto& entry : fs::directory_iterator(directory / "a/b"))
      files += !entry.path().string().ends_with("-shm");
    EXPECT_LE(files, 2) << "the database and perhaps its log: no leftovers of the making";
  }
}

// A document that tells whether it is whole.
store::Item sealed(const std::string& component, int number, std::size_t size) {
  const std::string filler = base::sha256_hex(std::to_string(number)) + std::string(size, 'x');
  return document("20260213-090000", component,
                  {{"number", number}, {"filler", filler}, {"sum", base::sha256_hex(std::to_string(number) + filler)}});
}

bool is_whole(const json& body) {
  const json& data = body.at("data");
  const std::string text = std::to_string(data.at("number").get<int>()) + data.at("filler").get<std::string>();
  return data.at("sum") == base::sha256_hex(text);
}

constexpr int components = 5;

// Writes documents and reports until it is killed, and says of each when the store has taken it.
void write_until_killed(const std::string& path, int number, const ChildProcess::Say& say) {
  fakes::ManualClock clock;
  const auto store = open_at(path, clock);
  std::mt19937 random{unsigned(number)};
  for (;; ++number) {
    const int component = number % components;
    store->put(sealed("part-" + std::to_string(component), number, random() % 8 == 0 ? 200'000 : random() % 3000));
    say("put " + std::to_string(component) + " " + std::to_string(number) + "\n");
    if (store->claim(status(numbered(number)))) say("claim 0 " + std::to_string(number) + "\n");
    const std::string report(random() % 100'000, char('a' + number % 26));
    store->put_file("20260213-090000", "report.html", base::sha256_hex(report) + report, "text/html");
    say("report 0 " + std::to_string(number) + "\n");
  }
}

struct Acknowledged {
  std::vector<int> put = std::vector<int>(components, -1);
  std::vector<int> claimed;
  int report = -1;
  int last = -1;
};

void read_acknowledged(const std::string& said, Acknowledged& acknowledged) {
  std::istringstream lines(said);
  std::string verb;
  int component = 0, number = 0;
  while (lines >> verb >> component >> number) {
    if (verb == "put") acknowledged.put[std::size_t(component)] = number;
    if (verb == "claim") acknowledged.claimed.push_back(number);
    if (verb == "report") acknowledged.report = number;
    acknowledged.last = number;
  }
}

void expect_all_there(store::Store& store, const Acknowledged& acknowledged) {
  EXPECT_EQ(integrity(store), "ok");
  const store::Items items = store.load("20260213-090000");
  EXPECT_TRUE(items.broken.empty());
  for (const auto& item : items.items) EXPECT_TRUE(is_whole(item.body)) << item.component;
  for (int component = 0; component < components; ++component) {
    const int number = acknowledged.put[std::size_t(component)];
    if (number < 0) continue;
    const auto item = store.get("20260213-090000", "part-" + std::to_string(component));
    if (!item) FAIL() << component << " is lost";
    EXPECT_GE(item->body["data"]["number"], number);
  }
  for (const int number : acknowledged.claimed) {
    const std::string id = numbered(number);
    const auto item = store.get(id, "STATUS");
    if (!item) FAIL() << id << " is lost";
    EXPECT_EQ(canonical(item->body), canonical(status(id).body));
  }
  const auto report = store.get_file("20260213-090000", "report.html");
  EXPECT_TRUE(report || acknowledged.report < 0);
  EXPECT_TRUE(!report || report->substr(0, 64) == base::sha256_hex(report->substr(64)));
}

TEST(SqliteKilled, AtAnyMomentKeepsWhatItHasAcknowledged) {
  std::mt19937 random(20260213);
  int acknowledged_in_all = 0;
  for (int place = 0; place < 10; ++place) {
    const fakes::TemporaryDirectory directory;
    const std::string path = directory / "reviews.db";
    Acknowledged acknowledged;
    for (int round = 0; round < 5; ++round) {
      const int start = acknowledged.last + 1000;
      ChildProcess child([&](const ChildProcess::Say& say) { write_until_killed(path, start, say); });
      // By what it has done rather than by time alone, so that a busy machine kills at the same moments.
      std::string said;
      for (std::size_t enough = random() % 400; said.size() < enough;) {
        const std::string more = child.next();
        ASSERT_FALSE(more.empty()) << "the child ended by itself: " << said;
        said += more;
      }
      std::this_thread::sleep_for(std::chrono::microseconds(random() % 4000));
      child.kill();
      said += child.rest();
      ASSERT_EQ(said.find("error"), std::string::npos) << said;
      read_acknowledged(said, acknowledged);
      fakes::ManualClock clock;
      expect_all_there(*open_at(path, clock), acknowledged);
    }
    acknowledged_in_all += int(acknowledged.claimed.size());
  }
  EXPECT_GT(acknowledged_in_all, 100) << "the children were killed before they did anything";
}

TEST(SqliteKilled, WhileItMakesTheDatabaseLeavesAWholeOneOrNone) {
  std::mt19937 random(1);
  for (int round = 0; round < 60; ++round) {
    const fakes::TemporaryDirectory directory;
    const std::string path = directory / "new/reviews.db";
    ChildProcess child([&](const ChildProcess::Say&) {
      fakes::ManualClock clock;
      open_at(path, clock);
    });
    std::this_thread::sleep_for(std::chrono::microseconds(random() % 3000));
    child.kill();
    EXPECT_EQ(child.rest(), "");
    fakes::ManualClock clock;
    const auto store = open_at(path, clock);
    EXPECT_EQ(integrity(*store), "ok");
    EXPECT_TRUE(store->claim(status("review")));
  }
}

}  // namespace
}  // namespace contract
