#include "store/sqlite/store.hpp"

#include <filesystem>
#include <fmt/format.h>
#include <mutex>
#include <set>
#include <sys/stat.h>

#include "base/encode.hpp"
#include "base/error.hpp"
#include "base/log.hpp"
#include "base/timestamp.hpp"
#include "store/document.hpp"
#include "store/sqlite/connection.hpp"
#include "store/sqlite/database.hpp"
#include "store/sqlite/review_files.hpp"

namespace store {
namespace {

namespace fs = std::filesystem;
using Kind = Transaction::Kind;

std::string left_text(std::int64_t documents) {
  return fmt::format(
      "{} past {} ttl by this computer's clock, which nothing confirms: not shown, and left until AWS or a review of the "
      "last day agrees with it",
      documents == 1 ? "1 document is" : fmt::format("{} documents are", documents), documents == 1 ? "its" : "their");
}

class SqliteStore final : public Store {
 public:
  SqliteStore(std::string path, std::unique_ptr<Connection> connection, ReviewFiles files, base::Clock& clock)
      : path_(std::move(path)), connection_(std::move(connection)), files_(std::move(files)), clock_(clock) {}

  bool claim(const Item& status) override;
  bool replace(const Item& before, const Item& item) override;
  void put(const Item& item) override;
  std::optional<Item> get(std::string_view review_id, std::string_view component) override;
  Items load(std::string_view review_id) override;
  ReviewPage reviews(const Filter& filter) override;
  Items history(std::string_view component, const Filter& filter) override;
  bool remove(std::string_view review_id) override;
  void put_file(std::string_view review_id, std::string_view file_name, std::string_view bytes,
                std::string_view media_type) override;
  std::optional<std::string> get_file(std::string_view review_id, std::string_view file_name) override;
  void remove_file(std::string_view review_id, std::string_view file_name) override;
  std::string link(std::string_view review_id, std::string_view file_name, std::chrono::seconds life) override;
  Info info() override;
  std::vector<Property> condition() override;
  std::string try_writing() override;
  Survey survey() override;

 private:
  std::int64_t now() const { return base::to_epoch_seconds(clock_.earliest()); }
  std::optional<std::string> live_text(std::string_view review_id, std::string_view component) const;
  bool has_documents(std::string_view review_id) const;
  bool trusts_the_clock() const;
  std::int64_t count_expired() const;
  void delete_expired();
  void tell_what_is_left();
  void count(Info& info) const;
  void survey_rows(Survey& survey) const;
  Property retention() const;
  std::vector<Property> properties() const;

