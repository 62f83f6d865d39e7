#include "app/move/each_review.hpp"

#include <fmt/format.h>
#include <iterator>
#include <nlohmann/json.hpp>
#include <utility>

#include "base/encode.hpp"
#include "formats/table.hpp"

namespace app {

void append(std::vector<Remark>& all, std::vector<Remark> more) {
  std::move(more.begin(), more.end(), std::back_inserter(all));
}

nlohmann::json to_json(const std::vector<Remark>& remarks) {
  auto list = nlohmann::json::array();
  for (const Remark& remark : remarks) list.push_back({{"what", remark.what}, {"why", remark.why}});
  return list;
}

std::string what_of(std::string_view review_id, std::string_view name) {
  return fmt::format("{}/{}", base::printable(review_id, 60), base::printable(name, 200));
}

bool ends_everything(const base::Error& error) {
  using base::ErrorKind;
  switch (error.kind()) {
    case ErrorKind::denied:
    case ErrorKind::credentials:
    case ErrorKind::config:
    case ErrorKind::not_found:  // the bucket, the table: a review that is gone is no error
    case ErrorKind::deadline: return true;
    default: return false;
  }
}

std::vector<std::string> report_names(const std::string& review_id) {
  std::vector<std::string> names;
  for (const auto& writer : formats::writers()) names.push_back(formats::file_name(review_id, writer));
  return names;
}

Held by_component(const store::Items& items) {
  Held held;
  for (const auto& broken : items.broken) held[broken.component] = nullptr;
  for (const auto& item : items.items) held[item.component] = &item;
  return held;
}

std::vector<Remark> broken_ones(const store::Items& items) {
  std::vector<Remark> remarks;
  for (const auto& broken : items.broken) remarks.push_back({what_of(broken.review_id, broken.component), broken.why});
  return remarks;
}

}  // namespace app
