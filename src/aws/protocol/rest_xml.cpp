#include <openssl/evp.h>

#include "aws/protocol/answer.hpp"
#include "aws/protocol/codecs.hpp"
#include "aws/protocol/request.hpp"
#include "aws/protocol/xml.hpp"
#include "base/encode.hpp"
#include "base/json/read.hpp"

namespace aws::protocol {
namespace {

using nlohmann::json;
using enum XmlType;
namespace read = base::read;

constexpr const char* s3_namespace = "http://s3.amazonaws.com/doc/2006-03-01/";

// Times in a bucket's settings stay text: what was read is written back.
constexpr XmlMember members[] = {
    {"", "ListBucketResult", structure},
    {"ListBucketResult", "Contents", list},
    {"ListBucketResult", "CommonPrefixes", list},
    {"ListBucketResult", "IsTruncated", boolean},
    {"ListBucketResult", "KeyCount", number},
    {"ListBucketResult", "MaxKeys", number},
    {"Contents", "LastModified", time},
    {"Contents", "Size", number},
    {"Contents", "ChecksumAlgorithm", list},

    {"", "ListVersionsResult", structure},
    {"ListVersionsResult", "Version", list, "Versions"},
    {"ListVersionsResult", "DeleteMarker", list, "DeleteMarkers"},
    {"ListVersionsResult", "CommonPrefixes", list},
    {"ListVersionsResult", "IsTruncated", boolean},
    {"ListVersionsResult", "MaxKeys", number},
    {"Version", "LastModified", time},
    {"Version", "Size", number},
    {"Version", "IsLatest", boolean},
    {"Version", "ChecksumAlgorithm", list},
    {"DeleteMarker", "LastModified", time},
    {"DeleteMarker", "IsLatest", boolean},

    {"Delete", "Object", list, "Objects"},
    {"", "DeleteResult", structure},
    {"DeleteResult", "Deleted", list},
    {"DeleteResult", "Error", list, "Errors"},
    {"Deleted", "DeleteMarker", boolean},

    {"", "LocationConstraint", text},

    {"", "VersioningConfiguration", structure},
    {"VersioningConfiguration", "MfaDelete", text, "MFADelete"},

    {"", "LifecycleConfiguration", structure},
    {"LifecycleConfiguration", "Rule", list, "Rules"},
    {"Rule", "Filter", structure},
    {"Filter", "ObjectSizeGreaterThan", number},
    {"Filter", "ObjectSizeLessThan", number},
    {"And", "Tag", list, "Tags"},
    {"And", "ObjectSizeGreaterThan", number},
    {"And", "ObjectSizeLessThan", number},
    {"Expiration", "Days", number},
    {"Expiration", "ExpiredObjectDeleteMarker", boolean},
    {"Rule", "Transition", list, "Transitions"},
    {"Transition", "Days", number},
    {"Rule", "NoncurrentVersionTransition", list, "NoncurrentVersionTransitions"},
    {"NoncurrentVersionTransition", "NoncurrentDays", number},
    {"NoncurrentVersionTransition", "NewerNoncurrentVersions", number},
    {"NoncurrentVersionExpiration", "NoncurrentDays", number},
    {"NoncurrentVersionExpiration", "NewerNoncurrentVersions", number},
    {"AbortIncompleteMultipartUpload", "DaysAfterInitiation", number},

    {"", "ServerSideEncryptionConfiguration", structure},
    {"ServerSideEncryptionConfiguration", "Rule", list, "Rules"},
    {"Rule", "ApplyServerSideEncryptionByDefault", structure},
    {"Rule", "BucketKeyEnabled", boolean},
    {"BlockedEncryptionTypes", "EncryptionType", list},

    {"", "PublicAccessBlockConfiguration", structure},
    {"PublicAccessBlockConfiguration", "BlockPublicAcls", boolean},
    {"PublicAccessBlockConfiguration", "IgnorePublicAcls", boolean},
    {"PublicAccessBlockConfiguration", "BlockPublicPolicy", boolean},
    {"PublicAccessBlockConfiguration", "RestrictPublicBuckets", boolean},

    {"", "PolicyStatus", structure},
    {"PolicyStatus", "IsPublic", boolean},

    {"", "ObjectLockConfiguration", structure},
    {"DefaultRetention", "Days", number},
    {"DefaultRetention", "Years", number},
};

std::string md5_base64(std::string_view bytes) {
  std::string digest(16, '\0');
  EVP_Digest(bytes.data(), bytes.size(), reinterpret_cast<unsigned char*>(digest.data()), nullptr, EVP_md5(), nullptr);
  return base::to_base64(digest);
}

// S3 insists on a digest of some of these bodies; this one every store that speaks S3 takes.
void set_xml(http::Request& request, std::string body) {
  request.body = std::move(body);
  request.headers.emplace_back("Content-Type", "application/xml");
  request.headers.emplace_back("Content-MD5", md5_base64(request.body));
}

// <Error> alone, or in an <ErrorResponse> with the id beside it.
AwsError error_in(const Operation& operation, const http::Response& response, const Xml& xml) {
  const json& error = xml.name == "Error" ? xml.value : read::object(xml.value, "Error");
  return error_of(operation, response,
                  {read::text(error, "Code"), read::text(error, "Message"), read::text(xml.value, "RequestId"),
                   read::text(error, "Region")});
}

// Answers to these have all they say in their headers.
bool has_no_body(const Operation& operation) {
  return operation.method == "PUT" || operation.method == "DELETE" || operation.method == "HEAD";
}

}  // namespace

http::Request build_rest_xml(const Operation& operation, std::string_view endpoint, json input) {
  http::Request request = start(operation, endpoint, input);
  const json payload = take_payload(operation, input);
  if (payload.is_string()) {
    request.body = payload.get<std::string>();
    if (!http::header(request.headers, "Content-Type")) {
      request.headers.emplace_back("Content-Type", "application/octet-stream");
    }
  } else if (!payload.is_null()) {
    set_xml(request, write_xml(operation.input_payload, s3_namespace, payload, members));
  }
  return request;
}

json parse_rest_xml(const Operation& operation, const http::Response& response) {
  json output = json::object();
  const std::string payload(operation.output_payload);
  if (operation.output_is_bytes) {
    output[payload] = response.body;
  } else if (operation.output_is_text) {
    if (!is_utf8(response.body)) throw unreadable(operation, "something that is not text");
    output[payload] = response.body;
  } else if (!has_no_body(operation)) {
    auto xml = read_xml(response.body, members);
    if (xml && xml->name == "Error") throw error_in(operation, response, *xml);
    if (!xml || find_member(members, "", xml->name) == nullptr) {
      throw unreadable(operation, "something that is not the XML of its result");
    }
    if (payload.empty()) {
      output = std::move(xml->value);
    } else {
      output[payload] = std::move(xml->value);
    }
  }
  add_headers(operation, response, output);
  return output;
}

AwsError xml_error(const Operation& operation, const http::Response& response) {
  const auto xml = read_xml(response.body, {});
  return xml ? error_in(operation, response, *xml) : error_of(operation, response, {});
}

}  // namespace aws::protocol
