#include "app/deliver/delivery.hpp"
#include "app/deliver/rows.hpp"

namespace app {

std::span<const Delivery> deliveries() {
  static const std::vector<Delivery> rows = {
#define AFTER_DOCUMENT(name) {#name, AfterDocument(deliver_##name)},
#define AFTER_REVIEW(name) {#name, AfterReview(deliver_##name)},
#include "app/deliver/deliveries.def"
#undef AFTER_DOCUMENT
#undef AFTER_REVIEW
  };
  return rows;
}

}  // namespace app
