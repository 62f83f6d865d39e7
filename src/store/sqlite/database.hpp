// The database file itself: its schema, how it comes into being, and how a file that is not one of ours is told apart
// before anything is written to it. Any thread, any process; the connection belongs to the caller.
#pragma once

#include <chrono>
#include <filesystem>
#include <memory>
#include <string>

#include "store/open.hpp"
#include "store/sqlite/connection.hpp"

namespace store {

inline constexpr int sqlite_schema_version = 1;

// A path for people to read and open. ".." stays: behind a symbolic link it is not what it looks like.
std::filesystem::path absolute_path(const std::string& text);

// Whether no other database of ours lies in its directory.
bool is_alone(const std::filesystem::path& database);

// Throws base::Error: not_found (OpenMode::existing and no file), config (a directory, or made by a newer version),
// corrupt (not one of ours), denied, unavailable. Where nothing can be written beside it, a file whose -wal is not
// there is opened as one that does not change.
std::unique_ptr<Connection> open_database(const std::string& path, OpenMode mode,
                                          std::chrono::milliseconds lock_timeout);

}  // namespace store
