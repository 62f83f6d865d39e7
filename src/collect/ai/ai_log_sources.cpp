#include <algorithm>
#include <nlohmann/json.hpp>

#include "aws/operations/logs.hpp"
#include "base/arn.hpp"
#include "base/json/read.hpp"
#include "collect/collector.hpp"

namespace collect {
namespace {

namespace read = base::read;
using model::AiLogSources;
using nlohmann::json;

// https://docs.aws.amazon.com/connect/latest/adminguide/monitor-q-assistants-cloudwatch.html
void add(const json& source, AiLogSources& found) {
  if (read::text(source, "status") == "INACTIVE") return;
  for (const json& arn : read::array(source, "resourceArns")) {
    if (arn.is_string() && base::arn_field(arn.get_ref<const std::string&>(), base::arn_service) == "wisdom")
      found.insert(arn.get<std::string>());
  }
}

// All sources of the account and the Region: they cannot be asked for by what they are of.
Dataset<AiLogSources> fetch_ai_log_sources(Source& source, const Dataset<model::Assistants>& assistants) {
  if (!assistants.known()) return Dataset<AiLogSources>::missing(needs_other("list of assistants", assistants.gap));
  AiLogSources found;
  if (std::ranges::any_of(*assistants.value, &model::Assistant::exists)) {
    aws::for_each_item(source.client, aws::logs::describe_delivery_sources, json::object(),
                       [&](const json& item) { add(item, found); });
  }
  return Dataset<AiLogSources>::of(std::move(found));
}

}  // namespace

const Collector collectors::ai_log_sources =
    collector<&Inventory::ai_log_sources, fetch_ai_log_sources, &Inventory::assistants>(
        "ai", {&aws::logs::describe_delivery_sources});

}  // namespace collect
