#include "base/json/library.hpp"

template class nlohmann::basic_json<>;
