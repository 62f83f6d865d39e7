// In which languages contacts come to blocks, and whether they have been offered a callback, in words. Pure functions;
// the graph has to outlive what is made of it.
#pragma once

#include <string>
#include <vector>

#include "analysis/flow_languages.hpp"

namespace app {

// "de-DE", "voice Vicki": the languages of these states that are set.
std::vector<std::string> set_in(const analysis::FlowLanguages& languages, analysis::StateSet states);

// What is told of contacts where they are put through or hung up on: of those that begin in one flow, or of all.
class Spoken {
 public:
  Spoken(const analysis::InstanceGraph& graph, const analysis::FlowLanguages& languages, const analysis::Part* from);

  std::vector<std::string> languages_at(analysis::Node node) const;
  // ", in de-DE, after a callback was offered"; empty where there is nothing to say.
  std::string words_at(analysis::Node node) const;

 private:
  const analysis::Arrivals& arrivals_at(analysis::Node node) const;

  const analysis::InstanceGraph& graph_;
  const analysis::FlowLanguages& languages_;
  const std::vector<analysis::Arrivals> when_all_works_, whatever_fails_;
};

}  // namespace app
