#include "aws/operations/tagging.hpp"
#include "base/json/read.hpp"
#include "collect/collector.hpp"

namespace collect {
namespace {

using nlohmann::json;
namespace read = base::read;

// Of everything of Connect in the account and the Region: the instance, its queues and flows, and the numbers, which
// belong to no instance.
Dataset<model::TagsById> fetch_tags(Source& source) {
  model::TagsById found;
  aws::for_each_item(source.client, aws::tagging::get_resources, {{"ResourceTypeFilters", {"connect"}}},
                     [&](const json& item) {
                       const std::string arn = read::text(item, "ResourceARN");
                       model::Tags& tags = found[arn.substr(arn.rfind('/') + 1)];
                       for (const json& tag : read::array(item, "Tags")) {
                         tags[read::text(tag, "Key")] = read::text(tag, "Value");
                       }
                     });
  return Dataset<model::TagsById>::of(std::move(found));
}

}  // namespace

const Collector collectors::tags = collector<&Inventory::tags, fetch_tags>("instance", {&aws::tagging::get_resources});

}  // namespace collect
