// What the collectors of assistants and of what belongs to them share.
#pragma once

#include <algorithm>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "collect/collector.hpp"

namespace collect {

// Of arn:PARTITION:wisdom:REGION:ACCOUNT:KIND/ID; empty for what is no such ARN.
std::string id_in_arn(std::string_view arn, std::string_view kind);

// The member `status`, without which nothing can be told.
std::string status_in(const nlohmann::json& described, const aws::Operation& operation);

// That HTTP's status is 404 is not enough: a Region that lacks the operation answers so as well.
bool says_gone(const base::Error& error);

// Reads one item, which may be gone.
template <typename Item, typename Read>
void read_item(ItemGaps& gaps, Item& item, Read&& read) {
  item.gap = gaps.of([&] {
    try {
      read();
    } catch (const base::Error& error) {
      if (!says_gone(error)) throw;
      item.exists = false;
    }
  });
}

// What `read(assistant, found)` adds for each of them. `what`: "lists of AI agents".
template <typename Found, typename Read>
Dataset<Found> found_in(const Dataset<model::Assistants>& assistants, std::string_view what, Read&& read) {
  if (!assistants.known()) return Dataset<Found>::missing(needs_other("list of assistants", assistants.gap));
  Found found;
  std::vector<std::optional<model::Gap>> unread;
  ItemGaps gaps;
  for (const model::Assistant& assistant : *assistants.value) {
    if (assistant.exists) unread.push_back(gaps.of([&] { read(assistant, found); }));
  }
  auto gap = gap_of_items(unread, what);
  const bool none = gap && std::ranges::all_of(unread, [](const auto& one) { return one.has_value(); });
  if (none) return Dataset<Found>::missing(*unread.front());
  return {std::move(found), std::move(gap)};
}

}  // namespace collect
