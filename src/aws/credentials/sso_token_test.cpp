#include "aws/credentials/sso_token.hpp"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <sys/file.h>
#include <unistd.h>

#include "aws/credentials/world_test.hpp"
#include "base/json/read.hpp"
#include "base/timestamp.hpp"

namespace aws {
namespace {

using nlohmann::json;
using std::chrono::hours;
using std::chrono::minutes;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

constexpr const char* oidc = "https://oidc.eu-west-1.amazonaws.com/token";
constexpr const char* fresh = R"({"accessToken": "fresh", "expiresIn": 3600, "refreshToken": "MARK-2",
  "tokenType": "Bearer"})";

class SsoTokenTest : public World {
 protected:
  SsoTokenTest() { keep(cached_); }

  void keep(const json& cached) { write(file_, cached.dump()); }
  json kept() {
    std::ifstream file(home_ / file_);
    return json::parse(file);
  }
  std::string get() { return sso_token(context(), role_).reveal(); }
  base::Error error() {
    return error_of([&] { get(); });
  }
  // Names in the cache.
  std::vector<std::string> files() {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(home_ / ".aws/sso/cache")) {
      names.push_back(entry.path().filename());
    }
    std::ranges::sort(names);
    return names;
  }

  SsoRole role_{"ops", "corp", "https://corp.awsapps.com/start", "eu-west-1", "111122223333", "Reader"};
  std::string name_ = "ee0bfd2552fbd840c02cc48b6e823320543c450f.json";  // of corp, by sha1sum
  std::string file_ = ".aws/sso/cache/" + name_;
  // As `aws sso login` leaves it; an hour ago it expired.
  json cached_ = {{"startUrl", "https://corp.awsapps.com/start"},
                  {"region", "eu-west-1"},
                  {"accessToken", "old"},
                  {"expiresAt", "2026-02-13T08:00:00Z"},
                  {"clientId", "client"},
                  {"clientSecret", "MARK-secret"},
                  {"registrationExpiresAt", "2026-05-01T00:00:00Z"},
                  {"refreshToken", "MARK-1"},
                  {"ofALaterVersion", true}};
};

TEST_F(SsoTokenTest, IsRenewedWhenItHasExpired) {
  http_.answer("POST", oidc, ok(fresh));
  EXPECT_EQ(get(), "fresh");
  EXPECT_EQ(json::parse(http_.asked().at(0).body), (json{{"grantType", "refresh_token"},
                                                         {"clientId", "client"},
                                                         {"clientSecret", "MARK-secret"},
                                                         {"refreshToken", "MARK-1"}}));
  EXPECT_EQ(header(0, "Authorization"), "");
  json wanted = cached_;
  wanted["accessToken"] = "fresh";
  wanted["expiresAt"] = "2026-02-13T10:00:00Z";
  wanted["refreshToken"] = "MARK-2";
  EXPECT_EQ(kept(), wanted);
  EXPECT_EQ(get(), "fresh");  // asks nobody again
  EXPECT_EQ(http_.asked().size(), 1U);
}

