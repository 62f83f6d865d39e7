// What only the store in S3 has to show; what every store has to is in tests/contract.
#include "store/s3/store.hpp"

#include <algorithm>
#include <functional>
#include <gtest/gtest.h>

#include "aws/operations/s3.hpp"
#include "base/error.hpp"
#include "base/timestamp.hpp"
#include "fakes/manual_clock.hpp"
#include "fakes/s3.hpp"
#include "store/document.hpp"
#include "store/s3/keys.hpp"

namespace store {
namespace {

using base::ErrorKind;
using nlohmann::json;
using std::chrono::hours;
using Strings = std::vector<std::string>;
namespace s3 = aws::s3;

const std::string id = "20260213-090000";

Item document(const std::string& review_id, const std::string& component, const json& data = 1) {
  return {review_id, component, {{"reviewId", review_id}, {"componentType", component}, {"data", data}}};
}

// A bucket with two reviews in it, one of them with a report.
struct World {
  World() {
    location.bucket = fakes::S3::bucket;
    auto one = open();
    one->put(document(id, "STATUS"));
    for (const char* component : {"quota", "metrics", "flow"}) one->put(document(id, component));
    one->put(document("20260212-090000", "STATUS"));
    one->put_file(id, "connect-ops-review-" + id + ".html", "<html>", "text/html; charset=utf-8");
    s3.forget();
  }
  std::unique_ptr<Store> open(OpenMode mode = OpenMode::existing) {
    return open_s3(location, mode, clock, s3.remote(patient.patience));
  }
  std::string get(const std::string& key) const { return s3.objects.contains(key) ? s3.objects.at(key).bytes : ""; }

  fakes::ManualClock clock;
  fakes::Patient patient{clock, 0};
  fakes::S3 s3;
  Location location;
};

// A verb as a test calls it, and what it answered as text.
struct Verb {
  const char* name;
  std::function<std::string(Store&)> call;
};

std::string text_of(const Items& items) {
  std::string text;
  for (const Item& item : items.items) text += item.review_id + "/" + item.component + item.body.dump() + "\n";
  for (const Broken& broken : items.broken) text += broken.review_id + "/" + broken.component + "!\n";
  return text;
}

const std::vector<Verb> verbs = {
    {"claim", [](Store& store) { return std::to_string(store.claim(document("20260213-100000", "STATUS"))); }},
    {"claim again", [](Store& store) { return std::to_string(store.claim(document(id, "STATUS", "another's"))); }},
    {"put", [](Store& store) { return store.put(document(id, "quota", 2)), std::string(); }},
    {"get", [](Store& store) { return store.get(id, "quota") ? std::string("there") : std::string("missing"); }},
    {"load", [](Store& store) { return text_of(store.load(id)); }},
    {"reviews",
     [](Store& store) {
       std::string text;
       for (const auto& review : store.reviews({}).reviews) text += review.review_id + review.status.dump();
       return text;
     }},
    {"history", [](Store& store) { return text_of(store.history("quota", {})); }},
    {"remove", [](Store& store) { return std::to_string(store.remove(id)); }},
    {"put_file",
     [](Store& store) { return store.put_file(id, "a.html", "x", "text/html; charset=utf-8"), std::string(); }},
    {"get_file", [](Store& store) { return store.get_file(id, "connect-ops-review-" + id + ".html").value_or(""); }},
    {"link", [](Store& store) { return store.link(id, "a.html", hours(1)); }},
    {"info", [](Store& store) { return std::to_string(store.info().documents); }},
};

std::size_t requests_of(const Verb& verb) {
  World world;
  verb.call(*world.open());
  return world.s3.asked().size();
}

TEST(S3Store, KeepsDocumentsAsTheGuideShows) {
  World world;
  const Item item = document(id, "phone", {{"b", 1.5}, {"a", "ü"}});
  world.open()->put(item);
  EXPECT_EQ(world.get("reviews/20260213-090000/phone.json"), to_text(item));
  EXPECT_EQ(world.s3.objects["reviews/20260213-090000/phone.json"].input["ContentType"], "application/json");
  EXPECT_EQ(world.s3.objects["reviews/20260213-090000/phone.json"].input["ServerSideEncryption"], "AES256");
  EXPECT_EQ(world.get("connect-ops-review-20260213-090000.html"), "<html>");
  EXPECT_EQ(world.s3.objects["connect-ops-review-20260213-090000.html"].input["ContentType"],
            "text/html; charset=utf-8");
}

TEST(S3Store, IsPatientWithEveryRequestOfEveryVerb) {
  for (const Verb& verb : verbs) {
    World calm;
    const std::string expected = verb.call(*calm.open());
    for (std::size_t at = 1; at <= requests_of(verb); ++at) {
      for (const auto& [code, status] : {std::pair("SlowDown", 503), std::pair("InternalError", 500)}) {
        World world;
        world.s3.before = [&, code, status](std::size_t number, const aws::Operation& operation) {
          if (number == at) throw aws::AwsError(operation, code, status, "down");
        };
        EXPECT_EQ(verb.call(*world.open()), expected) << verb.name << ", request " << at << ", " << code;
        world.s3.before = nullptr;
        EXPECT_EQ(text_of(world.open()->load(id)), text_of(calm.open()->load(id))) << verb.name << ", request " << at;
      }
    }
  }
}

TEST(S3Store, SaysWhenAVerbIsDenied) {
  for (const Verb& verb : verbs) {
    World world;
    world.s3.before = [](std::size_t, const aws::Operation& operation) {
      throw aws::AwsError(operation, "AccessDenied", 403, "not you");
    };
    try {
      verb.call(*world.open());
      ADD_FAILURE() << verb.name;
    } catch (const base::Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::denied) << verb.name;
      EXPECT_NE(std::string(error.what()).find("on the bucket 'connect-reports' is denied"), std::string::npos)
          << verb.name << ": " << error.what();
    }
  }
}

TEST(S3Store, SaysWhenThereIsNoBucket) {
  for (const Verb& verb : verbs) {
    if (std::string_view(verb.name) == "link") continue;  // is made without asking for the report
    World world;
    world.s3.exists = false;
    try {
      verb.call(*world.open());
      ADD_FAILURE() << verb.name;
    } catch (const base::Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::not_found) << verb.name;
    }
  }
}

