// S3, where results and reports may be kept, and where Amazon Connect keeps recordings. AWS allows thousands of
// requests a second to a prefix: no rate is set here.
// https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_Amazon_Simple_Storage_Service.html
#pragma once

#include "aws/operation.hpp"

namespace aws::s3 {

inline constexpr Service service = {.name = "s3",
                                    .signing_name = "s3",
                                    .host = "s3",
                                    .iam_prefix = "s3",
                                    .api_version = "2006-03-01",
                                    .protocol = Protocol::rest_xml};

// The same, as a review asks it for the buckets that Amazon Connect writes to: those are always in AWS's own S3,
// wherever results are kept.
inline constexpr Service service_of_aws = [] {
  Service one = service;
  one.is_of_aws = true;
  return one;
}();

inline constexpr std::size_t max_delete_objects = 1000;  // in one DeleteObjects request

// Every operation but CreateBucket can be told whose bucket it has to be.
inline constexpr std::string_view owner_header = "x-amz-expected-bucket-owner={ExpectedBucketOwner}";

// What is known of an object without reading it.
inline constexpr std::string_view object_headers =
    "ETag={ETag}&Content-Length={ContentLength}&Content-Type={ContentType}&x-amz-version-id={VersionId}"
    "&x-amz-server-side-encryption={ServerSideEncryption}&x-amz-server-side-encryption-aws-kms-key-id={SSEKMSKeyId}";

inline constexpr std::string_view bucket_arns[] = {"arn:{partition}:s3:::{bucket}"};
inline constexpr std::string_view object_arns[] = {"arn:{partition}:s3:::{bucket}/{key}"};
inline constexpr Resources the_bucket = {ResourceScope::store, "StoreBucket", bucket_arns};
inline constexpr Resources its_objects = {ResourceScope::store, "StoreObjects", object_arns};

// Which buckets an instance writes to is not known before it is read, and their ARNs name no account: policies have a
// condition for that.
inline constexpr std::string_view any_bucket_arns[] = {"arn:{partition}:s3:::*"};
inline constexpr Resources data_buckets = {ResourceScope::region, "DataBuckets", any_bucket_arns};

inline constexpr std::string_view pricing = "https://aws.amazon.com/s3/pricing/";
inline constexpr Price write_price = {0.005 / 1000, "PUT, COPY, POST or LIST request to S3 Standard", pricing,
                                      "2026-11-22"};
inline constexpr Price read_price = {0.0004 / 1000, "GET request to S3 Standard", pricing, "2026-11-22"};
inline constexpr Price gb_month_price = {0.023, "GB kept for a month in S3 Standard (the first 50 TB)", pricing,
                                         "2026-11-22"};

constexpr Operation read_of(const Service& whose, const Resources& resources, std::string_view name,
                            std::string_view path, std::string_view output_payload, std::string_view iam_action) {
  return {.service = whose,
          .name = name,
          .method = "GET",
          .path = path,
          .output_payload = output_payload,
          .resources = resources,
          .headers = owner_header,
          .iam_action = iam_action};
}

constexpr Operation read_setting(std::string_view name, std::string_view path, std::string_view output_payload,
                                 std::string_view iam_action) {
  return read_of(service, the_bucket, name, path, output_payload, iam_action);
}

// Of a bucket that Amazon Connect writes to.
constexpr Operation read_of_data_bucket(std::string_view name, std::string_view path, std::string_view output_payload,
                                        std::string_view iam_action) {
  Operation one = read_of(service_of_aws, data_buckets, name, path, output_payload, iam_action);
  one.trial = {{{"Bucket", "{data_bucket}"}}};
  return one;
}

constexpr Operation write_setting(std::string_view name, std::string_view path, std::string_view input_payload,
                                  std::string_view iam_action) {
  return {.service = service,
          .name = name,
          .method = "PUT",
          .path = path,
          .input_payload = input_payload,
          .resources = the_bucket,
          .headers = owner_header,
          .iam_action = iam_action};
}

#define OPERATION(service, id, ...) inline constexpr Operation id = __VA_ARGS__;
#include "aws/operations/s3.def"
#undef OPERATION

}  // namespace aws::s3
