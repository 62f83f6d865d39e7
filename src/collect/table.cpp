#include "collect/collector.hpp"

namespace collect {

const std::vector<Collector>& table() {
  static const std::vector<Collector> collectors = {
#define DATASET(name, type, words) collectors::name,
#include "model/datasets.def"
#undef DATASET
  };
  return collectors;
}

}  // namespace collect
