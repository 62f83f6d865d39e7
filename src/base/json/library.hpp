// nlohmann's JSON, whose members are compiled once, in library.cpp, and not again in each source that uses them. In
// every source through the precompiled header.
#pragma once

#include <nlohmann/json.hpp>

extern template class nlohmann::basic_json<>;
