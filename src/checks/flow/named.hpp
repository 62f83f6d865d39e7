// Looking up what blocks, numbers, queues, routing profiles and quick connects name: whether it is there and can be
// used. Pure functions.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "checks/check.hpp"

namespace checks {

// The lists in which is looked up, each where it is read. One that is not known in full says of nothing that it does
// not exist.
struct NameLists {
  const model::InstanceRef& instance;
  const Dataset<model::FlowSummaries>* flows = nullptr;
  const Dataset<model::FlowSummaries>* modules = nullptr;
  const Dataset<model::FlowContents>* module_contents = nullptr;
  const Dataset<model::Queues>* queues = nullptr;
  // Where whatever names a queue sends contacts there, which a disabled one does not take.
  const Dataset<model::QueueDetails>* queue_details = nullptr;
  const Dataset<model::Prompts>* prompts = nullptr;
  const Dataset<model::HoursOfOperations>* hours = nullptr;
  const Dataset<model::Users>* users = nullptr;
  const Dataset<model::SecurityKeys>* security_keys = nullptr;
  const Dataset<model::FlowTargets>* targets = nullptr;
};

// What of those a kind is: "set of hours of operation".
std::string_view noun(model::ReferenceKind kind);

// The id that it is called by, where its name is not known.
std::string id_of(const model::FlowReference& reference);

// "does not exist", "is archived"; nothing where it can be used, or where that cannot be told.
std::string wrong_with(const NameLists& lists, const model::FlowReference& reference);

// The same of what a block names: a flow that is there may be of a type that the block cannot use.
std::string wrong_in_block(const NameLists& lists, const model::FlowAction& action,
                           const model::FlowReference& reference);

// Of the lists that these kinds are looked up in and that were not read whole. `by`: what names them, "flows".
Judgements not_looked_up(const NameLists& lists, const std::set<model::ReferenceKind>& kinds, std::string_view by);

// A setting that names others: a queue its hours of operation, a quick connect its flow.
struct Naming {
  Resource resource;
  std::vector<model::FlowReference> names;  // shown: "an outbound whisper flow"
  std::string command;                      // that shows the resource
};

struct NamingWords {
  std::string_view noun, nouns;  // "queue", "queues": what names
  std::string_view verb;         // "has", "leads to"
  std::string_view limit;        // what holds where nothing is wrong
  std::string_view consequence;  // a sentence
  std::string_view evidence;
};

// One judgement for each that names what cannot be used, and those that say what is not known: which lists were not
// read, and `unknown`. With neither, the instance passes.
Judgements judged(const Scene& scene, const NameLists& lists, const std::vector<Naming>& namings,
                  const NamingWords& words, Judgements unknown = {});

}  // namespace checks
