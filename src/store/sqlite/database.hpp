// The database file itself: its schema, how it comes into being, and how a file that is not one of ours is told apart
// before anything is written to it. Any thread, any process; the connection belongs to the caller.
#pragma once

#include <chrono>
#include <memory>
#include <string>

#include "store/open.hpp"
#include "store/sqlite/connection.hpp"

namespace store {

inline constexpr int sqlite_schema_version = 1;

// Throws base::Error: not_found (OpenMode::existing and no file), config (a directory, or made by a newer version),
// corrupt (not one of ours), denied, unavailable.
std::unique_ptr<Connection> open_database(const std::string& path, OpenMode mode,
                                          std::chrono::milliseconds lock_timeout);

}  // namespace store
