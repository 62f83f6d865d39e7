#include "app/doctor/stack_doctor.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <optional>

#include "aws/error.hpp"
#include "aws/operations/cloudformation.hpp"
#include "base/encode.hpp"
#include "base/error.hpp"
#include "base/json/read.hpp"

namespace app {
namespace {

using base::ErrorKind;
using nlohmann::json;
namespace read = base::read;

constexpr std::size_t shown = 200;  // characters of what CloudFormation says

// The value of one of the stack's outputs or parameters; empty when it has none of that name.
std::string value_of(const json& stack, const char* list, const char* what, std::string_view key) {
  for (const json& one : read::array(stack, list)) {
    if (read::text(one, fmt::format("{}Key", what).c_str()) == key) {
      return base::printable(read::text(one, fmt::format("{}Value", what).c_str()), shown);
    }
  }
  return "";
}

std::string output(const json& stack, std::string_view key) {
  return value_of(stack, "Outputs", "Output", key);
}

// CloudFormation says only in words that there is no such stack.
bool is_absent(const aws::AwsError& error) {
  return error.code() == "ValidationError" && error.message().find("does not exist") != std::string::npos;
}

// Nothing when there is none.
std::optional<json> find_stack(aws::Client& client, const std::string& name) {
  try {
    const json answer = client.call(aws::cloudformation::describe_stacks, {{"StackName", name}});
    const json& stacks = read::array(answer, "Stacks");
    if (stacks.empty()) throw base::Error(ErrorKind::corrupt, "CloudFormation did not say what became of it");
    return stacks.front();
  } catch (const aws::AwsError& error) {
    if (!is_absent(error)) throw;
    return std::nullopt;
  }
}

// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/view-stack-events.html
Judged judge_status(const json& stack, const std::string& name) {
  const std::string status = base::printable(read::text(stack, "StackStatus"), shown);
  const std::string reason = base::printable(read::text(stack, "StackStatusReason"), shown);
  const std::string said = fmt::format("{} is {}{}{}", name, status, reason.empty() ? "" : ": ", reason);
  if (status == "CREATE_COMPLETE" || status == "UPDATE_COMPLETE" || status == "IMPORT_COMPLETE" ||
      status == "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS") {
    return {State::ok, said};
  }
  if (status.starts_with("UPDATE_ROLLBACK_COMPLETE") || status == "IMPORT_ROLLBACK_COMPLETE") {
    return {State::warning,
            fmt::format("{}; it works as before its last change: its events say why that failed", said)};
  }
  if (status.ends_with("_IN_PROGRESS")) return {State::warning, fmt::format("{}; look again when it is done", said)};
  if (status.ends_with("_FAILED") || status == "ROLLBACK_COMPLETE" || status == "DELETE_COMPLETE") {
    return {State::missing, fmt::format("{}; its events say why: fix that and deploy it again", said)};
  }
  return {State::unknown, said};
}

Judged judge_outputs(const json& stack) {
  std::vector<std::string> there, lacking;
  for (const auto* key : {"OrchestratorFunctionArn", "ReportBucket", "ResultsTableName"}) {
    const std::string value = output(stack, key);
    value.empty() ? lacking.emplace_back(key) : there.emplace_back(fmt::format("{} {}", key, value));
  }
  if (lacking.empty()) return {State::ok, fmt::format("{}", fmt::join(there, ", "))};
  return {State::warning,
          fmt::format("it has no {}: see that it is a stack of this program's template, or name another "
                      "with --stack",
                      fmt::join(lacking, ", "))};
}

std::string options_of(const std::string& backend, const std::string& bucket, const std::string& table) {
  std::string options = fmt::format("--storage {}", backend);
  if (backend == "dynamodb" && !table.empty()) options += fmt::format(" --table {}", table);
  return bucket.empty() ? options : fmt::format("{} --bucket {}", options, bucket);
}

// Reviews that the stack makes are not found where this command line looks unless all three are the same.
Judged judge_storage(const json& stack, const store::Location& place) {
  const std::string backend = value_of(stack, "Parameters", "Parameter", "StorageBackend");
  const std::string bucket = output(stack, "ReportBucket"), table = output(stack, "ResultsTableName");
  if (backend.empty())
    return {State::unknown, "it has no parameter StorageBackend: where it keeps reviews is not known"};
  std::vector<std::string> differences;
  const auto compare = [&](const char* what, const std::string& theirs, const std::string& ours) {
    if (theirs == ours || theirs.empty()) return;
    differences.push_back(fmt::format("its {} is {}, here it is {}", what, theirs, ours.empty() ? "not named" : ours));
  };
  compare("storage", backend, place.backend);
  if (place.backend != "sqlite") compare("bucket", bucket, place.bucket);
  if (place.backend == "dynamodb") compare("table", table, place.table);
  if (differences.empty()) return {State::ok, fmt::format("the same as here: {}", backend)};
  return {State::warning, fmt::format("{}; `{}` looks where the stack keeps its reviews", fmt::join(differences, "; "),
                                      options_of(backend, bucket, table))};
}

}  // namespace

std::vector<Examined> examine_stack(Cloud& cloud, const std::string& name, const store::Location& place) {
  std::optional<json> stack;
  std::vector<Examined> found = {judge_aside("stack", [&]() -> Judged {
    const std::string region = cloud.region();
    base::Usage usage;  // nobody asks
    auto client = cloud.client(region, usage);
    stack = find_stack(client, name);
    if (stack) return judge_status(*stack, name);
    return {State::warning, fmt::format("there is no stack {} in {}: name another with --stack or its --region, or "
                                        "deploy it for reviews on a schedule",
                                        name, region)};
  })};
  if (!stack) return found;
  found.push_back(judge_aside("stack outputs", [&] { return judge_outputs(*stack); }));
  found.push_back(judge_aside("stack storage", [&] { return judge_storage(*stack, place); }));
  return found;
}

}  // namespace app
