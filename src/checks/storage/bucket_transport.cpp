#include "checks/storage/kept.hpp"

namespace checks {
namespace {

using model::PlainRequests;

void judge_one(const Scene& scene, const Kept& kept, const model::DataBucket& bucket, Judgement& judgement) {
  judgement.limit = "Requests without TLS refused";
  const PlainRequests plain = model::plain_requests(bucket.policy, kept.place);
  if (plain == PlainRequests::refused) {
    judgement.status = Status::pass;
    judgement.observed += " The bucket policy refuses requests without TLS.";
    return;
  }
  judgement.status = Status::warn;
  judgement.command = aws_command(scene, "s3api get-bucket-policy", {{"bucket", kept.place}});
  if (plain == PlainRequests::refused_in_part) {
    judgement.headline = headline("Bucket ", judgement.resource, " refuses only some requests without TLS");
    judgement.observed +=
        " The bucket policy refuses some requests without TLS, but not every action on the bucket and its objects.";
  } else {
    judgement.headline = headline("Bucket ", judgement.resource, " takes requests without TLS");
    judgement.observed += bucket.policy.empty() ? " The bucket has no policy that refuses requests without TLS."
                                                : " The bucket policy does not refuse requests without TLS.";
  }
}

Judgements judge(const Scene& scene, const model::StorageResources& storage, const model::DataBuckets& buckets) {
  return judge_buckets(scene, storage, buckets, {model::bucket_setting::policy, "s3:GetBucketPolicy", judge_one});
}

}  // namespace

const Check bucket_transport = on<judge, &Inventory::storage, &Inventory::data_buckets>({
    .id = "bucket_transport",
    .component = "storage",
    .title = "Requests to buckets without TLS",
    .pillar = Pillar::security,
    .severity = Severity::low,
    .why =
        "Amazon Connect always uses TLS. A program of your own that reads recordings without it sends what customers "
        "said in the clear.",
    .remedy =
        "Add a statement to the bucket policy that denies every action on the bucket and its objects to everybody while "
        "aws:SecureTransport is false.",
    .action = "Refuse requests without TLS",
    .links = {"https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html"},
});

}  // namespace checks
