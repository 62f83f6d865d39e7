#include "app/flows/spoken.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace app {
namespace {

using analysis::Arrivals;
using analysis::FlowLanguages;
using analysis::InstanceGraph;
using analysis::Language;
using analysis::Node;
using analysis::StateSet;

std::string name_of(const Language& language) {
  switch (language.kind) {
    case Language::Kind::not_set: break;
    case Language::Kind::chosen_later: return "one that is chosen while the contact runs";
    case Language::Kind::another: return "another";
    case Language::Kind::language: return std::string(language.name);
    case Language::Kind::voice: return fmt::format("voice {}", language.name);
  }
  return "";
}

std::string words_of(const Language& language) {
  switch (language.kind) {
    case Language::Kind::not_set: return "with no language set";
    case Language::Kind::chosen_later: return "in a language that is chosen while the contact runs";
    case Language::Kind::another: return "in another language";
    case Language::Kind::language: break;
    case Language::Kind::voice: return fmt::format("with the voice {}", language.name);
  }
  return fmt::format("in {}", language.name);
}

// "in de-DE or in en-GB"; nothing where no block sets any.
std::string words_of(const FlowLanguages& languages, const Arrivals& arrivals) {
  constexpr std::size_t most = 4;
  auto all = languages.of(arrivals.surely);
  if (std::ranges::all_of(all, [](const Language& one) { return one.kind == Language::Kind::not_set; })) return "";
  std::ranges::rotate(
      all, std::ranges::find_if(all, [](const Language& one) { return one.kind != Language::Kind::not_set; }));
  std::vector<std::string> texts;
  for (const Language& one : all) texts.push_back(words_of(one));
  if (texts.size() > most) {
    texts.resize(most - 1);
    texts.push_back(fmt::format("in {} others", all.size() - texts.size()));
  }
  const auto is_new = [&](const Language& one) { return std::ranges::find(all, one) == all.end(); };
  if (std::ranges::any_of(languages.of(arrivals.perhaps), is_new)) texts.emplace_back("perhaps in another language");
  return fmt::format(", {}", fmt::join(texts, " or "));
}

std::string words_of_callback(StateSet states) {
  const StateSet offered = analysis::with_callback(states);
  if (offered == 0) return "";
  return offered == states ? ", after a callback was offered" : ", some after a callback was offered";
}

bool is_put_through(const model::FlowAction& action) {
  return model::queues_contact(action) || action.type == "CreateCallbackContact" ||
         action.type == "TransferContactToAgent" || action.type == "RouteContactToAgent" ||
         action.type == "TransferParticipantToThirdParty";
}

// Of the flows that callers go through.
bool is_last(const model::FlowAction& action) {
  return (is_put_through(action) && action.type != "CreateCallbackContact") || action.type == "DisconnectParticipant" ||
         action.type == "EndFlowExecution";
}

}  // namespace

std::vector<std::string> set_in(const FlowLanguages& languages, StateSet states) {
  std::vector<std::string> names;
  for (const Language& language : languages.of(states)) {
    if (language.kind != Language::Kind::not_set) names.push_back(name_of(language));
  }
  return names;
}

Spoken::Spoken(const InstanceGraph& graph, const FlowLanguages& languages, const analysis::Part* from)
    : graph_(graph),
      languages_(languages),
      when_all_works_(languages.arrivals({.from = from, .through_failures = false})),
      whatever_fails_(languages.arrivals({.from = from})) {}

std::vector<std::string> Spoken::languages_at(Node node) const {
  if (!is_put_through(graph_.action(node))) return {};
  return set_in(languages_, arrivals_at(node).surely);
}

std::string Spoken::words_at(Node node) const {
  const model::FlowAction& action = graph_.action(node);
  const Arrivals& arrivals = arrivals_at(node);
  std::string text = is_put_through(action) ? words_of(languages_, arrivals) : "";
  return is_last(action) ? text + words_of_callback(arrivals.surely) : text;
}

// That a block fails is not the way that is told of one which others lead to.
const Arrivals& Spoken::arrivals_at(Node node) const {
  return when_all_works_[node].surely != 0 ? when_all_works_[node] : whatever_fails_[node];
}

}  // namespace app
