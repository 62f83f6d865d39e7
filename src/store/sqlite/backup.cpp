#include "store/sqlite/backup.hpp"

#include <cerrno>
#include <filesystem>
#include <fmt/format.h>
#include <memory>
#include <unistd.h>

#include "base/error.hpp"
#include "store/sqlite/database.hpp"
#include "store/sqlite/files.hpp"

namespace store {
namespace {

namespace fs = std::filesystem;

base::Error there_already(const fs::path& file) {
  return {base::ErrorKind::usage, fmt::format("{} is there already: name another file", file.string())};
}

struct Finish {
  void operator()(sqlite3_backup* backup) const { sqlite3_backup_finish(backup); }
};

// All pages in one step: writers wait for less time than for a copy that begins anew with each of their writes.
void copy_pages(const Connection& from, Connection& to) {
  const std::unique_ptr<sqlite3_backup, Finish> backup(sqlite3_backup_init(to.handle(), "main", from.handle(), "main"));
  if (!backup) to.fail(sqlite3_extended_errcode(to.handle()));
  const int code = sqlite3_backup_step(backup.get(), -1);
  if (code != SQLITE_DONE) (sqlite3_errcode(to.handle()) == code ? to : from).fail(code);
}

}  // namespace

std::int64_t back_up_sqlite(const Location& location, const std::string& file) {
  const auto from = open_database(absolute_path(location.database).string(), OpenMode::existing, location.lock_timeout);
  const fs::path path = absolute_path(file);
  if (fs::exists(path)) throw there_already(path);
  const std::string temporary = make_temporary(path).string();
  try {
    {
      Connection to(temporary, location.lock_timeout, path.string());
      copy_pages(*from, to);
      to.run("PRAGMA journal_mode = DELETE");  // one file, readable from a medium that takes no others beside it
    }
    if (::link(temporary.c_str(), path.c_str()) != 0) {
      if (errno == EEXIST) throw there_already(path);
      fail(errno, path, "made");
    }
  } catch (...) {
    for (const char* suffix : {"", "-journal", "-wal", "-shm"}) ::unlink((temporary + suffix).c_str());
    throw;
  }
  ::unlink(temporary.c_str());
  sync_directory(path.parent_path());
  return std::int64_t(fs::file_size(path));
}

}  // namespace store
