// What the commands that look at two stores share: which two, which reviews, and how what came out is told.
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "app/move/location.hpp"
#include "app/move/move.hpp"
#include "cli/command.hpp"

namespace cli {

struct Route {
  store::Location from;
  store::Location to;
};

// What --from and --to name. Throws base::Error(usage) when they name the same place, or none.
Route route(const Session& session);

// As --since and --until have it.
store::Filter chosen_reviews(const Session& session);

// "copied 3 of 12 reviews" on standard error, over and over on one line, where someone watches.
app::ReviewDone progress_of_moving(const Session& session, std::string_view done);

// Asks `question` on a terminal, unless --yes was given; where nobody can be asked, throws base::Error(usage) that
// names what is to be confirmed.
bool is_confirmed(const Session& session, std::string_view what, std::string_view question);

// Nothing for no remarks; the first of many.
void print_remarks(std::string_view heading, const std::vector<app::Remark>& remarks);
// `running`: the reviews that are not among those verified, because they are still being made.
void print_verified(const app::Verified& verified, std::size_t running);

}  // namespace cli
