// The functions of deliveries.def.
#pragma once

#include "app/deliver/delivery.hpp"

namespace app {

#define AFTER_DOCUMENT(name) void deliver_##name(const model::Document& document, const Means& means);
#define AFTER_REVIEW(name) void deliver_##name(Performed& performed, const Means& means);
#include "app/deliver/deliveries.def"
#undef AFTER_DOCUMENT
#undef AFTER_REVIEW

}  // namespace app
