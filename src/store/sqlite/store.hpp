// The embedded store: one SQLite database, and a directory of reports beside it. Every write is one transaction that is
// on disk when the verb returns. The store may be shared by threads (they take turns at its one connection: SQLite lets
// one writer in at a time anyway, and reads take milliseconds) and the file by processes.
#pragma once

#include <memory>

#include "base/clock.hpp"
#include "store/open.hpp"
#include "store/store.hpp"

namespace store {

// Throws base::Error(config) when it does not name a file.
void require_database(const Location& location);

// A link to a database is the database: its reports lie beside the file itself. Throws base::Error(config) for a link
// to nowhere, and as open_database says. Paths that are relative mean the directory the process is in now.
std::unique_ptr<Store> open_sqlite(const Location& location, OpenMode mode, base::Clock& clock);

}  // namespace store
