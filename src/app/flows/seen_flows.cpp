#include "app/flows/seen_flows.hpp"

#include <utility>

namespace app {

SeenFlows::SeenFlows(const model::Inventory& all, NumberMask mask)
    : inventory(all),
      masked(std::move(mask)),
      graph(inventory),
      followed(graph),
      names(inventory),
      numbers(numbers_by_flow(inventory, masked)),
      others(other_entrances(inventory)),
      problems(problems_of_flows(followed, inventory)) {}

}  // namespace app
