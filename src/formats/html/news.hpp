// What is new in a review since the one before it, with links to its findings, and how each quota went, against the
// time that AWS takes to raise one. Pure functions.
#pragma once

#include <functional>
#include <string>

#include "formats/past.hpp"
#include "page/view.hpp"

namespace formats {

// Where on the page a finding is told.
using AnchorOf = std::function<std::string(const model::Finding&)>;

// For the first screen (news_line) and for news.mustache. Nothing is shown of a past that nobody asked for.
void add_news(page::View& page, const Past* past, const AnchorOf& anchor_of);

// Until when somebody has to ask for a higher quota, of a finding about a quota: "full in 2 weeks; AWS takes up to 3".
// Empty where there is no such day.
std::string deadline_text(const Past* past, const model::Finding& finding);

}  // namespace formats
