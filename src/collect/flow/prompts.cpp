#include "aws/operations/connect.hpp"
#include "collect/collector.hpp"
#include "collect/listed.hpp"

namespace collect {
namespace {

Dataset<model::Prompts> fetch_prompts(Source& source) {
  return Dataset<model::Prompts>::of(listed(source, aws::connect::list_prompts));
}

}  // namespace

const Collector collectors::prompts =
    collector<&Inventory::prompts, fetch_prompts>("flow", {&aws::connect::list_prompts});

}  // namespace collect
