#include "page/view.hpp"

#include "base/encode.hpp"

namespace page {
namespace {

constexpr std::size_t longest_text = 20000;

}  // namespace

View& View::text(std::string key, std::string_view value) {
  if (value.empty()) return flag(std::move(key), false);
  members_.emplace_back(std::move(key), base::printable(value, longest_text));
  return *this;
}

View& View::own(std::string key, std::string_view value) {
  members_.emplace_back(std::move(key), std::string(value));
  return *this;
}

View& View::flag(std::string key, bool value) {
  members_.emplace_back(std::move(key), value);
  return *this;
}

View& View::list(std::string key, std::vector<View> views) {
  members_.emplace_back(std::move(key), std::move(views));
  return *this;
}

View& View::one(std::string key, View view) {
  std::vector<View> views;
  views.push_back(std::move(view));
  return list(std::move(key), std::move(views));
}

}  // namespace page
