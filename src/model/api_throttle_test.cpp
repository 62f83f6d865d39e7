#include "model/api_throttle.hpp"

#include <gtest/gtest.h>
#include <set>

#include "model/dataset.hpp"

namespace {

TEST(ThrottleScopes, AreToldApartByName) {
  EXPECT_EQ(name(model::ThrottleScope::this_instance), "this_instance");
  EXPECT_EQ(name(model::ThrottleScope::other_instance), "other_instance");
  EXPECT_EQ(name(model::ThrottleScope::unknown), "unknown");
}

TEST(GapKinds, HaveANameEach) {
  std::set<std::string_view> names;
  for (int kind = 0; kind <= int(model::GapKind::malformed); ++kind) names.insert(name(model::GapKind(kind)));
  EXPECT_EQ(names.size(), std::size_t(model::GapKind::malformed) + 1);
}

}  // namespace
