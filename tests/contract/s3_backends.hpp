// S3 for the contract suite: in memory, on Ceph's RADOS gateway, whose conditions hold for buckets without versions
// only, and on moto, in a bucket that keeps versions.
#pragma once

#include <atomic>
#include <fmt/format.h>
#include <memory>
#include <string>
#include <unistd.h>

#include "contract/aws_server.hpp"
#include "contract/backend.hpp"
#include "fakes/patient.hpp"
#include "fakes/s3.hpp"
#include "store/open.hpp"
#include "store/s3/keys.hpp"
#include "store/s3/store.hpp"

namespace contract {

class S3InMemory final : public Backend {
 public:
  S3InMemory() {
    s3_.page_size = 300;  // smaller than S3's, so that there are many
    location_.backend = "s3";
    location_.bucket = fakes::S3::bucket;
    location_.retention_days = 90;
    const auto remote = [this] { return faults.around(s3_.remote(patient_.patience)); };
    first_ = store::open(location_, store::OpenMode::create, clock, remote);
    second_ = store::open(location_, store::OpenMode::existing, clock, remote);
  }
  store::Store& first() override { return *first_; }
  store::Store& second() override { return *second_; }
  void plant(const std::string& review_id, const std::string& component, const std::string& text) override {
    s3_.plant(store::document_key(review_id, component), text);
  }

 private:
  fakes::S3 s3_;
  fakes::Patient patient_{clock};
  store::Location location_;
  std::unique_ptr<store::Store> first_, second_;
};

class S3OnServer : public Backend {
 public:
  // The store itself makes the bucket.
  S3OnServer(const std::string& variable, bool with_versions) : server_(variable) {
    static std::atomic<int> count = 0;
    location_.backend = "s3";
    location_.bucket = fmt::format("contract-{}-{}", ::getpid(), ++count);
    location_.retention_days = 90;
    const auto remote = [this] { return faults.around(server_.remote()); };
    first_ = store::open(location_, store::OpenMode::create, clock, remote);
    second_ = store::open(location_, store::OpenMode::existing, clock, remote);
    if (with_versions) keep_versions();
  }
  store::Store& first() override { return *first_; }
  store::Store& second() override { return *second_; }
  void plant(const std::string& review_id, const std::string& component, const std::string& text) override {
    put(store::document_key(review_id, component), text);
  }

  AwsServer& server() { return server_; }
  const std::string& bucket() const { return location_.bucket; }
  void put(const std::string& key, const std::string& bytes) {
    server_.call(aws::s3::put_object, {{"Bucket", location_.bucket}, {"Key", key}, {"Body", bytes}});
  }

 private:
  void keep_versions() {
    static constexpr aws::Operation put_bucket_versioning =
        aws::s3::write_setting("PutBucketVersioning", "/{Bucket}?versioning", "VersioningConfiguration", "");
    server_.call(put_bucket_versioning,
                 {{"Bucket", location_.bucket}, {"VersioningConfiguration", {{"Status", "Enabled"}}}});
  }

  AwsServer server_;
  store::Location location_;
  std::unique_ptr<store::Store> first_, second_;
};

inline constexpr const char* ceph_variable = "CONTRACT_S3_CEPH_URL";
inline constexpr const char* moto_variable = "CONTRACT_S3_MOTO_URL";

class S3OnCeph final : public S3OnServer {
 public:
  S3OnCeph() : S3OnServer(ceph_variable, false) {
    // This gateway (16.2) takes every write for one with a public ACL, and refuses it when those are blocked.
    server().call(aws::s3::put_public_access_block,
                  {{"Bucket", bucket()}, {"PublicAccessBlockConfiguration", {{"BlockPublicAcls", false}}}});
  }
};

class S3OnMoto final : public S3OnServer {
 public:
  S3OnMoto() : S3OnServer(moto_variable, true) {}
  int many() const override { return 1500; }
};

}  // namespace contract