// A process that dies between two requests leaves what the next one can go on from.
TEST(S3Store, WhatIsCutOffAtAnyRequestCanBeDoneAgain) {
  for (const Verb& verb : verbs) {
    World calm;
    verb.call(*calm.open());
    for (std::size_t at = 1; at <= requests_of(verb); ++at) {
      for (const bool is_done : {false, true}) {
        World world;
        const auto die = [&](std::size_t number, const aws::Operation&) {
          if (number == at) throw base::Error(ErrorKind::deadline, "killed");
        };
        (is_done ? world.s3.after : world.s3.before) = die;
        try {
          verb.call(*world.open());
        } catch (const base::Error& error) {
          EXPECT_STREQ(error.what(), "killed") << verb.name;
        }
        world.s3.before = world.s3.after = nullptr;
        verb.call(*world.open());
        EXPECT_EQ(text_of(world.open()->load(id)), text_of(calm.open()->load(id))) << verb.name << " " << at;
        EXPECT_EQ(world.s3.objects.size(), calm.s3.objects.size()) << verb.name << " " << at;
      }
    }
  }
}

TEST(S3Store, LoadAsksOnceForTheKeysAndOnceForEachDocument) {
  World world;
  EXPECT_EQ(world.open()->load(id).items.size(), 4U);
  EXPECT_EQ(world.s3.count(s3::list_objects_v2), 1U);
  EXPECT_EQ(world.s3.count(s3::get_object), 4U);
  EXPECT_EQ(world.s3.asked().size(), 5U);
}

