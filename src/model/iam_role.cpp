#include "model/iam_role.hpp"

#include <algorithm>

#include "base/arn.hpp"
#include "base/text.hpp"

namespace model {
namespace {

constexpr std::string_view over_rights[] = {"iam:AttachRolePolicy", "iam:CreateAccessKey", "iam:PutRolePolicy"};
constexpr std::string_view sweeping[] = {"cloudformation:DeleteStack",
                                         "cloudtrail:StopLogging",
                                         "connect:CreateUser",
                                         "connect:DeleteInstance",
                                         "dynamodb:DeleteTable",
                                         "ec2:TerminateInstances",
                                         "iam:AttachRolePolicy",
                                         "iam:CreateAccessKey",
                                         "iam:PutRolePolicy",
                                         "kms:ScheduleKeyDeletion",
                                         "lambda:UpdateFunctionCode",
                                         "logs:DeleteLogGroup",
                                         "rds:DeleteDBInstance",
                                         "s3:DeleteBucket",
                                         "s3:PutBucketPolicy",
                                         "secretsmanager:DeleteSecret",
                                         "secretsmanager:GetSecretValue",
                                         "sns:DeleteTopic",
                                         "sqs:DeleteQueue",
                                         "sts:AssumeRole"};

}  // namespace

std::span<const std::string_view> sweeping_actions() {
  return sweeping;
}

bool gives_every_right(std::string_view action) {
  return std::ranges::find(over_rights, action) != std::end(over_rights);
}

bool is_role_arn(std::string_view text) {
  static constexpr std::string_view others = "+=,.@-_";
  const std::string_view name = name_of_role(text);
  return base::arn_field(text, base::arn_service) == "iam" &&
         base::arn_field(text, base::arn_resource).starts_with("role/") && !name.empty() && name.size() <= 64 &&
         text.size() <= 2048 && std::ranges::all_of(name, [](char c) {
           return base::is_alphanumeric(c) || others.find(c) != std::string_view::npos;
         });
}

bool is_service_linked(std::string_view role_arn) {
  return role_arn.find(":role/aws-service-role/") != std::string_view::npos;
}

std::string_view name_of_role(std::string_view role_arn) {
  return role_arn.substr(role_arn.rfind('/') + 1);  // all of it where there is none
}

}  // namespace model