  const std::string path_;
  std::mutex mutex_;  // guards the connection and what follows it
  std::unique_ptr<Connection> connection_;
  bool told_ = false;  // that expired documents are left
  const ReviewFiles files_;
  std::once_flag tidied_;  // of what interrupted writes left among them
  base::Clock& clock_;
};

bool SqliteStore::claim(const Item& status) {
  const std::string text = to_text(status);
  const std::lock_guard lock(mutex_);
  Transaction transaction(*connection_, Kind::writing);
  delete_expired();
  // delete_expired is bounded and may not have come to this key, so an expired document gives way here as well.
  Statement insert(*connection_,
                   "INSERT INTO documents (review_id, component, instance_arn, ttl, body) VALUES (?1, ?2, ?3, ?4, ?5)"
                   " ON CONFLICT (review_id, component) DO UPDATE"
                   " SET instance_arn = excluded.instance_arn, ttl = excluded.ttl, body = excluded.body"
                   " WHERE documents.ttl <= ?6",
                   status.review_id, status.component, instance_arn(status.body), ttl(status.body), text, now());
  insert.step();
  const bool claimed = connection_->changes() == 1;
  transaction.commit();
  return claimed;
}

bool SqliteStore::replace(const Item& before, const Item& item) {
  const std::string was = to_text(before), text = to_text(item);
  const std::lock_guard lock(mutex_);
  Transaction transaction(*connection_, Kind::writing);
  Statement update(*connection_,
                   "UPDATE documents SET instance_arn = ?3, ttl = ?4, body = ?5"
                   " WHERE review_id = ?1 AND component = ?2 AND body = ?6",
                   item.review_id, item.component, instance_arn(item.body), ttl(item.body), text, was);
  update.step();
  const bool replaced = connection_->changes() == 1;
  transaction.commit();
  return replaced;
}

// What is deleted by age is gone for good, and a clock may be years ahead: a second witness has to agree with it. A
// review is one when AWS confirmed its time, as it may have been made by the same wrong clock.
bool SqliteStore::trusts_the_clock() const {
  const auto agrees = [now = clock_.now()](base::Time other) {
    return std::chrono::abs(now - other) <= std::chrono::days(1);
  };
  if (const auto told = clock_.second_opinion()) return agrees(*told);
  Statement newest(*connection_,
                   "SELECT review_id FROM documents WHERE component = ?1 AND json_valid(body)"
                   " AND json_extract(body, '$.clockConfirmed') ORDER BY review_id DESC",
                   status_component);
  while (newest.step()) {
    if (const auto time = base::from_review_id(newest.text(0))) return agrees(*time);
  }
  return false;
}

std::int64_t SqliteStore::count_expired() const {
  Statement expired(*connection_, "SELECT COUNT(*) FROM documents WHERE ttl <= ?1", now());
  expired.step();
  return expired.integer(0);
}

void SqliteStore::tell_what_is_left() {
  if (told_ || count_expired() == 0 || trusts_the_clock()) return;
  told_ = true;
  base::log::warning(left_text(count_expired()));
}

// Retention on write. Bounded, so that a review that starts after a long pause does not wait for a big clean-up.
void SqliteStore::delete_expired() {
  constexpr std::int64_t most = 256;
  if (count_expired() == 0 || !trusts_the_clock()) return;
  Statement expired(*connection_,
                    "DELETE FROM documents WHERE (review_id, component) IN"
                    " (SELECT review_id, component FROM documents WHERE ttl <= ?1 ORDER BY ttl LIMIT ?2)"
                    " RETURNING review_id",
                    now(), most);
  std::set<std::string> touched;
  while (expired.step()) touched.insert(expired.text(0));
  for (const std::string& review_id : touched) {
    // An old report that cannot be deleted must not keep a new review from starting.
    if (!has_documents(review_id) && is_name(review_id)) files_.try_remove(review_id);
  }
}

bool SqliteStore::has_documents(std::string_view review_id) const {
  return Statement(*connection_, "SELECT 1 FROM documents WHERE review_id = ?1 LIMIT 1", review_id).step();
}

void SqliteStore::put(const Item& item) {
  const std::string text = to_text(item);
  const std::lock_guard lock(mutex_);
  Transaction transaction(*connection_, Kind::writing);
  // By the end of a review AWS's answers have told the time.
  if (item.component == status_component) delete_expired();
  Statement insert(*connection_,
                   "INSERT OR REPLACE INTO documents (review_id, component, instance_arn, ttl, body)"
                   " VALUES (?1, ?2, ?3, ?4, ?5)",
                   item.review_id, item.component, instance_arn(item.body), ttl(item.body), text);
  insert.step();
  transaction.commit();
  if (item.component == status_component) tell_what_is_left();
}

std::optional<std::string> SqliteStore::live_text(std::string_view review_id, std::string_view component) const {
  Statement select(*connection_,
                   "SELECT body FROM documents"
                   " WHERE review_id = ?1 AND component = ?2 AND (ttl IS NULL OR ttl > ?3)",
                   review_id, component, now());
  if (!select.step()) return std::nullopt;
  return select.text(0);
}

std::optional<Item> SqliteStore::get(std::string_view review_id, std::string_view component) {
  const std::lock_guard lock(mutex_);
  const auto text = live_text(review_id, component);
  if (!text) return std::nullopt;
  return readable_item(review_id, component, *text);
}

Items SqliteStore::load(std::string_view review_id) {
  const std::lock_guard lock(mutex_);
  Items items;
  Statement select(*connection_,
                   "SELECT component, body FROM documents"
                   " WHERE review_id = ?1 AND (ttl IS NULL OR ttl > ?2) ORDER BY component",
                   review_id, now());
  while (select.step()) add(items, std::string(review_id), select.text(0), select.text(1));
  return items;
}

ReviewPage SqliteStore::reviews(const Filter& filter) {
  require_limit(filter);
  // Pages go by id, so that reviews that arrive in between neither repeat nor hide one. "~" is after every id.
  const std::string before = filter.page.empty() ? "~" : filter.page;
  const std::lock_guard lock(mutex_);
  const Transaction snapshot(*connection_, Kind::reading);
  Statement select(*connection_,
                   "SELECT DISTINCT review_id FROM documents"
                   " WHERE review_id < ?1 AND (ttl IS NULL OR ttl > ?2) AND (?3 = '' OR instance_arn = ?3)"
                   " ORDER BY review_id DESC",
                   before, now(), filter.instance_arn);
  ReviewPage page;
  while (select.step()) {
    std::string review_id = select.text(0);
    if (!in_range(review_id, filter)) continue;
    if (page.reviews.size() == filter.limit) {
      page.next = page.reviews.back().review_id;
      break;
    }
    const auto status = live_text(review_id, status_component);
    add(page, std::move(review_id), status);
  }
  return page;
}

Items SqliteStore::history(std::string_view component, const Filter& filter) {
  const std::lock_guard lock(mutex_);
  Items items;
  Statement select(*connection_,
                   "SELECT review_id, body FROM documents"
                   " WHERE component = ?1 AND (ttl IS NULL OR ttl > ?2) AND (?3 = '' OR instance_arn = ?3)"
                   " ORDER BY review_id DESC",
                   component, now(), filter.instance_arn);
  while (select.step()) {
    std::string review_id = select.text(0);
    if (!in_range(review_id, filter)) continue;
    add(items, std::move(review_id), std::string(component), select.text(1));
  }
  return items;
}

bool SqliteStore::remove(std::string_view review_id) {
  if (!is_name(review_id)) return false;
  const std::lock_guard lock(mutex_);
  Transaction transaction(*connection_, Kind::writing);
  // Reports first: when this is interrupted the review is still there, and can be removed again.
  files_.remove(review_id);
  Statement expired(*connection_, "DELETE FROM documents WHERE review_id = ?1 AND ttl <= ?2", review_id, now());
  expired.step();
  Statement rest(*connection_, "DELETE FROM documents WHERE review_id = ?1", review_id);
  rest.step();
  const bool removed = connection_->changes() > 0;
  transaction.commit();
  return removed;
}

void SqliteStore::put_file(std::string_view review_id, std::string_view file_name, std::string_view bytes,
                           std::string_view) {
  std::call_once(tidied_, [&] { files_.remove_left_behind(); });
  files_.write(review_id, file_name, bytes);
}

std::optional<std::string> SqliteStore::get_file(std::string_view review_id, std::string_view file_name) {
  return files_.read(review_id, file_name);
}

void SqliteStore::remove_file(std::string_view review_id, std::string_view file_name) {
  files_.remove(review_id, file_name);
}

std::string SqliteStore::link(std::string_view review_id, std::string_view file_name, std::chrono::seconds) {
  return files_.path(review_id, file_name).string();
}

void SqliteStore::count(Info& info) const {
  Statement select(*connection_,
                   "SELECT review_id, COUNT(*), COUNT(*) FILTER (WHERE ttl <= ?1) FROM documents"
                   " GROUP BY review_id ORDER BY review_id",
                   now());
  while (select.step()) {
    std::string review_id = select.text(0);
    if (!is_review_id(review_id)) continue;
    const std::int64_t expired = select.integer(2), live = select.integer(1) - expired;
    info.documents += live;
    info.expired_documents += expired;
    if (live == 0) continue;
    ++info.reviews;
    if (info.oldest_review.empty()) info.oldest_review = review_id;
    info.newest_review = std::move(review_id);
  }
}

Property SqliteStore::retention() const {
  const std::int64_t expired = count_expired();
  if (expired > 0 && !trusts_the_clock()) return {"retention", left_text(expired), Level::warning};
  return {"retention", "documents past their ttl are never shown, and deleted when the next review starts"};
}

std::vector<Property> SqliteStore::properties() const {
  const auto first = [&](std::string_view sql) {
    Statement statement(*connection_, sql);
    statement.step();
    return statement.text(0);
  };
  struct stat file{};
  ::stat(path_.c_str(), &file);
  const bool is_private = (file.st_mode & 077) == 0, is_writable = !connection_->read_only();
  const std::string integrity = first("PRAGMA integrity_check(1)");  // quick_check does not look into the indexes
  return {
      {"journal mode", first("PRAGMA journal_mode")},
      {"schema version", first("PRAGMA user_version")},
      {"SQLite", sqlite3_libversion()},
      {"integrity", integrity, integrity == "ok" ? Level::ok : Level::failed,
       "the file is damaged: put a copy of it back, or move it away and start with a new one"},
      {"file mode", fmt::format("{:04o}", file.st_mode & 07777), is_private ? Level::ok : Level::warning,
       "others than its owner can open it: chmod 600 keeps them out"},
      {"writable", is_writable ? "yes" : "no", is_writable ? Level::ok : Level::failed,
       "reviews cannot be stored: make it writable, or name another with --database"},
      retention(),
  };
}

std::vector<Property> SqliteStore::condition() {
  const std::lock_guard lock(mutex_);
  return properties();
}

// A row has what lists are made from beside the document, which says the same.
void SqliteStore::survey_rows(Survey& survey) const {
  Statement select(*connection_,
                   "SELECT review_id, component, instance_arn, ttl, body FROM documents ORDER BY review_id, component");
  while (select.step()) {
    std::string review_id = select.text(0);
    if (is_lock(review_id, select.text(1))) continue;
    const std::string where =
        fmt::format("{} {}/{}", path_, base::printable(review_id, 80), base::printable(select.text(1), 80));
    if (!is_review_id(review_id) || !is_name(select.text(1))) {
      survey.strays.push_back({where, "no review has such an id, or no component such a name"});
      continue;
    }
    const Body body = parse_body(select.text(4));
    const auto seconds = ttl(body.json);
    const bool agree = select.text(2) == instance_arn(body.json) && seconds.has_value() == !select.is_null(3) &&
                       seconds.value_or(0) == select.integer(3);
    if (body.why.empty() && !agree) survey.strays.push_back({where, "its row has another instance or ttl than it has"});
    if (survey.reviews.empty() || survey.reviews.back() != review_id) survey.reviews.push_back(std::move(review_id));
  }
}

Survey SqliteStore::survey() {
  const std::lock_guard lock(mutex_);
  Survey survey;
  try {
    const Transaction snapshot(*connection_, Kind::reading);
    Statement integrity(*connection_, "PRAGMA integrity_check");
    while (integrity.step()) {
      if (integrity.text(0) != "ok") survey.damage.push_back({path_, integrity.text(0)});
    }
    survey_rows(survey);
  } catch (const base::Error& error) {
    if (error.kind() != base::ErrorKind::corrupt) throw;
    survey.damage.push_back({path_, error.what()});  // what was found until then is as good as any
  }
  files_.survey(survey);
  return survey;
}

std::string SqliteStore::try_writing() {
  const std::lock_guard lock(mutex_);
  const Transaction rolled_back(*connection_, Kind::writing);
  Statement insert(
      *connection_,
      "INSERT OR REPLACE INTO documents (review_id, component, instance_arn, body) VALUES ('', '', '', '')");
  insert.step();
  return "a document was written, and taken back";
}

Info SqliteStore::info() {
  const std::lock_guard lock(mutex_);
  Info info;
  info.backend = "sqlite";
  info.location = path_;
  count(info);
  struct stat file{}, wal{};
  if (::stat(path_.c_str(), &file) == 0) {
    ::stat((fmt::format("{}-wal", path_)).c_str(), &wal);  // its size stays 0 when there is none
    info.bytes = file.st_size + wal.st_size;
  }
  info.properties = names_and_values(properties());
  return info;
}

// The file itself; what is not there yet is as it is named.
fs::path without_links(const fs::path& named) {
  std::error_code unreadable;  // opening it will say
  if (fs::is_symlink(named, unreadable) && !fs::exists(named, unreadable)) {
    throw base::Error(base::ErrorKind::config,
                      fmt::format("{} is a link to {}, which is not there: put the database back, or name another file "
                                  "with --database",
                                  named.string(), fs::read_symlink(named, unreadable).string()));
  }
  fs::path file = fs::weakly_canonical(named, unreadable);
  return unreadable ? named : file;
}

}  // namespace

void require_database(const Location& location) {
  if (absolute_path(location.database).has_filename()) return;
  throw base::Error(base::ErrorKind::config,
                    fmt::format("'{}' does not name a file: give one with --database", location.database));
}

std::unique_ptr<Store> open_sqlite(const Location& location, OpenMode mode, base::Clock& clock) {
  require_database(location);
  const fs::path database = without_links(absolute_path(location.database));
  const fs::path shared = database.parent_path() / "reports";
  ReviewFiles files = location.reports.empty() ? ReviewFiles(database, shared / database.filename(), shared)
                                               : ReviewFiles(database, absolute_path(location.reports), "");
  auto connection = open_database(database.string(), mode, location.lock_timeout);
  return std::make_unique<SqliteStore>(database.string(), std::move(connection), std::move(files), clock);
}

}  // namespace store
