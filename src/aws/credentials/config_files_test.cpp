#include "aws/credentials/config_files.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "aws/credentials/world_test.hpp"
#include "fakes/mutator.hpp"

namespace aws {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Pair;
using testing::UnorderedElementsAre;

// What botocore 1.43 makes of it is what the tests below expect.
constexpr const char* config_text = R"(# a comment
; another
[default]
region = eu-central-1
s3 =
    addressing_style = path
    max_concurrent_requests=20
output: json

[profile plain]
aws_access_key_id=AKIDCONFIG
aws_secret_access_key=from-config ; not a comment
aws_session_token = only-in-config
Region=us-west-2
cli_pager=

[profile "with blanks"]
region = ap-southeast-2
[plain-without-profile]
region = ca-central-1
[sso-session corp]
sso_start_url = https://corp.awsapps.com/start#/
sso_region = eu-west-1
[profile organisation-production-administrators-eu-team-a]
role_arn = arn:aws:iam::111122223333:role/a
[profile organisation-production-administrators-eu-team-b]
role_arn = arn:aws:iam::444455556666:role/b
[profile tool]
credential_process = "/opt/my tool/get" --profile 'x y' \
    --more
)";
constexpr const char* credentials_text = R"([plain]
aws_access_key_id = AKIDCREDENTIALS
aws_secret_access_key = a+b/c=d#e
[only here]
aws_access_key_id = AKIDONLY
aws_secret_access_key = s
region = eu-north-1
[profile odd]
aws_access_key_id = AKIDODD
)";

class ConfigFilesTest : public World {
 protected:
  ConfigFilesTest() {
    config(config_text);
    write(".aws/credentials", credentials_text);
  }

  ConfigFiles read() { return read_config_files(variables_); }
  std::string value(const std::string& profile, const char* key) { return read().profiles.at(profile).text(key); }
};

using Values = std::map<std::string, std::string, std::less<>>;

// The only section of a text.
Values values(const std::string& text) {
  const auto sections = parse_sections(text, "the file");
  EXPECT_EQ(sections.size(), 1U);
  return sections.at(0).values;
}

TEST_F(ConfigFilesTest, FindsTheProfilesOfBothFiles) {
  std::vector<std::string> names;
  for (const auto& [name, section] : read().profiles) names.push_back(name);
  EXPECT_THAT(names, UnorderedElementsAre("default", "plain", "with blanks", "tool", "only here", "profile odd",
                                          "organisation-production-administrators-eu-team-a",
                                          "organisation-production-administrators-eu-team-b"));
}

TEST_F(ConfigFilesTest, ReadsEverySortOfLine) {
  EXPECT_EQ(value("default", "region"), "eu-central-1");
  EXPECT_EQ(value("default", "output"), "json");
  EXPECT_EQ(value("plain", "region"), "us-west-2");
  EXPECT_EQ(read().profiles.at("default").values.at("s3"), "\naddressing_style = path\nmax_concurrent_requests=20");
  EXPECT_EQ(read().profiles.at("tool").values.at("credential_process"),
            "\"/opt/my tool/get\" --profile 'x y' \\\n--more");
  EXPECT_EQ(read().sso_sessions.at("corp").text("sso_start_url"), "https://corp.awsapps.com/start#/");
}

TEST_F(ConfigFilesTest, TellsProfilesWithLongNamesApart) {
  EXPECT_EQ(value("organisation-production-administrators-eu-team-a", "role_arn"), "arn:aws:iam::111122223333:role/a");
  EXPECT_EQ(value("organisation-production-administrators-eu-team-b", "role_arn"), "arn:aws:iam::444455556666:role/b");
}

TEST_F(ConfigFilesTest, TakesTheKeysOfTheCredentialsFileAndNothingOfTheOther) {
  EXPECT_EQ(value("plain", "aws_access_key_id"), "AKIDCREDENTIALS");
  EXPECT_EQ(value("plain", "aws_secret_access_key"), "a+b/c=d#e");
  EXPECT_FALSE(read().profiles.at("plain").has("aws_session_token"));
  EXPECT_EQ(value("only here", "region"), "eu-north-1");
}

TEST_F(ConfigFilesTest, KeepsWhatFollowsAValue) {
  write(".aws/credentials", "");
  EXPECT_EQ(value("plain", "aws_secret_access_key"), "from-config ; not a comment");
}

TEST_F(ConfigFilesTest, NamesSectionsForPeople) {
  EXPECT_EQ(read().profiles.at("only here").title, "profile only here");
  EXPECT_EQ(read().sso_sessions.at("corp").title, "sso-session corp");
}

TEST_F(ConfigFilesTest, ReadsOtherFilesWhereTheVariablesSaySo) {
  set("AWS_CONFIG_FILE", write("elsewhere/a", "[profile a]\nregion=r-1\n"));
  write("elsewhere/b", "[b]\nregion=r-2\n");
  set("AWS_SHARED_CREDENTIALS_FILE", "~/elsewhere/b");
  EXPECT_EQ(value("a", "region"), "r-1");
  EXPECT_EQ(value("b", "region"), "r-2");
  EXPECT_FALSE(read().profiles.contains("default"));
}

TEST_F(ConfigFilesTest, TakesFilesThatAreNotThereForEmptyOnes) {
  set("AWS_CONFIG_FILE", home_ / "missing");
  set("AWS_SHARED_CREDENTIALS_FILE", "/dev/null");
  EXPECT_THAT(read().profiles, IsEmpty());
}

