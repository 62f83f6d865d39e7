// A copy of a database as it is at one moment, made while others use it: by SQLite's own online backup, as a plain copy
// of the file would lack what is in its -wal. Any thread, any process.
#pragma once

#include <cstdint>
#include <string>

#include "store/open.hpp"

namespace store {

// Writes the database of `location` to a new file of mode 0600 and returns its size in bytes. At `file` there is the
// whole copy or nothing. Reports are not in it. Throws base::Error: usage when the file is there already, and what
// opening the database throws.
std::int64_t back_up_sqlite(const Location& location, const std::string& file);

}  // namespace store
