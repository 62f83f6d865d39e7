#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "aws/operations/connect.hpp"
#include "base/json/read.hpp"
#include "collect/collector.hpp"

namespace collect {
namespace {

namespace read = base::read;
using model::AccessOfUser;
using model::AccessOfUsers;
using nlohmann::json;

AccessOfUser access_of(const json& item) {
  AccessOfUser user{
      read::text(item, "Id"), {}, read::text(item, "HierarchyGroupId"), read::text(item, "RoutingProfileId")};
  for (const json& id : read::array(item, "SecurityProfileIds")) {
    if (id.is_string()) user.security_profile_ids.push_back(id.get<std::string>());
  }
  return user;
}

// Every user has a security profile.
// https://docs.aws.amazon.com/connect/latest/APIReference/API_UserSearchSummary.html
Dataset<AccessOfUsers> fetch_user_access(Source& source) {
  AccessOfUsers found;
  std::int64_t unsaid = 0;
  aws::for_each_item(source.client, aws::connect::search_users, {{"InstanceId", source.given.instance_ref.instance_id}},
                     [&](const json& item) {
                       found.push_back(access_of(item));
                       unsaid += found.back().security_profile_ids.empty();
                     });
  if (unsaid == 0) return Dataset<AccessOfUsers>::of(std::move(found));
  const model::Gap gap{model::GapKind::malformed,
                       fmt::format("AWS did not say which security profiles {} of {} users have", unsaid, found.size()),
                       ""};
  return Dataset<AccessOfUsers>::partly(std::move(found), gap);
}

}  // namespace

const Collector collectors::user_access =
    collector<&Inventory::user_access, fetch_user_access>("security", {&aws::connect::search_users});

}  // namespace collect
