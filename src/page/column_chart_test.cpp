#include "page/column_chart.hpp"

#include <gmock/gmock.h>

namespace {

using page::Column;
using testing::ElementsAre;

const std::vector<Column> columns = {{true, 0.0}, {true, 4.0}, {false, {}}, {true, std::nullopt}, {true, 8.0}};

TEST(ColumnChart, DrawsEighthsAndKeepsGapsApartFromZero) {
  EXPECT_THAT(page::column_chart(columns, 2, true), ElementsAre("    █", "▁█ ·█"));
  EXPECT_THAT(page::column_chart({{true, 3.0}, {true, 8.0}}, 1, true), ElementsAre("▃█"));
}

TEST(ColumnChart, DrawsInAsciiWhereThereIsNothingElse) {
  EXPECT_THAT(page::column_chart(columns, 2, false), ElementsAre("    #", "_# ?#"));
}

TEST(ColumnChart, DrawsTheLimitBetweenTheColumns) {
  EXPECT_THAT(page::column_chart(columns, 4, false, 12.0), ElementsAre("-----", "    #", "    #", "_# ?#"));
  EXPECT_THAT(page::column_chart(columns, 4, true, 4.0), ElementsAre("    █", "    █", "╌█╌╌█", "▁█ ·█"));
  EXPECT_THAT(page::column_chart({{true, 1.0}, {false, {}}}, 2, false, 1.0), ElementsAre("#-", "# "));
}

TEST(ColumnChart, SaysInWhichLineAValueStands) {
  EXPECT_EQ(page::line_of(12, 12, 6), 0U);
  EXPECT_EQ(page::line_of(6, 12, 6), 3U);
  EXPECT_EQ(page::line_of(0, 12, 6), 5U);
  EXPECT_EQ(page::line_of(0, 0, 6), 5U);
}

TEST(ColumnChart, NothingButZerosIsNotEmpty) {
  EXPECT_THAT(page::column_chart({{true, 0.0}, {true, -1.0}}, 2, false), ElementsAre("  ", "__"));
  EXPECT_THAT(page::column_chart({}, 2, true), ElementsAre("", ""));
}

}  // namespace