TEST_F(ConfigFilesTest, FindsNothingWithoutAHome) {
  set("HOME", "");
  EXPECT_THAT(read().profiles, IsEmpty());
}

TEST_F(ConfigFilesTest, RefusesAFileLargerThanAMebibyte) {
  config("[default]\nregion = r\n#" + std::string(1 << 20, 'x'));
  EXPECT_THAT(error_of([&] { read(); }).what(), AllOf(HasSubstr(".aws/config"), HasSubstr("larger than 1024 KiB")));
}

TEST_F(ConfigFilesTest, NamesFileAndLineOfWhatItCannotRead) {
  config("[default]\nregion = r\n\n# note\nnonsense\n");
  const base::Error error = error_of([&] { read(); });
  EXPECT_EQ(error.kind(), base::ErrorKind::credentials);
  EXPECT_THAT(error.what(), AllOf(HasSubstr("line 5 of " + home_.path().string() + "/.aws/config"),
                                  HasSubstr("expected [section] or key = value")));
}

TEST_F(ConfigFilesTest, ReadsNestedBlocks) {
  config(
      "[services local]\nS3 =\n  endpoint_url = http://127.0.0.1:9000/a=b\n  Region=x\nsts = \n"
      "dynamodb =\n  nothing\nsns = http://flat\n");
  const ConfigSection services = read().services.at("local");
  EXPECT_EQ(services.title, "services local");
  EXPECT_EQ(services.get_nested("s3", "endpoint_url"), "http://127.0.0.1:9000/a=b");
  EXPECT_EQ(services.get_nested("s3", "region"), "x");
  EXPECT_EQ(services.get_nested("s3", "other"), std::nullopt);
  EXPECT_EQ(services.get_nested("iam", "endpoint_url"), std::nullopt);
  EXPECT_THAT(error_of([&] { services.get_nested("dynamodb", "endpoint_url"); }).what(),
              HasSubstr("a line of dynamodb of services local cannot be read"));
  for (const char* flat : {"sns", "sts"}) {
    EXPECT_THAT(error_of([&] { services.get_nested(flat, "endpoint_url"); }).what(),
                HasSubstr(std::string(flat) + " of services local has no lines of its own"));
  }
}

TEST_F(ConfigFilesTest, KnowsTheRegionOfAProfile) {
  EXPECT_EQ(profile_region(variables_, "plain"), "us-west-2");
  EXPECT_EQ(profile_region(variables_, ""), "eu-central-1");
  EXPECT_EQ(profile_region(variables_, "tool"), std::nullopt);
  EXPECT_EQ(profile_region(variables_, "missing"), std::nullopt);
  set("AWS_PROFILE", "with blanks");
  EXPECT_EQ(profile_region(variables_, ""), "ap-southeast-2");
  EXPECT_EQ(profile_region(variables_, "plain"), "us-west-2");
}

TEST(ParseSections, ReadsIndentedSections) {
  EXPECT_THAT(values("[a]\n  x=1\n  y=2\n"), ElementsAre(Pair("x", "1"), Pair("y", "2")));
  EXPECT_THAT(values(" [a] # c\nx = 1 # d\n"), ElementsAre(Pair("x", "1 # d")));
  EXPECT_THAT(values("[a]\nx=1\n y=2\n"), ElementsAre(Pair("x", "1\ny=2")));
}

TEST(ParseSections, ReadsWhatWindowsWrites) {
  EXPECT_THAT(values("\xEF\xBB\xBF[a]\r\nx=1\r\n\r\ny = 2"), ElementsAre(Pair("x", "1"), Pair("y", "2")));
}

TEST(ParseSections, ReadsLongLines) {
  const std::string token(10'000, 't');
  EXPECT_EQ(values("[a]\naws_session_token = " + token + "\nregion=r").at("aws_session_token"), token);
}

// botocore refuses these as well.
TEST(ParseSections, RefusesWhatItCannotRead) {
  for (const char* text : {"[a]\nx=1\n[a]\ny=1\n", "[a]\nx=1\nX=2\n", "x=1\n[a]\n", "[a]\nnonsense\n", "[a\nx=1\n",
                           "[]\nx=1\n", "[a]\nx\n=1"}) {
    EXPECT_THROW(parse_sections(text, "the file"), base::Error) << text;
  }
  EXPECT_THROW(parse_sections(std::string("[a]\nx=1") + char(0), "the file"), base::Error);
}

TEST(ConfigSection, HasNoEmptyValues) {
  EXPECT_EQ(ConfigSection({"t", {{"x", ""}}}).get("x"), std::nullopt);
}

TEST(ConfigSection, RefusesMoreThanALine) {
  try {
    ConfigSection({"profile t", {{"region", "a\nb"}}}).get("region");
    FAIL();
  } catch (const base::Error& error) {
    EXPECT_STREQ(error.what(), "region of profile t has more than one line");
  }
}

TEST(ParseSections, SurvivesAnyDamage) {
  fakes::Mutator mutator(20260213);
  int refused = 0;
  for (int i = 0; i < 3000; ++i) {
    std::string text = std::string(config_text) + credentials_text;
    for (std::size_t times = 1 + mutator.below(4); times > 0; --times) text = mutator.damage(text);
    try {
      for (const ConfigSection& section : parse_sections(text, "the file")) EXPECT_FALSE(section.title.empty());
    } catch (const base::Error& error) {
      EXPECT_EQ(error.kind(), base::ErrorKind::credentials);
      ++refused;
    }
  }
  EXPECT_GT(refused, 100);
  EXPECT_LT(refused, 2900);
}

}  // namespace
}  // namespace aws
