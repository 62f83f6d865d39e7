// Files that only their owner may read unless the caller lets others, written whole or not at all, with one clear
// sentence for what can go wrong. Every function throws base::Error. No state: any thread, any process.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <sys/types.h>

namespace store {

// Throws the base::Error for errno `error`: denied, not_found, config (not a directory, name too long) or unavailable
// (no space, anything else). `undone` completes "<path> cannot be …".
[[noreturn]] void fail(int error, const std::filesystem::path& path, std::string_view undone);

// Whether errno `error` says that there is no room left.
bool is_full(int error);

// Makes the directory and those above it that are missing, each with this mode less the process's umask; 0700 is what
// the XDG directories want.
void make_directory(const std::filesystem::path& directory, mode_t mode = 0700);

// After this the names in the directory survive a power loss.
void sync_directory(const std::filesystem::path& directory);

// Writes a temporary file beside `path`, syncs it and renames it. After a crash there is the old file or the new one.
// Its mode is this one less the process's umask.
void write_file(const std::filesystem::path& path, std::string_view bytes, mode_t mode = 0600);

// The same in the place of a file that is there: of that to which a link leads, and as open to others as it was.
void replace_file(const std::filesystem::path& file, std::string_view bytes);

// Nothing when there is no such file.
std::optional<std::string> read_file(const std::filesystem::path& path);

// Whether write_file gives such names to files that are not whole yet.
bool is_temporary(std::string_view name);

// Of a file with such a name: whether the process that wrote it has ended. Where that cannot be known, it has not.
bool is_left_behind(const std::filesystem::path& temporary);

// Deletes such a file if it is.
void remove_left_behind(const std::filesystem::path& temporary);

// An empty file of mode 0600 with a name beginning with ".<name of path>." in its directory.
std::filesystem::path make_temporary(const std::filesystem::path& path);

}  // namespace store
