#include "model/mute.hpp"

#include <gtest/gtest.h>

namespace {

using model::Finding;
using model::Mute;
using model::MuteScene;
using model::Status;

MuteScene harbour() {
  MuteScene scene;
  scene.instance = {"arn:aws:connect:eu-central-1:111122223333:instance/i-1", "aws", "eu-central-1", "111122223333",
                    "i-1"};
  scene.alias = "harbour";
  scene.tags = {{"f-1", {{"team", "night"}, {"env", "test"}}}};
  return scene;
}

Finding main_menu() {
  Finding finding;
  finding.id = "0123456789abcdef";
  finding.check_id = "flow_logging";
  finding.status = Status::fail;
  finding.resource = {"flow", "f-1", "Main Menu"};
  return finding;
}

TEST(Mute, CoversAFindingByItsIdAlone) {
  EXPECT_TRUE(covers(Mute{.id = "0123456789abcdef"}, main_menu(), harbour()));
  EXPECT_FALSE(covers(Mute{.id = "0123456789abcde0"}, main_menu(), harbour()));
  EXPECT_FALSE(covers(Mute{.id = "0123456789abcdef", .instance = "other"}, main_menu(), harbour()));
}

TEST(Mute, CoversByEveryMemberAndAllOfThemHaveToFit) {
  const Mute fitting{.check = "flow_*",
                     .resource = "Main *",
                     .account = "1111*",
                     .region = "eu-*",
                     .instance = "harbour",
                     .tag = "team=n*"};
  EXPECT_TRUE(covers(fitting, main_menu(), harbour()));
  for (const auto member :
       {&Mute::check, &Mute::resource, &Mute::account, &Mute::region, &Mute::instance, &Mute::tag}) {
    Mute other = fitting;
    other.*member = "other";
    EXPECT_FALSE(covers(other, main_menu(), harbour())) << target_of(other);
    other.*member = "";
    EXPECT_TRUE(covers(other, main_menu(), harbour())) << target_of(other);
  }
}

TEST(Mute, NamesAResourceByItsNameOrItsKey) {
  EXPECT_TRUE(covers(Mute{.check = "*", .resource = "Main Menu"}, main_menu(), harbour()));
  EXPECT_TRUE(covers(Mute{.check = "*", .resource = "f-1"}, main_menu(), harbour()));
  EXPECT_FALSE(covers(Mute{.check = "*", .resource = "Main"}, main_menu(), harbour()));
}

TEST(Mute, NamesATagByItsKeyOrWithItsValueOnTheResourceOrTheInstance) {
  MuteScene scene = harbour();
  for (const char* tag : {"team", "team=night", "env=t*", "team=*"}) {
    EXPECT_TRUE(covers(Mute{.check = "*", .tag = tag}, main_menu(), scene)) << tag;
  }
  for (const char* tag : {"Team", "team=day", "team=", "stage"}) {
    EXPECT_FALSE(covers(Mute{.check = "*", .tag = tag}, main_menu(), scene)) << tag;
  }
  scene.tags = {{"i-1", {{"stage", "dev"}}}};
  EXPECT_TRUE(covers(Mute{.check = "*", .tag = "stage=dev"}, main_menu(), scene));
  scene.tags.clear();  // not known is not there
  EXPECT_FALSE(covers(Mute{.check = "*", .tag = "stage=dev"}, main_menu(), scene));
}

TEST(Mute, HoldsThroughItsLastDay) {
  const Mute mute{.check = "*", .expires = model::parse_day("2026-11-28")};
  EXPECT_FALSE(has_expired(mute, model::parse_day("2026-11-28").value()));
  EXPECT_TRUE(has_expired(mute, model::parse_day("2026-11-29").value()));
  EXPECT_FALSE(has_expired(Mute{.check = "*"}, model::parse_day("2126-11-29").value()));
  EXPECT_EQ(muted_by(mute).expires, "2026-11-28");
}

TEST(Mute, ReadsDaysThatThereAre) {
  EXPECT_EQ(model::to_text(model::parse_day("2028-02-29").value()), "2028-02-29");
  for (const char* wrong : {"", "2027-02-29", "2027-13-01", "27-03-31", "2027-3-31", "2027-03-31T00:00:00Z", "soon"}) {
    EXPECT_FALSE(model::parse_day(wrong)) << wrong;
  }
}

TEST(Mute, IsForWhatCountsAgainstSomebody) {
  for (const Status status : model::all_statuses) {
    Finding finding = main_menu();
    finding.status = status;
    EXPECT_EQ(can_be_muted(finding), status == Status::fail || status == Status::warn || status == Status::not_assessed)
        << name(status);
  }
}

}  // namespace
