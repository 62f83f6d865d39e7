// Whether a review that is stored as in progress still is: a process that was killed stores no end of its review. What
// tells is when anything of it was stored last. Pure functions, any thread.
#pragma once

#include <chrono>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "model/document.hpp"
#include "model/review.hpp"

namespace model {

// A review stores its components as they are known, and ends by its deadline or is handed to the next invocation:
// whatever is silent for longer, and past its deadline where it says one, has nobody at it. It is more than the 20
// minutes that a review takes by default (15 on AWS Lambda), since clocks disagree.
inline constexpr std::chrono::minutes longest_silence{30};

// The latest of what its state and its documents say, and of the time in its id.
base::Time last_sign_of_life(const StatusDocument& status, std::span<const Document> documents);

// Whether somebody is at it: it has not come to its end, or its reports are still to be written, and it is not silent
// for too long.
bool is_being_made(const StatusDocument& status, std::span<const Document> documents, base::Time now);

// The state as it is at `now`: what is stored as in progress and silent for too long is interrupted, and its message
// says since when, and how to go on with it. Where no state is stored, nothing tells how far it came.
StatusDocument as_of(StatusDocument status, std::span<const Document> documents, base::Time now);

// The same of one whose end was seen otherwise: interrupted, whenever anything of it was stored last.
StatusDocument left_unfinished(StatusDocument status, std::span<const Document> documents);

// The components that an ended review counts and that are not among these. One that has not come to its end has what it
// has.
std::vector<std::string> missing_components(const StatusDocument& status, const std::set<std::string>& there);
std::vector<std::string> missing_components(const Review& review);

// That the reports of an ended review were never written, and how to write them; empty when they were, or when nothing
// says that there should be any.
std::string missing_reports(const StatusDocument& status);

}  // namespace model
