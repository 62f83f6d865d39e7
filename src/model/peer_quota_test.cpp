#include "model/peer_quota.hpp"

#include <gtest/gtest.h>
#include <set>

namespace {

TEST(PeerQuotas, EachHasAKeyAndACodeOfItsOwn) {
  std::set<std::string_view> keys, codes;
  std::size_t rows = std::size(model::quota_rows);
  for (const auto& row : model::quota_rows) {
    keys.insert(row.key);
    codes.insert(row.code);
  }
  for (const auto& peer : model::peer_rows) {
    for (const auto& row : peer.quotas) {
      ++rows;
      keys.insert(row.key);
      codes.insert(row.code);
      EXPECT_EQ(row.service, peer.service) << row.key;
      EXPECT_EQ(row.use, model::QuotaUse::counted) << row.key;
      EXPECT_EQ(model::find_quota(row.key), &row);
    }
  }
  EXPECT_EQ(keys.size(), rows);
  EXPECT_EQ(codes.size(), rows);
}

TEST(PeerQuotas, AreTitledWithTheirService) {
  EXPECT_EQ(model::title_of(*model::find_quota("cases_fields")), "Cases: Fields per domain");
  EXPECT_EQ(model::title_of(*model::find_quota("users")), "Users per instance");
  EXPECT_EQ(model::find_quota("unicorns"), nullptr);
  EXPECT_EQ(model::peer_title("connect-campaigns"), "Outbound campaigns");
  EXPECT_EQ(model::peer_title("unicorns"), "unicorns");
}

}  // namespace
