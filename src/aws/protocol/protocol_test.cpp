#include "aws/protocol/protocol.hpp"

#include <gtest/gtest.h>

#include "aws/error.hpp"
#include "aws/operations/all.hpp"
#include "aws/operations/cloudwatch.hpp"
#include "aws/operations/connect.hpp"
#include "aws/operations/s3.hpp"
#include "aws/operations/sts.hpp"
#include "fakes/mutator.hpp"

namespace {

using aws::AwsError;
using aws::Operation;
using base::ErrorKind;
using nlohmann::json;
using std::chrono::seconds;

AwsError error_of(const Operation& operation, const http::Response& response) {
  try {
    const json output = aws::protocol::parse(operation, response);
    ADD_FAILURE() << "no error: " << output;
  } catch (const AwsError& error) {
    return error;
  }
  return {operation, "none", 0, ""};
}

TEST(Errors, AreNamedByHeaderOrBody) {
  struct Case {
    http::Headers headers;
    std::string body;
    const char* code;
    const char* message;
  };
  const Case cases[] = {
      {{{"x-amzn-ErrorType", "ThrottlingException"}}, R"({"message": "slow"})", "ThrottlingException", "slow"},
      {{{"X-Amzn-Errortype", "ThrottlingException:http://internal.amazon.com/coral/com.amazon.coral.service/"}},
       R"({"Message": "slow"})",
       "ThrottlingException",
       "slow"},
      {{{"x-amzn-errortype", "aws.x#FooError:http://x#y"}}, "{}", "FooError", ""},
      {{},
       R"({"__type": "com.amazonaws.dynamodb.v20120810#ResourceNotFoundException", "message": "m"})",
       "ResourceNotFoundException",
       "m"},
      {{}, R"({"__type": "FooError", "errorMessage": "m"})", "FooError", "m"},
      {{}, R"({"code": "FooError", "message": "m"})", "FooError", "m"},
      {{}, R"({"Code": "FooError", "message": 7})", "FooError", ""},
      {{{"x-amzn-errortype", "New"}}, R"({"__type": "Old"})", "New", ""},
      {{{"x-amzn-query-error", "Throttling;Sender"}}, R"({"__type": "com.x#LimitExceededFault"})", "Throttling", ""},
      {{{"x-amzn-query-error", ";Sender"}}, R"({"__type": "a#B"})", "B", ""},
      {{}, R"({"__type": ["a"], "message": {"a": 1}})", "UnknownError", ""},
      {{}, R"("text")", "UnknownError", ""},
      {{{"x-amzn-errortype", "\x1B[2J"}}, "{}", "UnknownError", ""},
      {{{"x-amzn-errortype", "Foo Bar\n"}}, "{}", "Foo", ""},
  };
  for (const Case& one : cases) {
    for (const Operation* operation : {&aws::connect::list_queues, &aws::cloudwatch::get_metric_data}) {
      const AwsError error = error_of(*operation, {400, one.headers, one.body});
      EXPECT_EQ(error.code(), one.code) << one.body;
      EXPECT_EQ(error.http_status(), 400);
      const std::string message = *one.message == '\0' ? "" : std::string(": ") + one.message;
      EXPECT_EQ(error.what(), aws::action(*operation) + " answered " + one.code + " (HTTP 400)" + message);
    }
  }
}

TEST(Errors, AreOfTheKindOfTheirStatusWhereTheBodyIsNoneOfAws) {
  const std::string page = "<html><head><title>503</title></head><body>Service Unavailable</body></html>";
  for (const Operation* operation : {&aws::connect::list_queues, &aws::cloudwatch::get_metric_data,
                                     &aws::sts::get_caller_identity, &aws::s3::list_objects_v2}) {
    for (const std::string& body : {std::string(), page, std::string(100'000, '['), std::string("\xFF\x00", 2)}) {
      const AwsError bad_gateway = error_of(*operation, {502, {}, body});
      EXPECT_EQ(bad_gateway.code(), "InternalError");
      EXPECT_TRUE(bad_gateway.retryable());
      EXPECT_EQ(error_of(*operation, {503, {}, body}).kind(), ErrorKind::unavailable);
      EXPECT_EQ(error_of(*operation, {429, {}, body}).kind(), ErrorKind::throttled);
      EXPECT_EQ(error_of(*operation, {403, {}, body}).kind(), ErrorKind::denied);
      EXPECT_EQ(error_of(*operation, {302, {}, body}).kind(), ErrorKind::internal);
      EXPECT_EQ(error_of(*operation, {100, {}, body}).code(), "UnknownError");
    }
  }
}

TEST(Errors, CarryTheRequestsId) {
  const auto id_of = [](http::Headers headers) {
    return error_of(aws::connect::list_queues, {500, std::move(headers), "{}"}).request_id();
  };
  EXPECT_EQ(id_of({{"x-amzn-RequestId", "8f1c-22"}}), "8f1c-22");
  EXPECT_EQ(id_of({{"X-Amz-Request-Id", "4442587FB7D0A2F9"}}), "4442587FB7D0A2F9");
  EXPECT_EQ(id_of({{"x-amzn-requestid", "a\x1B[31mb"}}), "a");
  EXPECT_EQ(id_of({{"x-amzn-requestid", std::string(5000, 'x')}}).size(), 100U);
  EXPECT_EQ(id_of({}), "");
}

TEST(Errors, SayHowLongToWait) {
  const auto wait_of = [](const char* retry_after) {
    return error_of(aws::connect::list_queues, {429, {{"Retry-After", retry_after}}, ""}).retry_after();
  };
  EXPECT_EQ(wait_of("0"), seconds(0));
  EXPECT_EQ(wait_of("7"), seconds(7));
  EXPECT_EQ(wait_of("300"), seconds(300));
  EXPECT_EQ(wait_of("301"), aws::max_retry_after);
  EXPECT_EQ(wait_of("4294967296"), aws::max_retry_after);
  EXPECT_EQ(wait_of("99999999999999999999999"), aws::max_retry_after);
  for (const char* none : {"", "-1", "1.5", " 5", "5s", "Wed, 21 Oct 2026 07:28:00 GMT"}) {
    EXPECT_EQ(wait_of(none), seconds(0)) << none;
  }
}

TEST(Errors, AreShort) {
  const json body = {{"__type", std::string(100'000, 't')}, {"message", std::string(100'000, 'm')}};
  const AwsError error = error_of(aws::connect::list_queues, {400, {}, body.dump()});
  EXPECT_EQ(error.code().size(), 100U);
  EXPECT_LT(std::string_view(error.what()).size(), 800U);
}

// Deep nesting must end in an error, not in an exhausted stack.
TEST(Answers, AreRefusedWhenTheyAreNestedTooDeep) {
  const std::string arrays = "{\"QueueSummaryList\": " + std::string(200'000, '[') + std::string(200'000, ']') + "}";
  std::string opened, closed;
  for (int i = 0; i < 100'000; ++i) {
    opened += "<a>";
    closed += "</a>";
  }
  const std::string elements = "<ListBucketResult>" + opened + closed + "</ListBucketResult>";
  for (const auto& [operation, body] :
       {std::pair(&aws::connect::list_queues, arrays), std::pair(&aws::s3::list_objects_v2, elements)}) {
    try {
      aws::protocol::parse(*operation, {200, {}, body});
      ADD_FAILURE() << operation->name;
    } catch (const base::Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::corrupt);
    }
  }
}

TEST(Answers, ResolveNoEntitiesThatADocumentDefines) {
  const std::string laughs = R"(<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">
      <!ENTITY f SYSTEM "file:///etc/passwd">]><ListBucketResult><Name>&b;&f;&lt;</Name></ListBucketResult>)";
  EXPECT_EQ(aws::protocol::parse(aws::s3::list_objects_v2, {200, {}, laughs}), (json{{"Name", "&b;&f;<"}}));
}

// What every path of a row needs, and a text for every other member that it names.
json input_for(const Operation& operation) {
  json input = json::object();
  for (const std::string_view text : {operation.path, operation.headers}) {
    for (auto open = text.find('{'); open != std::string_view::npos; open = text.find('{', open + 1)) {
      std::string member(text.substr(open + 1, text.find('}', open) - open - 1));
      if (member.ends_with('+')) member.pop_back();
      input[member] = "x";
    }
  }
  if (!operation.input_payload.empty()) {
    input[std::string(operation.input_payload)] = json::object();
  } else if (operation.service.protocol == aws::Protocol::rest_json && operation.method != "GET") {
    input["InTheBody"] = "x";
  }
  return input;
}

TEST(Requests, CanBeBuiltForEveryOperation) {
  for (const Operation* operation : aws::operations()) {
    const http::Request request = aws::protocol::build(*operation, "https://aws.test", input_for(*operation));
    EXPECT_EQ(request.method, operation->method);
    EXPECT_TRUE(request.url.starts_with("https://aws.test/")) << request.url;
    EXPECT_EQ(request.url.find_first_of("{} "), std::string::npos) << request.url;
    const bool has_body = request.method == "POST" || request.method == "PUT" || request.method == "PATCH";
    EXPECT_EQ(has_body, !request.body.empty()) << operation->name;
  }
}

std::string answer_of(const Operation& operation) {
  switch (operation.service.protocol) {
    case aws::Protocol::query:
      return "<" + std::string(operation.name) + "Response><" + std::string(operation.name) + "Result><A>1</A></" +
             std::string(operation.name) + "Result></" + std::string(operation.name) + "Response>";
    case aws::Protocol::rest_xml:
      return "<ListBucketResult><IsTruncated>false</IsTruncated><Contents><Key>a&amp;b</Key><Size>3</Size>"
             "<LastModified>2026-02-13T09:00:00.000Z</LastModified></Contents></ListBucketResult>";
    default:
      return R"({"Items": [{"Id": "a", "Tags": {"k": "v"}}], "NextToken": "t", "message": "m", "__type": "a#B:c"})";
  }
}

TEST(AnswersFuzz, AreReadOrRefusedWithAnErrorOfOurs) {
  fakes::Mutator mutator(1);
  int read = 0, refused = 0;
  for (int i = 0; i < 4000; ++i) {
    const Operation& operation = *aws::operations()[mutator.below(aws::operations().size())];
    const http::Response response{mutator.one_in(2) ? 200 : 400, {}, mutator.damage(answer_of(operation))};
    try {
      const json output = aws::protocol::parse(operation, response);
      EXPECT_TRUE(output.is_object());
      if (!operation.output_is_bytes) {
        EXPECT_NO_THROW(output.dump());
      }
      ++read;
    } catch (const base::Error& error) {
      EXPECT_LT(std::string_view(error.what()).size(), 1000U);
      EXPECT_EQ(std::string_view(error.what()).find('\x1B'), std::string_view::npos);
      ++refused;
    }
  }
  EXPECT_GT(read, 300);  // the damage is not so great that nothing is tested
  EXPECT_GT(refused, 300);
}

}  // namespace
