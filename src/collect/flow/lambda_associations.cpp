#include <nlohmann/json.hpp>

#include "aws/operations/connect.hpp"
#include "collect/collector.hpp"

namespace collect {
namespace {

Dataset<model::LambdaAssociations> fetch_lambda_associations(Source& source) {
  model::LambdaAssociations found;
  aws::for_each_item(source.client, aws::connect::list_lambda_functions,
                     {{"InstanceId", source.given.instance_ref.instance_id}}, [&](const nlohmann::json& arn) {
                       if (arn.is_string()) found.insert(arn.get<std::string>());
                     });
  return Dataset<model::LambdaAssociations>::of(std::move(found));
}

}  // namespace

const Collector collectors::lambda_associations = collector<&Inventory::lambda_associations, fetch_lambda_associations>(
    "flow", {&aws::connect::list_lambda_functions});

}  // namespace collect
