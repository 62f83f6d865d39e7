// Asking AWS: one verb for a call, one for all items of a list. Inputs and outputs are JSON with the member names of
// the service's API model.
#pragma once

#include <functional>
#include <nlohmann/json.hpp>

#include "aws/operation.hpp"

namespace aws {

class Client {
 public:
  virtual ~Client() = default;

  // Throws AwsError for an answer that is an error, base::Error for none.
  virtual nlohmann::json call(const Operation& operation, const nlohmann::json& input) = 0;
};

// Asks for page after page, of the largest size, and hands each on until `take` answers false or the last one came. An
// empty page with a token is not the end. Throws base::Error(corrupt) when AWS hands out the same token twice.
void for_each_page(Client& client, const Operation& operation, nlohmann::json input,
                   const std::function<bool(const nlohmann::json& page)>& take);

// The items of a page; none when the member is absent. Throws base::Error(corrupt) when it is not a list.
const nlohmann::json& items_of(const nlohmann::json& page, const Operation& operation);

// Every item of every page.
void for_each_item(Client& client, const Operation& operation, nlohmann::json input,
                   const std::function<void(const nlohmann::json& item)>& take);

}  // namespace aws
