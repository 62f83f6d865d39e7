#include "base/environment.hpp"

#include <gtest/gtest.h>
#include <stdlib.h>

namespace {

TEST(Environment, TakesAnEmptyVariableForNone) {
  const char* name = "CONNECT_OPS_REVIEW_ENVIRONMENT_TEST";
  const base::ProcessEnvironment environment;
  EXPECT_FALSE(environment.get(name));
  // NOLINTBEGIN(concurrency-mt-unsafe): this test has one thread
  setenv(name, "", 1);
  EXPECT_FALSE(environment.get(name));
  setenv(name, "a value", 1);
  EXPECT_EQ(environment.get(name), "a value");
  unsetenv(name);
  // NOLINTEND(concurrency-mt-unsafe)
}

}  // namespace