TEST(S3Store, WhatIsDeletedWhileItIsLoadedIsLeftOut) {
  World world;
  world.s3.after = [&](std::size_t, const aws::Operation& operation) {
    if (operation.name == s3::list_objects_v2.name) world.s3.objects.erase(document_key(id, "metrics"));
  };
  const Items items = world.open()->load(id);
  EXPECT_EQ(items.items.size(), 3U);
  EXPECT_TRUE(items.broken.empty());
}

TEST(S3Store, ADocumentThatS3DoesNotGiveOutHidesNoOther) {
  for (const char* code : {"InvalidObjectState", "KMS.DisabledException"}) {
    World world;
    world.s3.objects[document_key(id, "metrics")].refused = code;
    auto store = world.open();
    const Items items = store->load(id);
    EXPECT_EQ(items.items.size(), 3U);
    ASSERT_EQ(items.broken.size(), 1U);
    EXPECT_EQ(items.broken[0].component, "metrics");
    EXPECT_NE(items.broken[0].why.find(code), std::string::npos) << items.broken[0].why;
    EXPECT_EQ(store->history("metrics", {}).broken.size(), 1U);
    EXPECT_EQ(store->info().documents, 5);
    try {
      store->get(id, "metrics");
      FAIL() << code;
    } catch (const base::Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::corrupt);
    }
  }
}

TEST(S3Store, APermissionThatIsMissingIsNoBrokenDocument) {
  World world;
  world.s3.objects[document_key(id, "metrics")].refused = "AccessDenied";
  EXPECT_THROW(world.open()->load(id), base::Error);
}

TEST(S3Store, WhatOthersKeepInTheBucketIsNeitherReadNorRemoved) {
  World world;
  const Strings foreign = {
      "reviews/" + id + "/notes.txt", "reviews/" + id + "/more/quota.json",     "reviews/only/readme",
      "reviews/index.json",           "connect-ops-review-" + id + ".old.html", "logs/2026/a.json"};
  for (const std::string& key : foreign) world.s3.plant(key, "theirs");
  auto store = world.open();
  EXPECT_EQ(store->load(id).items.size(), 4U);
  EXPECT_TRUE(store->load(id).broken.empty());
  EXPECT_EQ(store->reviews({}).reviews.size(), 2U);
  EXPECT_EQ(store->info().documents, 5);
  EXPECT_TRUE(store->remove(id));
  for (const std::string& key : foreign) EXPECT_EQ(world.get(key), "theirs") << key;
  EXPECT_EQ(world.s3.objects.size(), foreign.size() + 1) << "the other review";
  EXPECT_EQ(store->reviews({}).reviews.size(), 1U);
}

TEST(S3Store, APageReadsTheStateOfItsReviewsAndOfOneMore) {
  World world;
  auto store = world.open();
  for (int i = 0; i < 200; ++i) {
    const std::string review_id = base::to_review_id(world.clock.now() - hours(i * 5));
    store->put(document(review_id, "STATUS"));
    store->put(document(review_id, "quota"));
  }
  world.s3.forget();
  Filter filter;
  filter.limit = 20;
  EXPECT_EQ(store->reviews(filter).reviews.size(), 20U);
  EXPECT_EQ(world.s3.count(s3::get_object), 21U);
  EXPECT_EQ(world.s3.count(s3::list_objects_v2), 1U);
}

TEST(S3Store, OfSeveralThatSeeAnExpiredClaimOneTakesIt) {
  World world;
  Item old = document(id, "STATUS");
  old.body["ttl"] = base::to_epoch_seconds(world.clock.now()) - 1;
  world.open()->put(old);
  // Another process takes it between our look and our write.
  int writes = 0;
  world.s3.before = [&](std::size_t, const aws::Operation& operation) {
    if (operation.name != s3::put_object.name || ++writes != 2) return;
    world.s3.objects[document_key(id, "STATUS")].bytes = R"({"whose":"theirs"})";
  };
  EXPECT_FALSE(world.open()->claim(document(id, "STATUS", "mine")));
  EXPECT_EQ(world.get(document_key(id, "STATUS")), R"({"whose":"theirs"})");
}

