#include "cli/config_file.hpp"

#include <cerrno>
#include <fcntl.h>
#include <fmt/format.h>
#include <system_error>
#include <unistd.h>

#include "base/error.hpp"
#include "store/sqlite/files.hpp"

namespace cli {
namespace {

using base::ErrorKind;
namespace fs = std::filesystem;

void write_new(const fs::path& file, std::string_view text) {
  const int handle = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
  if (handle < 0 && errno == EEXIST) {
    throw base::Error(ErrorKind::usage,
                      fmt::format("'{}' is there already, and stays as it is; name another FILE", file.string()));
  }
  if (handle < 0) store::fail(errno, file, "written");
  const bool whole = ::write(handle, text.data(), text.size()) == ssize_t(text.size());
  const int failure = whole ? 0 : errno;
  if (::close(handle) == 0 && whole) return;
  const int code = failure != 0 ? failure : errno;
  ::unlink(file.c_str());
  store::fail(code, file, "written");
}

}  // namespace

fs::path config_file_to_write(const Session& session) {
  if (!session.arguments.words.empty()) return session.arguments.words[0];
  if (const auto own = app::default_config_file(session.world.environment)) return *own;
  throw base::Error(ErrorKind::usage, "there is no home directory to write the configuration to; name a FILE");
}

// Without being told, never over a file that is there: it may hold what somebody took care to set.
void write_config_file(const fs::path& file, std::string_view text, bool replaces) {
  std::error_code failure;
  if (replaces && fs::exists(file, failure)) return store::replace_file(file, text);
  store::make_directory(file.parent_path(), 0777);
  write_new(file, text);
}

}  // namespace cli
