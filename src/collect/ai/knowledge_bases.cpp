#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "aws/operations/qconnect.hpp"
#include "base/encode.hpp"
#include "base/json/read.hpp"
#include "base/timestamp.hpp"
#include "collect/ai/assistants_of.hpp"

namespace collect {
namespace {

namespace qconnect = aws::qconnect;
namespace read = base::read;
using model::KnowledgeBase;
using model::KnowledgeBases;
using nlohmann::json;
using Ids = std::set<std::string>;

constexpr std::size_t most_failures = 5, longest_failure = 300;

Ids bases_in(const model::Integrations& integrations) {
  Ids ids;
  for (const model::Integration& integration : integrations) ids.insert(id_in_arn(integration.arn, "knowledge-base"));
  ids.erase("");
  return ids;
}

// Those of Amazon Bedrock, which an assistant can have too, are other services' to describe.
void list_bases(Source& source, const model::Assistant& assistant, Ids& ids) {
  aws::for_each_item(source.client, qconnect::list_assistant_associations, {{"assistantId", assistant.id}},
                     [&](const json& item) {
                       const auto& operation = qconnect::list_assistant_associations;
                       if (needed(item, "associationType", operation) != "KNOWLEDGE_BASE") return;
                       const json& data = read::object(item, "associationData");
                       const json& association = read::object(data, "knowledgeBaseAssociation");
                       ids.insert(id_in_arn(needed(association, "knowledgeBaseArn", operation), "knowledge-base"));
                     });
  ids.erase("");
}

void read_base(Source& source, KnowledgeBase& one) {
  const json answer = source.client.call(qconnect::get_knowledge_base, {{"knowledgeBaseId", one.id}});
  const json& described = read::object(answer, "knowledgeBase");
  one.status = status_in(described, qconnect::get_knowledge_base);
  one.name = label(described, "name");
  one.type = label(described, "knowledgeBaseType");
  one.ingestion = label(described, "ingestionStatus");
  for (const json& reason : read::array(described, "ingestionFailureReasons")) {
    if (reason.is_string() && one.failures.size() < most_failures)
      one.failures.push_back(base::printable(reason.get<std::string>(), longest_failure));
  }
  one.key = read::text(read::object(described, "serverSideEncryptionConfiguration"), "kmsKeyId");
  if (const auto changed = read::number(described, "lastContentModificationTime"))
    one.changed = base::from_epoch_seconds(*changed);
}

Dataset<KnowledgeBases> fetch_knowledge_bases(Source& source, const Dataset<model::Integrations>& integrations,
                                              const Dataset<model::Assistants>& assistants) {
  auto ids = found_in<Ids>(assistants, "lists of knowledge bases",
                           [&](const model::Assistant& one, Ids& found) { list_bases(source, one, found); });
  if (!ids.known()) return Dataset<KnowledgeBases>::missing(*ids.gap);
  if (integrations.known()) ids.value->merge(bases_in(*integrations.value));
  KnowledgeBases found;
  ItemGaps gaps;
  source.steps.expect("knowledge bases", ids.value->size(), &qconnect::get_knowledge_base);
  for (const std::string& id : *ids.value) {
    KnowledgeBase& one = found.emplace_back();
    one.id = id;
    read_item(gaps, one, [&] { read_base(source, one); });
    source.steps.done();
  }
  auto gap = ids.gap ? ids.gap : gap_of_items(found, "knowledge bases");
  if (!gap && integrations.gap) gap = needs_other("whole list of integrations", integrations.gap);
  return {std::move(found), std::move(gap)};
}

}  // namespace

const Collector collectors::knowledge_bases =
    collector<&Inventory::knowledge_bases, fetch_knowledge_bases, &Inventory::integrations, &Inventory::assistants>(
        "ai", {&qconnect::list_assistant_associations, &qconnect::get_knowledge_base}, Asks::each_item);

}  // namespace collect
