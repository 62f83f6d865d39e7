#include "store/sqlite/database.hpp"

#include <array>
#include <cerrno>
#include <cstdint>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <string_view>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.hpp"
#include "store/sqlite/files.hpp"

namespace store {
namespace {

namespace fs = std::filesystem;
using base::ErrorKind;

// Bytes 68 to 71 of the file, "coRv", so that `file` and we can tell whose database it is.
// https://www.sqlite.org/fileformat2.html#application_id
constexpr std::uint32_t application_id = 0x636f5276;
constexpr std::string_view magic{"SQLite format 3\0", 16};
constexpr std::size_t application_id_at = 68;

// The indexes let the lists be answered without touching a body. Times in ttl are epoch seconds; NULL never expires.
constexpr std::string_view schema[] = {
    R"(CREATE TABLE documents (
         review_id TEXT NOT NULL,
         component TEXT NOT NULL,
         instance_arn TEXT NOT NULL,
         ttl INTEGER,
         body TEXT NOT NULL,
         PRIMARY KEY (review_id, component)) STRICT, WITHOUT ROWID)",
    "CREATE INDEX documents_by_review ON documents (review_id, instance_arn, ttl)",
    "CREATE INDEX documents_by_component ON documents (component, review_id, instance_arn, ttl)",
    "CREATE INDEX documents_by_ttl ON documents (ttl) WHERE ttl IS NOT NULL",
};

base::Error refusal(ErrorKind kind, const std::string& path, std::string_view rest) {
  return base::Error(kind, fmt::format("{} {}", path, rest));
}

// Makes a whole database under another name and links it to its own: at `path` there is never a half-made one, and of
// two processes that do this at the same time the second one finds the first one's file.
void create_database(const std::string& path) {
  const fs::path directory = fs::path(path).parent_path();
  make_directory(directory);
  const std::string temporary = make_temporary(path).string();
  const auto remove_temporary = [&] {
    for (const char* suffix : {"", "-journal", "-wal", "-shm"}) ::unlink((temporary + suffix).c_str());
  };
  try {
    Connection connection(temporary, std::chrono::milliseconds(0), path);
    connection.run("BEGIN");
    for (const std::string_view statement : schema) connection.run(statement);
    connection.run(fmt::format("PRAGMA application_id = {}", application_id));
    connection.run(fmt::format("PRAGMA user_version = {}", sqlite_schema_version));
    connection.run("COMMIT");
    connection.run("PRAGMA journal_mode = WAL");
  } catch (...) {
    remove_temporary();
    throw;
  }
  const int linked = ::link(temporary.c_str(), path.c_str());
  const int error = errno;
  remove_temporary();
  if (linked != 0 && error != EEXIST) fail(error, path, "made");
  sync_directory(directory);
}

std::uint32_t application_id_of(std::string_view header) {
  std::uint32_t id = 0;
  for (std::size_t i = 0; i < 4; ++i) id = id << 8 | std::uint8_t(header[application_id_at + i]);
  return id;
}

bool is_ours(const fs::path& file) {
  std::array<char, application_id_at + 4> header{};
  std::ifstream in(file, std::ios::binary);
  const bool is_whole = bool(in.read(header.data(), header.size()));
  const std::string_view text(header.data(), header.size());
  return is_whole && text.starts_with(magic) && application_id_of(text) == application_id;
}

// SQLite makes a -shm file to read a database in WAL mode, which it cannot on a medium or in a directory that is
// read-only. With a -wal the database is more than its file, and perhaps being written.
Access access_to(const std::string& path, OpenMode mode) {
  struct stat wal{};
  const bool has_wal = ::stat((fmt::format("{}-wal", path)).c_str(), &wal) == 0 && wal.st_size > 0;
  const bool is_closed = ::access(fs::path(path).parent_path().c_str(), W_OK) != 0;
  return mode == OpenMode::existing && is_closed && !has_wal ? Access::immutable : Access::as_allowed;
}

void require_ours(const Connection& connection) {
  const std::string header = connection.header(100);
  const std::string& path = connection.shown_as();
  if (!header.starts_with(magic)) {
    throw refusal(ErrorKind::corrupt, path, "is not a database; delete it, or name another file with --database");
  }
  if (application_id_of(header) != application_id) {
    throw refusal(ErrorKind::corrupt, path, "is another program's SQLite database; name another file with --database");
  }
  Statement version(connection, "PRAGMA user_version");
  version.step();
  if (version.integer(0) > sqlite_schema_version) {
    throw refusal(ErrorKind::config, path,
                  fmt::format("was made by a newer version of connect-ops-review (schema {}, this one knows up to {}); "
                              "update this one, or name another file with --database",
                              version.integer(0), sqlite_schema_version));
  }
  Statement table(connection,
                  "SELECT COUNT(*) FROM pragma_table_info('documents')"
                  " WHERE name IN ('review_id', 'component', 'instance_arn', 'ttl', 'body')");
  table.step();
  if (version.integer(0) != sqlite_schema_version || table.integer(0) != 5) {
    throw refusal(ErrorKind::corrupt, path,
                  "lacks its table of documents; put a copy back, or move it away to begin anew");
  }
}

}  // namespace

fs::path absolute_path(const std::string& text) {
  if (text.empty()) return {};
  const fs::path path = fs::absolute(text);
  return text.find("..") == std::string::npos ? path.lexically_normal() : path;
}

bool is_alone(const fs::path& database) {
  std::error_code unreadable;  // then nobody can say
  for (const auto& entry : fs::directory_iterator(database.parent_path(), unreadable)) {
    if (entry.path() != database && entry.is_regular_file(unreadable) && is_ours(entry.path())) return false;
  }
  return !unreadable;
}

std::unique_ptr<Connection> open_database(const std::string& path, OpenMode mode,
                                          std::chrono::milliseconds lock_timeout) {
  struct stat status{};
  if (::stat(path.c_str(), &status) != 0) {
    if (errno != ENOENT) fail(errno, path, "opened");
    if (mode == OpenMode::existing) {
      throw refusal(ErrorKind::not_found, path, "does not exist yet: the first `connect-ops-review run` makes it");
    }
    create_database(path);
  } else if (!S_ISREG(status.st_mode)) {
    throw refusal(ErrorKind::config, path,
                  S_ISDIR(status.st_mode) ? "is a directory; name a file in it with --database"
                                          : "is not a regular file; name another with --database");
  }
  auto connection = std::make_unique<Connection>(path, lock_timeout, path, access_to(path, mode));
  require_ours(*connection);
  if (connection->read_only()) {
    if (mode == OpenMode::create) fail(EACCES, path, "written");
    return connection;
  }
  connection->run("PRAGMA journal_mode = WAL");  // in case somebody changed it
  // With WAL, NORMAL would survive kill -9 as well, but lose the last documents to a power failure. A review writes
  // about ten: one fsync each is nothing beside the calls that they took.
  connection->run("PRAGMA synchronous = FULL");
  connection->run("PRAGMA secure_delete = ON");  // documents hold phone numbers: what retention deletes is to be gone
  return connection;
}

}  // namespace store
