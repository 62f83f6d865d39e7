#include "store/s3/keys.hpp"

#include <gtest/gtest.h>

namespace store {
namespace {

TEST(S3Keys, AreThoseOfTheStorageGuide) {
  EXPECT_EQ(document_key("20240213-120000", "quota"), "reviews/20240213-120000/quota.json");
  EXPECT_EQ(file_key("20240213-120000", "connect-ops-review-20240213-120000.html"),
            "connect-ops-review-20240213-120000.html");
}

TEST(S3Keys, EveryDocumentsKeyLeadsBackToIt) {
  for (const char* id : {"20240213-120000", "a", "a.b", "a-b", "a.json", "STATUS"}) {
    for (const char* component : {"quota", "STATUS", "a.json", "a.b", "x-1_2"}) {
      const auto found = document_of(document_key(id, component));
      ASSERT_TRUE(found) << id << " " << component;
      EXPECT_EQ(*found, std::pair(std::string(id), std::string(component)));
    }
  }
}

TEST(S3Keys, WhatOthersPutThereIsNoDocument) {
  for (const char* key :
       {"", "reviews/", "reviews/x", "reviews/x.json", "reviews//quota.json", "reviews/x/.json", "reviews/x/quota.txt",
        "reviews/x/quota.JSON", "reviews/x/y/quota.json", "reviews/../quota.json", "reviews/x/.hidden.json",
        "reviews/x y/quota.json", "Reviews/x/quota.json", "other/x/quota.json", "reviews/x/ü.json"}) {
    EXPECT_FALSE(document_of(key)) << key;
  }
}

TEST(S3Keys, ReviewsAreFolders) {
  EXPECT_EQ(review_of("reviews/20240213-120000/"), "20240213-120000");
  for (const char* folder : {"", "reviews/", "reviews/x", "reviews//", "reviews/a b/", "reviews/.x/", "other/x/"}) {
    EXPECT_FALSE(review_of(folder)) << folder;
  }
}

TEST(S3Keys, NoTwoReportsShareAKey) {
  // The same file of another review, and files that are named to look like it.
  EXPECT_EQ(file_key("a", "connect-ops-review-a.json"), "connect-ops-review-a.json");
  EXPECT_EQ(file_key("a", "connect-ops-review-a.b.html"), "connect-ops-review-a/connect-ops-review-a.b.html");
  EXPECT_EQ(file_key("a.b", "connect-ops-review-a.b.html"), "connect-ops-review-a.b.html");
  EXPECT_EQ(file_key("b", "connect-ops-review-a.html"), "connect-ops-review-b/connect-ops-review-a.html");
  EXPECT_EQ(file_key("a", "summary.html"), "connect-ops-review-a/summary.html");
}

TEST(S3Keys, SayWhoseAFileIs) {
  const std::string id = "20260213-090000-74c2";
  for (const std::string& name :
       {"connect-ops-review-" + id + ".html", std::string("summary.v2.html"), std::string("x")}) {
    EXPECT_EQ(file_of(file_key(id, name)), std::pair(id, name));
  }
  for (const char* key : {"connect-ops-review-doctor.carry", "connect-ops-review-20260213-090000.old.html",
                          "connect-ops-review-20260213-090000", "connect-ops-review-20261399-090000.html",
                          "connect-ops-review-20260213-090000/a/b", "reviews/20260213-090000/quota.json"}) {
    EXPECT_FALSE(file_of(key)) << key;
  }
}

TEST(S3Keys, AReviewKnowsItsReports) {
  for (const char* name :
       {"connect-ops-review-a.html", "connect-ops-review-a.b.html", "summary.html", "connect-ops-review-a"}) {
    EXPECT_TRUE(is_file_of("a", file_key("a", name))) << name;
    EXPECT_FALSE(is_file_of("b", file_key("a", name))) << name;
  }
  for (const char* key : {"connect-ops-review-a", "connect-ops-review-a/", "connect-ops-review-a/b/c",
                          "connect-ops-review-a.", "connect-ops-review-a.b.html", "connect-ops-review-ab.html",
                          "x/connect-ops-review-a.html", "reviews/a/quota.json"}) {
    EXPECT_FALSE(is_file_of("a", key)) << key;
  }
}

}  // namespace
}  // namespace store
