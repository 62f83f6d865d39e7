// The doctor's look at where reviews are kept: which store is active and why, whether it is there and set up as it
// should be, whether it can be written to, and how old the last review is. What it writes it takes away again. A store
// in AWS is asked a few requests, which cost less than a hundredth of a cent. One thread.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "app/doctor/doctor.hpp"
#include "base/clock.hpp"
#include "store/open.hpp"

namespace app {

struct StoreToExamine {
  store::Location place;
  std::string chosen_by;  // where the backend's name came from: --storage, the variable STORAGE_BACKEND, default
  std::function<std::unique_ptr<store::Store>()> open;  // as readers do: nothing is made
};

std::vector<Examined> examine_store(Cloud& cloud, const StoreToExamine& store, base::Time now);

}  // namespace app
