// What only the embedded store has: its file, who may read it, and each way in which the file can be wrong.
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <grp.h>
#include <gtest/gtest.h>
#include <map>
#include <memory>
#include <signal.h>
#include <sstream>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.hpp"
#include "base/timestamp.hpp"
#include "contract/backends.hpp"
#include "fakes/child_process.hpp"
#include "store/sqlite/backup.hpp"
#include "store/sqlite/files.hpp"

namespace contract {
namespace {

namespace fs = std::filesystem;
using base::ErrorKind;
using fakes::ChildProcess;
using store::OpenMode;

// Ids of reviews that began one second after the other.
std::string numbered(int number) {
  return base::to_review_id(*base::from_iso8601("2026-01-01T00:00:00Z") + std::chrono::seconds(number));
}

std::string read(const std::string& path) {
  return store::read_file(path).value_or("(no file)");
}

void write(const std::string& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary) << bytes;
}

mode_t mode_of(const std::string& path) {
  struct stat status{};
  EXPECT_EQ(::stat(path.c_str(), &status), 0) << path;
  return status.st_mode & 07777;
}

// Every file below the directory with its bytes. The -shm file is left out: SQLite rebuilds it for every reader.
std::map<std::string, std::string> contents(const fs::path& directory) {
  std::map<std::string, std::string> all;
  for (const auto& entry : fs::recursive_directory_iterator(directory)) {
    const std::string path = entry.path().string();
    if (entry.is_regular_file() && !path.ends_with("-shm")) all[path] = read(path);
  }
  return all;
}

class SqliteFile : public testing::Test {
 protected:
  std::unique_ptr<store::Store> open(OpenMode mode = OpenMode::create) {
    store::Location location;
    location.database = path;
    location.lock_timeout = std::chrono::milliseconds(50);
    return store::open(location, mode, clock);
  }

  // Expects `use` to throw this kind, with one line that begins with the path and holds `words`.
  template <typename Use>
  void expect_error(ErrorKind kind, const std::string& words, const Use& use) {
    try {
      use();
      ADD_FAILURE() << "no error; expected: " << words;
    } catch (const base::Error& error) {
      const std::string text = error.what();
      EXPECT_EQ(base::name(error.kind()), base::name(kind)) << text;
      EXPECT_TRUE(text.starts_with(directory.path().string())) << text;
      EXPECT_NE(text.find(words), std::string::npos) << text;
      EXPECT_EQ(text.find('\n'), std::string::npos) << text;
    }
  }

  // Expects that it is refused in both modes, and nothing in the directory changes.
  void expect_refused(ErrorKind kind, const std::string& words) {
    const auto before = contents(directory.path());
    expect_error(kind, words, [&] { open(OpenMode::create); });
    expect_error(kind, words, [&] { open(OpenMode::existing); });
    EXPECT_TRUE(contents(directory.path()) == before) << "a file that is refused is left alone";
  }

  // In a child without root's rights: root is not held back by a file's mode. What it returns is what went wrong.
  template <typename Use>
  std::string as_ordinary_user(const Use& use) {
    ChildProcess child([&](const ChildProcess::Say& say) {
      constexpr uid_t nobody = 65534;
      if (::geteuid() == 0 && (::setgroups(0, nullptr) != 0 || ::setgid(nobody) != 0 || ::setuid(nobody) != 0)) {
        say("cannot become an ordinary user");
        return;
      }
      try {
        use();
      } catch (const base::Error& error) {
        say(std::string(base::name(error.kind())) + ": " + error.what());
      }
    });
    return child.rest();
  }

