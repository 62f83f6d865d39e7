#include <gtest/gtest.h>

#include "aws/error.hpp"
#include "aws/operations/s3.hpp"
#include "aws/protocol/protocol.hpp"

namespace {

namespace s3 = aws::s3;
using base::ErrorKind;
using nlohmann::json;

constexpr const char* endpoint = "https://s3.eu-central-1.amazonaws.com";
const std::string declaration = R"(<?xml version="1.0" encoding="UTF-8"?>)";
const std::string xmlns = R"( xmlns="http://s3.amazonaws.com/doc/2006-03-01/")";

http::Request built(const aws::Operation& operation, json input) {
  input["Bucket"] = "results";
  return aws::protocol::build(operation, endpoint, input);
}

std::string line_of(const http::Request& request) {
  return request.method + " " + request.url.substr(std::string_view(endpoint).size());
}

json parsed(const aws::Operation& operation, const std::string& body, http::Headers headers = {}) {
  return aws::protocol::parse(operation, {200, std::move(headers), body});
}

TEST(RestXml, PutsAnObject) {
  const std::string bytes("{\"a\": \"\xFF\"}\0", 10);
  const http::Request request = built(s3::put_object, {{"Key", "reviews/20260213-090000/quota.json"},
                                                       {"Body", bytes},
                                                       {"ContentType", "application/json"},
                                                       {"IfNoneMatch", "*"},
                                                       {"ServerSideEncryption", "aws:kms"},
                                                       {"SSEKMSKeyId", "arn:key"},
                                                       {"ExpectedBucketOwner", "111122223333"}});
  EXPECT_EQ(line_of(request), "PUT /results/reviews/20260213-090000/quota.json");
  EXPECT_EQ(request.body, bytes);
  EXPECT_EQ(request.headers, (http::Headers{{"x-amz-expected-bucket-owner", "111122223333"},
                                            {"Content-Type", "application/json"},
                                            {"If-None-Match", "*"},
                                            {"x-amz-server-side-encryption", "aws:kms"},
                                            {"x-amz-server-side-encryption-aws-kms-key-id", "arn:key"}}));
  EXPECT_EQ(http::header(built(s3::put_object, {{"Key", "k"}, {"Body", ""}}).headers, "Content-Type"),
            "application/octet-stream");
  EXPECT_EQ(parsed(s3::put_object, "", {{"ETag", "\"e\""}, {"x-amz-version-id", "v"}, {"Server", "AmazonS3"}}),
            (json{{"ETag", "\"e\""}, {"VersionId", "v"}}));
}

TEST(RestXml, KeepsTheSlashesOfAKeyAndNothingElse) {
  EXPECT_EQ(line_of(built(s3::get_object, {{"Key", "a//b c/ä?#%/"}})), "GET /results/a//b%20c/%C3%A4%3F%23%25/");
}

TEST(RestXml, GetsBytesWhateverTheyAre) {
  EXPECT_EQ(line_of(built(s3::get_object, {{"Key", "k"}, {"VersionId", "v+1"}})), "GET /results/k?versionId=v%2B1");
  for (const std::string& body :
       {std::string(), std::string("\0\xFF", 2), std::string("<Error><Code>x</Code></Error>")}) {
    EXPECT_EQ(parsed(s3::get_object, body, {{"etag", "e"}, {"Content-Length", "9"}}),
              (json{{"Body", body}, {"ETag", "e"}, {"ContentLength", "9"}}));
  }
}

TEST(RestXml, AsksForHeadersAlone) {
  EXPECT_EQ(line_of(built(s3::head_object, {{"Key", "k"}})), "HEAD /results/k");
  EXPECT_EQ(parsed(s3::head_object, "", {{"Content-Length", "12"}, {"Content-Type", "text/html"}}),
            (json{{"ContentLength", "12"}, {"ContentType", "text/html"}}));
  EXPECT_EQ(line_of(built(s3::head_bucket, json::object())), "HEAD /results");
  EXPECT_EQ(parsed(s3::head_bucket, "", {{"x-amz-bucket-region", "eu-central-1"}}),
            (json{{"BucketRegion", "eu-central-1"}}));
}

TEST(RestXml, ReadsWhatTheBucketsOfAnInstanceAreSetTo) {
  EXPECT_EQ(line_of(built(s3::data_bucket_policy, json::object())), "GET /results?policy");
  EXPECT_EQ(parsed(s3::data_bucket_policy, R"({"Statement": []})"), (json{{"Policy", R"({"Statement": []})"}}));
  EXPECT_THROW(parsed(s3::data_bucket_policy, "\xFF"), base::Error);
  for (const char* word : {"TRUE", "true"}) {
    EXPECT_EQ(parsed(s3::data_bucket_policy_status,
                     "<PolicyStatus" + xmlns + "><IsPublic>" + word + "</IsPublic></PolicyStatus>"),
              (json{{"PolicyStatus", {{"IsPublic", true}}}}));
  }
  EXPECT_EQ(parsed(s3::data_bucket_object_lock,
                   "<ObjectLockConfiguration" + xmlns +
                       "><ObjectLockEnabled>Enabled</ObjectLockEnabled><Rule><DefaultRetention><Mode>GOVERNANCE</Mode>"
                       "<Days>30</Days></DefaultRetention></Rule></ObjectLockConfiguration>"),
            (json{{"ObjectLockConfiguration",
                   {{"ObjectLockEnabled", "Enabled"},
                    {"Rule", {{"DefaultRetention", {{"Mode", "GOVERNANCE"}, {"Days", 30}}}}}}}}));
}

TEST(RestXml, DeletesAnObject) {
  EXPECT_EQ(line_of(built(s3::delete_object, {{"Key", "k"}})), "DELETE /results/k");
  EXPECT_EQ(aws::protocol::parse(s3::delete_object, {204, {{"x-amz-delete-marker", "true"}}, ""}),
            (json{{"DeleteMarker", "true"}}));
}

TEST(RestXml, DeletesManyObjects) {
  const http::Request request =
      built(s3::delete_objects,
            {{"Delete", {{"Objects", {{{"Key", "a<b"}}, {{"Key", " "}, {"VersionId", "v"}}}}, {"Quiet", true}}}});
  EXPECT_EQ(line_of(request), "POST /results?delete");
  EXPECT_EQ(request.body, "<Delete" + xmlns +
                              "><Object><Key>a&lt;b</Key></Object><Object><Key> </Key><VersionId>v</VersionId></Object>"
                              "<Quiet>true</Quiet></Delete>");
  EXPECT_EQ(http::header(request.headers, "Content-Type"), "application/xml");
  EXPECT_EQ(parsed(s3::delete_objects, declaration + "<DeleteResult" + xmlns +
                                           "><Deleted><Key>a</Key><DeleteMarker>true</DeleteMarker></Deleted>"
                                           "<Error><Key>b</Key><Code>AccessDenied</Code></Error></DeleteResult>"),
            (json{{"Deleted", {{{"Key", "a"}, {"DeleteMarker", true}}}},
                  {"Errors", {{{"Key", "b"}, {"Code", "AccessDenied"}}}}}));
  EXPECT_EQ(parsed(s3::delete_objects, "<DeleteResult/>"), json::object());
}

// openssl dgst -md5 -binary | base64
TEST(RestXml, SendsADigestOfItsXml) {
  const http::Request request =
      built(s3::put_public_access_block, {{"PublicAccessBlockConfiguration", json::object()}});
  EXPECT_EQ(request.body, "<PublicAccessBlockConfiguration" + xmlns + "/>");
  EXPECT_EQ(http::header(request.headers, "Content-MD5"), "LOcNWBXvGpNW3A7fsN+aHA==");
}

TEST(RestXml, ListsObjects) {
  EXPECT_EQ(
      line_of(built(s3::list_objects_v2,
                    {{"Prefix", "reviews/"}, {"Delimiter", "/"}, {"MaxKeys", 1000}, {"ContinuationToken", "a=="}})),
      "GET /results?list-type=2&prefix=reviews%2F&delimiter=%2F&continuation-token=a%3D%3D&max-keys=1000");
  const std::string page = declaration + "<ListBucketResult" + xmlns + R"(>
      <Name>results</Name><Prefix/><KeyCount>2</KeyCount><MaxKeys>1000</MaxKeys><IsTruncated>true</IsTruncated>
      <NextContinuationToken>n</NextContinuationToken>
      <Contents><Key>a&amp;b</Key><LastModified>2026-02-13T09:00:00.000Z</LastModified><ETag>&quot;e&quot;</ETag>
        <Size>5368709120</Size><StorageClass>STANDARD</StorageClass></Contents>
      <Contents><Key> </Key><Size>0</Size></Contents>
      <CommonPrefixes><Prefix>reviews/x/</Prefix></CommonPrefixes></ListBucketResult>)";
  EXPECT_EQ(parsed(s3::list_objects_v2, page), (json{{"Name", "results"},
                                                     {"Prefix", ""},
                                                     {"KeyCount", 2},
                                                     {"MaxKeys", 1000},
                                                     {"IsTruncated", true},
                                                     {"NextContinuationToken", "n"},
                                                     {"Contents",
                                                      {{{"Key", "a&b"},
                                                        {"LastModified", 1770973200},
                                                        {"ETag", "\"e\""},
                                                        {"Size", 5368709120},
                                                        {"StorageClass", "STANDARD"}},
                                                       {{"Key", " "}, {"Size", 0}}}},
                                                     {"CommonPrefixes", {{{"Prefix", "reviews/x/"}}}}}));
  EXPECT_EQ(parsed(s3::list_objects_v2, "<ListBucketResult><KeyCount>0</KeyCount></ListBucketResult>"),
            (json{{"KeyCount", 0}}));
}

