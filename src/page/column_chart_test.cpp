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

TEST(ColumnChart, NothingButZerosIsNotEmpty) {
  EXPECT_THAT(page::column_chart({{true, 0.0}, {true, -1.0}}, 2, false), ElementsAre("  ", "__"));
  EXPECT_THAT(page::column_chart({}, 2, true), ElementsAre("", ""));
}

}  // namespace
