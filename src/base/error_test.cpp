#include "base/error.hpp"

#include <gtest/gtest.h>
#include <set>

namespace {

using base::ErrorKind;

struct Case {
  ErrorKind kind;
  const char* name;
  bool retryable;
};

constexpr Case cases[] = {
    {ErrorKind::usage, "usage", false},
    {ErrorKind::config, "config", false},
    {ErrorKind::credentials, "credentials", false},
    {ErrorKind::denied, "denied", false},
    {ErrorKind::not_found, "not_found", false},
    {ErrorKind::throttled, "throttled", true},
    {ErrorKind::unavailable, "unavailable", true},
    {ErrorKind::deadline, "deadline", false},
    {ErrorKind::not_recorded, "not_recorded", false},
    {ErrorKind::corrupt, "corrupt", false},
    {ErrorKind::internal, "internal", false},
};

TEST(Error, KeepsItsKindAndMessage) {
  for (const Case& one : cases) {
    const base::Error error(one.kind, "the message");
    EXPECT_EQ(error.kind(), one.kind);
    EXPECT_STREQ(error.what(), "the message");
    EXPECT_EQ(base::name(one.kind), one.name);
    EXPECT_EQ(error.retryable(), one.retryable) << one.name;
  }
}

}  // namespace
