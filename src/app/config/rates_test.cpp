#include "app/config/rates.hpp"

#include <gtest/gtest.h>

#include "app/config/config.hpp"
#include "base/error.hpp"
#include "fakes/variables.hpp"

namespace {

using base::ErrorKind;

std::string refusal_of_rates(const std::string& rates) {
  try {
    app::Config({{"rates", rates}}, std::nullopt, fakes::Variables());
  } catch (const base::Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::usage);
    return error.what();
  }
  ADD_FAILURE() << rates << " was taken";
  return "";
}

TEST(Rates, AreOfOperationsThatItKnows) {
  const auto rates = app::parse_rates({"connect:ListUsers=4/10", "connect:DescribeContactFlow=0.5"});
  ASSERT_EQ(rates.size(), 2U);
  EXPECT_DOUBLE_EQ(rates.at("connect:ListUsers").per_second, 4);
  EXPECT_EQ(rates.at("connect:ListUsers").burst, 10);
  EXPECT_DOUBLE_EQ(rates.at("connect:DescribeContactFlow").per_second, 0.5);
  EXPECT_EQ(rates.at("connect:DescribeContactFlow").burst, 1);
}

TEST(Rates, AreRefusedThatMeanNothing) {
  for (const char* wrong : {"connect:ListUsers", "connect:ListUsers=", "connect:ListUsers=fast", "connect:ListUsers=0",
                            "connect:ListUsers=-1", "connect:ListUsers=4/", "connect:ListUsers=inf", "ListUsers=4",
                            "connect:NoSuchThing=4", "=4", "connect:ListUsers=4/x"}) {
    EXPECT_NE(refusal_of_rates(wrong).find("rates must be a list like connect:ListUsers=4/10"), std::string::npos)
        << wrong;
  }
}

}  // namespace
