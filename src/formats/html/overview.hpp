// The head of the page: which review this is, the verdict in plain words, the big numbers and the pillars. Pure
// functions.
#pragma once

#include "components/instance/facts.hpp"
#include "formats/table.hpp"
#include "model/groups.hpp"
#include "page/view.hpp"

namespace formats {

void add_header(page::View& page, const model::Review& review);
void add_overview(page::View& page, const model::Review& review, const model::Overview& overview);

// True when every document was made by the reference application, which judged nothing.
bool is_from_reference(const model::Review& review);

// "3 problems hurt callers now …", the same words in every format.
std::string verdict(const model::Review& review, const model::Overview& overview);

}  // namespace formats
