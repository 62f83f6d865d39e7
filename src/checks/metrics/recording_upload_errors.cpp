#include "checks/metrics/metric_check.hpp"

namespace checks {
namespace {

Judgements judge(const Scene& scene, const model::Metrics& metrics) {
  const Counter counter{"CallRecordingUploadError",
                        "recording that could not be stored",
                        "recordings that could not be stored",
                        "Every recording is stored",
                        "ConcurrentCalls",
                        "calls"};
  return {judge_counter(scene, metrics, the_instance(scene), counter, none_allowed)};
}

}  // namespace

const Check recording_upload_errors = on<judge, &Inventory::metrics>({
    .id = "recording_upload_errors",
    .component = "metrics",
    .title = "Recordings that were not stored",
    .pillar = Pillar::security,
    .severity = Severity::high,
    .why = "A recording that does not reach its S3 bucket is missing when a complaint or an audit asks for it.",
    .remedy =
        "Check that the bucket for recordings exists, that its policy and its KMS key let the instance's service role "
        "write, and that no rule denies it.",
    .action = "Check the bucket's policy and KMS key",
    .links = {"https://docs.aws.amazon.com/connect/latest/adminguide/monitoring-cloudwatch.html"},
});

}  // namespace checks
