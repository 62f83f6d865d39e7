// From what people call an instance (its ARN, its id or its alias) to the instance, asking AWS as little as can be. One
// entry that is wrong does not hide the others. Any thread, with a client of its own.
#pragma once

#include <functional>
#include <string>
#include <variant>
#include <vector>

#include "app/cloud.hpp"
#include "aws/client.hpp"
#include "base/error.hpp"
#include "model/scene.hpp"

namespace app {

struct FoundInstance {
  std::string wanted;  // as it was given
  std::variant<model::InstanceRef, base::Error> result;

  // Throws why there is none.
  const model::InstanceRef& instance() const;
};

// A client of the region that ids and aliases are looked up in. Only asked for when there are such: an ARN names its
// region itself, and needs no call.
using ClientOfRegion = std::function<aws::Client&()>;

// One result for each entry, in their order: a call for each id, one list for all aliases. An instance that is not
// active is found, and a warning says so. What `client` throws is the result of the entries that need it.
std::vector<FoundInstance> find_instances(const std::vector<std::string>& wanted, const ClientOfRegion& client);

// Every instance of the account in the client's region, by alias. Throws base::Error when they cannot be listed.
std::vector<FoundInstance> all_instances(aws::Client& client);

// Every instance of the cloud's region, or those that are named.
std::vector<FoundInstance> look_up_instances(Cloud& cloud, bool all, const std::vector<std::string>& wanted);

}  // namespace app
