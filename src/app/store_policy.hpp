// What keeping reviews in a bucket or a table has to be allowed: the statements that a policy needs beside those of the
// review itself. Nothing is asked of AWS. Pure function.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "model/scene.hpp"
#include "store/open.hpp"

namespace app {

// None for sqlite. `where` gives partition, region and account of the table, as far as they are known. Throws
// base::Error(config) when the storage names no bucket or table.
nlohmann::ordered_json store_statements(const store::Location& location, const model::InstanceRef& where);

}  // namespace app
