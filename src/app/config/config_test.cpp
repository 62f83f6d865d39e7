#include "app/config/config.hpp"

#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <set>
#include <sys/stat.h>
#include <thread>

#include "checks/registry.hpp"
#include "fakes/temporary_directory.hpp"
#include "fakes/variables.hpp"

namespace {

using app::Config;
using app::Flags;
using app::Option;
using base::ErrorKind;
using testing::HasSubstr;
namespace options = app::options;

class Configuration : public testing::Test {
 protected:
  Configuration() { environment_.values["HOME"] = directory_.path().string(); }

  Config config(const Flags& flags = {}) const { return {flags, file_, environment_}; }

  void write(const std::string& toml) {
    file_ = directory_.path() / "config.toml";
    std::ofstream(*file_) << toml;
  }

  // What is thrown, with its kind.
  static std::pair<ErrorKind, std::string> refusal(const std::function<void()>& act) {
    try {
      act();
    } catch (const base::Error& error) {
      return {error.kind(), error.what()};
    }
    ADD_FAILURE() << "nothing was refused";
    return {};
  }

  fakes::TemporaryDirectory directory_;
  fakes::Variables environment_;
  std::optional<std::filesystem::path> file_;
};

// Its first variable; empty when it has none.
std::string variable_of(const Option& option) {
  return std::string(option.environment.substr(0, option.environment.find(',')));
}

bool takes(const Option& option, const std::string& value) {
  try {
    return !option.wrong(value);
  } catch (const base::Error&) {
    return false;
  }
}

// A value that the option takes and that is not its default.
std::string another_value(const Option& option) {
  if (option.id == options::fail_percentage) return "99";  // no less than warn_percentage
  for (const char* value : {"true",
                            "false",
                            "7",
                            "dynamodb",
                            "flow",
                            "json",
                            "connect:ListUsers=4",
                            "warn",
                            "debug",
                            "kms",
                            "full",
                            "high",
                            "flow_logging",
                            "x",
                            "x1",
                            "111122223333",
                            "eu-central-1",
                            "arn:aws:iam::111122223333:role/x",
                            "arn:aws:sns:eu-central-1:111122223333:x",
                            "https://x.example",
                            "20260213-090000"}) {
    if (value != option.fallback && takes(option, value)) return value;
  }
  ADD_FAILURE() << option.key << " takes nothing that this test knows";
  return "";
}

TEST_F(Configuration, HasADefaultThatIsRightForEveryOption) {
  std::set<std::string_view> keys;
  for (const Option& option : app::option_table()) {
    EXPECT_TRUE(keys.insert(option.key).second) << option.key;
    EXPECT_EQ(&app::option_of(option.id), &option);
    EXPECT_EQ(app::find_option(option.key), &option);
    EXPECT_FALSE(option.wrong(option.fallback)) << option.key;
    EXPECT_FALSE(option.help.empty()) << option.key;
    EXPECT_FALSE(option.words.empty() && option.value.empty()) << option.key << " has no value, as help tells it";
    EXPECT_EQ(config().text(option.id), option.fallback);
    EXPECT_TRUE(config().is_default(option.id)) << option.key;
  }
  EXPECT_EQ(app::find_option("no_such_option"), nullptr);
}

TEST_F(Configuration, TakesAFlagBeforeTheEnvironmentBeforeTheFileBeforeTheDefault) {
  for (const Option& option : app::option_table()) {
    const std::string value = another_value(option);
    write(std::string(option.key) + " = \"" + value + "\"\n");
    EXPECT_EQ(config().text(option.id), value) << option.key;
    EXPECT_EQ(config().value(option.id).source, "the file " + file_->string());

    if (const std::string variable = variable_of(option); !variable.empty()) {
      environment_.values[variable] = option.fallback.empty() ? value : std::string(option.fallback);
      EXPECT_EQ(config().text(option.id), environment_.values[variable]) << option.key;
      EXPECT_EQ(config().value(option.id).source, "the variable " + variable);
    }
    const Config by_flag = config({{std::string(option.key), value}});
    EXPECT_EQ(by_flag.text(option.id), value) << option.key;
    EXPECT_EQ(by_flag.value(option.id).source, option.flag());
    EXPECT_TRUE(by_flag.is_flag(option.id));
    environment_.values.erase(variable_of(option));
  }
}

// Whatever an option's kind is, what it does not take is told in one line with its place, before anything is done.
TEST_F(Configuration, RefusesWhatAnOptionDoesNotTakeWhereverItStands) {
  int refused = 0;
  for (const Option& option : app::option_table()) {
    if (takes(option, "\x01 nonsense")) continue;
    ++refused;
    const std::string key(option.key), nonsense = "\x01 nonsense";
    const auto [kind, what] = refusal([&] { config({{key, nonsense}}); });
    EXPECT_EQ(kind, ErrorKind::usage) << key;
    EXPECT_THAT(what, testing::Not(HasSubstr("\x01"))) << key;
    EXPECT_THAT(what, HasSubstr(option.is_secret ? "***" : "nonsense")) << key;
    write(key + " = \"\\u0001 nonsense\"\n");
    const auto [file_kind, told] = refusal([&] { config(); });
    EXPECT_EQ(file_kind, ErrorKind::config) << key;
    EXPECT_THAT(told, HasSubstr("(from the file " + file_->string())) << key;
    file_.reset();
  }
  EXPECT_GT(refused, 10);
}

TEST_F(Configuration, ReadsEachKindAsItsType) {
  const Config one = config({{"days", "7"},
                             {"redact", "true"},
                             {"link_hours", "24"},
                             {"request_timeout", "5"},
                             {"rate_share", "12.5"},
                             {"only", " flow ,quota,,"},
                             {"fail_on", "WARN"},
                             {"bucket", "reviews"}});
  EXPECT_EQ(one.get(options::days), 7);
  EXPECT_TRUE(one.get(options::redact));
  EXPECT_EQ(one.get(options::link_hours), std::chrono::hours(24));
  EXPECT_EQ(one.get(options::request_timeout), std::chrono::seconds(5));
  EXPECT_DOUBLE_EQ(one.get(options::rate_share), 12.5);
  EXPECT_THAT(one.get(options::only), testing::ElementsAre("flow", "quota"));
  EXPECT_EQ(one.get(options::fail_on), app::FailOn::warn);
  EXPECT_EQ(one.get(options::bucket), "reviews");
}

TEST_F(Configuration, NamesTheBoundsOfANumber) {
  for (const char* wrong : {"0", "91", "-1", "1.5", "7 ", "", "seven", "99999999999"}) {
    EXPECT_THAT(refusal([&] { config({{"days", wrong}}); }).second,
                HasSubstr("days must be a whole number from 1 to 90, not '"))
        << wrong;
  }
  for (const char* wrong : {"0", "101", "nan", "inf", "80%"}) {
    EXPECT_THAT(refusal([&] { config({{"warn_percentage", wrong}}); }).second,
                HasSubstr("warn_percentage must be a number above 0 and up to 100"))
        << wrong;
  }
  EXPECT_THAT(refusal([&] { config({{"warn_percentage", "99"}}); }).second, HasSubstr("no more than fail_percentage"));
}

TEST_F(Configuration, NamesWhatThereIs) {
  EXPECT_THAT(refusal([&] { config({{"output_formats", "html,pdf"}}); }).second,
              HasSubstr("there are html, json, text"));
  EXPECT_THAT(refusal([&] { config({{"only", "nothing"}}); }).second, HasSubstr("there is no component 'nothing'"));
  EXPECT_THAT(refusal([&] { config({{"storage", "disk"}}); }).second, HasSubstr("known: sqlite, s3, dynamodb"));
  EXPECT_THAT(refusal([&] { config({{"only", "quota"}, {"skip", "quota"}}); }).second, HasSubstr("leave no component"));
}

TEST_F(Configuration, ReadsAsManyEventsAsTheDepthCallsFor) {
  using std::chrono::seconds;
  EXPECT_EQ(config().settings().event_budget, seconds(120));
  EXPECT_EQ(config({{"depth", "quick"}}).settings().depth, model::Depth::quick);
  EXPECT_EQ(config({{"depth", "quick"}}).settings().event_budget, seconds(15));
  EXPECT_EQ(config({{"depth", "quick"}, {"event_budget", "5"}}).settings().event_budget, seconds(5));
  EXPECT_EQ(config({{"depth", "full"}}).settings().event_budget, seconds(0));
  EXPECT_EQ(config({{"depth", "quick"}, {"complete", "true"}}).settings().event_budget, seconds(0));
}

TEST_F(Configuration, SetsThresholdsOfChecks) {
  const auto warn = checks::find("missed_calls")->about.thresholds.front();
  EXPECT_EQ(config().threshold(warn).text, "10");
  EXPECT_EQ(config().threshold(warn).source, "default");
  write("[checks.missed_calls]\nwarn = 20\n[checks.throttled_calls]\nfail = 50\n");
  EXPECT_EQ(config().threshold(warn).text, "20");
  EXPECT_EQ(config().threshold(warn).source, "the file " + file_->string());
  EXPECT_EQ(config().settings().thresholds,
            (std::map<std::string, double>{{"missed_calls.warn", 20}, {"throttled_calls.fail", 50}}));
  const auto quota = checks::find("resource_quota")->about.thresholds.front();
  EXPECT_EQ(config({{"warn_percentage", "70"}}).threshold(quota).source, "--warn-percentage");
}

TEST_F(Configuration, RefusesThresholdsThatThereAreNot) {
  const std::pair<const char*, const char*> wrong[] = {
      {"[checks.missed_cals]\nwarn = 20\n", "line 1: there is no check 'missed_cals'; did you mean missed_calls?"},
      {"[checks.zzz]\nwarn = 20\n", "line 1: there is no check 'zzz'; those with thresholds are"},
      {"[checks.missed_calls]\nwarm = 20\n",
       "line 2: the check missed_calls has no threshold 'warm'; did you mean warn? There are warn"},
      {"[checks.contact_lens]\nwarn = 20\n", "the check contact_lens has no threshold 'warn'; it has none"},
      {"[checks.resource_quota]\nwarn_percentage = 70\n", "set it at the top of the file"},
      {"[checks.missed_calls]\nwarn = \"20\"\n", "missed_calls.warn has to be a number from 0 to"},
      {"[checks.missed_calls]\nwarn = -1\n", "has to be a number"},
      {"[checks.missed_calls]\nwarn = nan\n", "has to be a number"},
      {"[checks.missed_calls]\nwarn = true\n", "has to be a number"},
      {"[checks.throttled_calls]\nfail = 5\n", "throttled_calls.warn_medium is 10, which has to be no more than"},
      {"[checks]\nmissed_calls = 20\n", "[checks.missed_calls] has to be a table"}};
  for (const auto& [text, said] : wrong) {
    write(text);
    const auto [kind, what] = refusal([&] { config(); });
    EXPECT_EQ(kind, ErrorKind::config) << text;
    EXPECT_THAT(what, HasSubstr(said)) << text;
  }
}

TEST_F(Configuration, HoldsMutesBesideItsOwnKeys) {
  write("[[mute]]\ncheck = \"flow_*\"\n");
  EXPECT_THAT(refusal([&] { config(); }).second,
              HasSubstr("config.toml, line 1: this mute cannot be used: it has no reason"));
  const Config open = config({{"allow_open_mutes", "true"}});
  ASSERT_EQ(open.mutes().size(), 1U);
  EXPECT_EQ(open.mutes()[0].check, "flow_*");
  EXPECT_EQ(open.mutes()[0].source, file_->string());
}

TEST_F(Configuration, LeavesOutTheChecksThatAreNotChosen) {
  EXPECT_TRUE(config().settings().left_out.empty());
  EXPECT_THAT(config({{"skip_checks", "number_m*"}}).settings().left_out, testing::ElementsAre("number_mix"));
  const auto left_out = config({{"checks", "flow_*,queue_wait"}, {"skip_checks", "flow_logging"}}).settings().left_out;
  EXPECT_FALSE(left_out.contains("queue_wait"));
  EXPECT_FALSE(left_out.contains("flow_errors"));
  EXPECT_TRUE(left_out.contains("flow_logging"));
  EXPECT_TRUE(left_out.contains("number_mix"));
  EXPECT_THAT(refusal([&] { config({{"checks", "flow_loging"}}); }).second,
              HasSubstr("there is no check 'flow_loging'; did you mean flow_logging?"));
  EXPECT_THAT(refusal([&] { config({{"skip_checks", "*"}}); }).second, HasSubstr("leave no check"));
}

// Whatever the storage, so that a mistake is said before it matters.
TEST_F(Configuration, RefusesNamesThatCannotBe) {
  write("bucket = 5\n");
  EXPECT_THAT(refusal([&] { config(); }).second,
              HasSubstr("bucket must be a bucket's name: 3 to 63 lower-case letters"));
  write("table = 5\n");
  EXPECT_THAT(refusal([&] { config(); }).second, HasSubstr("table must be a table's name: 3 to 255 letters"));
  write("");
  EXPECT_THAT(refusal([&] { config({{"instance", "a b"}}); }).second,
              HasSubstr("'a b' is no instance's ARN, id or alias"));
  EXPECT_EQ(config({{"bucket", ""}, {"table", ""}}).get(options::bucket), "");
}

// As reports spell them.
TEST_F(Configuration, TakesWordsOfListsInCapitals) {
  const Config chosen = config({{"severity", "Critical, HIGH"},
                                {"status", "Fail,Muted"},
                                {"only", "Flow"},
                                {"checks", "Flow_*"},
                                {"output_formats", "HTML"}});
  EXPECT_EQ(chosen.get(options::severity), (std::vector<std::string>{"critical", "high"}));
  EXPECT_EQ(chosen.get(options::status), (std::vector<std::string>{"fail", "muted"}));
  EXPECT_EQ(chosen.get(options::only), std::vector<std::string>{"flow"});
  EXPECT_EQ(chosen.get(options::output_formats), std::vector<std::string>{"html"});
  EXPECT_EQ(config({{"instance", "Harbour"}}).get(options::instance), std::vector<std::string>{"Harbour"});
}

TEST_F(Configuration, MayBeReadFromWhatIsNoFile) {
  file_ = "/dev/null";
  EXPECT_EQ(config().get(options::days), 14);
  EXPECT_TRUE(config().mutes().empty());
  file_ = directory_ / "pipe";
  ASSERT_EQ(::mkfifo(file_->c_str(), 0600), 0);
  std::thread writer([pipe = file_->string()] { std::ofstream(pipe) << "days = 7\n[[mute]]\ncheck = \"flow_*\"\n"; });
  const Config piped = config({{"allow_open_mutes", "true"}});
  writer.join();
  EXPECT_EQ(piped.get(options::days), 7);
  EXPECT_EQ(piped.mutes().size(), 1U);
}

TEST_F(Configuration, NamesWhatWasMeant) {
  const std::pair<const char*, std::pair<const char*, const char*>> wrong[] = {
      {"did you mean flow_logging?", {"checks", "flow_loging"}},
      {"there is no check 'flwo_*'; did you mean flow_*?", {"skip_checks", "flwo_*"}},
      {"there is no check 'zzz'; `connect-ops-review checks list` lists them", {"checks", "zzz"}},
      {"there is no severity 'hihg'; did you mean high? There are critical, high", {"severity", "hihg"}},
      {"there is no severity 'x'; there are critical, high", {"severity", "x"}},
      {"there is no status 'wran'; did you mean warn? There are ", {"status", "fail,wran"}},
      {"there is no component 'flwo'; did you mean flow?", {"only", "flwo"}},
      {"there is no output format 'jsno'; did you mean json? There are ", {"output_formats", "jsno"}},
      {"fail_on must be never, fail or warn, not 'wran' (from --fail-on); did you mean warn?", {"fail_on", "wran"}},
      {"not 'connect:ListUser=4'; did you mean connect:ListUsers?", {"rates", "connect:ListUser=4"}}};
  for (const auto& [said, flag] : wrong) {
    EXPECT_THAT(refusal([&] { config({{flag.first, flag.second}}); }).second, HasSubstr(said));
  }
}

TEST_F(Configuration, RefusesAFileThatCannotBeUsed) {
  write("days = [\n");
  EXPECT_THAT(refusal([&] { config(); }).second, HasSubstr("cannot be read"));
  write("dayz = 7\n");
  EXPECT_THAT(refusal([&] { config(); }).second, HasSubstr("unknown key 'dayz'; did you mean days?"));
  write("fail-percentage = 97\n");
  EXPECT_THAT(refusal([&] { config(); }).second, HasSubstr("did you mean fail_percentage?"));
  write("colour = 7\n");
  EXPECT_THAT(refusal([&] { config(); }).second,
              testing::AllOf(HasSubstr("'colour'"), HasSubstr("`connect-ops-review config init`"),
                             testing::Not(HasSubstr("database"))));
  file_ = directory_.path() / "missing.toml";
  const auto [kind, missing] = refusal([&] { config(); });
  EXPECT_EQ(kind, ErrorKind::config);
  EXPECT_THAT(missing, testing::Not(HasSubstr("line")));
}

TEST_F(Configuration, RefusesAValueOfAKindThatTheOptionDoesNotHold) {
  for (const char* toml :
       {"only = [1]", "output_formats = [true]", "database = { a = 1 }", "database = [\"a\", \"b\"]",
        "only = [[\"quota\"]]", "only = [{ a = 1 }]", "days = 2026-02-13", "only = 09:00:00", "[days]\na = 1"}) {
    write(std::string(toml) + "\n");
    EXPECT_EQ(refusal([&] { config(); }).first, ErrorKind::config) << toml;
  }
  write("only = [\"quota\", \"flow\"]\nrates = []\n");
  EXPECT_THAT(config().get(options::only), testing::ElementsAre("quota", "flow"));
}

TEST_F(Configuration, RefusesWhatIsNoFile) {
  for (const char* path : {"/", "/dev/zero"}) {
    file_ = path;
    const auto [kind, what] = refusal([&] { config(); });
    EXPECT_EQ(kind, ErrorKind::config) << path;
    EXPECT_THAT(what, HasSubstr(path));
  }
}

// The text and where it stands, before anything is asked of AWS.
TEST_F(Configuration, RefusesWhatCannotBeANameOfAwss) {
  struct Case {
    const char* key;
    std::vector<std::string> right, wrong;
  };
  for (const Case& one :
       std::vector<Case>{{"endpoint_url",
                          {"http://localhost:4566", "https://x.example/a"},
                          {"ftp://x", "x", "https://x.example?a=b"}},
                         {"region",
                          {"eu-central-1", "us-gov-west-1"},
                          {"eu central", "EU-CENTRAL-1", "-", "frankfurt", "eu-1", "eu-central-", "1-eu-1"}},
                         {"role_arn",
                          {"arn:aws:iam::111122223333:role/a", "arn:aws-us-gov:iam::111122223333:role/path/a@b"},
                          {"nonsense", "arn:aws:iam::111122223333:user/a", "arn:aws:iam::1:role/a",
                           "arn:aws:iam::111122223333:role/", "arn:aws:iam:eu-central-1:111122223333:role/a"}},
                         {"bucket_owner", {"111122223333"}, {"12", "11112222333a"}},
                         {"log_group", {"/aws/connect/harbour"}, {"a b?", "/aws/*", std::string(513, 'x')}},
                         {"external_id", {"e-1"}, {"e", "a b"}},
                         {"kms_key", {"alias/reviews"}, {"a key"}},
                         {"notice_topic",
                          {"arn:aws:sns:eu-central-1:111122223333:reviews"},
                          {"reviews", "arn:aws:sqs:eu-central-1:111122223333:a"}},
                         {"resume", {"20260213-090000"}, {"latest", "20261313-090000"}},
                         {"instance", {"harbour"}, {"arn:aws:connect:eu-central-1:1:instance/a"}}}) {
    for (const auto& text : one.right) EXPECT_EQ(config({{one.key, text}}).text(app::find_option(one.key)->id), text);
    for (const auto& text : one.wrong) {
      EXPECT_EQ(refusal([&] { config({{one.key, text}}); }).first, ErrorKind::usage) << one.key << " " << text;
    }
  }
}

TEST_F(Configuration, IsReadFromTheUsersOwnFile) {
  std::filesystem::create_directories(directory_.path() / ".config/connect-ops-review");
  std::ofstream(directory_.path() / ".config/connect-ops-review/config.toml")
      << "days = 3\nonly = [\"flow\", \"logs\"]\n";
  EXPECT_EQ(config().get(options::days), 3);
  EXPECT_THAT(config().get(options::only), testing::ElementsAre("flow", "logs"));
  environment_.values["XDG_CONFIG_HOME"] = (directory_.path() / "elsewhere").string();
  EXPECT_EQ(config().get(options::days), 14);
}

}  // namespace
