// What names and addresses of AWS's have to look like, for options that hold one. Whether the thing is there, only AWS
// knows. Pure functions, any thread.
#pragma once

#include <string_view>

namespace app {

bool is_bucket(std::string_view text);       // reviews-of-harbour
bool is_table(std::string_view text);        // amazon-connect-ops-review-results
bool is_account_id(std::string_view text);   // 111122223333
bool is_region(std::string_view text);       // eu-central-1
bool is_role_arn(std::string_view text);     // arn:aws:iam::111122223333:role/reviewer
bool is_topic_arn(std::string_view text);    // arn:aws:sns:eu-central-1:111122223333:reviews
bool is_external_id(std::string_view text);  // https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
bool is_endpoint(std::string_view text);     // https://vpce-1.connect.eu-central-1.vpce.amazonaws.com
bool is_webhook(std::string_view text);      // https://hooks.slack.com/services/…
bool is_log_group(std::string_view text);    // /aws/connect/harbour
bool is_kms_key(std::string_view text);      // alias/reviews, an id or an ARN
bool is_review_id(std::string_view text);    // 20260213-090000

}  // namespace app