TEST(RestXml, ListsVersions) {
  EXPECT_EQ(line_of(built(s3::list_object_versions, {{"KeyMarker", "k"}, {"VersionIdMarker", "v"}})),
            "GET /results?versions&key-marker=k&version-id-marker=v");
  EXPECT_EQ(parsed(s3::list_object_versions, R"(<ListVersionsResult><IsTruncated>false</IsTruncated>
      <Version><Key>a</Key><VersionId>1</VersionId><IsLatest>false</IsLatest><Size>3</Size></Version>
      <DeleteMarker><Key>a</Key><VersionId>2</VersionId><IsLatest>true</IsLatest></DeleteMarker>
      <Version><Key>b</Key><VersionId>null</VersionId><IsLatest>true</IsLatest></Version></ListVersionsResult>)"),
            (json{{"IsTruncated", false},
                  {"Versions",
                   {{{"Key", "a"}, {"VersionId", "1"}, {"IsLatest", false}, {"Size", 3}},
                    {{"Key", "b"}, {"VersionId", "null"}, {"IsLatest", true}}}},
                  {"DeleteMarkers", {{{"Key", "a"}, {"VersionId", "2"}, {"IsLatest", true}}}}}));
}

TEST(RestXml, CreatesABucket) {
  const http::Request plain = built(s3::create_bucket, json::object());
  EXPECT_EQ(line_of(plain), "PUT /results");
  EXPECT_EQ(plain.body, "");
  EXPECT_EQ(built(s3::create_bucket, {{"CreateBucketConfiguration", {{"LocationConstraint", "eu-west-1"}}}}).body,
            "<CreateBucketConfiguration" + xmlns +
                "><LocationConstraint>eu-west-1</LocationConstraint></CreateBucketConfiguration>");
  EXPECT_EQ(parsed(s3::create_bucket, "", {{"Location", "/results"}}), (json{{"Location", "/results"}}));
}

