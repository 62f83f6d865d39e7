#include "aws/operations/all.hpp"

#include "aws/operations/appintegrations.hpp"
#include "aws/operations/cloudformation.hpp"
#include "aws/operations/cloudtrail.hpp"
#include "aws/operations/cloudwatch.hpp"
#include "aws/operations/connect.hpp"
#include "aws/operations/connectcampaignsv2.hpp"
#include "aws/operations/connectcases.hpp"
#include "aws/operations/customer_profiles.hpp"
#include "aws/operations/dynamodb.hpp"
#include "aws/operations/events.hpp"
#include "aws/operations/firehose.hpp"
#include "aws/operations/iam.hpp"
#include "aws/operations/kinesis.hpp"
#include "aws/operations/kms.hpp"
#include "aws/operations/lambda.hpp"
#include "aws/operations/lexv2_models.hpp"
#include "aws/operations/logs.hpp"
#include "aws/operations/pinpoint.hpp"
#include "aws/operations/qconnect.hpp"
#include "aws/operations/s3.hpp"
#include "aws/operations/s3control.hpp"
#include "aws/operations/securityhub.hpp"
#include "aws/operations/service_quotas.hpp"
#include "aws/operations/sns.hpp"
#include "aws/operations/sts.hpp"
#include "aws/operations/tagging.hpp"

namespace aws {

const std::vector<const Operation*>& operations() {
  static const std::vector<const Operation*> rows = {
#define OPERATION(service, id, ...) &service::id,
  // clang-format off: what reviews ask most comes first
#include "aws/operations/connect.def"
#include "aws/operations/service_quotas.def"
#include "aws/operations/cloudwatch.def"
#include "aws/operations/logs.def"
#include "aws/operations/cloudtrail.def"
#include "aws/operations/pinpoint.def"
#include "aws/operations/kms.def"
#include "aws/operations/lexv2_models.def"
#include "aws/operations/kinesis.def"
#include "aws/operations/firehose.def"
#include "aws/operations/customer_profiles.def"
#include "aws/operations/appintegrations.def"
#include "aws/operations/qconnect.def"
#include "aws/operations/connectcases.def"
#include "aws/operations/connectcampaignsv2.def"
#include "aws/operations/tagging.def"
#include "aws/operations/sts.def"
#include "aws/operations/iam.def"
#include "aws/operations/cloudformation.def"
#include "aws/operations/lambda.def"
#include "aws/operations/sns.def"
#include "aws/operations/events.def"
#include "aws/operations/securityhub.def"
#include "aws/operations/dynamodb.def"
#include "aws/operations/s3.def"
#include "aws/operations/s3control.def"
// clang-format on
#undef OPERATION
  };
  return rows;
}

}  // namespace aws
