// S3, where results and reports may be kept. AWS allows thousands of requests a second to a prefix: no rate is set
// here. https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_Amazon_Simple_Storage_Service.html
#pragma once

#include "aws/operation.hpp"

namespace aws::s3 {

inline constexpr Service service = {.name = "s3",
                                    .signing_name = "s3",
                                    .host = "s3",
                                    .iam_prefix = "s3",
                                    .api_version = "2006-03-01",
                                    .protocol = Protocol::rest_xml};

inline constexpr std::size_t max_delete_objects = 1000;  // in one DeleteObjects request

// Every operation but CreateBucket can be told whose bucket it has to be.
inline constexpr std::string_view owner_header = "x-amz-expected-bucket-owner={ExpectedBucketOwner}";

// What is known of an object without reading it.
inline constexpr std::string_view object_headers =
    "ETag={ETag}&Content-Length={ContentLength}&Content-Type={ContentType}&x-amz-version-id={VersionId}"
    "&x-amz-server-side-encryption={ServerSideEncryption}&x-amz-server-side-encryption-aws-kms-key-id={SSEKMSKeyId}";

// A conditional write whose answer was lost is refused when it is sent again: whoever sets a condition has to look who
// wrote the object.
inline constexpr Operation put_object = {
    .service = service,
    .name = "PutObject",
    .method = "PUT",
    .path = "/{Bucket}/{Key+}",
    .input_payload = "Body",
    .scope = Scope::store,
    .headers =
        "x-amz-expected-bucket-owner={ExpectedBucketOwner}&Content-Type={ContentType}"
        "&Content-Disposition={ContentDisposition}&Cache-Control={CacheControl}&If-Match={IfMatch}"
        "&If-None-Match={IfNoneMatch}&x-amz-checksum-sha256={ChecksumSHA256}"
        "&x-amz-server-side-encryption={ServerSideEncryption}"
        "&x-amz-server-side-encryption-aws-kms-key-id={SSEKMSKeyId}",
    .output_headers = "ETag={ETag}&x-amz-version-id={VersionId}"};
inline constexpr Operation get_object = {
    .service = service,
    .name = "GetObject",
    .method = "GET",
    .path = "/{Bucket}/{Key+}?versionId={VersionId}",
    .output_payload = "Body",
    .scope = Scope::store,
    .headers = "x-amz-expected-bucket-owner={ExpectedBucketOwner}&If-Match={IfMatch}&If-None-Match={IfNoneMatch}",
    .output_headers = object_headers,
    .output_is_bytes = true};
inline constexpr Operation head_object = {.service = service,
                                          .name = "HeadObject",
                                          .method = "HEAD",
                                          .path = "/{Bucket}/{Key+}?versionId={VersionId}",
                                          .scope = Scope::store,
                                          .headers = owner_header,
                                          .iam_action = "GetObject",
                                          .output_headers = object_headers};
inline constexpr Operation delete_object = {
    .service = service,
    .name = "DeleteObject",
    .method = "DELETE",
    .path = "/{Bucket}/{Key+}?versionId={VersionId}",
    .scope = Scope::store,
    .headers = "x-amz-expected-bucket-owner={ExpectedBucketOwner}&If-Match={IfMatch}",
    .output_headers = "x-amz-delete-marker={DeleteMarker}&x-amz-version-id={VersionId}"};
// Its answer names the keys that could not be deleted.
inline constexpr Operation delete_objects = {.service = service,
                                             .name = "DeleteObjects",
                                             .path = "/{Bucket}?delete",
                                             .input_payload = "Delete",
                                             .scope = Scope::store,
                                             .headers = owner_header,
                                             .iam_action = "DeleteObject"};

// With a delimiter what comes up to it is in CommonPrefixes, beside the items.
inline constexpr Operation list_objects_v2 = {
    .service = service,
    .name = "ListObjectsV2",
    .method = "GET",
    .path =
        "/{Bucket}?list-type=2&prefix={Prefix}&delimiter={Delimiter}&start-after={StartAfter}"
        "&continuation-token={ContinuationToken}&max-keys={MaxKeys}",
    .paging = {"ContinuationToken", "NextContinuationToken", "Contents", "MaxKeys", 1000},
    .scope = Scope::store,
    .headers = owner_header,
    .iam_action = "ListBucket"};
// The next page needs two members of this one, NextKeyMarker and NextVersionIdMarker: callers page by themselves.
inline constexpr Operation list_object_versions = {
    .service = service,
    .name = "ListObjectVersions",
    .method = "GET",
    .path =
        "/{Bucket}?versions&prefix={Prefix}&delimiter={Delimiter}&key-marker={KeyMarker}"
        "&version-id-marker={VersionIdMarker}&max-keys={MaxKeys}",
    .scope = Scope::store,
    .headers = owner_header,
    .iam_action = "ListBucketVersions"};

inline constexpr Operation head_bucket = {.service = service,
                                          .name = "HeadBucket",
                                          .method = "HEAD",
                                          .path = "/{Bucket}",
                                          .scope = Scope::store,
                                          .headers = owner_header,
                                          .iam_action = "ListBucket",
                                          .output_headers = "x-amz-bucket-region={BucketRegion}"};
inline constexpr Operation create_bucket = {.service = service,
                                            .name = "CreateBucket",
                                            .method = "PUT",
                                            .path = "/{Bucket}",
                                            .input_payload = "CreateBucketConfiguration",
                                            .scope = Scope::store,
                                            .output_headers = "Location={Location}"};

constexpr Operation read_setting(std::string_view name, std::string_view path, std::string_view output_payload,
                                 std::string_view iam_action) {
  return {.service = service,
          .name = name,
          .method = "GET",
          .path = path,
          .output_payload = output_payload,
          .scope = Scope::store,
          .headers = owner_header,
          .iam_action = iam_action};
}

constexpr Operation write_setting(std::string_view name, std::string_view path, std::string_view input_payload,
                                  std::string_view iam_action) {
  return {.service = service,
          .name = name,
          .method = "PUT",
          .path = path,
          .input_payload = input_payload,
          .scope = Scope::store,
          .headers = owner_header,
          .iam_action = iam_action};
}

// Empty for us-east-1.
inline constexpr Operation get_bucket_location =
    read_setting("GetBucketLocation", "/{Bucket}?location", "LocationConstraint", "GetBucketLocation");
inline constexpr Operation get_bucket_versioning =
    read_setting("GetBucketVersioning", "/{Bucket}?versioning", "", "GetBucketVersioning");
inline constexpr Operation get_bucket_lifecycle_configuration = {
    .service = service,
    .name = "GetBucketLifecycleConfiguration",
    .method = "GET",
    .path = "/{Bucket}?lifecycle",
    .scope = Scope::store,
    .headers = owner_header,
    .iam_action = "GetLifecycleConfiguration",
    .output_headers = "x-amz-transition-default-minimum-object-size={TransitionDefaultMinimumObjectSize}"};
// Replaces all rules, and what is not sent of the header's setting.
inline constexpr Operation put_bucket_lifecycle_configuration = {
    .service = service,
    .name = "PutBucketLifecycleConfiguration",
    .method = "PUT",
    .path = "/{Bucket}?lifecycle",
    .input_payload = "LifecycleConfiguration",
    .scope = Scope::store,
    .headers =
        "x-amz-expected-bucket-owner={ExpectedBucketOwner}"
        "&x-amz-transition-default-minimum-object-size={TransitionDefaultMinimumObjectSize}",
    .iam_action = "PutLifecycleConfiguration"};
inline constexpr Operation get_bucket_encryption = read_setting(
    "GetBucketEncryption", "/{Bucket}?encryption", "ServerSideEncryptionConfiguration", "GetEncryptionConfiguration");
inline constexpr Operation put_bucket_encryption = write_setting(
    "PutBucketEncryption", "/{Bucket}?encryption", "ServerSideEncryptionConfiguration", "PutEncryptionConfiguration");
inline constexpr Operation get_public_access_block =
    read_setting("GetPublicAccessBlock", "/{Bucket}?publicAccessBlock", "PublicAccessBlockConfiguration",
                 "GetBucketPublicAccessBlock");
inline constexpr Operation put_public_access_block =
    write_setting("PutPublicAccessBlock", "/{Bucket}?publicAccessBlock", "PublicAccessBlockConfiguration",
                  "PutBucketPublicAccessBlock");

}  // namespace aws::s3