TEST(RestXml, ReadsWhereABucketIs) {
  EXPECT_EQ(line_of(built(s3::get_bucket_location, json::object())), "GET /results?location");
  EXPECT_EQ(parsed(s3::get_bucket_location, "<LocationConstraint" + xmlns + ">eu-west-1</LocationConstraint>"),
            (json{{"LocationConstraint", "eu-west-1"}}));
  EXPECT_EQ(parsed(s3::get_bucket_location, "<LocationConstraint" + xmlns + "/>"), (json{{"LocationConstraint", ""}}));
}

TEST(RestXml, ReadsWhetherABucketKeepsVersions) {
  EXPECT_EQ(line_of(built(s3::get_bucket_versioning, json::object())), "GET /results?versioning");
  EXPECT_EQ(parsed(s3::get_bucket_versioning,
                   "<VersioningConfiguration><Status>Enabled</Status>"
                   "<MfaDelete>Disabled</MfaDelete></VersioningConfiguration>"),
            (json{{"Status", "Enabled"}, {"MFADelete", "Disabled"}}));
  EXPECT_EQ(parsed(s3::get_bucket_versioning, "<VersioningConfiguration" + xmlns + "/>"), json::object());
}

TEST(RestXml, WritesBackEveryLifecycleRuleThatItReads) {
  const std::string rules =
      "<Rule><AbortIncompleteMultipartUpload><DaysAfterInitiation>7</DaysAfterInitiation>"
      "</AbortIncompleteMultipartUpload><Expiration><ExpiredObjectDeleteMarker>true</ExpiredObjectDeleteMarker>"
      "</Expiration><Filter><And><Prefix>a/</Prefix><Tag><Key>k</Key><Value>v</Value></Tag></And></Filter><ID>1</ID>"
      "<Status>Enabled</Status><Transition><Date>2030-01-01T00:00:00.000Z</Date><StorageClass>GLACIER</StorageClass>"
      "</Transition></Rule>"
      "<Rule><Expiration><Days>90</Days></Expiration><Filter><Tag><Key>k</Key><Value>v</Value></Tag></Filter>"
      "<NewThing>1</NewThing><NewThing>2</NewThing>"
      "<NoncurrentVersionExpiration><NewerNoncurrentVersions>3</NewerNoncurrentVersions>"
      "<NoncurrentDays>1</NoncurrentDays></NoncurrentVersionExpiration>"
      "<NoncurrentVersionTransition><NoncurrentDays>30</NoncurrentDays><StorageClass>GLACIER</StorageClass>"
      "</NoncurrentVersionTransition><Status>Disabled</Status></Rule>"
      "<Rule><Filter/><Prefix>old</Prefix><Status>Enabled</Status></Rule>";
  const std::string document = "<LifecycleConfiguration" + xmlns + ">" + rules + "</LifecycleConfiguration>";
  EXPECT_EQ(line_of(built(s3::get_bucket_lifecycle_configuration, json::object())), "GET /results?lifecycle");
  const json read = parsed(s3::get_bucket_lifecycle_configuration, declaration + document);
  ASSERT_EQ(read.at("Rules").size(), 3U);
  EXPECT_EQ(read["Rules"][0]["Filter"]["And"]["Tags"], (json{{{"Key", "k"}, {"Value", "v"}}}));
  EXPECT_EQ(read["Rules"][0]["Transitions"].size(), 1U);
  EXPECT_EQ(read["Rules"][1]["Expiration"]["Days"], 90);
  EXPECT_EQ(read["Rules"][1]["Filter"]["Tag"]["Key"], "k");
  EXPECT_EQ(read["Rules"][1]["NewThing"], (json{"1", "2"}));
  EXPECT_EQ(read["Rules"][2]["Filter"], json::object());
  const http::Request request = built(s3::put_bucket_lifecycle_configuration, {{"LifecycleConfiguration", read}});
  EXPECT_EQ(line_of(request), "PUT /results?lifecycle");
  EXPECT_EQ(request.body, document);
  EXPECT_EQ(parsed(s3::put_bucket_lifecycle_configuration, ""), json::object());
}

