#include "app/deliver/delivery.hpp"

#include <exception>
#include <fmt/format.h>

#include "base/log.hpp"

namespace app {
namespace {

template <typename After, typename Result>
std::vector<std::string> deliver_each(Result& result, std::string_view whose, const Means& means) {
  std::vector<std::string> failures;
  for (const Delivery& row : means.rows) {
    const auto* follow = std::get_if<After>(&row.follow);
    if (follow == nullptr) continue;
    try {
      (*follow)(result, means);
    } catch (const std::exception& error) {
      failures.push_back(fmt::format("{}: the delivery '{}' failed: {}", whose, row.name, error.what()));
      base::log::error(failures.back());
    }
  }
  return failures;
}

}  // namespace

std::vector<std::string> deliver(const model::Document& document, const Means& means) {
  return deliver_each<AfterDocument>(document, document.component, means);
}

std::vector<std::string> deliver(Performed& performed, const Means& means) {
  return deliver_each<AfterReview>(performed, "review", means);
}

}  // namespace app
