#include "base/process.hpp"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

namespace {

TEST(Process, HasEndedWhenNobodyHasItsNumberAnyMore) {
  base::Process other = base::this_process();
  EXPECT_FALSE(base::has_ended(other));
  const pid_t child = ::fork();
  if (child == 0) ::_exit(0);
  ASSERT_EQ(::waitpid(child, nullptr, 0), child);
  other.pid = child;
  EXPECT_TRUE(base::has_ended(other));
  other.place = "another machine";
  EXPECT_FALSE(base::has_ended(other)) << "nobody knows";
  EXPECT_FALSE(base::has_ended({}));
}

}  // namespace
