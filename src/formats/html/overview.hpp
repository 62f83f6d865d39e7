// The head of the page: which review this is, the verdict in plain words, the big numbers and the pillars. Pure
// functions.
#pragma once

#include "components/section.hpp"
#include "formats/table.hpp"
#include "model/groups.hpp"
#include "page/view.hpp"

namespace report {

// What the review is called: the instance's alias, or its id, or "unknown instance".
std::string title_of(const Facts& facts);

void add_header(View& page, const model::Review& review, const Facts& facts);
void add_overview(View& page, const model::Review& review, const Overview& overview);

// True when every document was made by the reference application, which judged nothing.
bool is_from_reference(const model::Review& review);

// "3 problems hurt callers now …", the same words in every format.
std::string verdict(const model::Review& review, const Overview& overview);

}  // namespace report
