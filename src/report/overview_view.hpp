// The head of the page: which review this is, the verdict in plain words, the big numbers and the pillars. Pure
// functions.
#pragma once

#include "report/groups.hpp"
#include "report/report.hpp"
#include "report/section.hpp"
#include "report/view.hpp"

namespace report {

// What the review is called: the instance's alias, or its id, or "unknown instance".
std::string title_of(const Facts& facts);

void add_header(View& page, const Review& review, const Facts& facts);
void add_overview(View& page, const Review& review, const Overview& overview);

// True when every document was made by the reference application, which judged nothing.
bool is_from_reference(const Review& review);

// "3 problems hurt callers now …", the same words in every format.
std::string verdict(const Review& review, const Overview& overview);

}  // namespace report
