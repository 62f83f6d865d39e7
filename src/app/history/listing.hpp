// The stored reviews with what their STATUS documents say, newest first. Any thread that may use the store.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "model/document.hpp"
#include "store/store.hpp"

namespace app {

struct Listing {
  std::vector<model::StatusDocument> reviews;
  std::string next;  // the page after this one; empty: there is none
  std::vector<store::Broken> broken;
};

// A review whose STATUS document is missing or cannot be read is listed all the same; one that nobody is at any more is
// interrupted.
Listing list_reviews(store::Store& store, const store::Filter& filter, base::Time now);

// The ARN of the instance that is named by its ARN, or by its id or alias as one of the newest reviews has it; empty
// for an empty name. Throws base::Error(not_found) when no such review is stored, and base::Error(usage) when it is the
// alias of several.
std::string stored_instance(store::Store& store, const std::string& name, base::Time now);

// As `reviews --json` prints it.
nlohmann::json to_json(const Listing& listing);

}  // namespace app