TEST(RestXml, ReadsAndWritesEncryption) {
  const json configuration = {
      {"Rules",
       {{{"ApplyServerSideEncryptionByDefault", {{"KMSMasterKeyID", "arn:key"}, {"SSEAlgorithm", "aws:kms"}}},
         {"BucketKeyEnabled", true}}}}};
  const http::Request request =
      built(s3::put_bucket_encryption, {{"ServerSideEncryptionConfiguration", configuration}});
  EXPECT_EQ(line_of(request), "PUT /results?encryption");
  EXPECT_EQ(request.body, "<ServerSideEncryptionConfiguration" + xmlns +
                              "><Rule><ApplyServerSideEncryptionByDefault><KMSMasterKeyID>arn:key</KMSMasterKeyID>"
                              "<SSEAlgorithm>aws:kms</SSEAlgorithm></ApplyServerSideEncryptionByDefault>"
                              "<BucketKeyEnabled>true</BucketKeyEnabled></Rule></ServerSideEncryptionConfiguration>");
  EXPECT_EQ(line_of(built(s3::get_bucket_encryption, json::object())), "GET /results?encryption");
  EXPECT_EQ(parsed(s3::get_bucket_encryption, request.body),
            (json{{"ServerSideEncryptionConfiguration", configuration}}));
}

