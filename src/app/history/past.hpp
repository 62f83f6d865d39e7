// What a store holds of the time before a review, for its reports: the review before it of the same instance, and how
// its quotas went. Any thread that may use the store.
#pragma once

#include <vector>

#include "app/history/earlier.hpp"
#include "formats/beside.hpp"
#include "model/review.hpp"
#include "store/store.hpp"

namespace app {

// Compares with the latest earlier review that came to its end and looked at all that this one did, or else at a part
// of it, of the last ten. A store that cannot be asked leaves no report unwritten: the past says why it is not known.
formats::Past past_of(Earlier& earlier);

// How each quota that the review knows went until then. Throws as trends() does.
std::vector<formats::QuotaCourse> quota_courses(const Earlier& earlier);

// The same as past_of() for writers of this review alone.
formats::Besides with_past(store::Store& store, const model::Review& review);

}  // namespace app
