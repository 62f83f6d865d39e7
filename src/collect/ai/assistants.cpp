#include <algorithm>
#include <nlohmann/json.hpp>

#include "aws/operations/qconnect.hpp"
#include "base/encode.hpp"
#include "base/json/read.hpp"
#include "collect/ai/assistants_of.hpp"

namespace collect {
namespace {

namespace qconnect = aws::qconnect;
namespace read = base::read;
using model::Assistant;
using model::Assistants;
using nlohmann::json;

constexpr std::size_t longest_arn = 300;

Assistants integrated(const model::Integrations& integrations) {
  Assistants found;
  for (const model::Integration& integration : integrations) {
    if (integration.type != model::assistant_integration) continue;
    std::string id = id_in_arn(integration.arn, "assistant");
    if (std::ranges::find(found, id, &Assistant::id) != found.end()) continue;
    Assistant& one = found.emplace_back();
    one.id = std::move(id);
    one.arn = base::printable(integration.arn, longest_arn);
  }
  return found;
}

// The agents of each type, and of each use of an orchestration.
std::vector<std::string> agents_of(const json& assistant) {
  std::vector<std::string> ids;
  const auto add = [&ids](const json& set) {
    std::string id = read::text(set, "aiAgentId");
    if (id.starts_with("arn:")) id = id.substr(id.rfind('/') + 1);
    if (!id.empty()) ids.push_back(model::without_version(id));
  };
  for (const auto& [type, set] : read::object(assistant, "aiAgentConfiguration").items()) add(set);
  for (const json& set : read::array(assistant, "orchestratorConfigurationList")) add(set);
  return ids;
}

void read_assistant(Source& source, Assistant& one) {
  const json answer = source.client.call(qconnect::get_assistant, {{"assistantId", one.id}});
  const json& assistant = read::object(answer, "assistant");
  one.status = status_in(assistant, qconnect::get_assistant);
  one.name = label(assistant, "name");
  one.key = read::text(read::object(assistant, "serverSideEncryptionConfiguration"), "kmsKeyId");
  one.agents = agents_of(assistant);
}

// An instance has one; that an integration could lead elsewhere is for AWS to say.
Dataset<Assistants> fetch_assistants(Source& source, const Dataset<model::Integrations>& integrations) {
  if (!integrations.known()) return Dataset<Assistants>::missing(needs_other("list of integrations", integrations.gap));
  Assistants found = integrated(*integrations.value);
  const model::Gap no_id{model::GapKind::malformed, "the integration names no assistant by its ARN", ""};
  ItemGaps gaps;
  for (Assistant& one : found) {
    if (one.id.empty()) {
      one.gap = no_id;
    } else {
      read_item(gaps, one, [&] { read_assistant(source, one); });
    }
  }
  auto gap = gap_of_items(found, "assistants");
  if (!gap && integrations.gap) gap = needs_other("whole list of integrations", integrations.gap);
  return {std::move(found), std::move(gap)};
}

}  // namespace

const Collector collectors::assistants =
    collector<&Inventory::assistants, fetch_assistants, &Inventory::integrations>("ai", {&qconnect::get_assistant});

}  // namespace collect
