#include "aws/operations/all.hpp"

#include "aws/operations/cloudformation.hpp"
#include "aws/operations/cloudtrail.hpp"
#include "aws/operations/cloudwatch.hpp"
#include "aws/operations/connect.hpp"
#include "aws/operations/dynamodb.hpp"
#include "aws/operations/iam.hpp"
#include "aws/operations/lambda.hpp"
#include "aws/operations/logs.hpp"
#include "aws/operations/pinpoint.hpp"
#include "aws/operations/s3.hpp"
#include "aws/operations/service_quotas.hpp"
#include "aws/operations/sns.hpp"
#include "aws/operations/sts.hpp"

namespace aws {

const std::vector<const Operation*>& operations() {
  static const std::vector<const Operation*> rows = {
      &connect::describe_instance,
      &connect::describe_contact_flow,
      &connect::describe_contact_flow_module,
      &connect::describe_phone_number,
      &connect::list_instances,
      &connect::list_instance_attributes,
      &connect::list_instance_storage_configs,
      &connect::list_queues,
      &connect::list_users,
      &connect::list_security_profiles,
      &connect::list_quick_connects,
      &connect::list_hours_of_operations,
      &connect::list_prompts,
      &connect::list_agent_statuses,
      &connect::list_user_hierarchy_groups,
      &connect::list_bots,
      &connect::list_lambda_functions,
      &connect::list_integration_associations,
      &connect::list_workspaces,
      &connect::list_contact_flows,
      &connect::list_contact_flow_modules,
      &connect::list_traffic_distribution_groups,
      &connect::list_flow_associations,
      &connect::list_phone_numbers_v2,
      &connect::search_routing_profiles,
      &connect::search_email_addresses,
      &connect::search_contact_flows,
      &connect::search_contact_flow_modules,

      &service_quotas::list_service_quotas,
      &service_quotas::list_aws_default_service_quotas,

      &cloudwatch::get_metric_data,

      &logs::describe_log_groups,
      &logs::filter_log_events,

      &cloudtrail::lookup_events,

      &pinpoint::phone_number_validate,

      &sts::assume_role,
      &sts::assume_role_with_web_identity,
      &sts::get_caller_identity,

      &iam::simulate_principal_policy,

      &cloudformation::describe_stacks,

      &lambda::invoke,

      &sns::publish,

      &dynamodb::put_item,
      &dynamodb::get_item,
      &dynamodb::delete_item,
      &dynamodb::batch_write_item,
      &dynamodb::query,
      &dynamodb::scan,
      &dynamodb::update_item,
      &dynamodb::describe_table,
      &dynamodb::create_table,
      &dynamodb::describe_time_to_live,
      &dynamodb::update_time_to_live,
      &dynamodb::describe_continuous_backups,
      &dynamodb::update_continuous_backups,

      &s3::put_object,
      &s3::get_object,
      &s3::head_object,
      &s3::delete_object,
      &s3::delete_objects,
      &s3::list_objects_v2,
      &s3::list_object_versions,
      &s3::head_bucket,
      &s3::create_bucket,
      &s3::get_bucket_location,
      &s3::get_bucket_versioning,
      &s3::get_bucket_lifecycle_configuration,
      &s3::put_bucket_lifecycle_configuration,
      &s3::get_bucket_encryption,
      &s3::put_bucket_encryption,
      &s3::get_public_access_block,
      &s3::put_public_access_block,
  };
  return rows;
}

}  // namespace aws
