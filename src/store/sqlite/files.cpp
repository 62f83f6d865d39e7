#include "store/sqlite/files.hpp"

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <vector>

#include "base/error.hpp"
#include "base/text.hpp"

namespace store {
namespace {

namespace fs = std::filesystem;

// Closes on the way out; what matters about a write has been said by fsync before.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  Descriptor(Descriptor&&) = delete;
  Descriptor& operator=(Descriptor&&) = delete;

  int number() const { return number_; }

 private:
  int number_;
};

struct Temporary {
  fs::path path;
  int descriptor;
};

// flock(2): it ends with the process, however that ends.
bool try_lock(int descriptor) {
  return ::flock(descriptor, LOCK_EX | LOCK_NB) == 0;
}

// Whoever finds a temporary file that is not locked deletes it, even between its making and its locking. A file system
// without locks has nobody who can find it so.
bool is_kept(int descriptor) {
  if (!try_lock(descriptor)) return errno != EWOULDBLOCK;
  struct stat status{};
  return ::fstat(descriptor, &status) == 0 && status.st_nlink > 0;
}

// The system itself takes the umask away: a process cannot ask for its own without changing it.
Temporary open_temporary(const fs::path& path, mode_t mode) {
  static std::atomic<unsigned> count = 0;
  for (;;) {
    const std::string name = fmt::format(".{}.{:x}-{:x}", path.filename().string(), ::getpid(), ++count);
    fs::path temporary = path.parent_path() / name;
    const int descriptor = ::open(temporary.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, mode);
    if (descriptor >= 0 && is_kept(descriptor)) return {std::move(temporary), descriptor};
    if (descriptor >= 0) {
      ::close(descriptor);
    } else if (errno != EEXIST) {  // left by a process of the same number that died
      fail(errno, path, "written");
    }
  }
}

void write_all(int descriptor, const fs::path& path, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) fail(errno, path, "written");
    bytes.remove_prefix(std::size_t(written));
  }
  if (::fsync(descriptor) != 0) fail(errno, path, "written");
}

}  // namespace

bool is_full(int error) {
  return error == ENOSPC || error == EDQUOT || error == EFBIG;
}

void fail(int error, const fs::path& path, std::string_view undone) {
  const std::string reason = std::generic_category().message(error);
  const auto what = [&](base::ErrorKind kind, std::string_view advice) {
    return base::Error(kind, fmt::format("{} cannot be {}: {}{}", path.string(), undone, reason, advice));
  };
  if (is_full(error)) throw what(base::ErrorKind::unavailable, "; make room there, then do it again");
  switch (error) {
    case EACCES:
    case EPERM:
    case EROFS:
      throw what(base::ErrorKind::denied, "; check the permissions of it and its directory, or choose another place");
    case ENOENT: throw what(base::ErrorKind::not_found, "");
    case ENOTDIR:
    case EISDIR:
    case ELOOP:
    case ENAMETOOLONG: throw what(base::ErrorKind::config, "; choose another place");
    default: throw what(base::ErrorKind::unavailable, "");
  }
}

void make_directory(const fs::path& directory, mode_t mode) {
  if (directory.empty() || ::mkdir(directory.c_str(), mode) == 0) return;
  if (errno == ENOENT && directory.has_relative_path()) {
    make_directory(directory.parent_path(), mode);
    if (::mkdir(directory.c_str(), mode) == 0) return;
  }
  const int error = errno;
  struct stat status{};
  if (::stat(directory.c_str(), &status) == 0 && S_ISDIR(status.st_mode)) return;
  fail(error == EEXIST ? ENOTDIR : error, directory, "made");
}

void sync_directory(const fs::path& directory) {
  const Descriptor opened(::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (opened.number() < 0) fail(errno, directory, "opened");
  // Some network file systems have no such thing, and say EINVAL.
  if (::fsync(opened.number()) != 0 && errno != EINVAL) fail(errno, directory, "written");
}

void write_file(const fs::path& path, std::string_view bytes, mode_t mode) {
  const Temporary temporary = open_temporary(path, mode);
  const Descriptor opened(temporary.descriptor);
  try {
    write_all(opened.number(), path, bytes);
    if (::rename(temporary.path.c_str(), path.c_str()) != 0) fail(errno, path, "written");
  } catch (...) {
    ::unlink(temporary.path.c_str());
    throw;
  }
  sync_directory(path.parent_path());
}

void replace_file(const fs::path& file, std::string_view bytes) {
  std::error_code failure;
  const fs::path real = fs::canonical(file, failure);
  if (failure) fail(failure.value(), file, "written");
  const fs::file_status before = fs::status(real, failure);
  if (failure) fail(failure.value(), file, "written");
  write_file(real, bytes);
  fs::permissions(real, before.permissions(), failure);  // not every file system has them
}

std::optional<std::string> read_file(const fs::path& path) {
  const Descriptor opened(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (opened.number() < 0) {
    if (errno == ENOENT) return std::nullopt;
    fail(errno, path, "read");
  }
  std::string bytes;
  std::vector<char> chunk(1 << 16);
  while (true) {
    const ssize_t got = ::read(opened.number(), chunk.data(), chunk.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) fail(errno, path, "read");
    if (got == 0) return bytes;
    bytes.append(chunk.data(), std::size_t(got));
  }
}

bool is_temporary(std::string_view name) {
  const auto dot = name.rfind('.'), dash = name.rfind('-');
  if (!name.starts_with('.') || dot == 0 || dash == name.npos || dash < dot) return false;
  const auto is_number = [](std::string_view text) { return !text.empty() && std::ranges::all_of(text, base::is_hex); };
  return is_number(name.substr(dot + 1, dash - dot - 1)) && is_number(name.substr(dash + 1));
}

bool is_left_behind(const fs::path& temporary) {
  const Descriptor opened(::open(temporary.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
  return opened.number() >= 0 && try_lock(opened.number());
}

void remove_left_behind(const fs::path& temporary) {
  const Descriptor opened(::open(temporary.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
  if (opened.number() >= 0 && try_lock(opened.number())) ::unlink(temporary.c_str());
}

fs::path make_temporary(const fs::path& path) {
  const Temporary temporary = open_temporary(path, 0600);
  const Descriptor opened(temporary.descriptor);
  return temporary.path;
}

}  // namespace store
