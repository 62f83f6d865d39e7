#include "model/peer_quota.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace model {

const QuotaRow* find_quota(std::string_view key) {
  const auto in = [key](std::span<const QuotaRow> rows) -> const QuotaRow* {
    const auto found = std::ranges::find(rows, key, &QuotaRow::key);
    return found == rows.end() ? nullptr : &*found;
  };
  if (const QuotaRow* row = in(quota_rows)) return row;
  for (const PeerRow& peer : peer_rows) {
    if (const QuotaRow* row = in(peer.quotas)) return row;
  }
  return nullptr;
}

std::string title_of(const QuotaRow& row) {
  const bool is_of_connect = row.service == quota_rows[0].service;
  return is_of_connect ? std::string(row.name) : fmt::format("{}: {}", peer_title(row.service), row.name);
}

std::string_view peer_title(std::string_view service) {
  const auto* peer = std::ranges::find(peer_rows, service, &PeerRow::service);
  return peer == std::end(peer_rows) ? service : peer->title;
}

}  // namespace model