TEST(S3Store, AClaimThatNeverSettlesIsGivenUp) {
  World world;
  world.s3.before = [&](std::size_t, const aws::Operation& operation) {
    const std::string key = document_key("20260213-100000", "STATUS");
    if (operation.name == s3::put_object.name) world.s3.objects[key] = {"{}", json::object()};
    if (operation.name == s3::get_object.name) world.s3.objects.erase(key);
  };
  try {
    world.open()->claim(document("20260213-100000", "STATUS"));
    FAIL();
  } catch (const base::Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::unavailable);
  }
}

TEST(S3Store, AReportsLinkLivesAsLongAsAskedForAndNeverLongerThanASignatureIsGood) {
  World world;
  const std::string name = "connect-ops-review-" + id + ".html";
  EXPECT_EQ(world.open()->link(id, name, hours(1)),
            "https://s3.eu-central-1/connect-reports/connect-ops-review-20260213-090000.html?GetObject&3600");
  EXPECT_TRUE(world.open()->link(id, name, hours(24 * 30)).ends_with("&604800"));
}

TEST(S3Store, OpeningAnExistingOneAsksNothing) {
  World world;
  world.open();
  EXPECT_TRUE(world.s3.asked().empty());
}

TEST(S3Store, CreatingOneMakesTheBucket) {
  World world;
  world.s3.exists = false;
  world.open(OpenMode::create)->put(document(id, "quota"));
  EXPECT_TRUE(world.s3.exists);
  EXPECT_TRUE(world.s3.settings.contains("GetBucketLifecycleConfiguration"));
}

TEST(S3Store, InfoAddsUpDocumentsAndReports) {
  World world;
  const Info info = world.open()->info();
  EXPECT_EQ(info.location, "s3://connect-reports/reviews/");
  EXPECT_EQ(info.documents, 5);
  EXPECT_EQ(info.reviews, 2);
  std::int64_t bytes = 0;
  for (const auto& [key, object] : world.s3.objects) bytes += std::int64_t(object.bytes.size());
  EXPECT_EQ(info.bytes, bytes);
}

TEST(S3Store, TellsItsConditionWithoutReadingADocument) {
  World world;
  const auto condition = world.open()->condition();
  EXPECT_EQ(names_and_values(condition), world.open()->info().properties);
  world.s3.forget();
  world.open()->condition();
  EXPECT_EQ(world.s3.count(s3::head_bucket), 1U);
  for (const auto* operation : {&s3::get_object, &s3::head_object, &s3::list_objects_v2, &s3::put_object}) {
    EXPECT_EQ(world.s3.count(*operation), 0U) << operation->name;
  }
}

TEST(S3Store, IsTriedWithAnObjectThatIsTakenAwayAgain) {
  World world;
  world.s3.is_locked = true;
  const auto before = world.s3.objects.size();
  EXPECT_EQ(world.open()->try_writing(), "an object was written, read and deleted");
  EXPECT_EQ(world.s3.objects.size(), before);
  EXPECT_EQ(world.s3.count(s3::put_object), 1U);

  const auto deny = [&](const aws::Operation& wanted) {
    world.s3.before = [&](std::size_t, const aws::Operation& operation) {
      if (operation.name == wanted.name) throw aws::AwsError(operation, "AccessDenied", 403, "not you");
    };
  };
  deny(s3::delete_objects);
  for (const char* time : {"first", "over the first"}) {
    EXPECT_EQ(world.open()->try_writing(),
              "an object was written and read; it may not be deleted, and stays: connect-ops-review-doctor.carry")
        << time;
  }
  EXPECT_EQ(world.open()->reviews({}).reviews.size(), 2U);
  deny(s3::put_object);
  EXPECT_THROW(world.open()->try_writing(), base::Error);
}

TEST(S3Store, ThatIsNotThereHasNoCondition) {
  World world;
  world.s3.exists = false;
  try {
    world.open()->condition();
    FAIL() << "nothing was thrown";
  } catch (const base::Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::not_found);
    EXPECT_NE(std::string(error.what()).find("storage info --create"), std::string::npos) << error.what();
  }
}

}  // namespace
}  // namespace store
