// The head of the page: which review this is, how the instance stands in one sentence, the counts, the worst findings
// with what to do, and what the filters offer. Pure functions.
#pragma once

#include "components/instance/facts.hpp"
#include "formats/html/places.hpp"
#include "formats/table.hpp"
#include "model/groups.hpp"
#include "page/view.hpp"

namespace formats {

void add_header(page::View& page, const model::Review& review);
void add_overview(page::View& page, const model::Review& review, const model::Overview& overview);

// The five worst findings, or groups of many, by their headlines. `act_now` and `plan` are the links to the overview's
// groups, in their order; `past` knows deadlines, and may be nullptr.
void add_worst(page::View& page, const model::Overview& overview, const std::vector<Link>& act_now,
               const std::vector<Link>& plan, const Places& places, const Past* past);

// Which review and from where: the list of facts at the page's end.
page::View facts_of(const model::Review& review);

// True when every document was made by the reference application, which judged nothing.
bool is_from_reference(const model::Review& review);

// "9 findings hurt callers now …", the same words in every format.
std::string verdict(const model::Review& review, const model::Overview& overview);

}  // namespace formats