TEST_F(SsoTokenTest, IsForTheOwnersEyesOnlyAndLeavesNothingBehind) {
  http_.answer("POST", oidc, ok(fresh));
  get();
  const auto mode = std::filesystem::status(home_ / file_).permissions();
  EXPECT_EQ(mode, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
  EXPECT_THAT(files(), testing::ElementsAre(name_, name_ + ".lock"));
}

TEST_F(SsoTokenTest, IsRenewedAQuarterOfAnHourBefore) {
  cached_["expiresAt"] = "2026-02-13T09:16:00Z";
  keep(cached_);
  EXPECT_EQ(get(), "old");
  clock_.advance(minutes(1));
  http_.answer("POST", oidc, ok(fresh));
  EXPECT_EQ(get(), "fresh");
}

TEST_F(SsoTokenTest, KeepsTheRefreshTokenWhenThereIsNoOther) {
  http_.answer("POST", oidc, ok(R"({"accessToken": "fresh", "expiresIn": 60})"));
  get();
  EXPECT_EQ(kept()["refreshToken"], "MARK-1");
}

TEST_F(SsoTokenTest, IsUsedWhileItIsGoodAndCannotBeRenewed) {
  cached_["expiresAt"] = "2026-02-13T09:10:00Z";
  keep(cached_);
  http_.answer("POST", oidc, {400, {{"x-amzn-ErrorType", "InvalidGrantException"}}, "{}"});
  EXPECT_EQ(get(), "old");
  cached_.erase("refreshToken");
  keep(cached_);
  EXPECT_EQ(get(), "old");
  EXPECT_EQ(http_.asked().size(), 1U);
}

TEST_F(SsoTokenTest, SaysHowToSignInWhenItHasNothingToBeRenewedWith) {
  const std::string words = "the sign-in to IAM Identity Center has expired: run aws sso login --profile ops";
  for (const char* member : {"refreshToken", "clientId", "clientSecret", "registrationExpiresAt"}) {
    json less = cached_;
    less.erase(member);
    keep(less);
    EXPECT_EQ(error().what(), words) << member;
  }
  cached_["registrationExpiresAt"] = "2026-02-13T08:59:59Z";
  keep(cached_);
  EXPECT_EQ(error().what(), words);
  EXPECT_TRUE(http_.asked().empty());
}

TEST_F(SsoTokenTest, SaysHowToSignInWhenAwsDoesNotRenewIt) {
  http_.answer("POST", oidc, {400, {{"x-amzn-ErrorType", "InvalidGrantException"}}, R"({"error": "MARK-1"})"});
  EXPECT_STREQ(error().what(),
               "the sign-in to IAM Identity Center has expired and is not renewed (InvalidGrantException): run aws sso "
               "login --profile ops");
  for (const char* answer : {"{}", R"({"accessToken": "MARK"})", R"({"accessToken": "MARK\n", "expiresIn": 60})"}) {
    http_.answer("POST", oidc, ok(answer));
    EXPECT_THAT(error().what(), AllOf(HasSubstr("answered no new token: run aws sso login"), Not(HasSubstr("MARK"))));
  }
  EXPECT_EQ(kept(), cached_);
  EXPECT_THAT(files(), testing::ElementsAre(name_, name_ + ".lock"));
}

TEST_F(SsoTokenTest, KeepsTheKindOfWhatMayPass) {
  http_.always_answer("POST", oidc, {500, {}, "{}"});
  EXPECT_EQ(error().kind(), base::ErrorKind::unavailable);
  EXPECT_EQ(http_.asked().size(), 2U);
}

TEST_F(SsoTokenTest, IsNotRenewedByTwoAtOnce) {
  const int held = ::open((home_ / (file_ + ".lock")).c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  ASSERT_EQ(::flock(held, LOCK_EX), 0);
  const base::Time begun = clock_.now();
  EXPECT_EQ(error().kind(), base::ErrorKind::unavailable);
  EXPECT_EQ(clock_.now() - begun, std::chrono::seconds(40));
  EXPECT_TRUE(http_.asked().empty());
  ::close(held);
}

// What another process does while this one waits for the lock is seen when it has it.
class RenewingClock final : public base::Clock {
 public:
  RenewingClock(base::Clock& clock, std::function<void()> work) : clock_(clock), work_(std::move(work)) {}
  base::Time now() const override { return clock_.now(); }
  void sleep_for(std::chrono::milliseconds) override { work_(); }

 private:
  base::Clock& clock_;
  std::function<void()> work_;
};

TEST_F(SsoTokenTest, IsTakenFromWhoeverRenewedItMeanwhile) {
  const int held = ::open((home_ / (file_ + ".lock")).c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  ASSERT_EQ(::flock(held, LOCK_EX), 0);
  RenewingClock clock(clock_, [&] {
    json renewed = cached_;
    renewed["accessToken"] = "of-another";
    renewed["expiresAt"] = "2026-02-13T10:00:00Z";
    keep(renewed);
    ::close(held);
  });
  CorrectedClock corrected(clock);
  EXPECT_EQ(sso_token({variables_, http_, corrected}, role_).reveal(), "of-another");
  EXPECT_TRUE(http_.asked().empty());
}

TEST_F(SsoTokenTest, IsNotRenewedWhereItsSuccessorCannotBeKept) {
  if (::geteuid() != 0) {
    std::filesystem::permissions(home_ / ".aws/sso/cache", std::filesystem::perms(0500));
  } else {  // who may write anywhere but over a directory
    std::filesystem::create_directory(home_ / (file_ + ".lock"));
  }
  EXPECT_THAT(error().what(), AllOf(HasSubstr("and cannot be renewed, since"), HasSubstr("cannot be written"),
                                    HasSubstr("run aws sso login --profile ops")));
  EXPECT_TRUE(http_.asked().empty());
  if (::geteuid() != 0) std::filesystem::permissions(home_ / ".aws/sso/cache", std::filesystem::perms(0700));
}

}  // namespace
}  // namespace aws
