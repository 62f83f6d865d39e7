#include "recording/masked_log.hpp"

#include "aws/operations/logs.hpp"
#include "base/encode.hpp"
#include "base/json/canonical.hpp"
#include "base/json/read.hpp"
#include "model/flow_log.hpp"
#include "model/message.hpp"
#include "recording/redact_rules.hpp"

namespace recording {
namespace {

using nlohmann::json;
namespace read = base::read;

// https://docs.aws.amazon.com/connect/latest/adminguide/about-contact-flow-logs.html
// Parameters and ExternalResults, which hold people's words, are not among them.
constexpr const char* members[] = {"ContactId",  "ContactFlowId", "ContactFlowName",     "ContactFlowModuleType",
                                   "Identifier", "Timestamp",     "ModuleExecutionStack"};

std::string masked_result(const json& line, const std::string& all) {
  const std::string result = base::printable(all, model::max_flow_log_result);
  return redaction::same_outcome(read::text(line, "ContactFlowModuleType"), result, model::masked_message(result),
                                 [] { return "masked"; });
}

}  // namespace

std::string masked_log_line(std::string_view line) {
  const auto parsed = read::parse(line);
  if (!parsed || !parsed->is_object()) return model::masked_message(line);
  json kept = json::object();
  for (const char* member : members) {
    if (parsed->contains(member)) kept[member] = parsed->at(member);
  }
  if (const auto result = read::optional_text(*parsed, "Results")) kept["Results"] = masked_result(kept, *result);
  return base::canonical(kept);
}

aws::Answer MaskedLogTransport::send(const aws::Operation& operation, const json& input) {
  aws::Answer answer = inner_.send(operation, input);
  if (&operation != &aws::logs::filter_log_events) return answer;
  const auto events = answer.output.find("events");
  if (events == answer.output.end()) return answer;
  for (json& event : *events) {
    if (event.is_object() && event.contains("message"))
      event["message"] = masked_log_line(read::text(event, "message"));
  }
  return answer;
}

}  // namespace recording
