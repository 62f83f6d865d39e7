// The IAM roles that a review looks at: the service role of an instance that has one of its own, and the roles with
// which the functions that flows call run. Plain data, and the pure rules on it.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/dataset.hpp"

namespace model {

// What no contact centre's role needs to do to every resource of an account: IAM's policy simulator is asked about
// these. Of each service that functions of contact centres mostly use, what does the most harm.
std::span<const std::string_view> sweeping_actions();

// With this one, on every resource, whoever has the role can take every other right.
bool gives_every_right(std::string_view action);

struct IamRole {
  bool exists = true;
  std::vector<std::string> allowed;  // of the sweeping actions those that it may take on every resource
  std::vector<std::string> trusted;  // of a service role: who else than Amazon Connect may take it
  std::optional<Gap> gap;
};

// By ARN.
using IamRoles = std::map<std::string, IamRole>;

// One that IAM can be asked about.
// https://docs.aws.amazon.com/IAM/latest/APIReference/API_Role.html
bool is_role_arn(std::string_view text);

// AWS's own, for one service: AWS alone says what it may do, and nobody else may take it.
// https://docs.aws.amazon.com/connect/latest/adminguide/connect-slr.html
bool is_service_linked(std::string_view role_arn);

// "harbour-crm" of arn:aws:iam::111122223333:role/service-role/harbour-crm
std::string_view name_of_role(std::string_view role_arn);

}  // namespace model
