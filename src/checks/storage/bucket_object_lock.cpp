#include <fmt/format.h>

#include "checks/storage/kept.hpp"
#include "words/names.hpp"
#include "words/numbers.hpp"

namespace checks {
namespace {

using model::ObjectLock;

std::string duration(const ObjectLock& lock) {
  if (lock.years) return words::counted(*lock.years, "year");
  return lock.days ? words::counted(*lock.days, "day") : "a time that AWS did not say";
}

void judge_one(const Scene&, const Kept&, const model::DataBucket& bucket, Judgement& judgement) {
  const ObjectLock& lock = bucket.object_lock;
  if (lock.enabled && !lock.mode.empty()) {
    judgement.status = Status::pass;
    judgement.observed += fmt::format(" Object Lock keeps each recording for {}, in {} mode.", duration(lock),
                                      words::spelled_out(lock.mode));
  } else {
    judgement.status = Status::info;
    judgement.observed += lock.enabled
                              ? " Object Lock is on, without a default retention: recordings can be deleted unless a "
                                "program locks them one by one."
                              : " Object Lock is off: whoever may delete recordings can do so before their time.";
  }
}

Judgements judge(const Scene& scene, const model::StorageResources& storage, const model::DataBuckets& buckets) {
  return judge_buckets(scene, storage, buckets,
                       {.setting = model::bucket_setting::object_lock,
                        .evidence = "s3:GetObjectLockConfiguration",
                        .judge = judge_one,
                        .is_of_recordings = true});
}

}  // namespace

const Check bucket_object_lock = on<judge, &Inventory::storage, &Inventory::data_buckets>({
    .id = "bucket_object_lock",
    .component = "storage",
    .title = "Object Lock for recordings",
    .pillar = Pillar::security,
    .severity = Severity::low,
    .why =
        "Where a law asks for recordings that nobody can change or delete, Object Lock keeps them so. Elsewhere it is "
        "not needed.",
    .remedy = "Switch Object Lock on with a default retention where recordings have to be kept unchanged.",
    .action = "Lock recordings where a law asks for it",
    .links = {"https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html"},
});

}  // namespace checks
