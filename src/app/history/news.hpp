// What people and programs are told after a review: what is new in it, what is worse, and what became of the rest. Once
// a review, and no finding twice. Any thread.
#pragma once

#include <cstddef>
#include <nlohmann/json_fwd.hpp>
#include <span>
#include <string>
#include <vector>

#include "analysis/comparison.hpp"
#include "app/history/earlier.hpp"

namespace app {

struct News {
  std::vector<analysis::Change> appeared;  // worst first
  std::vector<analysis::Change> worse;     // worst first
  std::string since;                       // id of the review before; empty: there is none
  std::ptrdiff_t better = 0;
  std::ptrdiff_t fixed = 0;
  std::ptrdiff_t cannot_tell = 0;  // were open before
  std::ptrdiff_t same = 0;
  std::string not_known{};  // why the store could not be asked

  bool is_any() const { return !appeared.empty() || !worse.empty(); }
  std::ptrdiff_t still_open() const { return std::ptrdiff_t(worse.size()) + better + same; }
};

// A finding counts as new, or as worse, by the latest earlier review that could tell about it: one that was open, and
// could not be assessed for a while, is not new. A review whose news could not be told is passed over, so that they are
// told now.
News news_of(Earlier& earlier);

// Those that are told one by one: the first of both, so many in all, and where both are many a half of that of each.
struct Listed {
  std::span<const analysis::Change> appeared;
  std::span<const analysis::Change> worse;
  std::size_t left_out = 0;
};
inline constexpr std::size_t max_listed = 20;
Listed listed(const News& news);

// ", worse (80 % → 98.66 %)"; empty for what is new.
std::string worse_text(const analysis::Change& change);

// As webhooks and EventBridge have it; docs/deliveries.md has the members, which stay.
nlohmann::json to_json(const News& news);

}  // namespace app
