#include "store/sqlite/connection.hpp"

#include <cerrno>
#include <fmt/chrono.h>
#include <fmt/format.h>
#include <system_error>

#include "base/encode.hpp"
#include "base/error.hpp"
#include "store/sqlite/files.hpp"

namespace store {

using base::ErrorKind;

Connection::Connection(const std::string& path, std::chrono::milliseconds lock_timeout, const std::string& shown_as,
                       Access access)
    : shown_as_(shown_as), lock_timeout_(lock_timeout) {
  sqlite3* handle = nullptr;
  // https://www.sqlite.org/uri.html#uriimmutable
  const int code = access == Access::immutable
                       ? sqlite3_open_v2(fmt::format("file:{}?immutable=1", base::percent_encode(path)).c_str(),
                                         &handle, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX, nullptr)
                       : sqlite3_open_v2(path.c_str(), &handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nullptr);
  handle_.reset(handle);  // there is one even when opening failed, to ask for the reason
  if (code != SQLITE_OK) fail(code);
  sqlite3_extended_result_codes(handle, 1);
  sqlite3_busy_timeout(handle, int(lock_timeout.count()));
  // A database that somebody sent must not run anything of its own, nor break SQLite's tables.
  sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
}

void Connection::run(std::string_view sql) {
  Statement statement(*this, sql);
  while (statement.step()) continue;
}

std::string Connection::header(int count) const {
  // Through SQLite's own descriptor: opening and closing the file here would drop the locks that other connections of
  // this process hold on it. https://www.sqlite.org/howtocorrupt.html#_posix_advisory_locks_canceled
  sqlite3_file* file = nullptr;
  const int found = sqlite3_file_control(handle_.get(), "main", SQLITE_FCNTL_FILE_POINTER, static_cast<void*>(&file));
  if (found != SQLITE_OK || file == nullptr || file->pMethods == nullptr) fail(SQLITE_CANTOPEN);
  std::string bytes(std::size_t(count), '\0');
  const int code = file->pMethods->xRead(file, bytes.data(), count, 0);  // a short read leaves zeros
  if (code != SQLITE_OK && code != SQLITE_IOERR_SHORT_READ) fail(code);
  return bytes;
}

bool Connection::moved() const {
  int moved = 0;
  sqlite3_file_control(handle_.get(), "main", SQLITE_FCNTL_HAS_MOVED, &moved);
  return moved != 0;
}

void Connection::fail(int code) const {
  const int system_error = handle_ ? sqlite3_system_errno(handle_.get()) : ENOMEM;
  const auto error = [&](ErrorKind kind, std::string_view rest) {
    return base::Error(kind, fmt::format("{} {}", shown_as_, rest));
  };
  switch (code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_PROTOCOL:
      throw error(ErrorKind::unavailable,
                  fmt::format("has been in use by another process for more than {}; try again", lock_timeout_));
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH: store::fail(EACCES, shown_as_, "written");
    case SQLITE_FULL: store::fail(ENOSPC, shown_as_, "written");
    case SQLITE_CANTOPEN:
      store::fail(system_error != 0 ? system_error : EACCES, shown_as_, "opened with its -wal and -shm files");
    case SQLITE_IOERR:
      if (system_error != 0) store::fail(system_error, shown_as_, "read or written");
      // SQLite has forgotten the reason: a quota, a limit, a broken disk.
      throw error(ErrorKind::unavailable, fmt::format("cannot be read or written: {}; check that there is room and "
                                                      "that the disk is sound",
                                                      sqlite3_errstr(code)));
    case SQLITE_CORRUPT:
      throw error(ErrorKind::corrupt,
                  fmt::format("is damaged ({}); put a copy of it back, or move it away to begin anew",
                              sqlite3_errmsg(handle_.get())));
    case SQLITE_NOTADB: throw error(ErrorKind::corrupt, "is not a SQLite database; name another file with --database");
    default:
      throw error(ErrorKind::internal, fmt::format("was used wrongly: {} ({})",
                                                   handle_ ? sqlite3_errmsg(handle_.get()) : "no memory", code));
  }
}

sqlite3_stmt* Statement::prepare(const Connection& connection, std::string_view sql) {
  sqlite3_stmt* handle = nullptr;
  const int code = sqlite3_prepare_v2(connection.handle(), sql.data(), int(sql.size()), &handle, nullptr);
  if (code != SQLITE_OK) connection.fail(code);
  return handle;
}

bool Statement::step() {
  const int code = sqlite3_step(handle_.get());
  if (code == SQLITE_ROW) return true;
  if (code != SQLITE_DONE) connection_.fail(code);
  return false;
}

std::string Statement::text(int column) const {
  const void* bytes = sqlite3_column_blob(handle_.get(), column);
  const int size = sqlite3_column_bytes(handle_.get(), column);
  if (bytes == nullptr) {
    if (sqlite3_errcode(connection_.handle()) == SQLITE_NOMEM) throw std::bad_alloc();
    return {};
  }
  return std::string(static_cast<const char*>(bytes), std::size_t(size));
}

void Statement::bind(int at, std::string_view value) {
  const char* bytes = value.data() != nullptr ? value.data() : "";  // a null pointer would bind NULL
  check(sqlite3_bind_text64(handle_.get(), at, bytes, value.size(), SQLITE_TRANSIENT, SQLITE_UTF8));
}

void Statement::bind(int at, std::int64_t value) {
  check(sqlite3_bind_int64(handle_.get(), at, value));
}

void Statement::bind(int at, std::optional<std::int64_t> value) {
  check(value ? sqlite3_bind_int64(handle_.get(), at, *value) : sqlite3_bind_null(handle_.get(), at));
}

void Statement::check(int code) const {
  if (code != SQLITE_OK) connection_.fail(code);
}

Transaction::Transaction(Connection& connection, Kind kind) : connection_(connection) {
  if (kind == Kind::reading) {
    connection_.run("BEGIN");
    return;
  }
  // A file that was deleted or replaced still takes writes, and loses them when it is closed.
  if (connection_.moved()) {
    throw base::Error(ErrorKind::not_found,
                      fmt::format("{} was moved or deleted while it was in use; start again", connection_.shown_as()));
  }
  connection_.run("BEGIN IMMEDIATE");
}

Transaction::~Transaction() {
  // SQLite has rolled back by itself after some errors; for the others there is nothing more to do about a failure.
  if (sqlite3_get_autocommit(connection_.handle()) == 0) {
    sqlite3_exec(connection_.handle(), "ROLLBACK", nullptr, nullptr, nullptr);
  }
}

}  // namespace store
