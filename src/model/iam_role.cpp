#include "model/iam_role.hpp"

#include <algorithm>

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

bool is_service_linked(std::string_view role_arn) {
  return role_arn.find(":role/aws-service-role/") != std::string_view::npos;
}

std::string_view name_of_role(std::string_view role_arn) {
  return role_arn.substr(role_arn.rfind('/') + 1);  // all of it where there is none
}

}  // namespace model
