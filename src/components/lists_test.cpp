#include "components/lists.hpp"

#include <gmock/gmock.h>

#include "components/component.hpp"
#include "components/sample_inventory_test.hpp"

namespace {

using testing::ElementsAre;
using testing::Key;

// The review that would be stored of this inventory.
model::Review review_of(const model::Inventory& inventory) {
  model::Review review;
  for (const auto& component : components::table()) {
    model::Document document;
    document.component = component.name;
    document.data = component.data(inventory);
    review.documents.push_back(std::move(document));
  }
  return review;
}

TEST(FullLists, HoldTheIdsOfWhatWasReadToTheEnd) {
  const auto inventory = components::sample_inventory();
  const auto lists = components::full_lists(review_of(inventory));
  EXPECT_THAT(lists, ElementsAre(Key("flow"), Key("flow_module"), Key("phone_number"), Key("queue")));
  EXPECT_EQ(lists.at("flow").size(), inventory.flows.value->size());
  EXPECT_TRUE(lists.at("flow").contains(inventory.flows.value->front().id));
  EXPECT_TRUE(lists.at("queue").contains(inventory.queues.value->front().id));
}

TEST(FullLists, LackWhatWasCutShort) {
  auto inventory = components::sample_inventory();
  const model::Gap cut{model::GapKind::throttled, "AWS was too busy", ""};
  inventory.flows.gap = inventory.modules.gap = inventory.queues.gap = inventory.phone_numbers.gap = cut;
  EXPECT_TRUE(components::full_lists(review_of(inventory)).empty());
  EXPECT_TRUE(components::full_lists(review_of(components::denied_inventory())).empty());
}

TEST(FullLists, LackThoseOfTheReferenceApplication) {
  auto review = review_of(components::sample_inventory());
  for (auto& document : review.documents) document.schema_version = 0;
  EXPECT_TRUE(components::full_lists(review).empty());
}

}  // namespace
