#include "app/check_catalogue.hpp"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include "checks/registry.hpp"

namespace {

using nlohmann::json;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;

TEST(CheckCatalogue, SaysOfEveryCheckWhatItReadsAndNeeds) {
  const auto all = app::to_json(checks::all());
  ASSERT_EQ(all.size(), checks::all().size());
  for (const auto& check : all) {
    const std::string id = check["id"];
    EXPECT_EQ(check, app::to_json(*checks::find(id)));
    for (const char* key : {"component", "title", "pillar", "severity", "why", "remedy"}) {
      EXPECT_THAT(check[key].get<std::string>(), Not(IsEmpty())) << id << " " << key;
    }
    EXPECT_THAT(check["datasets"], Not(IsEmpty())) << id;
    EXPECT_THAT(check["permissions"], Not(IsEmpty())) << id;
    EXPECT_EQ(check["controls"], json(checks::controls_of(*checks::find(id)))) << id;
  }
}

TEST(CheckCatalogue, NamesThePermissionsOfTheDatasetsBehindThoseOfTheCheck) {
  // Of queues and metrics; metrics are asked for by flow as well.
  EXPECT_THAT(app::permissions_of(*checks::find("queue_wait")),
              ElementsAre("cloudwatch:GetMetricData", "connect:ListContactFlows", "connect:ListQueues"));
}

}  // namespace
