#include <algorithm>
#include <fmt/format.h>

#include "app/fix/fix_scripts.hpp"
#include "app/fix/fix_text.hpp"
#include "base/encode.hpp"
#include "components/instance/facts.hpp"

namespace app {
namespace {

// What is deleted by a retention is gone: nobody's lines are without a word of theirs.
constexpr std::string_view retain_function = R"sh(
# retain GROUP: sets the retention of a log group. CloudWatch Logs deletes older lines for good.
retain() {
  if [ -z "${RETENTION_DAYS:-}" ]; then
    echo "left $1 as it is: say RETENTION_DAYS=90, or how long you have to keep its lines" >&2
    return
  fi
  aws logs put-retention-policy --region "$region" --log-group-name "$1" --retention-in-days "$RETENTION_DAYS"
}
)sh";

// https://docs.aws.amazon.com/connect/latest/APIReference/API_UpdateInstanceStorageConfig.html
constexpr std::string_view encrypt_function = R"sh(
# encrypt TYPE ASSOCIATION: new data of this type is encrypted with your key, in the bucket and under the prefix that
# are set now. Data that is stored already stays as it is.
encrypt() {
  case ${KMS_KEY_ARN:-} in
    arn:*:kms:*:key/*) ;;
    *)
      echo "left $1 as it is: say KMS_KEY_ARN=, with the ARN of a key that you manage" >&2
      return
      ;;
  esac
  case $KMS_KEY_ARN in *[!A-Za-z0-9:/-]*) echo "KMS_KEY_ARN is no ARN of a key" >&2 && return 1 ;; esac
  config=$(aws connect describe-instance-storage-config --region "$region" --instance-id "$instance" \
    --resource-type "$1" --association-id "$2" --output json --query "merge(StorageConfig, {S3Config: \
merge(StorageConfig.S3Config, {EncryptionConfig: {EncryptionType: 'KMS', KeyId: '$KMS_KEY_ARN'}})})")
  aws connect update-instance-storage-config --region "$region" --instance-id "$instance" --resource-type "$1" \
    --association-id "$2" --storage-config "$config"
}
)sh";

// Rules that are there would be replaced.
constexpr std::string_view lifecycle_function = R"sh(
# has_no_rules BUCKET: true of a bucket that surely has no lifecycle rules.
has_no_rules() {
  if rules=$(aws s3api get-bucket-lifecycle-configuration --bucket "$1" 2>&1); then
    echo "left $1 as it is: it has lifecycle rules" >&2
    return 1
  fi
  case $rules in *NoSuchLifecycleConfiguration*) ;; *) echo "$rules" >&2 && return 1 ;; esac
}
)sh";

// A line of the script, and the function that it needs.
struct StorageLine {
  std::string text;
  std::string_view function;
};

// Only of buckets does the API take back what it has told.
bool is_in_buckets(const std::optional<components::InstanceFacts>& facts, std::string_view type) {
  if (!facts) return false;
  const auto is_of_type = [&](const components::StorageRow& row) { return row.resource_type == type; };
  return std::ranges::any_of(facts->storage, is_of_type) &&
         std::ranges::all_of(facts->storage, [&](const components::StorageRow& row) {
           return !is_of_type(row) || row.storage_type == "S3";
         });
}

std::optional<StorageLine> encrypt_line(const std::optional<components::InstanceFacts>& facts,
                                        const model::Finding& finding) {
  const std::string& key = finding.resource.key;
  const auto slash = key.find('/');
  if (finding.check_id != "storage_encryption" || finding.status != model::Status::warn || slash == std::string::npos)
    return std::nullopt;
  const std::string type = key.substr(0, slash);
  if (!is_in_buckets(facts, type)) return std::nullopt;
  return StorageLine{fmt::format("encrypt {} {}\n", base::shell_quote(type), base::shell_quote(key.substr(slash + 1))),
                     encrypt_function};
}

std::optional<StorageLine> storage_line(const std::optional<components::InstanceFacts>& facts,
                                        const model::Finding& finding) {
  const auto command = closing_command(finding);
  if (!command) return encrypt_line(facts, finding);
  if (!is_of_storage(*command)) return std::nullopt;
  if (command->service == "logs" && command->operation == "put-retention-policy") {
    const std::string group = command->option("log-group-name");
    if (group.empty()) return std::nullopt;
    return StorageLine{fmt::format("retain {}\n", base::shell_quote(group)), retain_function};
  }
  std::string line = command_line(*command) + "\n";
  // A key whose deletion was cancelled is disabled.
  if (command->operation == "cancel-key-deletion") {
    AwsCommand enable = *command;
    enable.operation = "enable-key";
    line += command_line(enable) + "\n";
  }
  if (command->operation != "put-bucket-lifecycle-configuration") return StorageLine{std::move(line), ""};
  return StorageLine{
      fmt::format("if has_no_rules {}; then\n  {}fi\n", base::shell_quote(command->option("bucket")), line),
      lifecycle_function};
}

}  // namespace

FixFile storage_script(const model::Review& review, const std::vector<model::Finding>& findings) {
  FixFile file{.name = "storage.sh", .text = {}, .closes = {}, .is_script = true};
  const auto facts = review.facts<components::InstanceFacts>();
  std::string functions, lines;
  for (const model::Finding& finding : findings) {
    const auto line = storage_line(facts, finding);
    if (!line) continue;
    const ClosedFinding one = closed(finding);
    add_closed(file.closes, {one});
    const bool is_there = lines.find("\n" + line->text) != std::string::npos;  // one key may be for several
    lines += fmt::format("\n# Closes: {}\n{}", closed_text(one), is_there ? "# As above.\n" : line->text);
    if (functions.find(line->function) == std::string::npos) functions += line->function;
  }
  if (lines.empty()) return file;
  file.text =
      script_head("storage.sh: retention of logs, encryption and lifecycle of what is stored.", review,
                  {"Read each line before you run it: RETENTION_DAYS=90 KMS_KEY_ARN=ARN sh storage.sh",
                   "It may be run again. Without RETENTION_DAYS no retention is set, without KMS_KEY_ARN no key."},
                  file.closes);
  const std::string instance = model::instance_of(review).instance_id;
  if (functions.find(encrypt_function) != std::string::npos)
    file.text += fmt::format("instance={}\n", base::shell_quote(instance));
  file.text += functions + lines;
  return file;
}

}  // namespace app
