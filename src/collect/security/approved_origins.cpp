#include <nlohmann/json.hpp>

#include "aws/operations/connect.hpp"
#include "base/encode.hpp"
#include "collect/collector.hpp"

namespace collect {
namespace {

using model::ApprovedOrigins;

constexpr std::size_t longest_origin = 300;  // AWS takes 267 characters

Dataset<ApprovedOrigins> fetch_approved_origins(Source& source) {
  ApprovedOrigins found;
  bool all_are_texts = true;
  aws::for_each_item(source.client, aws::connect::list_approved_origins,
                     {{"InstanceId", source.given.instance_ref.instance_id}}, [&](const nlohmann::json& origin) {
                       all_are_texts = all_are_texts && origin.is_string();
                       if (origin.is_string()) found.insert(base::printable(origin.get<std::string>(), longest_origin));
                     });
  if (all_are_texts) return Dataset<ApprovedOrigins>::of(std::move(found));
  const model::Gap gap{model::GapKind::malformed, "AWS listed approved origins that are no texts", ""};
  return Dataset<ApprovedOrigins>::partly(std::move(found), gap);
}

}  // namespace

const Collector collectors::approved_origins =
    collector<&Inventory::approved_origins, fetch_approved_origins>("security", {&aws::connect::list_approved_origins});

}  // namespace collect
