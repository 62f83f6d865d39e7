// What a review has to be allowed to do: the calls that the chosen components make, from the collectors' table, and the
// smallest IAM policy that allows them. Nothing is asked of AWS. Pure functions.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "aws/operation.hpp"
#include "model/scene.hpp"

namespace app {

// One operation that a review calls, and what it is called for.
struct Need {
  const aws::Operation* operation = nullptr;
  std::vector<std::string_view> datasets;
  std::vector<std::string_view> components;  // of those that were chosen
};

// In the order of the collectors, which is one in which lists come before what is read of their items. Throws
// base::Error(usage) for an unknown component.
std::vector<Need> needs(const std::vector<std::string>& components, const model::Settings& settings);

// Every instance of every account, in one region or (empty) in all of them: `*` stands where an ARN would be exact.
// Throws base::Error(config) when it is no region's name.
model::InstanceRef any_instance(const std::string& region);

// The ARNs that a permission for the operation can be narrowed to; "*" when it cannot. Throws base::Error(usage) when
// the settings' log group is no log group's name.
std::vector<std::string> resources(const aws::Operation& operation, const model::InstanceRef& instance,
                                   const model::Settings& settings);

// The policy document that allows the review of these components of these instances, and nothing else. Reviews kept
// with the sqlite storage need nothing more. The same input gives the same bytes.
nlohmann::ordered_json iam_policy(const std::vector<std::string>& components,
                                  const std::vector<model::InstanceRef>& instances, const model::Settings& settings);

// The size as IAM counts it, and the most that a managed policy may have.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
std::size_t policy_size(const nlohmann::ordered_json& policy);
inline constexpr std::size_t max_policy_size = 6144;

}  // namespace app
