#include "model/iam_role.hpp"

#include <algorithm>
#include <gtest/gtest.h>
#include <string>

namespace {

TEST(IamRole, TellsRolesOfAwsServices) {
  EXPECT_TRUE(model::is_service_linked(
      "arn:aws:iam::111122223333:role/aws-service-role/connect.amazonaws.com/AWSServiceRoleForAmazonConnect_74c2b909"));
  // A name alone makes none.
  EXPECT_FALSE(model::is_service_linked("arn:aws:iam::111122223333:role/AWSServiceRoleForAmazonConnect_74c2b909"));
  EXPECT_FALSE(model::is_service_linked("arn:aws:iam::111122223333:role/service-role/AmazonConnect-role"));
  EXPECT_FALSE(model::is_service_linked(""));
}

TEST(IamRole, TellsArnsOfRolesFromOtherTexts) {
  EXPECT_TRUE(model::is_role_arn("arn:aws:iam::111122223333:role/crm"));
  EXPECT_TRUE(model::is_role_arn("arn:aws-cn:iam::111122223333:role/service-role/crm+=,.@-_1"));
  for (const char* text : {"", "crm", "arn:aws:iam::111122223333:user/crm", "arn:aws:iam::111122223333:role/",
                           "arn:aws:sts::111122223333:role/crm", "arn:aws:iam::111122223333:role/<b>",
                           "arn:aws:iam::111122223333:role/a b"}) {
    EXPECT_FALSE(model::is_role_arn(text)) << text;
  }
  EXPECT_FALSE(model::is_role_arn("arn:aws:iam::111122223333:role/" + std::string(65, 'x')));
}

TEST(IamRole, HasItsNameBehindItsPath) {
  EXPECT_EQ(model::name_of_role("arn:aws:iam::111122223333:role/service-role/crm"), "crm");
  EXPECT_EQ(model::name_of_role("arn:aws:iam::111122223333:role/crm"), "crm");
  EXPECT_EQ(model::name_of_role("crm"), "crm");
}

TEST(IamRole, AsksForEachActionOnceInOrder) {
  const auto actions = model::sweeping_actions();
  EXPECT_EQ(std::ranges::adjacent_find(actions, std::ranges::greater_equal()), actions.end());
  EXPECT_EQ(std::ranges::count_if(actions, model::gives_every_right), 3);
}

}  // namespace
