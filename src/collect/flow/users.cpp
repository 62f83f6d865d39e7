#include <nlohmann/json.hpp>

#include "aws/operations/connect.hpp"
#include "base/json/read.hpp"
#include "collect/collector.hpp"

namespace collect {
namespace {

Dataset<model::Users> fetch_users(Source& source) {
  model::Users found;
  aws::for_each_item(source.client, aws::connect::list_users, {{"InstanceId", source.given.instance_ref.instance_id}},
                     [&](const nlohmann::json& item) { found.push_back({base::read::text(item, "Id")}); });
  return Dataset<model::Users>::of(std::move(found));
}

}  // namespace

const Collector collectors::users = collector<&Inventory::users, fetch_users>("flow", {&aws::connect::list_users});

}  // namespace collect
