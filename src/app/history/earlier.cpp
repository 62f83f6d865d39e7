#include "app/history/earlier.hpp"

#include <algorithm>

#include "app/history/compare.hpp"
#include "app/history/listing.hpp"
#include "app/stored.hpp"
#include "base/timestamp.hpp"

namespace app {

using model::StatusDocument;

Earlier::Earlier(store::Store& store, const model::Review& review)
    : store_(store), review_(review), made_(base::from_review_id(review.status.review_id).value_or(base::Time())) {}

const std::vector<StatusDocument>& Earlier::states() {
  if (states_) return *states_;
  store::Filter filter;
  filter.instance_arn = review_.status.instance_arn;
  filter.page = review_.status.review_id;
  filter.limit = max_look_back;
  auto states = list_reviews(store_, filter, made_).reviews;
  std::erase_if(states, [](const StatusDocument& state) { return !is_done(state.status); });
  return states_.emplace(std::move(states));
}

const analysis::Comparison& Earlier::comparison(const std::string& review_id) {
  const auto found = comparisons_.find(review_id);
  if (found != comparisons_.end()) return found->second;
  return comparisons_.emplace(review_id, compare(load_review(store_, review_id), review_, false)).first->second;
}

std::string predecessor(const std::vector<StatusDocument>& states, const model::Review& review) {
  const auto looked_at = [](const StatusDocument& state) {
    return [&state](const model::Document& document) {
      return std::ranges::find(state.components, document.component) != state.components.end();
    };
  };
  const auto all_of_it = std::ranges::find_if(
      states, [&](const auto& state) { return std::ranges::all_of(review.documents, looked_at(state)); });
  if (all_of_it != states.end()) return all_of_it->review_id;
  const auto a_part = std::ranges::find_if(
      states, [&](const auto& state) { return std::ranges::any_of(review.documents, looked_at(state)); });
  return a_part == states.end() ? "" : a_part->review_id;
}

}  // namespace app
