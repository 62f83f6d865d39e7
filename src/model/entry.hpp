// One entry of a dataset that is a map. Pure function.
#pragma once

#include "model/dataset.hpp"

namespace model {

// Nothing where there is none, or where the dataset is not known.
template <typename Entries, typename Key>
const typename Entries::mapped_type* entry_of(const Dataset<Entries>& dataset, const Key& key) {
  if (!dataset.known()) return nullptr;
  const auto found = dataset.value->find(key);
  return found == dataset.value->end() ? nullptr : &found->second;
}

}  // namespace model
