#include "store/s3/bucket.hpp"

#include <functional>
#include <gtest/gtest.h>

#include "aws/operations/s3.hpp"
#include "fakes/manual_clock.hpp"
#include "fakes/s3.hpp"

namespace store {
namespace {

using base::ErrorKind;
using nlohmann::json;
namespace s3 = aws::s3;

class S3Bucket : public testing::Test {
 protected:
  S3Bucket() { location_.bucket = fakes::S3::bucket; }

  Bucket bucket(const std::string& from = "eu-central-1") {
    return Bucket(location_, s3_.remote(patient_.patience, from));
  }
  base::Error error_of(const std::function<void(Bucket&)>& work) {
    try {
      Bucket one = bucket();
      work(one);
    } catch (const base::Error& error) {
      return error;
    }
    ADD_FAILURE() << "nothing was thrown";
    return {ErrorKind::internal, ""};
  }
  // The first `times` requests of the operation fail: before they are carried out, or after.
  void fail(const aws::Operation& wanted, const char* code, int status, int times, bool after = false) {
    (after ? s3_.after : s3_.before) = [=, this](std::size_t, const aws::Operation& operation) {
      if (operation.name == wanted.name && failed_++ < times) throw aws::AwsError(operation, code, status, "down");
    };
  }
  void lose_answers(const aws::Operation& wanted, int times) {
    s3_.after = [=, this](std::size_t, const aws::Operation& operation) {
      if (operation.name == wanted.name && failed_++ < times) throw base::Error(ErrorKind::unavailable, "lost");
    };
  }

