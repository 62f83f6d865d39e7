#include <cerrno>
#include <cstdlib>
#include <fmt/format.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

#include "app/fix/fix_pack.hpp"
#include "base/error.hpp"
#include "store/sqlite/files.hpp"

namespace app {
namespace {

namespace fs = std::filesystem;

constexpr mode_t of_a_script = 0777, of_a_file = 0666;  // less the umask, as any program's

// A directory of this process's own beside the one that is to be, in which that is filled. It is gone in the end.
class Workplace {
 public:
  explicit Workplace(const fs::path& beside) {
    std::string name = beside.parent_path() / fmt::format(".{}-XXXXXX", beside.filename().string());
    if (::mkdtemp(name.data()) == nullptr) store::fail(errno, beside, "made");
    path_ = name;
  }
  ~Workplace() {
    std::error_code failure;  // what cannot be taken away stays
    fs::remove_all(path_, failure);
  }
  Workplace(const Workplace&) = delete;
  Workplace& operator=(const Workplace&) = delete;
  Workplace(Workplace&&) = delete;
  Workplace& operator=(Workplace&&) = delete;

  fs::path pack() const { return path_ / "pack"; }

 private:
  fs::path path_;
};

}  // namespace

fs::path fix_directory(const fs::path& named) {
  std::error_code failure;
  fs::path directory = fs::weakly_canonical(fs::absolute(named), failure);
  if (failure) store::fail(failure.value(), named, "used");
  if (!directory.has_filename()) directory = directory.parent_path();  // it was given with a slash at its end
  if (!fs::exists(directory, failure)) return directory;
  if (!fs::is_directory(directory, failure)) {
    throw base::Error(base::ErrorKind::usage,
                      fmt::format("'{}' is a file; name a new directory for the pack", named.string()));
  }
  if (!fs::is_empty(directory, failure) || failure) {
    throw base::Error(
        base::ErrorKind::usage,
        fmt::format("there is something in '{}' already; name a new directory for the pack", named.string()));
  }
  return directory;
}

void write_fix_pack(const fs::path& named, const FixPack& pack) {
  const fs::path directory = fix_directory(named);
  store::make_directory(directory.parent_path(), 0777);
  const Workplace workplace(directory);
  for (const FixFile& file : pack.files) {
    const fs::path path = workplace.pack() / file.name;
    store::make_directory(path.parent_path(), 0777);
    store::write_file(path, file.text, file.is_script ? of_a_script : of_a_file);
  }
  // In the place of an empty directory too; somebody may have put something there meanwhile.
  if (::rename(workplace.pack().c_str(), directory.c_str()) != 0) store::fail(errno, directory, "written");
  store::sync_directory(directory.parent_path());
}

}  // namespace app
