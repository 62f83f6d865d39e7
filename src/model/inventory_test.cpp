#include "model/inventory.hpp"

#include <gtest/gtest.h>
#include <set>
#include <string>

namespace {

using model::Inventory;

const model::Gap denied = {model::GapKind::denied, "the caller is not allowed to list users", "connect:ListUsers"};

// Each row is about its own member, and has words for people.
TEST(Datasets, AreRowsThatSayTheSameAsTheirMember) {
  std::set<std::string_view> words;
  for (const auto& row : model::datasets()) {
    EXPECT_EQ(&row, &row_of(row.id));
    // "could not read …", "only a part was read of …"
    const std::string_view begins = row.words.substr(0, row.words.find(' '));
    EXPECT_TRUE(begins == "the" || begins == "how" || begins == "CloudTrail's") << row.name;
    EXPECT_TRUE(words.insert(row.words).second) << row.name;
    Inventory inventory;
    row.miss(inventory, {model::GapKind::denied, std::string(row.name), ""});
    for (const auto& other : model::datasets()) {
      EXPECT_FALSE(other.known(inventory));
      EXPECT_EQ(other.gap(inventory)->reason == row.name, &other == &row) << row.name << " " << other.name;
    }
    each_dataset(inventory, [&](std::string_view name, auto& dataset) {
      EXPECT_EQ(dataset.gap->reason == row.name, name == row.name);
      if (name == row.name) dataset.value.emplace();
    });
    EXPECT_TRUE(row.known(inventory)) << row.name;
  }
  EXPECT_EQ(model::dataset_of<&Inventory::flow_log>, model::DatasetId::flow_log);
}

TEST(SceneOf, IsTheAliasWhereThatIsKnown) {
  Inventory one;
  one.instance_ref.instance_id = "ours";
  EXPECT_EQ(scene_of(one).name, "ours");
  one.instance = model::Dataset<model::InstanceDetails>::of({});
  EXPECT_EQ(scene_of(one).name, "ours");
  one.instance.value->alias = "harbour";
  EXPECT_EQ(scene_of(one).name, "harbour");
}

TEST(InstanceAttribute, IsTrueFalseOrNotKnown) {
  const model::InstanceAttributes attributes = {
      {"CONTACTFLOW_LOGS", "true"}, {"CONTACT_LENS", "false"}, {"EARLY_MEDIA", "TRUE"}, {"OUTBOUND_CALLS", ""}};
  EXPECT_EQ(model::attribute(attributes, "CONTACTFLOW_LOGS"), true);
  EXPECT_EQ(model::attribute(attributes, "CONTACT_LENS"), false);
  for (const char* type : {"EARLY_MEDIA", "OUTBOUND_CALLS", "contactflow_logs", ""}) {
    EXPECT_FALSE(model::attribute(attributes, type)) << type;
  }
}

TEST(DatasetOfAnything, IsKnownWhollyPartlyOrNot) {
  using Numbers = model::Dataset<int>;
  EXPECT_TRUE(Numbers::of(1).complete());
  EXPECT_TRUE(Numbers::partly(1, denied).known());
  EXPECT_FALSE(Numbers::partly(1, denied).complete());
  EXPECT_FALSE(Numbers::missing(denied).known());
  EXPECT_EQ(Numbers{}.gap->kind, model::GapKind::switched_off);
}

}  // namespace
