#include <nlohmann/json.hpp>

#include "aws/operations/connect.hpp"
#include "base/encode.hpp"
#include "base/json/read.hpp"
#include "base/timestamp.hpp"
#include "collect/collector.hpp"

namespace collect {
namespace {

namespace read = base::read;
using model::SecurityKey;
using model::SecurityKeys;

constexpr std::size_t longest_id = 100;  // as AWS has it

// Ids and times alone: AWS answers each key as well.
Dataset<SecurityKeys> fetch_security_keys(Source& source) {
  SecurityKeys found;
  const auto& operation = aws::connect::list_security_keys;
  aws::for_each_item(source.client, operation, {{"InstanceId", source.given.instance_ref.instance_id}},
                     [&](const nlohmann::json& item) {
                       SecurityKey& key = found.emplace_back();
                       key.id = base::printable(needed(item, "AssociationId", operation), longest_id);
                       if (const auto created = read::number(item, "CreationTime"))
                         key.created = base::from_epoch_seconds(*created);
                     });
  return Dataset<SecurityKeys>::of(std::move(found));
}

}  // namespace

const Collector collectors::security_keys =
    collector<&Inventory::security_keys, fetch_security_keys>("security", {&aws::connect::list_security_keys});

}  // namespace collect