TEST(RestXml, ReadsAndWritesPublicAccessBlocks) {
  const json all = {{"BlockPublicAcls", true},
                    {"BlockPublicPolicy", true},
                    {"IgnorePublicAcls", true},
                    {"RestrictPublicBuckets", false}};
  const http::Request request = built(s3::put_public_access_block, {{"PublicAccessBlockConfiguration", all}});
  EXPECT_EQ(line_of(request), "PUT /results?publicAccessBlock");
  EXPECT_EQ(line_of(built(s3::get_public_access_block, json::object())), "GET /results?publicAccessBlock");
  EXPECT_EQ(parsed(s3::get_public_access_block, request.body), (json{{"PublicAccessBlockConfiguration", all}}));
}

TEST(RestXml, NamesPermissionsThatAreNotTheOperation) {
  EXPECT_EQ(aws::action(s3::head_object), "s3:GetObject");
  EXPECT_EQ(aws::action(s3::list_objects_v2), "s3:ListBucket");
  EXPECT_EQ(aws::action(s3::put_bucket_lifecycle_configuration), "s3:PutLifecycleConfiguration");
  EXPECT_EQ(aws::action(s3::get_bucket_versioning), "s3:GetBucketVersioning");
}

TEST(RestXml, RefusesMembersThatNothingSends) {
  for (const aws::Operation* operation : {&s3::put_object, &s3::get_object, &s3::delete_object}) {
    try {
      built(*operation, {{"Key", "k"}, {"Metadata", {{"a", "b"}}}});
      ADD_FAILURE() << operation->name;
    } catch (const base::Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::internal);
      EXPECT_NE(std::string(error.what()).find("no place for Metadata"), std::string::npos) << error.what();
    }
  }
}

TEST(RestXml, ReadsErrorsEvenWhereTheStatusSaysNothing) {
  const std::string body = declaration +
                           "<Error><Code>InternalError</Code><Message>We encountered an internal error.</Message>"
                           "<RequestId>4442587FB7D0A2F9</RequestId><HostId>h</HostId></Error>";
  for (const int status : {200, 500}) {
    try {
      aws::protocol::parse(s3::delete_objects, {status, {}, body});
      ADD_FAILURE() << status;
    } catch (const aws::AwsError& error) {
      EXPECT_EQ(error.code(), "InternalError");
      EXPECT_EQ(error.http_status(), status);
      EXPECT_EQ(error.request_id(), "4442587FB7D0A2F9");
      EXPECT_TRUE(error.retryable());
    }
  }
}

