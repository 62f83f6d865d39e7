// A stored review as a whole: what reports render and comparisons compare. Plain data.
#pragma once

#include <string>
#include <vector>

#include "model/document.hpp"

namespace model {

// A document that is stored but cannot be read: shown, never hidden.
struct Unreadable {
  std::string component;
  std::string why;
};

struct Review {
  StatusDocument status;
  std::vector<Document> documents;  // any order; those of unknown components are shown by their findings alone
  std::vector<Unreadable> unreadable;
};

// Every finding of the review, in the order in which a person should read them.
std::vector<Finding> all_findings(const Review& review);

}  // namespace model
