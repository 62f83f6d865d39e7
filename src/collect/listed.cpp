#include "collect/listed.hpp"

#include <nlohmann/json.hpp>

#include "base/json/read.hpp"

namespace collect {

std::vector<model::Listed> listed(Source& source, const aws::Operation& operation) {
  std::vector<model::Listed> found;
  aws::for_each_item(
      source.client, operation, {{"InstanceId", source.given.instance_ref.instance_id}},
      [&](const nlohmann::json& item) {
        found.push_back({base::read::text(item, "Id"), base::read::text(item, "Arn"), label(item, "Name")});
      });
  return found;
}

}  // namespace collect
