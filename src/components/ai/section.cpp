#include "components/ai/section.hpp"

#include <fmt/format.h>

#include "page/blocks.hpp"
#include "words/moments.hpp"
#include "words/names.hpp"
#include "words/numbers.hpp"

namespace components {
namespace {

using page::Cell;
using page::folded_table_block;
using page::name_cell;
using page::note_block;
using page::plain;
using page::Table;
using page::Views;
using page::with_note;

template <typename List>
std::string number_text(const List& list, const std::string& missing, std::string_view noun) {
  if (missing.empty() || !list.empty())
    return fmt::format("{}{}", missing.empty() ? "" : "at least ", words::counted(std::int64_t(list.size()), noun));
  return fmt::format("{}s that are not known", noun);
}

std::string total_text(const AiFacts& facts) {
  const bool is_any = !facts.assistants.empty() || !facts.knowledge_bases.empty();
  if (!is_any && facts.assistants_missing.empty())
    return "The instance is not integrated with an assistant of Amazon Connect.";
  return fmt::format("The instance has {}, with {} of your own, and {}.",
                     number_text(facts.assistants, facts.assistants_missing, "assistant"),
                     number_text(facts.agents, facts.agents_missing, "AI agent"),
                     number_text(facts.knowledge_bases, facts.knowledge_bases_missing, "knowledge base"));
}

Cell guardrail_cell(const AiAgentFact& agent) {
  if (!agent.takes_guardrail) return plain(words::not_known);
  if (!*agent.takes_guardrail) return plain("takes none");
  if (agent.guardrail.empty()) return plain("none");
  return with_note(name_cell(agent.guardrail), fmt::format("{}", fmt::join(agent.filters, ", ")));
}

std::string state_text(const KnowledgeBaseFact& base) {
  if (base.status.empty()) return std::string(words::not_known);
  const std::string status = words::spelled_out(base.status);
  return base.ingestion.empty() ? status : fmt::format("{}, {}", status, words::spelled_out(base.ingestion));
}

// AI agents and knowledge bases alike: one row each.
Table table_of(const AiFacts& facts) {
  Table table(fmt::format("AI agents and knowledge bases ({})",
                          words::count(std::int64_t(facts.agents.size() + facts.knowledge_bases.size()))));
  table.column("Name").column("Type").column("Guardrail").column("Models, state").number_column("Tools");
  for (const AiAgentFact& agent : facts.agents) {
    const std::string models = agent.models.empty() ? std::string(words::not_known) : words::list(agent.models);
    table.row({name_cell(agent.name), plain(words::spelled_out(agent.type)), guardrail_cell(agent),
               with_note(plain(models), agent.in_use ? "" : "not in use"), plain(words::count(agent.tools))});
  }
  for (const KnowledgeBaseFact& base : facts.knowledge_bases) {
    const std::string changed = base.changed ? fmt::format("changed on {}", words::date(*base.changed)) : "";
    table.row({name_cell(base.name.empty() ? base.id : base.name), plain("knowledge base"), plain("–"),
               with_note(plain(state_text(base)), changed), plain("–")});
  }
  return table;
}

}  // namespace

Views ai_section(const AiFacts& facts, const model::Review&, page::Anchors&) {
  Views blocks = {note_block(total_text(facts))};
  const Table table = table_of(facts);
  if (!table.empty()) blocks.push_back(folded_table_block(table));
  return blocks;
}

}  // namespace components