  fakes::TemporaryDirectory directory;
  std::string path = directory / "reviews.db";
  fakes::ManualClock clock;
};

TEST_F(SqliteFile, IsForItsOwnerAloneAndSoAreItsDirectories) {
  path = directory / "home/.local/share/connect-ops-review/reviews.db";
  const mode_t mask = ::umask(0);
  const auto store = open();
  store->claim(status("20260213-090000"));
  store->put_file("20260213-090000", "report.html", "x", "text/html");
  ::umask(mask);
  EXPECT_EQ(mode_of(path), 0600U);
  EXPECT_EQ(mode_of(path + "-wal"), 0600U);
  EXPECT_EQ(mode_of(directory / "home"), 0700U);
  EXPECT_EQ(mode_of(directory / "home/.local/share/connect-ops-review"), 0700U);
  const std::string reports = directory / "home/.local/share/connect-ops-review/reports";
  EXPECT_EQ(mode_of(reports), 0700U);
  EXPECT_EQ(mode_of(reports + "/reviews.db/20260213-090000/report.html"), 0600U);
}

TEST_F(SqliteFile, LetsThoseReadReportsThatMayReadTheDatabaseAsFarAsTheUmaskGoes) {
  const auto store = open();
  const auto mode_of_report = [&](mode_t of_database, mode_t mask, const std::string& id) {
    ::chmod(path.c_str(), of_database);
    const mode_t before = ::umask(mask);
    store->put_file(id, "report.html", "x", "text/html");
    ::umask(before);
    return mode_of(directory / ("reports/reviews.db/" + id + "/report.html"));
  };
  EXPECT_EQ(mode_of_report(0600, 0022, "20260213-090001"), 0600U) << "never wider than the database";
  EXPECT_EQ(mode_of_report(0644, 0022, "20260213-090002"), 0644U);
  EXPECT_EQ(mode_of(directory / "reports/reviews.db/20260213-090002"), 0755U);
  EXPECT_EQ(mode_of_report(0644, 0027, "20260213-090003"), 0640U) << "as the umask";
}

TEST_F(SqliteFile, KeepsItsReportsApartFromThoseOfAnotherInTheSameDirectory) {
  const std::string id = "20260213-090000";
  const auto first = open();
  path = directory / "other.db";
  const auto second = open();
  for (auto* store : {first.get(), second.get()}) store->claim(status(id));
  first->put_file(id, "report.html", "first", "text/html");
  second->put_file(id, "report.html", "second", "text/html");
  EXPECT_EQ(first->get_file(id, "report.html"), "first");
  EXPECT_TRUE(first->remove(id));
  EXPECT_EQ(second->get_file(id, "report.html"), "second");
}

TEST_F(SqliteFile, ReadsTheReportsOfEarlierVersionsAndRemovesThemWhenTheyCanOnlyBeItsOwn) {
  const std::string id = "20260213-090000", old = directory / ("reports/" + id);
  const auto make_old = [&] {
    fs::create_directories(old);
    write(old + "/report.html", "old");
  };
  make_old();
  const auto store = open();
  store->claim(status(id));
  EXPECT_EQ(store->get_file(id, "report.html"), "old");
  EXPECT_EQ(store->link(id, "report.html", {}), old + "/report.html");
  EXPECT_TRUE(store->remove(id));
  EXPECT_FALSE(fs::exists(old));

  make_old();
  store->claim(status(id));
  path = directory / "other.db";
  open()->claim(status(id));
  EXPECT_TRUE(store->remove(id));
  EXPECT_TRUE(fs::exists(old)) << "it may be the other's";
}

TEST_F(SqliteFile, IsBackedUpWhileItIsInUse) {
  const auto store = open();
  store->put(document("20260213-090000", "quota", "kept"));
  const std::string backup = directory / "copy.db";
  store::Location location;
  location.database = path;
  EXPECT_GT(store::back_up_sqlite(location, backup), 0);
  store->put(document("20260213-090000", "flow"));
  EXPECT_EQ(mode_of(backup), 0600U);
  EXPECT_EQ(contents(directory.path()).size(), 3U) << "database, its -wal and the copy";
  path = backup;
  EXPECT_EQ(open(OpenMode::existing)->load("20260213-090000").items.size(), 1U);
  expect_error(ErrorKind::usage, "is there already", [&] { store::back_up_sqlite(location, backup); });
}

TEST_F(SqliteFile, KeepsItsDocumentsWhenItIsClosed) {
  open()->put(document("20260213-090000", "quota", "kept"));
  EXPECT_EQ(body_of(*open(OpenMode::existing), "20260213-090000", "quota")["data"], "kept");
  EXPECT_FALSE(fs::exists(path + "-wal")) << "the last one out leaves one file";
}

TEST_F(SqliteFile, LinksToReportsWhereTheyAre) {
  const auto store = open();
  store->put_file("20260213-090000", "report.html", "text", "text/html");
  const std::string link = store->link("20260213-090000", "report.html", std::chrono::hours(1));
  EXPECT_EQ(link, directory / "reports/reviews.db/20260213-090000/report.html");
  EXPECT_EQ(read(link), "text");
}

// One database has one directory of reports, by whatever name it is opened.
TEST_F(SqliteFile, ALinkToTheDatabaseIsTheDatabase) {
  open()->put_file("20260213-090000", "report.html", "text", "text/html");
  const std::string file = path;
  fs::create_directory(directory / "links");
  fs::create_symlink(file, directory / "links/link.db");
  path = directory / "links/link.db";
  EXPECT_EQ(open()->info().location, file);
  EXPECT_EQ(open()->get_file("20260213-090000", "report.html"), "text");
  EXPECT_EQ(open()->link("20260213-090000", "report.html", {}),
            directory / "reports/reviews.db/20260213-090000/report.html");
  path = directory / "links/../links/link.db";
  EXPECT_EQ(open()->info().location, file);
  EXPECT_FALSE(fs::exists(directory / "links/reports"));
}

TEST_F(SqliteFile, ALinkToNowhereIsToldInOneLine) {
  const std::string away = directory / "away/reviews.db";
  fs::create_symlink(away, directory / "link.db");
  path = directory / "link.db";
  for (const OpenMode mode : {OpenMode::create, OpenMode::existing}) {
    expect_error(ErrorKind::config, "is a link to " + away + ", which is not there", [&] { open(mode); });
  }
  EXPECT_FALSE(fs::exists(away));
}

TEST_F(SqliteFile, ReportsMayBeElsewhere) {
  store::Location location;
  location.database = path;
  location.reports = directory / "a/./b";
  const auto store = store::open(location, OpenMode::create, clock);
  store->put_file("20260213-090000", "report.html", "text", "text/html");
  EXPECT_EQ(read(directory / "a/b/20260213-090000/report.html"), "text");
  EXPECT_TRUE(store->link("20260213-090000", "report.html", {}).ends_with("/a/b/20260213-090000/report.html"));
}

TEST_F(SqliteFile, RelativePathsMeanTheDirectoryOfTheMoment) {
  const fs::path before = fs::current_path();
  fs::current_path(directory.path());
  path = "./reviews.db";
  const auto store = open();
  fs::current_path(before);
  EXPECT_EQ(store->info().location, directory / "reviews.db");
  EXPECT_TRUE(store->claim(status("20260213-090000")));
  EXPECT_EQ(store->link("20260213-090000", "r", {}), directory / "reports/reviews.db/20260213-090000/r");
}

TEST_F(SqliteFile, AClaimDeletesWhatHasExpiredWithItsReports) {
  const auto store = open();
  const std::int64_t soon = base::to_epoch_seconds(clock.now()) + 1;
  clock.hear(clock.now());
  for (int i = 0; i < 300; ++i) store->put(expiring(document(numbered(i), "quota"), soon + i % 2));
  store->put(expiring(document(numbered(1000), "quota"), soon));
  store->put(document(numbered(1000), "flow"));
  for (const std::string& id : {numbered(0), numbered(1000), numbered(2000)})
    store->put_file(id, "report.html", id, "text/html");
  clock.advance(std::chrono::hours(1));
  EXPECT_EQ(store->info().expired_documents, 301);
  EXPECT_TRUE(store->claim(status("20260213-100000")));
  EXPECT_EQ(store->info().expired_documents, 301 - 256) << "a bounded number each time";
  EXPECT_FALSE(store->get_file(numbered(0), "report.html"));
  EXPECT_TRUE(store->get_file(numbered(1000), "report.html")) << "the review has a document left";
  EXPECT_TRUE(store->get_file(numbered(2000), "report.html"));
  EXPECT_TRUE(store->claim(status("20260213-100001")));
  EXPECT_EQ(store->info().expired_documents, 0);
  EXPECT_EQ(store->info().documents, 3);
}

TEST_F(SqliteFile, DeletesNothingByAClockThatNothingConfirms) {
  const std::string old = "20260213-090000";
  const auto expired_after = [&](std::chrono::hours later, std::optional<std::chrono::hours> aws_is_ahead,
                                 const std::string& claimed) {
    clock.advance(later);
    if (aws_is_ahead) clock.hear(clock.now() + *aws_is_ahead);
    const auto store = open();  // as each review does
    EXPECT_TRUE(store->claim(status(claimed)));
    store->put(status(claimed));
    return store->info().expired_documents;
  };
  const std::int64_t ttl = base::to_epoch_seconds(clock.now() + std::chrono::days(90));
  open()->put(expiring(document(old, "quota", "kept"), ttl));
  using std::chrono::hours;
  EXPECT_EQ(expired_after(hours(24 * 400), std::nullopt, "20270320-090000"), 1) << "its own review is no witness";
  EXPECT_EQ(expired_after(hours(48), hours(-24 * 400), "20270322-090000"), 0) << "by AWS's time it is not past its own";
  clock.advance(hours(-24 * 402));
  EXPECT_EQ(body_of(*open(), old, "quota")["data"], "kept");
  EXPECT_EQ(expired_after(hours(24 * 91), hours(0), "20260515-090000"), 0) << "AWS says the same";
}

// The same wrong clock twice, in two processes: the first run's review is no witness for the second.
TEST_F(SqliteFile, KeepsWhatTwoReviewsOfOneWrongClockAgreeOn) {
  const std::int64_t ttl = base::to_epoch_seconds(clock.now() + std::chrono::days(90));
  open()->put(expiring(document("20260212-090000", "quota", "kept"), ttl));
  clock.advance(std::chrono::hours(24 * 400));
  for (const char* id : {"20270320-090000", "20270320-091500"}) {
    const auto store = open();
    EXPECT_TRUE(store->claim(status(id)));
    store->put(status(id));
    EXPECT_EQ(store->info().expired_documents, 1);
    clock.advance(std::chrono::minutes(15));
  }
}

TEST_F(SqliteFile, DeletesByAClockThatTheNewestReviewConfirms) {
  const std::int64_t ttl = base::to_epoch_seconds(clock.now()) + 1;
  open()->put(expiring(document("20251115-090000", "quota"), ttl));
  store::Item confirmed = status("20260212-100000");
  confirmed.body["clockConfirmed"] = true;
  open()->put(confirmed);
  clock.advance(std::chrono::minutes(1));
  EXPECT_EQ(open()->info().expired_documents, 1);
  open()->claim(status("20260213-090100"));
  EXPECT_EQ(open()->info().expired_documents, 0);
}

TEST_F(SqliteFile, InfoSaysHowItIsKept) {
  const auto store = open();
  store->put(document("20260213-090000", "quota", std::string(100'000, 'x')));
  const store::Info info = store->info();
  EXPECT_EQ(info.location, path);
  EXPECT_GT(info.bytes.value_or(0), 100'000) << "the log counts";
  const std::map<std::string, std::string> properties(info.properties.begin(), info.properties.end());
  EXPECT_EQ(properties.at("journal mode"), "wal");
  EXPECT_EQ(properties.at("schema version"), "1");
  EXPECT_EQ(properties.at("integrity"), "ok");
  EXPECT_EQ(properties.at("file mode"), "0600");
  EXPECT_EQ(properties.at("writable"), "yes");
  EXPECT_EQ(properties.at("SQLite"), sqlite3_libversion());
}

TEST_F(SqliteFile, ThatIsNotThereIsNotMadeForReading) {
  expect_error(ErrorKind::not_found, "does not exist yet: the first `connect-ops-review run` makes it",
               [&] { open(OpenMode::existing); });
  path = directory / "a/b/reviews.db";
  expect_error(ErrorKind::not_found, "does not exist yet", [&] { open(OpenMode::existing); });
  EXPECT_TRUE(fs::is_empty(directory.path()));
}

TEST_F(SqliteFile, ThatIsNoFileIsRefused) {
  fs::create_directory(path);
  expect_refused(ErrorKind::config, "is a directory");
  path = directory / "pipe";
  ASSERT_EQ(::mkfifo(path.c_str(), 0600), 0);
  expect_refused(ErrorKind::config, "is not a regular file");
  path = directory / "file/reviews.db";
  write(directory / "file", "x");
  expect_refused(ErrorKind::config, "Not a directory");
  path = directory / std::string(300, 'x');
  expect_refused(ErrorKind::config, "File name too long");
  for (const char* nameless : {"", "./", "/tmp/"}) {
    path = nameless;
    EXPECT_THROW(open(), base::Error) << nameless;
  }
}

TEST_F(SqliteFile, ThatIsNoDatabaseIsRefused) {
  open()->put(document("20260213-090000", "quota"));
  const std::string ours = read(path);
  for (const std::string& bytes : {std::string(), std::string("x"), std::string("id,name\n1,Ada\n"),
                                   std::string(100'000, '\xff'), ours.substr(0, 50), ours.substr(1)}) {
    write(path, bytes);
    expect_refused(ErrorKind::corrupt, bytes.size() == 50 ? "database" : "is not a database");
  }
}

TEST_F(SqliteFile, OfAnotherProgramIsRefused) {
  fakes::RawDatabase(path).run("CREATE TABLE documents (review_id TEXT)");
  expect_refused(ErrorKind::corrupt, "is another program's SQLite database");
}

TEST_F(SqliteFile, OfAnotherProgramThatWasKilledIsNotEvenRecovered) {
  ChildProcess child([&](const ChildProcess::Say& say) {
    fakes::RawDatabase raw(path);
    raw.run("PRAGMA journal_mode = WAL; CREATE TABLE t (a); INSERT INTO t VALUES (1)");
    say("ready");
    ::pause();
  });
  ASSERT_EQ(child.next(), "ready");
  child.kill();
  ASSERT_GT(fs::file_size(path + "-wal"), 0U);
  expect_refused(ErrorKind::corrupt, "is another program's SQLite database");
}

TEST_F(SqliteFile, OfANewerVersionIsRefused) {
  open()->put(document("20260213-090000", "quota"));
  fakes::RawDatabase(path).run("PRAGMA user_version = 2");
  expect_refused(ErrorKind::config,
                 "was made by a newer version of connect-ops-review (schema 2, this one knows up to 1)");
}

TEST_F(SqliteFile, WithoutItsTableIsRefused) {
  open();
  fakes::RawDatabase(path).run("DROP TABLE documents");
  expect_refused(ErrorKind::corrupt, "lacks its table of documents");
}

// A report that is being written is nobody's business; what a process that was killed left of one, the next one's.
TEST_F(SqliteFile, LosesWhatInterruptedWritesLeftBesideReports) {
  const std::string id = numbered(0);
  open()->put(document(id, "quota", "x"));
  open()->put_file(id, "report.html", "<html></html>", "text/html");
  const fs::path half = fs::path(open()->link(id, "report.html", {})).parent_path() / ".report.html.1f-1";
  ChildProcess writer([&](const ChildProcess::Say& say) {
    const int descriptor = ::open(half.c_str(), O_RDWR | O_CREAT, 0600);
    say(::flock(descriptor, LOCK_EX) == 0 ? "locked" : "not locked");
    ::pause();
  });
  ASSERT_EQ(writer.next(), "locked");
  EXPECT_TRUE(open()->survey().strays.empty());
  open()->put_file(id, "report.html", "<html></html>", "text/html");
  EXPECT_TRUE(fs::exists(half));

  writer.kill();
  const store::Survey survey = open()->survey();
  ASSERT_EQ(survey.strays.size(), 1U);
  EXPECT_EQ(survey.strays[0].where, half.string());
  EXPECT_NE(survey.strays[0].why.find("the next report that is stored here deletes it"), std::string::npos);
  EXPECT_TRUE(fs::exists(half)) << "a survey changes nothing";
  open()->put_file(numbered(1), "report.html", "<html></html>", "text/html");
  EXPECT_FALSE(fs::exists(half));
}

TEST_F(SqliteFile, ThatIsDamagedSaysSoAndShowsWhatCanBeRead) {
  {
    const auto store = open();
    for (int i = 0; i < 200; ++i) {
      store->put(document(numbered(1000 + i), "quota", std::string(20'000, 'x')));
    }
  }
  std::string bytes = read(path);
  for (std::size_t i = bytes.size() / 2; i < bytes.size() / 2 + 40'960; ++i) bytes[i] = char(i * 37);
  write(path, bytes);
  const auto store = open();
  const store::Info info = store->info();
  const std::map<std::string, std::string> properties(info.properties.begin(), info.properties.end());
  EXPECT_NE(properties.at("integrity"), "ok");
  const store::Survey survey = store->survey();
  EXPECT_FALSE(survey.damage.empty());
  EXPECT_TRUE(survey.strays.empty()) << survey.strays.at(0).why;
  int readable = 0, damaged = 0;
  for (int i = 0; i < 200; ++i) {
    try {
      readable += store->get(numbered(1000 + i), "quota").has_value();
    } catch (const base::Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::corrupt) << error.what();
      ++damaged;
    }
  }
  EXPECT_GT(readable, 100);
  EXPECT_GT(damaged, 0);
}

TEST_F(SqliteFile, ThatMayNotBeReadIsDenied) {
  open()->put(document("20260213-090000", "quota"));
  ::chmod(path.c_str(), 0000);
  ::chmod(directory.path().c_str(), 0755);
  for (const OpenMode mode : {OpenMode::create, OpenMode::existing}) {
    EXPECT_TRUE(as_ordinary_user([&] { open(mode); }).starts_with("denied: " + path + " cannot be opened"));
  }
}

TEST_F(SqliteFile, ThatMayNotBeWrittenCanBeReadAndNothingElse) {
  open()->put(document("20260213-090000", "quota", "kept"));
  ::chmod(path.c_str(), 0444);
  ::chmod(directory.path().c_str(), 0777);
  EXPECT_TRUE(as_ordinary_user([&] { open(OpenMode::create); }).starts_with("denied: " + path + " cannot be written"));
  const std::string said = as_ordinary_user([&] {
    const auto store = open(OpenMode::existing);
    if (body_of(*store, "20260213-090000", "quota")["data"] != "kept") throw std::runtime_error("not read");
    store->put(document("20260213-090000", "flow"));
  });
  EXPECT_TRUE(said.starts_with("denied: " + path + " cannot be written: Permission denied; check")) << said;
}

TEST_F(SqliteFile, InADirectoryThatMayNotBeWrittenCanBeReadAndNothingElse) {
  open()->put(document("20260213-090000", "quota", "kept"));
  ::chmod(path.c_str(), 0666);
  ::chmod(directory.path().c_str(), 0555);
  std::string said = as_ordinary_user([&] { open(OpenMode::create); });
  EXPECT_TRUE(said.starts_with("denied: " + path + " cannot be")) << said;
  said = as_ordinary_user([&] {
    const auto store = open(OpenMode::existing);
    if (body_of(*store, "20260213-090000", "quota")["data"] != "kept") throw std::runtime_error("not read");
    store->info();
    store->put(document("20260213-090000", "flow"));
  });
  EXPECT_TRUE(said.starts_with("denied: " + path + " cannot be written")) << said;
  path = directory / "new.db";
  EXPECT_TRUE(as_ordinary_user([&] { open(); }).starts_with("denied: " + path + " cannot be written"));
  path = directory / "new/reviews.db";
  EXPECT_TRUE(as_ordinary_user([&] { open(); }).starts_with("denied: " + (directory / "new") + " cannot be made"));
  EXPECT_EQ(contents(directory.path()).size(), 1U);
  ::chmod(directory.path().c_str(), 0700);
}

TEST_F(SqliteFile, ThatAnotherProcessHoldsIsUnavailableAfterTheTimeout) {
  const auto store = open();
  store->put(document("20260213-090000", "quota", "old"));
  ChildProcess holder([&](const ChildProcess::Say& say) {
    fakes::RawDatabase raw(path);
    raw.run("BEGIN IMMEDIATE");
    say("held");
    ::pause();
  });
  ASSERT_EQ(holder.next(), "held");
  const std::string words = "has been in use by another process for more than 50ms; try again";
  expect_error(ErrorKind::unavailable, words, [&] { store->put(document("20260213-090000", "quota", "new")); });
  expect_error(ErrorKind::unavailable, words, [&] { store->claim(status("20260213-090000")); });
  expect_error(ErrorKind::unavailable, words, [&] { store->remove("20260213-090000"); });
  EXPECT_EQ(body_of(*store, "20260213-090000", "quota")["data"], "old") << "who reads does not wait";
  EXPECT_EQ(open()->reviews({}).reviews.size(), 1U);
  holder.kill();
  store->put(document("20260213-090000", "quota", "new"));
  EXPECT_EQ(body_of(*store, "20260213-090000", "quota")["data"], "new");
}

TEST_F(SqliteFile, ThatIsDeletedWhileItIsOpenTakesNoMoreDocuments) {
  const auto store = open();
  store->put(document("20260213-090000", "quota"));
  fs::remove(path);
  expect_error(ErrorKind::not_found, "was moved or deleted while it was in use",
               [&] { store->put(document("20260213-090000", "flow")); });
}

TEST_F(SqliteFile, OnAFullDiskKeepsWhatItHas) {
  // A limit on the size of files stands in for a full disk: a file system of its own would need root.
  open()->put_file("20260213-090000", "report.html", "old", "text/html");
  ChildProcess child([&](const ChildProcess::Say& say) {
    ::signal(SIGXFSZ, SIG_IGN);
    const rlimit limit{300'000, 300'000};
    ::setrlimit(RLIMIT_FSIZE, &limit);
    const auto store = open();
    const auto report_error = [&](const base::Error& error) {
      say(std::string("failed ") + std::string(base::name(error.kind())) + ": " + error.what() + "\n");
    };
    try {
      store->put_file("20260213-090000", "report.html", std::string(400'000, 'x'), "text/html");
    } catch (const base::Error& error) {
      report_error(error);
    }
    try {
      for (int i = 100;; ++i) {
        store->put(document(numbered(i), "quota", std::string(20'000, 'x')));
        say("put " + numbered(i) + "\n");
      }
    } catch (const base::Error& error) {
      report_error(error);
    }
    if (store->get(numbered(100), "quota")) say("still reads\n");
    ::_exit(0);
  });
  const std::string said = child.rest();
  EXPECT_NE(said.find("still reads"), std::string::npos) << said;
  const std::string failed =
      "failed unavailable: " + path + " cannot be read or written: disk I/O error; check that there is room";
  EXPECT_NE(said.find(failed), std::string::npos) << said;
  EXPECT_NE(said.find("failed unavailable: " + (directory / "reports/reviews.db/20260213-090000/report.html")),
            std::string::npos);

  const auto store = open();
  EXPECT_EQ(store->get_file("20260213-090000", "report.html"), "old");
  EXPECT_EQ(std::distance(fs::directory_iterator(directory / "reports/reviews.db/20260213-090000"), {}), 1)
      << "no leftovers";
  std::istringstream lines(said);
  std::string line;
  int kept = 0;
  while (std::getline(lines, line)) {
    if (!line.starts_with("put ")) continue;
    const auto item = store->get(line.substr(4), "quota");
    if (!item) FAIL() << line << " is lost";
    EXPECT_EQ(item->body["data"], std::string(20'000, 'x'));
    ++kept;
  }
  EXPECT_GT(kept, 3);
  EXPECT_EQ(store->info().documents, kept);
  store->put(document(numbered(999), "quota"));
}

TEST_F(SqliteFile, CannotBeMadeOnAFullDisk) {
  ChildProcess child([&](const ChildProcess::Say& say) {
    ::signal(SIGXFSZ, SIG_IGN);
    const rlimit limit{5000, 5000};
    ::setrlimit(RLIMIT_FSIZE, &limit);
    try {
      open();
    } catch (const base::Error& error) {
      say(std::string(base::name(error.kind())) + ": " + error.what());
    }
  });
  EXPECT_TRUE(child.rest().starts_with("unavailable: " + path + " cannot be"));
  EXPECT_TRUE(fs::is_empty(directory.path())) << "nothing half-made";
}

}  // namespace
}  // namespace contract
