// Lambda's Invoke API for one function on this machine, apart from the sockets: what a request means, and how AWS would
// answer it. Function names are not compared: whatever name, ARN or alias a guide uses, it is this function.
// Any thread.
// https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
#pragma once

#include <map>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "base/random.hpp"
#include "http/http.hpp"
#include "lambda/local/invoker.hpp"
#include "serve/loopback_server.hpp"

namespace lambda {

// What GetFunction and GetFunctionConfiguration tell of the function.
struct Function {
  std::string name = "amazon-connect-ops-review-orchestrator";
  std::string region = "us-east-1";
  std::chrono::seconds timeout{900};
  std::map<std::string, std::string> variables{};                 // no secrets
  std::string role = "arn:aws:iam::000000000000:role/of-nobody";  // whose rights it has: here, those of the user
};

// The parts of a function's name as the API takes it: name, partial ARN or ARN, each with :qualifier or without.
struct FunctionName {
  std::string region{}, account{}, name{}, qualifier{};  // empty where not given
};
std::optional<FunctionName> parse_function_name(std::string_view text);

class InvokeApi {
 public:
  // Nothing of what is referred to is owned.
  InvokeApi(const Function& function, Invoker& invoker, base::Random& random)
      : function_(function), invoker_(invoker), random_(random) {}

  // An answer for every call, whose body is empty when it is more than max_payload; returns when the invocation has
  // ended if that is waited for.
  http::Response answer(const serve::Call& call);

  // As an Event for the function itself. Throws base::Error when it cannot be taken.
  void invoke_later(const nlohmann::json& event);

 private:
  http::Response invoke(const serve::Call& call, const FunctionName& name);
  nlohmann::json configuration(const FunctionName& name) const;
  std::string arn(const FunctionName& name) const;

  const Function& function_;
  Invoker& invoker_;
  base::Random& random_;
};

// A random UUID, version 4.
std::string new_request_id(base::Random& random);

// An error as AWS's rest-json protocol writes it.
http::Response api_error(int status, std::string_view type, std::string_view message);

}  // namespace lambda