  fakes::ManualClock clock_;
  fakes::Patient patient_{clock_, 0};
  fakes::S3 s3_;
  Location location_;
  int failed_ = 0;
};

TEST_F(S3Bucket, KeepsAnObject) {
  Bucket one = bucket();
  EXPECT_FALSE(one.get("key"));
  const std::string bytes("\0\xff bytes", 8);
  one.put("key", bytes, "text/plain");
  ASSERT_TRUE(one.get("key"));
  EXPECT_EQ(one.get("key")->bytes, bytes);
  EXPECT_EQ(one.get("key")->etag.find('"'), std::string::npos);
  EXPECT_EQ(s3_.objects["key"].input["ContentType"], "text/plain");
}

TEST_F(S3Bucket, EncryptsWithS3sKeyOrTheOneThatIsNamed) {
  bucket().put("plain", "x", "text/plain");
  EXPECT_EQ(s3_.objects["plain"].input["ServerSideEncryption"], "AES256");
  EXPECT_FALSE(s3_.objects["plain"].input.contains("SSEKMSKeyId"));
  location_.kms_key = "alias/reviews";
  bucket().create("own", "x", "text/plain");
  EXPECT_EQ(s3_.objects["own"].input["ServerSideEncryption"], "aws:kms");
  EXPECT_EQ(s3_.objects["own"].input["SSEKMSKeyId"], "alias/reviews");
}

TEST_F(S3Bucket, WithObjectLockTakesWhateverIsWritten) {
  s3_.is_locked = true;
  Bucket one = bucket();
  one.put("key", "x", "text/plain");
  EXPECT_TRUE(one.replace("key", "y", "text/plain", one.get("key")->etag));
  EXPECT_TRUE(one.create("other", "z", "text/plain"));
}

// Its own default as GetBucketEncryption has it.
json default_of(const char* algorithm) {
  return {{"ServerSideEncryptionConfiguration",
           {{"Rules", {{{"ApplyServerSideEncryptionByDefault", {{"SSEAlgorithm", algorithm}}}}}}}}};
}

TEST_F(S3Bucket, KeepsItsOwnKmsDefaultUnlessAnotherEncryptionIsAskedFor) {
  struct Case {
    const char* by_default = nullptr;  // null: it may not be read
    Sse sse = Sse::automatic;
    std::optional<std::string> sent;
  };
  for (const auto& [by_default, sse, sent] : {Case{"AES256", Sse::automatic, "AES256"},
                                              {"aws:kms", Sse::automatic, {}},
                                              {"aws:kms:dsse", Sse::automatic, {}},
                                              {nullptr, Sse::automatic, {}},
                                              {"aws:kms", Sse::aes256, "AES256"},
                                              {nullptr, Sse::aes256, "AES256"},
                                              {"AES256", Sse::kms, "aws:kms"},
                                              {"aws:kms", Sse::kms, {}},
                                              {nullptr, Sse::kms, "aws:kms"}}) {
    s3_.settings.clear();
    s3_.before = nullptr;
    failed_ = 0;
    if (by_default != nullptr) {
      s3_.settings["GetBucketEncryption"] = default_of(by_default);
    } else {
      fail(s3::get_bucket_encryption, "AccessDenied", 403, 1);
    }
    location_.sse = sse;
    bucket().put("key", "x", "text/plain");
    const json& input = s3_.objects["key"].input;
    EXPECT_EQ(input.value("ServerSideEncryption", ""), sent.value_or("")) << (by_default ? by_default : "denied");
  }
}

TEST_F(S3Bucket, ItsDefaultIsReadOnceAndOnlyWhenItMatters) {
  Bucket one = bucket();
  for (const char* key : {"a", "b", "c"}) one.put(key, "x", "text/plain");
  EXPECT_EQ(s3_.count(s3::get_bucket_encryption), 1U);
  s3_.forget();
  location_.sse = Sse::aes256;
  bucket().put("key", "x", "text/plain");
  EXPECT_EQ(s3_.count(s3::get_bucket_encryption), 0U);
}

TEST_F(S3Bucket, AKeyAndAes256RuleEachOtherOut) {
  location_.sse = Sse::aes256;
  location_.kms_key = "alias/reviews";
  const base::Error error = error_of([](Bucket&) {});
  EXPECT_EQ(error.kind(), ErrorKind::config);
  EXPECT_NE(std::string(error.what()).find("--sse aes256"), std::string::npos) << error.what();
}

TEST_F(S3Bucket, OfAnotherAccountIsRefusedWhenAnOwnerIsExpected) {
  location_.expected_bucket_owner = s3_.owner;
  bucket().put("key", "x", "text/plain");
  EXPECT_TRUE(bucket().get("key"));
  EXPECT_TRUE(bucket().exists());
  location_.expected_bucket_owner = "999988887777";
  for (const auto& work : std::vector<std::function<void(Bucket&)>>{
           [](Bucket& one) { one.put("key", "y", "text/plain"); }, [](Bucket& one) { one.get("key"); },
           [](Bucket& one) { one.create("key", "y", "text/plain"); }, [](Bucket& one) { one.remove({"key"}); },
           [](Bucket& one) { one.list("", "", false, [](const Listing&) { return true; }); },
           [](Bucket& one) { one.exists(); }}) {
    const base::Error error = error_of(work);
    EXPECT_EQ(error.kind(), ErrorKind::denied);
    EXPECT_NE(std::string(error.what()).find("account 999988887777's"), std::string::npos) << error.what();
  }
  EXPECT_EQ(s3_.objects["key"].bytes, "x");
}

TEST_F(S3Bucket, NamesThatCannotBeAreRefusedBeforeAnythingIsAsked) {
  for (const char* name : {"", "ab", "Bucket", "a_b", "-ab", "ab-", "a/b", "a b", "../x", "ü-bucket", "a.b.",
                           "this-name-is-longer-than-the-sixty-three-characters-that-one-may-have"}) {
    location_.bucket = name;
    EXPECT_EQ(error_of([](Bucket&) {}).kind(), ErrorKind::config) << name;
  }
}

TEST_F(S3Bucket, AccountsThatCannotBeAreRefused) {
  for (const char* owner : {"1", "11112222333", "1111222233334", "11112222333x", "1111-2222-3333"}) {
    location_.expected_bucket_owner = owner;
    EXPECT_THROW(bucket(), base::Error) << owner;
  }
}

TEST_F(S3Bucket, InAnotherRegionIsFoundOnceAndRemembered) {
  s3_.region = "ap-southeast-2";
  Bucket one = bucket();
  one.exists();
  EXPECT_EQ(one.region(), "ap-southeast-2");
  EXPECT_EQ(s3_.asked().size(), 2U);
  EXPECT_FALSE(one.get("key"));
  EXPECT_EQ(s3_.asked().size(), 3U) << "asked where it is at once";
}

TEST_F(S3Bucket, InAnotherRegionIsFoundByWhatIsNotThereToo) {
  s3_.region = "ap-southeast-2";
  Bucket one = bucket();
  EXPECT_FALSE(one.get("nothing"));
  EXPECT_EQ(one.region(), "ap-southeast-2");
}

TEST_F(S3Bucket, RedirectsAreNotFollowedInCircles) {
  s3_.before = [](std::size_t number, const aws::Operation& operation) {
    throw aws::AwsError(operation, "PermanentRedirect", 301, "",
                        {.bucket_region = number % 2 ? "eu-west-1" : "eu-central-1"});
  };
  const base::Error error = error_of([](Bucket& one) { one.get("key"); });
  EXPECT_EQ(error.kind(), ErrorKind::config);
  EXPECT_NE(std::string(error.what()).find("--region"), std::string::npos) << error.what();
  EXPECT_EQ(s3_.asked().size(), 2U);
}

TEST_F(S3Bucket, ARedirectToWhatIsNoRegionIsRefused) {
  for (const char* region : {"evil.example/", "A", "-", "eu.central"}) {
    s3_.region = region;
    EXPECT_EQ(error_of([](Bucket& one) { one.get("key"); }).kind(), ErrorKind::config) << region;
  }
}

TEST_F(S3Bucket, ALinkIsSignedForTheRegionOfTheBucket) {
  s3_.region = "ap-southeast-2";
  EXPECT_EQ(bucket().link("report.html", std::chrono::hours(1)),
            "https://s3.ap-southeast-2/connect-reports/report.html?GetObject&3600");
  Bucket one = bucket();
  one.put("report.html", "x", "text/html");
  const std::size_t before = s3_.asked().size();
  one.link("report.html", std::chrono::hours(1));
  EXPECT_EQ(s3_.asked().size(), before) << "it is known by then";
}

TEST_F(S3Bucket, ErrorsSayWhatToDo) {
  s3_.exists = false;
  const base::Error missing = error_of([](Bucket& one) { one.get("key"); });
  EXPECT_EQ(missing.kind(), ErrorKind::not_found);
  EXPECT_STREQ(
      missing.what(),
      "there is no bucket 'connect-reports': make it with 'storage info --create', or name another with --bucket");
  s3_.exists = true;
  fail(s3::put_object, "AccessDenied", 403, 1);
  const base::Error denied = error_of([](Bucket& one) { one.put("key", "x", "text/plain"); });
  EXPECT_EQ(denied.kind(), ErrorKind::denied);
  EXPECT_EQ(std::string(denied.what()).find("s3:PutObject on the bucket 'connect-reports' is denied"), 0U)
      << denied.what();
  failed_ = 0;
  fail(s3::put_object, "KMS.DisabledException", 400, 1);
  const base::Error other = error_of([](Bucket& one) { one.put("key", "x", "text/plain"); });
  EXPECT_EQ(std::string(other.what()).find("the bucket 'connect-reports': s3:PutObject answered KMS.DisabledException"),
            0U)
      << other.what();
}

TEST_F(S3Bucket, WhatPassesIsWaitedFor) {
  const std::vector<std::pair<const char*, int>> passing = {
      {"SlowDown", 503}, {"InternalError", 500}, {"ServiceUnavailable", 503}, {"ConditionalRequestConflict", 409}};
  for (const auto& [code, status] : passing) {
    s3_.objects.clear();
    failed_ = 0;
    fail(s3::put_object, code, status, 4);
    EXPECT_TRUE(bucket().create("key", "x", "text/plain")) << code;
    failed_ = 0;
    fail(s3::put_object, code, status, 5);
    EXPECT_TRUE(error_of([](Bucket& one) { one.create("other", "x", "text/plain"); }).retryable()) << code;
  }
}

TEST_F(S3Bucket, CreatesOnce) {
  EXPECT_TRUE(bucket().create("key", "mine", "text/plain"));
  EXPECT_FALSE(bucket().create("key", "theirs", "text/plain"));
  EXPECT_FALSE(bucket().create("key", "mine", "text/plain")) << "the same bytes are not the same call";
  EXPECT_EQ(s3_.objects["key"].bytes, "mine");
}

TEST_F(S3Bucket, AfterALostAnswerFindsOutWhetherItWasItself) {
  lose_answers(s3::put_object, 1);
  EXPECT_TRUE(bucket().create("key", "mine", "text/plain"));
  EXPECT_EQ(s3_.count(s3::put_object), 2U);
  failed_ = 0;
  fail(s3::put_object, "InternalError", 500, 1, true);
  EXPECT_TRUE(bucket().replace("key", "again", "text/plain", bucket().get("key")->etag));
  EXPECT_EQ(s3_.objects["key"].bytes, "again");
}

TEST_F(S3Bucket, AfterALostAnswerAnothersWriteIsNotItsOwn) {
  s3_.before = [this](std::size_t number, const aws::Operation&) {
    if (number == 1) {
      s3_.objects["key"] = {"theirs", json::object()};
      throw base::Error(ErrorKind::unavailable, "the connection broke before the request was read");
    }
  };
  EXPECT_FALSE(bucket().create("key", "mine", "text/plain"));
}

TEST_F(S3Bucket, AThrottleIsNoLostAnswer) {
  s3_.objects["key"] = {"mine", json::object()};  // by another with the same bytes
  fail(s3::put_object, "SlowDown", 503, 1);
  EXPECT_FALSE(bucket().create("key", "mine", "text/plain"));
}

TEST_F(S3Bucket, ReplacesOnlyWhatItHasSeen) {
  Bucket one = bucket();
  one.put("key", "old", "text/plain");
  const std::string etag = one.get("key")->etag;
  EXPECT_TRUE(one.replace("key", "new", "text/plain", etag));
  EXPECT_FALSE(one.replace("key", "newer", "text/plain", etag));
  EXPECT_FALSE(one.replace("gone", "x", "text/plain", etag));
  EXPECT_EQ(s3_.objects["key"].bytes, "new");
}

TEST_F(S3Bucket, DeletesAThousandAtATime) {
  std::vector<std::string> keys;
  for (int i = 0; i < 2'500; ++i) keys.push_back("key" + std::to_string(i));
  for (const std::string& key : keys) s3_.plant(key, "x");
  s3_.plant("other", "x");
  bucket().remove(keys);
  EXPECT_EQ(s3_.objects.size(), 1U);
  EXPECT_EQ(s3_.count(s3::delete_objects), 3U);
  bucket().remove({});
  EXPECT_EQ(s3_.count(s3::delete_objects), 3U);
}

// An answer that is a result and names what could not be deleted.
class Undeleted final : public aws::Transport {
 public:
  explicit Undeleted(const char* code) : code_(code) {}
  aws::Answer send(const aws::Operation&, const json&) override {
    ++asked;
    return {{{"Errors", {{{"Key", "key"}, {"Code", code_}, {"Message", "no"}}}}}, 0};
  }
  int asked = 0;

 private:
  const char* code_;
};

TEST_F(S3Bucket, WhatCouldNotBeDeletedIsAnError) {
  for (const auto& [code, kind, attempts] :
       {std::tuple("AccessDenied", ErrorKind::denied, 1), std::tuple("InternalError", ErrorKind::unavailable, 5)}) {
    Undeleted transport(code);
    Remote remote = s3_.remote(patient_.patience);
    remote.transport = [&](const std::string&) -> aws::Transport& { return transport; };
    try {
      Bucket(location_, remote).remove({"key"});
      FAIL() << code;
    } catch (const base::Error& error) {
      EXPECT_EQ(error.kind(), kind);
    }
    EXPECT_EQ(transport.asked, attempts);
  }
}

}  // namespace
}  // namespace store
