#include <algorithm>
#include <nlohmann/json.hpp>

#include "aws/operations/connect.hpp"
#include "base/error.hpp"
#include "base/json/read.hpp"
#include "collect/collector.hpp"

namespace collect {
namespace {

namespace connect = aws::connect;
namespace read = base::read;
using model::AccessOfProfile;
using model::AccessOfProfiles;
using nlohmann::json;

json input_of(const Source& source, const std::string& profile_id) {
  return {{"InstanceId", source.given.instance_ref.instance_id}, {"SecurityProfileId", profile_id}};
}

std::vector<std::string> permissions_of(Source& source, const std::string& profile_id) {
  std::vector<std::string> permissions;
  aws::for_each_item(source.client, connect::list_security_profile_permissions, input_of(source, profile_id),
                     [&](const json& permission) {
                       if (!permission.is_string())
                         throw base::Error(
                             base::ErrorKind::corrupt,
                             "connect:ListSecurityProfilePermissions answered a permission that is no text");
                       permissions.push_back(permission.get<std::string>());
                     });
  return permissions;
}

bool names(const json& profile, const char* restricted, std::string_view resource) {
  return std::ranges::any_of(read::array(profile, restricted), [&](const json& one) { return one == resource; });
}

// A hierarchy without a group is the user's own.
// https://docs.aws.amazon.com/connect/latest/APIReference/API_SecurityProfile.html
void read_limits(Source& source, const std::string& profile_id, AccessOfProfile& access) {
  const json answer = source.client.call(connect::describe_security_profile, input_of(source, profile_id));
  const json& profile = read::object(answer, "SecurityProfile");
  needed(profile, "Id", connect::describe_security_profile);
  const bool has_tags = !read::object(profile, "AllowedAccessControlTags").empty();
  access.limits_users = (has_tags && names(profile, "TagRestrictedResources", "User")) ||
                        names(profile, "HierarchyRestrictedResources", "User");
  access.limits_profiles = has_tags && names(profile, "TagRestrictedResources", "SecurityProfile");
}

// One call a profile, and a second one for those few whose limits matter.
Dataset<AccessOfProfiles> fetch_security_profile_access(Source& source,
                                                        const Dataset<model::SecurityProfiles>& profiles) {
  if (!profiles.known())
    return Dataset<AccessOfProfiles>::missing(needs_other("list of security profiles", profiles.gap));
  AccessOfProfiles found;
  source.steps.expect("security profiles", profiles.value->size(), &connect::list_security_profile_permissions);
  ItemGaps gaps, gaps_of_limits;
  for (const model::Listed& profile : *profiles.value) {
    AccessOfProfile& access = found[profile.id];
    access.gap = gaps.of([&] { access.permissions = permissions_of(source, profile.id); });
    if (!model::admin_permissions(access).empty())
      access.gap = gaps_of_limits.of([&] { read_limits(source, profile.id, access); });
    source.steps.done();
  }
  return gaps.dataset(std::move(found), "permissions of security profiles");
}

}  // namespace

const Collector collectors::security_profile_access =
    collector<&Inventory::security_profile_access, fetch_security_profile_access, &Inventory::security_profiles>(
        "security", {&connect::list_security_profile_permissions, &connect::describe_security_profile},
        Asks::each_item);

}  // namespace collect
