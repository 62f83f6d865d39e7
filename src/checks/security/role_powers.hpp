// What the checks of IAM roles say alike. Pure functions.
#pragma once

#include <string>

#include "checks/check.hpp"
#include "model/iam_role.hpp"

namespace checks {

Resource the_role(const std::string& arn);

// What IAM's policy simulator was asked with, as evidence.
std::string asked_of_roles();

// "It may take 2 of the 20 actions asked for on every resource: …."
std::string powers_of(const model::IamRole& role);

// High where the role can give itself every other right.
Severity severity_of_powers(const model::IamRole& role);

// The same, behind the role's name.
std::string headline_of_powers(const model::IamRole& role);

// Shows which policies allow it.
std::string policies_command(const Scene& scene, const std::string& role_arn);

}  // namespace checks
