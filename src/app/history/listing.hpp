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

// As `reviews --json` prints it.
nlohmann::json to_json(const Listing& listing);

}  // namespace app
