// SQLite's C interface as three RAII types that throw base::Error: connection, statement, transaction. A connection and
// what is made from it belong to one thread at a time; SqliteStore guards its own with a mutex.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <sqlite3.h>
#include <string>
#include <string_view>

namespace store {

// How a file is opened.
enum class Access {
  as_allowed,  // for reading and writing where the file system lets us
  immutable,   // for reading a file that nobody writes meanwhile: nothing is locked, and nothing made beside it
};

class Connection {
 public:
  // Opens a file that exists. Waits up to `lock_timeout` for
  // other processes, in every later call too. Errors name the file `shown_as`.
  Connection(const std::string& path, std::chrono::milliseconds lock_timeout, const std::string& shown_as,
             Access access = Access::as_allowed);

  // For statements that return nothing and have no values.
  void run(std::string_view sql);

  // The first bytes of the file, at most `count`, as they are on disk: nothing is recovered, locked or changed.
  std::string header(int count) const;

  bool read_only() const { return sqlite3_db_readonly(handle_.get(), "main") != 0; }
  // Whether the path no longer leads to the file that is open here.
  bool moved() const;
  // Rows that the last statement wrote.
  int changes() const { return sqlite3_changes(handle_.get()); }
  const std::string& shown_as() const { return shown_as_; }
  sqlite3* handle() const { return handle_.get(); }

  // Throws the base::Error for SQLite's result code.
  [[noreturn]] void fail(int code) const;

 private:
  struct Close {
    void operator()(sqlite3* handle) const { sqlite3_close(handle); }
  };
  std::string shown_as_;
  std::chrono::milliseconds lock_timeout_;
  std::unique_ptr<sqlite3, Close> handle_;
};

// A prepared statement with its values bound, ?1 first.
class Statement {
 public:
  template <typename... Values>
  Statement(const Connection& connection, std::string_view sql, const Values&... values)
      : connection_(connection), handle_(prepare(connection, sql)) {
    int at = 0;
    (bind(++at, values), ...);
  }

  // True while there is a row to read.
  bool step();

  // Of the current row, columns from 0.
  std::string text(int column) const;
  bool is_null(int column) const { return sqlite3_column_type(handle_.get(), column) == SQLITE_NULL; }
  std::int64_t integer(int column) const { return sqlite3_column_int64(handle_.get(), column); }

 private:
  struct Finalize {
    void operator()(sqlite3_stmt* handle) const { sqlite3_finalize(handle); }
  };
  static sqlite3_stmt* prepare(const Connection& connection, std::string_view sql);
  void bind(int at, std::string_view value);
  void bind(int at, std::int64_t value);
  void bind(int at, std::optional<std::int64_t> value);
  void check(int code) const;

  const Connection& connection_;
  std::unique_ptr<sqlite3_stmt, Finalize> handle_;
};

// Rolled back unless committed. Reading: every statement sees the same state. Writing: takes the write lock at the
// start, because a transaction that turns to writing later cannot wait for another writer.
class Transaction {
 public:
  enum class Kind { reading, writing };

  Transaction(Connection& connection, Kind kind);
  ~Transaction();
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  Transaction(Transaction&&) = delete;
  Transaction& operator=(Transaction&&) = delete;

  void commit() { connection_.run("COMMIT"); }

 private:
  Connection& connection_;
};

}  // namespace store
