// A stored review as a whole: what reports render and comparisons compare. Plain data.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/document.hpp"

namespace model {

// A document that is stored but cannot be read: shown, never hidden.
struct Unreadable {
  std::string component;
  std::string why;
};

// Whether at least one fact is known: a document that failed holds only nulls and empty lists.
bool holds_facts(const Document& document);

struct Review {
  StatusDocument status;
  std::vector<Document> documents;  // any order; those of unknown components are shown by their findings alone
  std::vector<Unreadable> unreadable;
  std::string narrowed;  // which findings were left out for showing it; empty: none. Never stored

  // nullptr when there is none.
  const Document* document(std::string_view component) const;

  // The facts of the component that they name; nothing where no document holds any. read_facts(document, facts) stands
  // beside them.
  template <typename Facts>
  std::optional<Facts> facts() const {
    const Document* found = document(Facts::component);
    if (found == nullptr || !holds_facts(*found)) return std::nullopt;
    Facts facts;
    read_facts(*found, facts);
    return facts;
  }

  // From the earliest start to the latest end of its documents.
  std::optional<Window> window() const;
};

// Adds what is stored under `component` to the review: its state, or one of its documents. Throws as
// document_from_json does.
void add_stored(Review& review, std::string_view component, const nlohmann::json& body);

// The instance that it is about, as far as a document says; what is not known is empty.
InstanceRef instance_of(const Review& review);

// Every finding of the review, in the order in which a person should read them.
std::vector<Finding> all_findings(const Review& review);

}  // namespace model