TEST(RestXml, ReadsWhereTheBucketIsFromARedirect) {
  const auto region_of = [](const http::Response& response) {
    try {
      aws::protocol::parse(s3::get_object, response);
    } catch (const aws::AwsError& error) {
      EXPECT_EQ(error.kind(), ErrorKind::config);
      return error.bucket_region();
    }
    return std::string("no error");
  };
  EXPECT_EQ(region_of({301, {{"X-Amz-Bucket-Region", "us-west-2"}}, ""}), "us-west-2");
  EXPECT_EQ(region_of({400, {}, "<Error><Code>AuthorizationHeaderMalformed</Code><Region>eu-west-3</Region></Error>"}),
            "eu-west-3");
  EXPECT_EQ(region_of({307, {{"x-amz-bucket-region", "us-west-2"}}, "<Error><Code>TemporaryRedirect</Code></Error>"}),
            "us-west-2");
  EXPECT_EQ(region_of({301, {{"x-amz-bucket-region", "us-west-2\r\nx: y"}}, ""}), "us-west-2");
  EXPECT_EQ(region_of({301, {}, "<Error><Code>PermanentRedirect</Code></Error>"}), "");
}

TEST(RestXml, KeepsTheLifecyclesOwnHeader) {
  const http::Request request =
      built(s3::put_bucket_lifecycle_configuration, {{"TransitionDefaultMinimumObjectSize", "varies_by_storage_class"},
                                                     {"LifecycleConfiguration", {{"Rules", json::array()}}}});
  EXPECT_EQ(http::header(request.headers, "x-amz-transition-default-minimum-object-size"), "varies_by_storage_class");
  const json output = parsed(s3::get_bucket_lifecycle_configuration, "<LifecycleConfiguration" + xmlns + "/>",
                             {{"x-amz-transition-default-minimum-object-size", "varies_by_storage_class"}});
  EXPECT_EQ(output["TransitionDefaultMinimumObjectSize"], "varies_by_storage_class");
}

TEST(RestXml, GivesTheStatusANameWhereNoBodySaysMore) {
  struct Case {
    int status;
    const char* code;
    ErrorKind kind;
  };
  for (const Case& one :
       {Case{301, "PermanentRedirect", ErrorKind::config}, Case{304, "NotModified", ErrorKind::internal},
        Case{400, "UnknownError", ErrorKind::internal}, Case{403, "AccessDenied", ErrorKind::denied},
        Case{404, "NotFound", ErrorKind::not_found}, Case{412, "PreconditionFailed", ErrorKind::internal},
        Case{500, "InternalError", ErrorKind::unavailable}, Case{503, "ServiceUnavailable", ErrorKind::unavailable}}) {
    try {
      aws::protocol::parse(s3::head_object, {one.status, {{"x-amz-request-id", "R1"}}, ""});
      ADD_FAILURE() << one.status;
    } catch (const aws::AwsError& error) {
      EXPECT_EQ(error.code(), one.code);
      EXPECT_EQ(error.kind(), one.kind) << one.status;
      EXPECT_EQ(error.request_id(), "R1");
    }
  }
}

TEST(RestXml, NamesTheCallWhoseResultCannotBeRead) {
  for (const char* body :
       {"", "{}", "<ListBucketResult>", "<html><body>Sign in</body></html>",
        "<ListBucketResult><KeyCount>many</KeyCount></ListBucketResult>",
        "<ListBucketResult><IsTruncated>maybe</IsTruncated></ListBucketResult>",
        "<ListBucketResult><Contents><LastModified>today</LastModified></Contents></ListBucketResult>",
        "<ListBucketResult><Name>\xFF</Name></ListBucketResult>"}) {
    try {
      parsed(s3::list_objects_v2, body);
      ADD_FAILURE() << body;
    } catch (const base::Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::corrupt) << body;
      EXPECT_TRUE(std::string(error.what()).starts_with("s3:ListBucket answered ")) << error.what();
    }
  }
}

}  // namespace
