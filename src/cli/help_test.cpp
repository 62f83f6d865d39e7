#include "cli/help.hpp"

#include <gtest/gtest.h>

namespace {

// The first group holds what is the command's own.
TEST(Help, EveryOptionThatCanBeConfiguredStandsInAGroup) {
  for (const cli::Command& command : cli::commands()) {
    for (const auto& group : cli::grouped(cli::options_of(command))) {
      if (group.title != "Options") continue;
      for (const auto& row : group.rows) {
        EXPECT_EQ(app::find_option(row.key), nullptr) << command.name << " has " << row.flag << " in no group";
      }
    }
  }
}

TEST(Help, GroupsLoseNoOption) {
  for (const cli::Command& command : cli::commands()) {
    std::size_t count = 0;
    for (const auto& group : cli::grouped(cli::options_of(command))) count += group.rows.size();
    EXPECT_EQ(count, cli::options_of(command).size()) << command.name;
  }
}

}  // namespace
