#include "model/inventory.hpp"

#include <utility>

namespace model {

std::span<const DatasetRow> datasets() {
  static constexpr DatasetRow rows[] = {
#define DATASET(name, type, words)                                             \
  {DatasetId::name,                                                            \
   #name,                                                                      \
   words,                                                                      \
   [](const Inventory& i) { return i.name.known(); },                          \
   [](const Inventory& i) -> const std::optional<Gap>& { return i.name.gap; }, \
   [](Inventory& i, Gap why) { i.name = Dataset<type>::missing(std::move(why)); }},
#include "model/datasets.def"
#undef DATASET
  };
  return rows;
}

const DatasetRow& row_of(DatasetId id) {
  return datasets()[std::size_t(id)];
}

Scene scene_of(const Inventory& inventory) {
  Scene scene{inventory.instance_ref, inventory.window, inventory.settings, inventory.instance_ref.instance_id, ""};
  if (!inventory.instance.known()) return scene;
  if (!inventory.instance.value->alias.empty()) scene.name = inventory.instance.value->alias;
  scene.access_url = inventory.instance.value->access_url;
  return scene;
}

}  // namespace model
